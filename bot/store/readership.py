"""Subscribers: who they are, what they follow, when they want to hear of it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, Update, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Mode, OutboxState, Subscriber, Topic
from bot.store.database import Database
from bot.store.events import record
from bot.store.tables import editions, feedback, outbox, slots, subscribers, subscriptions, tellings, turns

_KEPT = (subscriptions, slots, tellings, editions, outbox, feedback, turns)
"""All that is kept of a chat, beside the subscriber itself."""


class ReadershipStore:
    """The subscribers of the database (`ports.Readership`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def subscriber(self, chat_id: int) -> Subscriber | None:
        """See `ports.Readership`."""
        async with self._db.read() as connection:
            return await _subscriber(connection, chat_id)

    async def join(self, chat_id: int, zone: str, now: datetime) -> Subscriber:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            known = await _subscriber(connection, chat_id)
            if known is None:
                row = {"chat_id": chat_id, "zone": zone, "instant": True, "paused": "", "joined_at": now}
                await connection.execute(insert(subscribers).values(row))
            elif known.paused:
                await connection.execute(_of(subscribers, chat_id).values(paused=""))
            joined = await _subscriber(connection, chat_id)
        assert joined is not None  # noqa: S101 - written in this very transaction
        return joined

    async def pause(self, chat_id: int, reason: str) -> None:
        """See `ports.Readership`."""
        unfinished = outbox.c.state.in_([OutboxState.DUE, OutboxState.SENDING, OutboxState.AMBIGUOUS])
        ended = {"state": OutboxState.FAILED, "due_at": None, "owner": "", "lease_until": None}
        async with self._db.write() as connection:
            await connection.execute(_of(subscribers, chat_id).values(paused=reason))
            await connection.execute(_of(outbox, chat_id).where(unfinished).values(reason=reason, **ended))
            await connection.execute(
                delete(tellings).where(tellings.c.chat_id == chat_id, tellings.c.waiting)
            )

    async def set_topic(self, chat_id: int, topic: Topic, mode: Mode | None) -> None:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            await connection.execute(
                delete(subscriptions).where(
                    subscriptions.c.chat_id == chat_id, subscriptions.c.topic == topic.key
                )
            )
            if mode is not None:
                row = {"chat_id": chat_id, "topic": topic.key, "label": topic.label, "mode": mode}
                await connection.execute(insert(subscriptions).values(row))

    async def set_instant(self, chat_id: int, *, instant: bool) -> None:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            await connection.execute(_of(subscribers, chat_id).values(instant=instant))

    async def set_slot(self, chat_id: int, minute: int, *, wanted: bool, now: datetime) -> None:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            await connection.execute(
                delete(slots).where(slots.c.chat_id == chat_id, slots.c.minute == minute)
            )
            if wanted:
                await connection.execute(insert(slots).values(chat_id=chat_id, minute=minute, since=now))

    async def chosen(self, chat_id: int) -> Sequence[tuple[Topic, Mode]]:
        """See `ports.Readership`."""
        query = (
            select(subscriptions).where(subscriptions.c.chat_id == chat_id).order_by(subscriptions.c.label)
        )
        async with self._db.read() as connection:
            return [(Topic(row.topic, row.label), Mode(row.mode)) for row in await connection.execute(query)]

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            if await _subscriber(connection, new_chat_id) is None:
                await connection.execute(_of(subscribers, chat_id).values(chat_id=new_chat_id))
            for table in _KEPT:  # "or ignore": what the new chat has of its own, stays
                moved = _of(table, chat_id).prefix_with("OR IGNORE").values(chat_id=new_chat_id)
                await connection.execute(moved)
            # The new chat counts its messages anew: the numbers of the old one would name others.
            await connection.execute(_of(outbox, new_chat_id).values(message_id=None))
            await _forget(connection, chat_id)

    async def forget(self, chat_id: int) -> None:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            await _forget(connection, chat_id)

    async def report(self, chat_id: int, story_id: int, now: datetime) -> None:
        """See `ports.Readership`."""
        async with self._db.write() as connection:
            same = (feedback.c.chat_id == chat_id, feedback.c.story_id == story_id)
            if (await connection.execute(select(feedback.c.id).where(*same))).first() is None:
                row = {"chat_id": chat_id, "story_id": story_id, "given_at": now}
                await connection.execute(insert(feedback).values(row))
                await record(connection, f"story {story_id}", "a reader says that its summary is wrong", now)


async def _forget(connection: AsyncConnection, chat_id: int) -> None:
    for table in (*_KEPT, subscribers):
        await connection.execute(delete(table).where(table.c.chat_id == chat_id))


def _of(table: Table, chat_id: int) -> Update:
    return update(table).where(table.c.chat_id == chat_id)


async def _subscriber(connection: AsyncConnection, chat_id: int) -> Subscriber | None:
    row = (
        await connection.execute(select(subscribers).where(subscribers.c.chat_id == chat_id))
    ).one_or_none()
    if row is None:
        return None
    minutes = await connection.execute(
        select(slots.c.minute).where(slots.c.chat_id == chat_id).order_by(slots.c.minute)
    )
    topics = await connection.execute(select(subscriptions).where(subscriptions.c.chat_id == chat_id))
    return Subscriber(
        chat_id=chat_id,
        zone=row.zone,
        instant=row.instant,
        slots=tuple(minutes.scalars()),
        paused=row.paused,
        topics={topic.topic: Mode(topic.mode) for topic in topics},
    )
