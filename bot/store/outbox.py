"""The outbox: messages on their way, and every outcome of every attempt; the only road to a push."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Row, Select, Update, bindparam, case, false, literal, null, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import EVERY_DAY, Button, Message, OutboxState, Outgoing, SlotKind
from bot.ports import Queued
from bot.store.ahead import SKEW
from bot.store.database import Database
from bot.store.portable import insert_or
from bot.store.schema import Utc, outbox, slots, subscribers, tellings

_CHAT_GAP = timedelta(seconds=1)
_GROUP_GAP = timedelta(seconds=3)  # 20 a minute
"""Between two messages to one chat, or to one group: https://core.telegram.org/bots/faq"""
_EXPIRED_BATCH = 500
_TOO_OLD = "too old to be told by itself: left to the next edition"
_NOBODYS = {"owner": "", "lease_until": None}


class OutboxStore:
    """The messages of the database (`ports.Outbox`); `owner` names this process."""

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner

    async def ready(self, limit: int, now: datetime) -> int:
        """How many messages could be claimed now, up to `limit`."""
        async with self._db.read() as connection:
            return len((await connection.execute(_ready(limit, now))).all())

    async def claim(self, limit: int, now: datetime, lease_s: float) -> Sequence[Outgoing]:
        """Claim each chat's oldest message, marked as being sent."""
        async with self._db.write() as connection:
            ready = _ready(limit, now).with_for_update(skip_locked=True, of=outbox)
            ids = list((await connection.execute(ready)).scalars())
            claimed = await connection.execute(
                update(outbox)
                .where(outbox.c.id.in_(ids))
                .values(
                    state=OutboxState.SENDING,
                    owner=self._owner,
                    lease_until=now + timedelta(seconds=lease_s),
                    tries=outbox.c.tries + 1,
                )
                .returning(outbox)
            )
            rows = sorted(claimed, key=lambda row: row.id)
            answered = await _answered(connection, rows)
        return [_outgoing(row, answered.get(row.id)) for row in rows]

    async def recover(self, now: datetime, *, resend: bool) -> int:
        """Make messages whose sender died due again, or hold them."""
        left = (outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= now)
        async with self._db.read() as connection:
            if (await connection.execute(select(outbox.c.id).where(*left).limit(1))).first() is None:
                return 0
        once = outbox.c.doubts == 0 if resend else false()
        values = {
            "state": case((once, OutboxState.DUE), else_=OutboxState.AMBIGUOUS),
            "due_at": case((once, now), else_=null()),
            "doubts": outbox.c.doubts + 1,
            "reason": "its sender died while sending",
        }
        async with self._db.write() as connection:
            found = await connection.execute(update(outbox).where(*left).values(values | _NOBODYS))
            return found.rowcount

    async def retry(self, now: datetime) -> int:
        """Make due again what was parked or held, but for readers who left; returns how many messages."""
        aside = outbox.c.state.in_([OutboxState.PARKED, OutboxState.AMBIGUOUS])
        wanted = outbox.c.chat_id.in_(select(subscribers.c.chat_id).where(subscribers.c.paused == ""))
        values = {"state": OutboxState.DUE, "due_at": now, "tries": 0, "doubts": 0}
        async with self._db.write() as connection:
            return (await connection.execute(update(outbox).where(aside, wanted).values(values))).rowcount

    async def aside(self, limit: int) -> Sequence[tuple[int, OutboxState, str]]:
        """(id, state, reason) of the newest messages that are not tried again by themselves."""
        states = [OutboxState.PARKED, OutboxState.AMBIGUOUS, OutboxState.FAILED]
        query = select(outbox).where(outbox.c.state.in_(states)).order_by(outbox.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [(row.id, OutboxState(row.state), row.reason) for row in rows]

    async def sent(self, arrived: Sequence[tuple[Outgoing, int]], now: datetime) -> None:
        """Write down that they arrived, all or none."""
        values = {"state": OutboxState.SENT, "sent_at": now, "due_at": None, "reason": ""}
        each = update(outbox).where(outbox.c.id == bindparam("of")).values(values | _NOBODYS)
        numbers = [{"of": outgoing.id, "number": number} for outgoing, number in arrived]
        async with self._db.write() as connection:
            await connection.execute(each.values(message_id=bindparam("number")), numbers)

    async def again(
        self, outgoing: Outgoing, due_at: datetime, reason: str, *, doubtful: bool = False
    ) -> None:
        """Make it due again from `due_at` on."""
        doubts = outgoing.doubts + doubtful
        values = {"state": OutboxState.DUE, "due_at": due_at, "doubts": doubts, "reason": reason}
        # What the chat gets after it must wait anyway: out of the way of whoever looks for the next message.
        behind = (outbox.c.chat_id == outgoing.chat_id, outbox.c.state == OutboxState.DUE)
        async with self._db.write() as connection:
            await connection.execute(self._ours(outgoing).values(values | _NOBODYS))
            await connection.execute(
                update(outbox).where(*behind, outbox.c.due_at < due_at).values(due_at=due_at)
            )

    async def set_aside(self, outgoing: Outgoing, state: OutboxState, reason: str) -> None:
        """Keep it with the reason, in a state that is not tried again by itself."""
        ended = {"state": state, "due_at": None, "reason": reason}
        async with self._db.write() as connection:
            await connection.execute(self._ours(outgoing).values(ended | _NOBODYS))

    async def later(self, chat_id: int, messages: Sequence[Message], now: datetime, due_at: datetime) -> None:
        """Keep answers that Telegram would not take now, in their order."""
        key = f"answer:{chat_id}:{uuid4().hex}"
        queued = [Queued(f"{key}:{part}", chat_id, message) for part, message in enumerate(messages)]
        async with self._db.write() as connection:
            await queue(connection, queued, now, due_at)

    async def expire(self, now: datetime) -> int:
        """End what is too old to be told by itself, some at a time."""
        old = (outbox.c.state == OutboxState.DUE, outbox.c.expires_at <= now)
        query = select(outbox.c.id, outbox.c.chat_id, outbox.c.story_id, outbox.c.doubts)
        async with self._db.read() as connection:
            rows = (await connection.execute(query.where(*old).limit(_EXPIRED_BATCH))).all()
        if not rows:
            return 0
        ids = [row.id for row in rows]
        joining = [(row.chat_id, row.story_id) for row in rows if row.story_id is not None and not row.doubts]
        left = {"state": OutboxState.EXPIRED, "due_at": None, "reason": _TOO_OLD}
        async with self._db.write() as connection:
            expired = await connection.execute(update(outbox).where(outbox.c.id.in_(ids), *old).values(left))
            told = tuple_(tellings.c.chat_id, tellings.c.story_id).in_(joining)
            # It was not had after all: a «Suite» that waits now is still one.
            unheard = {"waiting": True, "version": tellings.c.version - 1}
            await connection.execute(update(tellings).where(told).values(unheard))
            await hold(connection, {chat_id: now for chat_id, _ in joining}, now)
        return expired.rowcount

    async def put_back(self, now: datetime, lease_s: float) -> int:
        """Make due now what was queued in the future, when the clock was put back."""
        early = (outbox.c.state == OutboxState.DUE, outbox.c.due_at > now, outbox.c.queued_at > now)
        lease_until = now + timedelta(seconds=lease_s)
        late = (outbox.c.state == OutboxState.SENDING, outbox.c.lease_until > lease_until)
        async with self._db.write() as connection:
            freed = await connection.execute(update(outbox).where(*early).values(due_at=now))
            await connection.execute(update(outbox).where(*late).values(lease_until=lease_until))
            return freed.rowcount

    def _ours(self, outgoing: Outgoing) -> Update:
        """Unless it is no longer ours: its reader left meanwhile, or we were believed dead."""
        ours = (outbox.c.state == OutboxState.SENDING, outbox.c.owner == self._owner)
        return update(outbox).where(outbox.c.id == outgoing.id, *ours)


async def hold(connection: AsyncConnection, held: Mapping[int, datetime], now: datetime) -> None:
    """What waits comes at its time at the latest, in an edition of its own; the transaction is open."""
    of_their_own = (slots.c.chat_id.in_(held), slots.c.kind == SlotKind.EDITION)
    served = set((await connection.execute(select(slots.c.chat_id).where(*of_their_own))).scalars())
    rows = [
        {
            "chat_id": chat_id,
            "kind": SlotKind.HELD,
            "minute": 0,
            "days": EVERY_DAY,
            "since": now,
            "next_at": until,
        }
        for chat_id, until in sorted(held.items())
        if chat_id not in served or until > now
    ]
    if rows:
        await connection.execute(insert_or(connection, slots).on_conflict_do_nothing(), rows)


async def queue(
    connection: AsyncConnection, queued: Sequence[Queued], now: datetime, due_at: datetime | None = None
) -> None:
    """Put messages into the outbox inside a transaction that is open; none twice; due at once, or later."""
    rows = [
        {
            "dedup_key": item.dedup_key,
            "chat_id": item.chat_id,
            "html": item.message.html,
            "buttons": [[[b.label, b.data, b.url] for b in row] for row in item.message.buttons],
            "reply_to": item.reply_to,
            "expires_at": item.expires_at,
            "story_id": item.story_id,
            "state": OutboxState.DUE,
            "due_at": due_at or now,
            "queued_at": now,
        }
        for item in queued
    ]
    if rows:
        await connection.execute(insert_or(connection, outbox).on_conflict_do_nothing(), rows)


def _ready(limit: int, now: datetime) -> Select[tuple[int]]:
    """The next messages: due, the first of their chat that has not ended, not too soon after its last."""
    earlier, last = outbox.alias(), outbox.alias()
    unfinished = select(earlier.c.id).where(
        earlier.c.chat_id == outbox.c.chat_id,
        earlier.c.state.in_([OutboxState.DUE, OutboxState.SENDING]),
        earlier.c.id < outbox.c.id,
    )
    gap_since = case(
        (outbox.c.chat_id < 0, literal(now - _GROUP_GAP, Utc())), else_=literal(now - _CHAT_GAP, Utc())
    )
    just_had = select(last.c.id).where(
        last.c.chat_id == outbox.c.chat_id,
        last.c.sent_at > gap_since,
        last.c.sent_at <= now + SKEW,  # not by a clock that was put back since
    )
    return (
        select(outbox.c.id)
        .where(outbox.c.state == OutboxState.DUE, outbox.c.due_at <= now)
        .where(~unfinished.exists(), ~just_had.exists())
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(limit)
    )


async def _answered(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> dict[int, int]:
    """Which message of its chat each of these answers: ours -> Telegram's number of that one."""
    wanted = {(row.chat_id, row.reply_to): row.id for row in rows if row.reply_to}
    if not wanted:
        return {}
    keys = [key for _, key in wanted]
    query = select(outbox).where(outbox.c.dedup_key.in_(keys), outbox.c.message_id.is_not(None))
    found = {(row.chat_id, row.dedup_key): row.message_id for row in await connection.execute(query)}
    return {id_: found[at] for at, id_ in wanted.items() if at in found}


def _outgoing(row: Row[Any], reply_to: int | None) -> Outgoing:
    buttons = tuple(tuple(Button(*button) for button in line) for line in row.buttons)
    return Outgoing(row.id, row.chat_id, Message(row.html, buttons), row.tries, row.doubts, reply_to)
