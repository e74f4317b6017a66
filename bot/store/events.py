"""What an operator should see: one line an event, and none that repeats the one before it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.database import Database
from bot.store.schema import events


class EventStore:
    """The events of the database (`ports.Events`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def record(self, subject: str, text: str, now: datetime) -> None:
        """Add a line, unless it repeats the subject's last one."""
        async with self._db.write() as connection:
            await record(connection, subject, text, now)

    async def latest(self, limit: int) -> Sequence[tuple[datetime, str, str]]:
        """(moment, subject, text) of the newest events, newest first."""
        query = select(events.c.at, events.c.subject, events.c.text).order_by(events.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            return [(row.at, row.subject, row.text) for row in await connection.execute(query)]


async def record(connection: AsyncConnection, subject: str, text: str, now: datetime) -> None:
    """Add an event inside a transaction that is open."""
    last = select(events.c.text).where(events.c.subject == subject).order_by(events.c.id.desc()).limit(1)
    if (await connection.execute(last)).scalar() != text:
        await connection.execute(insert(events).values(at=now, subject=subject, text=text))
