"""Subscribers: who they are, what they follow, when they want to hear of it."""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, Update, bindparam, case, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.french.fold import fold
from bot.model import (
    ASKED_FOR,
    EVERY_DAY,
    ON_HOLD,
    Kind,
    Mode,
    OutboxState,
    Pictures,
    Quiet,
    SlotKind,
    Subscriber,
    Topic,
)
from bot.ports import Queued
from bot.store.database import Database
from bot.store.events import forget_events, of_chat
from bot.store.outbox import queue
from bot.store.portable import alone, rename
from bot.store.schema import events, metadata, outbox, slots, subscribers, subscriptions, tellings, updates

_DAY_MINUTES = 24 * 60
_KEYS = 500
"""Of one transaction."""
_KEPT = tuple(
    table
    for table in reversed(metadata.sorted_tables)
    if "chat_id" in table.c and table not in (subscribers, updates)
)
"""All that is kept of a chat beside the subscriber itself; what it has said since is heeded still."""

# What is asked for each update is put together once.
_CHAT = select(subscribers).where(subscribers.c.chat_id == bindparam("chat"))
_SLOTS = (
    select(slots.c.kind, slots.c.minute, slots.c.days)
    .where(slots.c.chat_id == bindparam("chat"), slots.c.kind != SlotKind.HELD)
    .order_by(slots.c.minute)
)
_SUBSCRIPTIONS = select(subscriptions.c.topic, subscriptions.c.mode, subscriptions.c.thread).where(
    subscriptions.c.chat_id == bindparam("chat")
)


class ReadershipStore:
    """The subscribers of the database (`ports.Readership`)."""

    _thread: int | None = None
    """Of a forum, whose topics are chosen; none: those of General, or of a chat without threads."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.after_forgetting: Callable[[int], None] = lambda _chat: None
        """Is told of each chat that was erased: what else knows of it does the same."""

    def in_thread(self, thread: int | None) -> "ReadershipStore":
        """The same, in a thread: the topics are those that go there, all else is the chat's."""
        there = copy(self)
        there._thread = thread
        return there

    async def subscriber(self, chat_id: int) -> Subscriber | None:
        """Who this chat is; asked for several times while one update is heeded, it is read once."""
        seen = self._db.seen()
        known = ("subscriber", chat_id, self._thread)
        if known not in seen:
            async with self._db.read() as connection:
                row = await self._row(connection, chat_id)
                seen[known] = None if row is None else await _chosen_by(connection, row, self._thread)
        found: Subscriber | None = seen[known]
        return found

    async def language(self, chat_id: int) -> str | None:
        """In which language this chat is spoken to."""
        async with self._db.read() as connection:
            row = await self._row(connection, chat_id)
        return None if row is None else row.language

    async def _row(self, connection: AsyncConnection, chat_id: int) -> Row[Any] | None:
        """A chat's own row, read once while one update is heeded."""
        seen = self._db.seen()
        if chat_id not in seen:
            seen[chat_id] = (await connection.execute(_CHAT, {"chat": chat_id})).one_or_none()
        found: Row[Any] | None = seen[chat_id]
        return found

    async def join(self, chat_id: int, zone: str, now: datetime, language: str = "fr") -> Subscriber:
        """Take a chat in, or back from a pause, with what it chose before."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            known = await _subscriber(connection, chat_id)
            if known is None:
                row = {"chat_id": chat_id, "zone": zone, "language": language, "joined_at": now}
                await connection.execute(insert(subscribers).values(row | {"instant": True, "paused": ""}))
            elif known.paused:
                await _resume(connection, chat_id, now)
            joined = await _subscriber(connection, chat_id, self._thread)
        assert joined is not None  # noqa: S101 - written in this very transaction
        return joined

    async def back(self, chat_id: int, now: datetime) -> None:
        """A chat that left us is served again, if it was before; one on hold is tried at once."""
        left = _of(subscribers, chat_id).where(subscribers.c.gone_at.is_not(None)).values(gone_at=None)
        held = (outbox.c.state == OutboxState.DUE, outbox.c.reason.startswith(ON_HOLD))
        async with self._db.write() as connection:
            await connection.execute(_of(outbox, chat_id).where(*held).values(due_at=now))
            reason = await connection.scalar(left.returning(subscribers.c.paused))
            if reason and reason != ASKED_FOR:
                await _resume(connection, chat_id, now)

    async def pause(
        self, chat_id: int, reason: str, gone_at: datetime | None = None, until: datetime | None = None
    ) -> None:
        """Send no more pushes; what the chat chose is kept."""
        states = [OutboxState.DUE, OutboxState.SENDING, OutboxState.AMBIGUOUS]
        pushed = (outbox.c.state.in_(states), outbox.c.answers.is_(None))  # what was asked is answered
        ended = {"state": OutboxState.FAILED, "due_at": None, "owner": "", "lease_until": None}
        async with self._db.write() as connection:
            before = subscribers.c.paused  # who had wanted a pause still does when they are back
            paused = case((before == ASKED_FOR, before), else_=reason) if gone_at else reason
            ends = {} if gone_at else {"pause_from": None, "pause_until": until}
            values = {"paused": paused, "gone_at": gone_at, **ends}
            await connection.execute(_of(subscribers, chat_id).values(values))
            await connection.execute(_of(slots, chat_id).values(next_at=None))
            held = (slots.c.chat_id == chat_id, slots.c.kind == SlotKind.HELD)
            await connection.execute(delete(slots).where(*held))
            await connection.execute(_of(outbox, chat_id).where(*pushed).values(reason=reason, **ended))
            await connection.execute(
                delete(tellings).where(tellings.c.chat_id == chat_id, tellings.c.waiting)
            )

    async def plan_pause(self, chat_id: int, begins: datetime | None, ends: datetime | None) -> None:
        """A pause is to begin, or none after all."""
        planned = _of(subscribers, chat_id).where(subscribers.c.paused == "")
        async with self._db.write() as connection:
            await connection.execute(planned.values(pause_from=begins, pause_until=ends))

    async def turn_pauses(self, now: datetime) -> int:
        """Begin the pauses that are to begin now, and end those that end; returns how many."""
        turning = or_(subscribers.c.pause_from <= now, subscribers.c.pause_until <= now)
        due = select(subscribers).where(subscribers.c.pause_until.is_not(None), turning).limit(_KEYS)
        async with self._db.read() as connection:
            found = (await connection.execute(due)).all()
        for row in found:
            if row.pause_until > now and not row.paused:
                await self.pause(row.chat_id, ASKED_FOR, until=row.pause_until)
            elif row.pause_until > now:  # who has left us: when they are back before it ends, it goes on
                await self._turned(row.chat_id, {"paused": ASKED_FOR, "pause_from": None})
            else:
                await self._end_pause(row, now)
        return len(found)

    async def _end_pause(self, row: Row[Any], now: datetime) -> None:
        if row.paused == ASKED_FOR and row.gone_at is None:
            async with self._db.write() as connection:
                await alone(connection, f"chat {row.chat_id}")
                await _resume(connection, row.chat_id, now)
            return
        left = {"paused": "gone while paused"} if row.paused == ASKED_FOR else {}  # `back` resumes it
        await self._turned(row.chat_id, {"pause_from": None, "pause_until": None, **left})

    async def _turned(self, chat_id: int, values: Mapping[str, object]) -> None:
        async with self._db.write() as connection:
            await connection.execute(_of(subscribers, chat_id).values(values))

    async def set_topic(self, chat_id: int, topic: Topic, mode: Mode | None) -> None:
        """Follow or mute a topic, or forget it."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            await connection.execute(
                delete(subscriptions).where(
                    subscriptions.c.chat_id == chat_id, subscriptions.c.topic == topic.key
                )
            )
            if mode is not None:
                row = {"chat_id": chat_id, "topic": topic.key, "label": topic.label, "mode": mode}
                row["index_term"] = topic.index_term or topic.key
                # What is muted, is so in the whole chat.
                row["thread"] = self._thread if mode is Mode.FOLLOW else None
                await connection.execute(insert(subscriptions).values(row))

    async def unindexed(self) -> Sequence[str]:
        """The keys of words that are followed or muted, whose index term an earlier version made."""
        query = select(subscriptions.c.topic).where(subscriptions.c.index_term == "").distinct()
        async with self._db.read() as connection:
            return (await connection.scalars(query.limit(_KEYS))).all()

    async def index(self, terms: Mapping[str, str]) -> None:
        """Let whoever follows these keys be found by these index terms."""
        async with self._db.write() as connection:
            for key, term in sorted(terms.items()):
                same = (subscriptions.c.topic == key, subscriptions.c.index_term == "")
                await connection.execute(update(subscriptions).where(*same).values(index_term=term or key))

    async def set_instant(self, chat_id: int, *, instant: bool) -> None:
        """Each story at once, or only in editions."""
        async with self._db.write() as connection:
            await connection.execute(_of(subscribers, chat_id).values(instant=instant))

    async def set_slot(
        self, chat_id: int, minute: int, *, wanted: bool, now: datetime, days: int = EVERY_DAY
    ) -> None:
        """Add, change or remove an edition at a minute of the local day."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            same = _slot(chat_id, SlotKind.EDITION, minute)
            if not wanted:
                await connection.execute(delete(slots).where(*same))
            elif not (
                await connection.execute(update(slots).where(*same).values(days=days, next_at=now))
            ).rowcount:
                await _add_slot(connection, chat_id, SlotKind.EDITION, minute, days, now)

    async def choose(self, subscriber: Subscriber, now: datetime) -> None:
        """Keep what is chosen, but for topics, editions and whether stories come at once."""
        chat_id = subscriber.chat_id
        start, end = subscriber.quiet or (None, None)
        values = {
            "zone": subscriber.zone,
            "language": subscriber.language,
            "quiet_start": start,
            "quiet_end": end,
            "alerts_max": subscriber.alerts_max,
            "kinds": None if subscriber.kinds is None else " ".join(sorted(subscriber.kinds)),
            "says_nothing_new": subscriber.says_nothing_new,
            "pictures": subscriber.pictures,
        }
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            before = await _subscriber(connection, chat_id)
            if before is None:
                return
            await connection.execute(_of(subscribers, chat_id).values(values))
            if before.zone != subscriber.zone:  # each slot has another time now
                timed = (slots.c.next_at.is_not(None), slots.c.kind != SlotKind.HELD)
                await connection.execute(_of(slots, chat_id).where(*timed).values(next_at=now))
            if before.week != subscriber.week:
                await connection.execute(
                    delete(slots).where(slots.c.chat_id == chat_id, slots.c.kind == SlotKind.WEEK)
                )
                if subscriber.week is not None:
                    day, minute = divmod(subscriber.week, _DAY_MINUTES)
                    await _add_slot(connection, chat_id, SlotKind.WEEK, minute, 1 << day, now)

    async def forget_gone(self, before: datetime) -> int:
        """Forget the chats that left us before then, with what they had chosen; returns how many."""
        gone = select(subscribers.c.chat_id).where(subscribers.c.gone_at < before)
        async with self._db.read() as connection:
            chat_ids = list((await connection.execute(gone)).scalars())
        for chat_id in chat_ids:
            await self.forget(chat_id)
        return len(chat_ids)

    async def chosen(self, chat_id: int) -> Sequence[tuple[Topic, Mode]]:
        """The topics of a chat with their labels, in the alphabetical order of the labels."""
        query = select(subscriptions).where(*_chosen(chat_id, self._thread))
        async with self._db.read() as connection:
            rows = await connection.execute(query)
        chosen = [(Topic(row.topic, row.label), Mode(row.mode)) for row in rows]
        # Not by the database, for which «Économie» stands after «Sport», or wherever its collation says.
        return sorted(chosen, key=lambda each: (fold(each[0].label), each[0].key))

    async def leave_thread(
        self, chat_id: int, thread: int, told: Callable[[Sequence[str]], Queued], now: datetime
    ) -> None:
        """What goes to a thread goes to General, which is told what is followed there."""
        ours = (subscriptions.c.chat_id == chat_id, subscriptions.c.thread == thread)
        waiting = (outbox.c.chat_id == chat_id, outbox.c.thread == thread, outbox.c.sent_at.is_(None))
        to_general = update(outbox).where(*waiting).values(thread=None, quotes=None)
        leave = update(subscriptions).where(*ours).values(thread=None).returning(subscriptions.c.label)
        async with self._db.write() as connection:
            await connection.execute(to_general)
            labels = sorted(await connection.scalars(leave), key=fold)
            if labels:
                await queue(connection, [told(labels)], now)

    async def move(self, chat_id: int, new_chat_id: int) -> None:
        """The chat has another id now."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}", f"chat {new_chat_id}")
            if await _subscriber(connection, new_chat_id) is None:
                await connection.execute(_of(subscribers, chat_id).values(chat_id=new_chat_id))
            # The new chat counts its messages anew: the numbers of the old one would name others.
            redraws = (outbox.c.chat_id == chat_id, outbox.c.replaces.is_not(None))
            await connection.execute(delete(outbox).where(*redraws))
            await connection.execute(_of(outbox, chat_id).values(message_id=None, quotes=None))
            for table in _KEPT:  # what the new chat has of its own, stays
                await connection.execute(rename(table, "chat_id", chat_id, new_chat_id))
            await _forget(connection, chat_id)

    async def forget(self, chat_id: int) -> None:
        """Erase all we know of this chat, from the disk too."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            await _forget(connection, chat_id)
        await self._db.settle()
        self.after_forgetting(chat_id)

    async def kept(self, chat_id: int) -> Mapping[str, Sequence[Mapping[str, object]]]:
        """All that is kept of this chat, as JSON takes it."""
        found = {}
        async with self._db.read() as connection:
            of_them = {table: _bears(table, chat_id) for table in (subscribers, *_KEPT)}
            for table, theirs in (of_them | {events: of_chat(chat_id)}).items():
                rows = await connection.execute(select(table).where(theirs))
                found[table.name] = [
                    {name: _plain(value) for name, value in row._mapping.items()} for row in rows
                ]
        return {name: rows for name, rows in found.items() if rows}


def _plain(value: object) -> object:
    """A value as JSON takes it."""
    return value if isinstance(value, str | int | float | bool | None) else str(value)


async def _forget(connection: AsyncConnection, chat_id: int) -> None:
    for table in (*_KEPT, subscribers):
        await connection.execute(delete(table).where(_bears(table, chat_id)))
    await forget_events(connection, chat_id)


def _bears(table: Table, chat_id: int) -> ColumnElement[bool]:
    """Rows of a chat; of a channel also who has set it up."""
    return or_(*(table.c[name] == chat_id for name in ("chat_id", "channel_id") if name in table.c))


async def _resume(connection: AsyncConnection, chat_id: int, now: datetime) -> None:
    served = {"paused": "", "gone_at": None, "pause_from": None, "pause_until": None}
    await connection.execute(_of(subscribers, chat_id).values(served))
    await connection.execute(_of(slots, chat_id).values(since=now, next_at=now))


def _of(table: Table, chat_id: int) -> Update:
    return update(table).where(table.c.chat_id == chat_id)


async def _subscriber(
    connection: AsyncConnection, chat_id: int, thread: int | None = None
) -> Subscriber | None:
    row = (await connection.execute(_CHAT, {"chat": chat_id})).one_or_none()
    return None if row is None else await _chosen_by(connection, row, thread)


async def _chosen_by(connection: AsyncConnection, row: Row[Any], thread: int | None) -> Subscriber:
    """The subscriber of a row, with what they chose in a thread."""
    chat = {"chat": row.chat_id}
    chosen = (await connection.execute(_SLOTS, chat)).all()
    days = {slot.minute: slot.days for slot in chosen if slot.kind == SlotKind.EDITION}
    recaps = (
        (slot.days.bit_length() - 1) * _DAY_MINUTES + slot.minute
        for slot in chosen
        if slot.kind == SlotKind.WEEK
    )
    topics = (await connection.execute(_SUBSCRIPTIONS, chat)).all()
    here = [one for one in topics if one.thread == thread or one.mode == Mode.MUTE]
    return Subscriber(
        chat_id=row.chat_id,
        zone=row.zone,
        instant=row.instant,
        slots=tuple(days),
        paused=row.paused,
        topics={topic.topic: Mode(topic.mode) for topic in here},
        days=days,
        week=next(recaps, None),
        quiet=quiet_of(row),
        alerts_max=row.alerts_max,
        kinds=kinds_of(row),
        says_nothing_new=row.says_nothing_new,
        language=row.language,
        pictures=Pictures(row.pictures),
        elsewhere=any(one.thread != thread and one.mode == Mode.FOLLOW for one in topics),
        channel=row.channel,
        pause_from=row.pause_from,
        pause_until=row.pause_until,
    )


def _chosen(chat_id: int, thread: int | None) -> tuple[ColumnElement[bool], ...]:
    """What is followed in a thread, and what is muted in its chat."""
    here = subscriptions.c.thread.is_not_distinct_from(thread)
    return subscriptions.c.chat_id == chat_id, or_(here, subscriptions.c.mode == Mode.MUTE)


def quiet_of(row: Row[Any]) -> Quiet | None:
    """The quiet hours of a subscriber's row."""
    return None if row.quiet_start is None else (row.quiet_start, row.quiet_end)


def kinds_of(row: Row[Any]) -> frozenset[Kind] | None:
    """The kinds of articles that a subscriber's row wants, those of a later version left out."""
    return None if row.kinds is None else frozenset(kind for kind in Kind if kind in row.kinds.split())


def _slot(chat_id: int, kind: SlotKind, minute: int) -> tuple[ColumnElement[bool], ...]:
    return slots.c.chat_id == chat_id, slots.c.kind == kind, slots.c.minute == minute


async def _add_slot(
    connection: AsyncConnection, chat_id: int, kind: SlotKind, minute: int, days: int, now: datetime
) -> None:
    """A new wish: it is looked at in a moment, and finds its own time then."""
    row = {"chat_id": chat_id, "kind": kind, "minute": minute, "days": days, "since": now, "next_at": now}
    await connection.execute(insert(slots).values(row))
