"""A database that lost its readers, or is no longer the one that we opened: somebody must look, at once.

What was there is remembered beside it, in a file of our home.
"""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

import structlog
from sqlalchemy import func, select

from bot.app.clock import clock
from bot.app.core import Core
from bot.errors import DatabaseError
from bot.ports import Event, What
from bot.store.activity import note_subscribers
from bot.store.database import Database
from bot.store.schema import subscribers
from bot.wording import _

KNOWN: Final = "known.json"
_FEW = 3
"""So few readers may all leave on one day."""
_SHARE = 0.1

log = structlog.get_logger()


class Alarm:
    """Looks now and then; while `reason` is not empty, the process is not well."""

    def __init__(self, built: Core, now: Callable[[], datetime] = clock) -> None:
        self._built = built
        self._now = now
        self.reason = ""

    async def __call__(self) -> None:
        """Look; a new reason is an error in the log, and an event."""
        database, before = self._built.database, self.reason
        gone = database.trouble()
        self.reason = gone or await lost(self._built.settings.home, database)
        if not self.reason:
            remember(self._built.settings.home, await readers(database), self._now())
            await note_subscribers(database, self._now())
        elif self.reason != before:
            log.error("alarm", reason=self.reason)
            what = What.DATABASE_GONE if gone else What.READERS_GONE
            await self._built.events.record(Event(what, reason=self.reason), self._now())

    async def ask(self) -> None:
        """Raises: DatabaseError when the database does not answer, or is no longer what it was."""
        await self._built.events.latest(1)
        if self.reason:
            raise DatabaseError(self.reason)


async def readers(database: Database) -> int:
    """How many there are, paused or not."""
    async with database.read() as connection:
        return int((await connection.execute(select(func.count()).select_from(subscribers))).scalar_one())


async def lost(home: Path, database: Database) -> str:
    """What became of the readers, if most of those whom we knew are gone; in the operator's language."""
    known, at = _known(home / KNOWN)
    there = await readers(database)
    if known < _FEW or there > known * _SHARE:
        return ""
    told = _(
        "{there} abonnés, {known} le {at} : la base a-t-elle été effacée ? laconique restore ; "
        "si tout est bien, effacez {file}"
    )
    return told.format(there=there, known=known, at=at[:16].replace("T", " "), file=home / KNOWN)


def remember(home: Path, number: int, now: datetime) -> None:
    """How many readers there were."""
    part = home / f"{KNOWN}.{token_hex(4)}.part"  # of our own: processes of one home begin together
    part.write_text(json.dumps({"subscribers": number, "at": now.isoformat()}), encoding="utf-8")
    part.replace(home / KNOWN)


def _known(file: Path) -> tuple[int, str]:
    """How many readers there were, and when; none where nobody has looked yet."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        return int(told["subscribers"]), str(told["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, ""
