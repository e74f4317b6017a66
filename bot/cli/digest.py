"""digest: the latest stories, told in the terminal."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from rich.markup import escape

from bot.app.clock import clock
from bot.app.home import opened
from bot.cli.output import errors, show_story
from bot.model import Story
from bot.settings import Settings
from bot.store.archive import ArchiveStore
from bot.wording import _


async def tell(settings: Settings, about: str, limit: int) -> bool:
    """Print the latest stories, of a topic or all; returns whether there was one."""
    async with opened(settings) as database:
        archive = ArchiveStore(database)
        stories = await (_about(archive, settings, about, limit) if about else archive.stories(limit=limit))
    if stories is None:
        errors.print(
            _("Sujet incompréhensible : {topic}. Donnez un ou deux mots.").format(topic=escape(about))
        )
        return False
    for story in stories:
        show_story(story, settings.readers.zone)
    if not stories and about:
        errors.print(_("Rien à raconter sur : {topic}.").format(topic=escape(about)))
    elif not stories:
        errors.print(_("Rien à raconter. Donnez d'abord des articles : laconique ingest FICHIER_OU_ADRESSE"))
    return bool(stories)


async def _about(archive: ArchiveStore, settings: Settings, about: str, limit: int) -> Sequence[Story] | None:
    """The stories of a topic; None when nobody can tell which is meant."""
    from bot.chat.interpreter import search_of
    from bot.topics.catalogue import Catalogue
    from bot.topics.query import parse
    from bot.topics.source_names import called

    catalogue = Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
    zone = settings.readers.zone
    today = clock().astimezone(ZoneInfo(zone)).date()
    query = parse(about, catalogue, today, called(await archive.sources()))
    if query.problem or query.trouble:
        return None
    return await archive.stories(search_of(query.asked, zone, catalogue), limit=limit)
