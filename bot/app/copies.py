"""Copies of the database that are made by themselves, and how long copies are kept."""

import asyncio
from datetime import timedelta

import structlog

from bot.app.clock import clock
from bot.app.core import Core
from bot.app.folders import backups
from bot.errors import KeepingError
from bot.ports import Event, What
from bot.store import backup as copies

BACKUP = "backup"
"""The lease, as the database calls it; done when a backup was made, by hand too."""
_HOLD_S = 3600.0
_AGAIN = timedelta(hours=1)
"""When a failed one is tried again."""

log = structlog.get_logger()


async def keep_copies(built: Core, *, doubtful: bool = False) -> None:
    """Make a backup when one is due, by one process for all; remove those that were kept long enough.

    None is removed by a clock that is `doubtful`.
    """
    settings = built.settings
    every_days = settings.backup.every_days
    if every_days is not None and await built.leases.take(
        BACKUP, clock(), _HOLD_S, every=timedelta(days=every_days)
    ):
        await _copied(built)
    if settings.backup.keep_days is not None and not doubtful:
        before = clock() - timedelta(days=settings.backup.keep_days)
        for folder in (backups(settings), settings.home):
            await asyncio.to_thread(copies.age_out, folder, before)


async def _copied(built: Core) -> None:
    url, now = built.settings.database_url, clock()
    into = backups(built.settings) / copies.name(now, url)
    try:
        await asyncio.to_thread(copies.backup, url, into, lambda _done, _total: None)
    except KeepingError as err:
        log.error(What.BACKUP_FAILED, reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
        await built.events.record(Event(What.BACKUP_FAILED, reason=err.told), now)
        await built.leases.put_off(BACKUP, now + _AGAIN)
        return
    await built.leases.release(BACKUP, done_at=now)
    log.info("backup made", file=into.name, megabytes=round(into.stat().st_size / 1e6, 1))
