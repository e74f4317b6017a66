"""What an operator should see: each event once, and none that repeats the one before it."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, insert, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Cause
from bot.ports.events import About, Event, What
from bot.store.database import Database
from bot.store.schema import events


class EventStore:
    """The events of the database (`ports.Events`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def record(self, event: Event, now: datetime) -> None:
        """Keep it, unless it repeats the last one of the same thing."""
        async with self._db.write() as connection:
            await record(connection, event, now)

    async def latest(self, limit: int) -> Sequence[tuple[datetime, Event]]:
        """The newest, newest first, each with its moment."""
        query = select(events).order_by(events.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            return [(row.at, _event(row)) for row in await connection.execute(query)]


async def record(connection: AsyncConnection, event: Event, now: datetime) -> None:
    """Keep an event inside a transaction that is open."""
    of_the_same = (events.c.what.in_(_about(event.what.about)), events.c.name == event.name)
    last = select(events).where(*of_the_same).order_by(events.c.id.desc()).limit(1)
    row = (await connection.execute(last)).first()
    if row is None or _event(row) != event:
        told = {"reason": event.reason, "cause": event.cause, "fields": dict(event.fields)}
        await connection.execute(insert(events).values(at=now, what=event.what, name=event.name, **told))


def of_chat(chat_id: int) -> ColumnElement[bool]:
    """Of the events those that tell of this chat, or of what was done in it."""
    told = and_(events.c.what.in_(_about(About.CHAT)), events.c.name == str(chat_id))
    return or_(told, events.c.fields["chat"].as_string() == str(chat_id))


async def forget_events(connection: AsyncConnection, chat_id: int) -> None:
    """Erase what names this chat, also where an error says so in its own words."""
    await connection.execute(delete(events).where(of_chat(chat_id)))
    named = re.compile(rf"(?<!\S)chat {chat_id}\b")
    told = or_(events.c.name.contains(f"chat {chat_id}"), events.c.reason.contains(f"chat {chat_id}"))
    found = (await connection.execute(select(events.c.id, events.c.name, events.c.reason).where(told))).all()
    ids = [row.id for row in found if named.search(row.name) or named.search(row.reason)]
    await connection.execute(delete(events).where(events.c.id.in_(ids)))


def _about(about: About) -> list[What]:
    return [what for what in What if what.about is about]


def _event(row: Row[Any]) -> Event:
    cause = None if row.cause is None else Cause(row.cause)
    return Event(What(row.what), row.name, row.reason, cause, row.fields)
