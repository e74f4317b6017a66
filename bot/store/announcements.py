"""Announcements: what an admin tells all readers, how far it has come, and what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, String, and_, cast, delete, func, insert, literal, or_, select, update

from bot.model import Message, OutboxState
from bot.ports import Event, Queued, What
from bot.ports.announcements import Arrivals, Audience, key_of
from bot.store.database import Database
from bot.store.events import record
from bot.store.outbox import queue
from bot.store.readership import quiet_of
from bot.store.schema import announcements, outbox, subscribers

_DRAFT, _SENDING, _QUEUED, _ENDED = "draft", "sending", "queued", "ended"
_UNDER_WAY = (_SENDING, _QUEUED)
_ON_THEIR_WAY = (OutboxState.DUE, OutboxState.SENDING)


class AnnouncementStore:
    """The announcements of the database (`ports.announcements.Announcements`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def readers(self) -> int:
        """How many chats are not paused."""
        active = select(func.count()).select_from(subscribers).where(subscribers.c.paused == "")
        async with self._db.read() as connection:
            return int((await connection.execute(active)).scalar_one())

    async def draft(self, chat_id: int, message: Message, now: datetime) -> int:
        """Keep what an admin would tell."""
        row = {"chat_id": chat_id, "html": message.html, "state": _DRAFT, "made_at": now}
        made = insert(announcements).values(row).returning(announcements.c.id)
        async with self._db.write() as connection:
            return int((await connection.execute(made)).scalar_one())

    async def send(self, chat_id: int, number: int, now: datetime) -> bool:
        """Let a draft go."""
        own = (announcements.c.id == number, announcements.c.chat_id == chat_id)
        going = {"state": _SENDING, "sent_at": now, "due_at": now}
        async with self._db.write() as connection:
            sent = update(announcements).where(*own, announcements.c.state == _DRAFT).values(going)
            if (await connection.execute(sent)).rowcount == 0:
                return False
            await record(connection, _deed(What.ANNOUNCEMENT_SENT, number, chat_id), now)
        return True

    async def drop(self, chat_id: int, number: int) -> bool:
        """Forget a draft."""
        own = (announcements.c.id == number, announcements.c.chat_id == chat_id)
        async with self._db.write() as connection:
            dropped = delete(announcements).where(*own, announcements.c.state == _DRAFT)
            return bool((await connection.execute(dropped)).rowcount)

    async def stop(self, chat_id: int, number: int, now: datetime) -> int | None:
        """Let nobody else have it."""
        own = (announcements.c.id == number, announcements.c.chat_id == chat_id)
        over = {"state": _ENDED, "due_at": None}
        mine = (outbox.c.announcement_id == number,)
        unsent = {"state": OutboxState.EXPIRED, "due_at": None, "reason": "stopped by the admin"}
        async with self._db.write() as connection:
            stopped = update(announcements).where(*own, announcements.c.state.in_(_UNDER_WAY)).values(over)
            if (await connection.execute(stopped)).rowcount == 0:
                return None
            waiting = update(outbox).where(*mine, outbox.c.state == OutboxState.DUE)
            await connection.execute(waiting.values(unsent))
            had = select(func.count()).where(*mine, outbox.c.state == OutboxState.SENT)
            await record(connection, _deed(What.ANNOUNCEMENT_STOPPED, number, chat_id), now)
            return int((await connection.execute(had)).scalar_one())

    async def wait(self, now: datetime) -> bool:
        """Whether one is to be spread, or may be over."""
        due = and_(announcements.c.state == _SENDING, announcements.c.due_at <= now)
        query = select(announcements.c.id).where(or_(due, announcements.c.state == _QUEUED)).limit(1)
        async with self._db.read() as connection:
            return (await connection.execute(query)).first() is not None

    async def audience(self, limit: int, now: datetime) -> Audience | None:
        """Some who have not had it, in the order of their chats; ours to the end of the transaction."""
        due = (announcements.c.state == _SENDING, announcements.c.due_at <= now)
        oldest = select(announcements).where(*due).order_by(announcements.c.id).limit(1)
        async with self._db.write() as connection:
            row = (await connection.execute(oldest.with_for_update(skip_locked=True))).one_or_none()
            if row is None:
                return None
            key = literal(key_of(row.id, "")) + cast(subscribers.c.chat_id, String)
            had = select(outbox.c.id).where(outbox.c.dedup_key == key).exists()
            there = (subscribers.c.paused == "", subscribers.c.joined_at <= row.sent_at, ~had)
            wanted = select(subscribers).where(*there).order_by(subscribers.c.chat_id).limit(limit)
            if row.after_chat is not None:
                wanted = wanted.where(subscribers.c.chat_id > row.after_chat)
            found = (await connection.execute(wanted)).all()
        readers = tuple((one.chat_id, one.zone, quiet_of(one)) for one in found)
        return Audience(row.id, Message(row.html), readers, len(found) < limit)

    async def spread(
        self, audience: Audience, queued: Sequence[Queued], again_at: datetime | None, now: datetime
    ) -> None:
        """Queue it for some readers, and go on behind them, or from the first one on when others wake up."""
        one = announcements.c.id == audience.announcement_id
        async with self._db.write() as connection:
            await queue(connection, queued, now)
            known = await connection.scalar(select(announcements.c.again_at).where(one))
            wake = min(filter(None, (known, again_at)), default=None)
            values: dict[str, Any] = {"again_at": wake}
            if not audience.are_last:
                values["after_chat"] = audience.readers[-1][0]
            elif wake is not None:
                values |= {"after_chat": None, "again_at": None, "due_at": wake}
            else:
                values |= {"state": _QUEUED, "due_at": None}
            await connection.execute(update(announcements).where(one).values(values))

    async def ended(self, now: datetime) -> Arrivals | None:
        """End one of which nothing is on its way, and count what became of it."""
        mine = outbox.c.announcement_id == announcements.c.id
        flying = select(outbox.c.id).where(mine, outbox.c.state.in_(_ON_THEIR_WAY)).exists()
        over = select(announcements).where(announcements.c.state == _QUEUED, ~flying)
        oldest = over.order_by(announcements.c.id).limit(1)
        async with self._db.read() as connection:
            if (await connection.execute(oldest)).first() is None:
                return None
        async with self._db.write() as connection:
            row = (await connection.execute(oldest.with_for_update(skip_locked=True))).one_or_none()
            if row is None:
                return None
            ended = update(announcements).where(announcements.c.id == row.id).values(state=_ENDED)
            await connection.execute(ended)
            number = func.count().label("number")
            counted = select(outbox.c.state, number).where(outbox.c.announcement_id == row.id)
            states = await connection.execute(counted.group_by(outbox.c.state))
            spoken = select(subscribers.c.language).where(subscribers.c.chat_id == row.chat_id)
            language = await connection.scalar(spoken) or "fr"
            arrivals = _counted(row, {one.state: one.number for one in states}, language)
            told = {"sent": arrivals.sent, "lost": arrivals.refused + arrivals.doubtful}
            await record(connection, Event(What.ANNOUNCEMENT_OVER, str(row.id), fields=told), now)
        return arrivals

    async def report(self, arrivals: Arrivals, message: Message, now: datetime) -> None:
        """Queue what its admin is told."""
        async with self._db.write() as connection:
            key = f"announced:{arrivals.announcement_id}"
            await queue(connection, [Queued(key, arrivals.chat_id, message)], now)


def _deed(what: What, number: int, chat_id: int) -> Event:
    return Event(what, str(number), fields={"chat": str(chat_id)})


def _counted(row: Row[Any], states: dict[str, int], language: str) -> Arrivals:
    sent, doubtful = states.pop(OutboxState.SENT, 0), states.pop(OutboxState.AMBIGUOUS, 0)
    return Arrivals(row.id, row.chat_id, sent, sum(states.values()), doubtful, language)
