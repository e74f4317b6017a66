"""Care of data: moving a database, backing it up, putting a backup back."""

import asyncio
from contextlib import suppress
from datetime import datetime
from gettext import gettext as _
from pathlib import Path

from rich.markup import escape
from rich.progress import TaskID
from sqlalchemy.engine import make_url

from bot.app.core import clock
from bot.errors import DatabaseError, KeepingError
from bot.settings import Settings
from bot.settings.loading import database_url
from bot.store import backup as copies
from bot.store.database import Database
from bot.store.duties import DutyStore
from bot.store.transfer import transfer
from bot.terminal.output import out, progress

BACKUP = "backup"
"""What the database calls it that a backup was made."""


async def migrate(settings: Settings, to: str) -> None:
    """Copy the whole database into another, and compare the two."""
    here, there = settings.database_url, database_url(to, settings.home)
    if make_url(here) == make_url(there):
        msg = "--to: this is the database that is in use already"
        raise KeepingError(msg)
    source, target = Database(here), Database(there)
    try:
        with progress() as shown:
            bars: dict[str, TaskID] = {}

            def told(name: str, done: int, total: int) -> None:
                if name not in bars:
                    bars[name] = shown.add_task(_("comparaison") if name == "=" else name)
                shown.update(bars[name], completed=done, total=total)

            rows = await transfer(source, target, _without_password(here), told)
    finally:
        await source.close()
        await target.close()
    out.print(
        _("{rows} lignes copiées, et comparées une à une : les deux bases disent la même chose.").format(
            rows=rows
        )
    )
    out.print(
        _("Pour s’en servir : LACONIQUE_DATABASE_URL={url}").format(url=escape(_without_password(there)))
    )


async def backup(settings: Settings, file: Path | None, keep: int | None) -> None:
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
    out.print(_("Sauvegarde : {file} ({size:.1f} Mo)").format(file=escape(str(into)), size=size_mb))
    if keep is not None and (gone := copies.prune(folder, keep)):
        out.print(_("Sauvegardes plus anciennes retirées : {gone}").format(gone=gone))


async def restore(settings: Settings, file: Path, *, force: bool) -> None:
    """Put a backup back, and keep what it replaces."""
    url, now = settings.database_url, clock()
    copies.check(file)
    if not force and copies.holds_something(url):
        msg = f"{_without_password(url)}: there is a database; --force replaces it, and keeps it aside"
        raise KeepingError(msg)
    aside = _aside(settings, now)
    replaced = await asyncio.to_thread(copies.restore, url, file, aside)
    database = Database(url)
    try:
        await database.open()  # a backup of an earlier version is brought up to date
    finally:
        await database.close()
    out.print(_("Remise en place : {file}").format(file=escape(str(file))))
    if replaced:
        out.print(_("Ce qui était là est gardé dans : {aside}").format(aside=escape(str(aside))))


async def _note(url: str) -> None:
    """That a backup was made, for `laconique doctor`; a database of an earlier version has no place for it."""
    database = Database(url)
    try:
        with suppress(DatabaseError):
            await DutyStore(database, "").note(BACKUP, clock())
    finally:
        await database.close()


def backups(settings: Settings) -> Path:
    """Where backups go unless somebody says where."""
    return settings.home / "backups"


def _aside(settings: Settings, now: datetime) -> Path:
    """Beside the database, so that it need not be copied; of PostgreSQL's, with the backups."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        return file.with_name(f"before-restore-{now:%Y%m%dT%H%M%SZ}-{file.name}")
    return backups(settings) / f"before-restore-{now:%Y%m%dT%H%M%SZ}.dump"


def _without_password(url: str) -> str:
    return make_url(url).render_as_string(hide_password=True)
