"""restore: a backup put back; what it replaces is kept aside."""

import asyncio
from datetime import datetime
from pathlib import Path

from rich.markup import escape
from sqlalchemy.engine import make_url

from bot.app.clock import clock
from bot.app.folders import backups
from bot.cli.output import out, without_password
from bot.errors import KeepingError
from bot.settings import Settings
from bot.store import backup as copies
from bot.store.database import Database
from bot.wording import Remark, _


async def put_back(settings: Settings, file: Path, *, force: bool) -> None:
    """Put a backup back, and keep what it replaces."""
    url, now = settings.database_url, clock()
    copies.check(file)
    if not force and copies.holds_something(url):
        told = Remark(
            "{url} : il y a déjà une base ; --force la remplace, et la met de côté", url=without_password(url)
        )
        raise KeepingError(told)
    aside = _aside(settings, now)
    replaced = await asyncio.to_thread(copies.restore, url, file, aside)
    database = Database(url)
    try:
        await database.open()  # a backup of an earlier version is brought up to date
    finally:
        await database.close()
    out.print(_("Remise en place : {file}").format(file=escape(str(file))))
    if replaced:
        out.print(_("Ce qui était là est gardé dans : {aside}").format(aside=escape(str(aside))))


def _aside(settings: Settings, now: datetime) -> Path:
    """Beside the database, so that it need not be copied; of PostgreSQL's, with the backups."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        file = Path(url.database or "")
        return file.with_name(f"{copies.ASIDE}{now:%Y%m%dT%H%M%SZ}-{file.name}")
    return backups(settings) / f"{copies.ASIDE}{now:%Y%m%dT%H%M%SZ}.dump"
