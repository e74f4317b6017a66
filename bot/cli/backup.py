"""backup: the whole database in one file, while everything goes on."""

import asyncio
from contextlib import suppress
from pathlib import Path

from rich.markup import escape

from bot.app.clock import clock
from bot.app.copies import BACKUP
from bot.app.folders import backups
from bot.cli.output import decimal, out, progress
from bot.errors import DatabaseError
from bot.settings import Settings
from bot.store import backup as copies
from bot.store.database import Database
from bot.store.leases import LeaseStore
from bot.wording import _


async def write_backup(settings: Settings, file: Path | None, keep: int | None) -> None:
    """Write a backup, and remove the oldest of those in our own folder if only so many are to be kept."""
    url, folder = settings.database_url, backups(settings)
    into = file or folder / copies.name(clock(), url)
    with progress() as shown:
        bar = shown.add_task(_("sauvegarde"), total=None)

        def told(done: int, total: int) -> None:
            shown.update(bar, completed=done, total=total)

        await asyncio.to_thread(copies.backup, url, into, told)
    await _note(url)
    size_mb = into.stat().st_size / 1e6
    out.print(_("Sauvegarde : {file} ({size} Mo)").format(file=escape(str(into)), size=decimal(size_mb)))
    if keep is not None and (gone := copies.prune(folder, keep)):
        out.print(_("Sauvegardes plus anciennes retirées : {gone}").format(gone=gone))


async def _note(url: str) -> None:
    """That a backup was made, for `laconique doctor`.

    A database of an earlier version has no place for it.
    """
    database = Database(url)
    try:
        with suppress(DatabaseError):
            await LeaseStore(database, "").note(BACKUP, clock())
    finally:
        await database.close()
