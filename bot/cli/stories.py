"""stories: what was put together, and putting it right."""

from rich.markup import escape

from bot.app.clock import clock
from bot.app.home import opened
from bot.cli.output import out
from bot.settings import Settings
from bot.store import story_edits
from bot.wording import _


async def show(settings: Settings, limit: int) -> None:
    """The latest stories with their articles, each with its number."""
    async with opened(settings) as database:
        found = await story_edits.recent(database, limit)
    if not found:
        out.print(_("Aucune histoire pour le moment."))
    for story in found:
        out.print(f"[bold]{_('Histoire {number}').format(number=story.id)}[/bold]")
        for article_id, source, title in story.articles:
            out.print(f"    {article_id}  {escape(source)} · {escape(title or _('sans titre'))}")


async def split(settings: Settings, story_id: int, article_ids: list[int]) -> None:
    """Let these articles be a story of their own."""
    async with opened(settings) as database:
        made = await story_edits.split(database, story_id, article_ids, clock())
    told = _("Histoire {made} séparée de l'histoire {story} ({articles} articles).")
    out.print(told.format(made=made, story=story_id, articles=len(set(article_ids))))


async def merge(settings: Settings, story_id: int, other_id: int) -> None:
    """Let two stories be one."""
    async with opened(settings) as database:
        await story_edits.merge(database, story_id, other_id, clock())
    out.print(_("L'histoire {other} est réunie à l'histoire {story}.").format(other=other_id, story=story_id))
