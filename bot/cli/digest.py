"""digest: the latest stories, told in the terminal."""

from zoneinfo import ZoneInfo

from rich.markup import escape

from bot.app.core import clock, core
from bot.chat.interpreter import search_of
from bot.cli.output import errors, show_story
from bot.settings import Settings
from bot.topics.query import parse
from bot.topics.source_names import called
from bot.wording import _


async def tell(settings: Settings, about: str, limit: int) -> bool:
    """Print the latest stories, of a topic or all; returns whether there was one."""
    async with core(settings) as built:
        if not about:
            stories = await built.archive.stories(limit=limit)
        else:
            zone = settings.readers.zone
            today = clock().astimezone(ZoneInfo(zone)).date()
            query = parse(about, built.catalogue, today, called(await built.archive.sources()))
            if query.problem or query.trouble:
                errors.print(
                    _("Sujet incompréhensible : {topic}. Donnez un ou deux mots.").format(topic=escape(about))
                )
                return False
            stories = await built.archive.stories(search_of(query.asked, zone, built.catalogue), limit=limit)
    for story in stories:
        show_story(story, settings.readers.zone)
    if not stories:
        errors.print(_("Rien à raconter. Donnez d'abord des articles : laconique ingest FICHIER_OU_ADRESSE"))
    return bool(stories)
