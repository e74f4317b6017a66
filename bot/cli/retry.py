"""retry: everything that failed waits again."""

from bot.app.clock import clock
from bot.app.home import opened
from bot.cli.output import out
from bot.settings import Settings
from bot.store.archive import ArchiveStore
from bot.store.intake import IntakeStore
from bot.store.outbox import OutboxStore
from bot.wording import _


async def retry_failed(settings: Settings) -> None:
    """Make everything that failed wait again: entries, summaries, messages."""
    async with opened(settings) as database:
        now = clock()
        entries = await IntakeStore(database).retry(now)
        summaries = await ArchiveStore(database).retry(now)
        messages = await OutboxStore(database, "").retry(now)
    out.print(
        _("À réessayer : {entries} entrées, {summaries} résumés, {messages} messages.").format(
            entries=entries, summaries=summaries, messages=messages
        )
    )
