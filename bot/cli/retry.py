"""retry: everything that failed waits again."""

from bot.app.core import clock, core
from bot.cli.output import out
from bot.settings import Settings
from bot.wording import _


async def retry_failed(settings: Settings) -> None:
    """Make everything that failed wait again: entries, summaries, messages."""
    async with core(settings) as built:
        now = clock()
        entries = await built.intake.retry(now)
        summaries = await built.archive.retry(now)
        messages = await built.outbox.retry(now)
    out.print(
        _("À réessayer : {entries} entrées, {summaries} résumés, {messages} messages.").format(
            entries=entries, summaries=summaries, messages=messages
        )
    )
