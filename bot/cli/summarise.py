"""summarise: the articles that have no summary yet."""

from bot.app.clock import clock
from bot.app.core import core, exhaust
from bot.cli.output import out
from bot.settings import Settings
from bot.wording import _


async def summarise_waiting(settings: Settings, *, again: bool) -> None:
    """Summarise what waits; `again`: and what another method than the present one summarised."""
    async with core(settings) as built:
        if again:
            marked = await built.archive.summarise_again(built.pipeline.summariser.version, clock())
            out.print(_("À résumer de nouveau : {marked}.").format(marked=marked))
        made = await exhaust(built.pipeline.summarise)
    out.print(_("Articles résumés : {made}.").format(made=made))
