"""reindex: what an earlier version stored is found as well as what is new."""

from bot.app.core import core
from bot.app.indexing import reindex
from bot.cli.output import out
from bot.settings import Settings
from bot.wording import _


async def reindex_all(settings: Settings) -> None:
    """Index anew all that an earlier version stored; the bot may run meanwhile."""
    total = 0
    async with core(settings) as built:
        while done := await reindex(built):
            total += done
    out.print(_("Réindexé : {articles} articles.").format(articles=total))
