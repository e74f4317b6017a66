"""The outbox: messages on their way, and every outcome of every attempt; the only road to a push."""

from base64 import b64decode, b64encode
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Update,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    null,
    or_,
    select,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import (
    EVERY_DAY,
    ON_HOLD,
    Attachment,
    Button,
    Message,
    OutboxState,
    Outgoing,
    Preview,
    Shared,
    SlotKind,
)
from bot.ports import Heard, Queued, Response
from bot.store.activity import SENT, note
from bot.store.ahead import SKEW
from bot.store.database import Database
from bot.store.portable import insert_or
from bot.store.schema import Utc, outbox, slots, subscribers, tellings, updates
from bot.store.switches import pushes_paused

_CHAT_GAP = timedelta(seconds=1)
_GROUP_GAP = timedelta(seconds=3)  # 20 a minute
"""Between two messages to one chat, or to one group: https://core.telegram.org/bots/faq"""
_EXPIRED_BATCH = 500
_TOO_OLD = "too old to be told by itself: left to the next edition"
_UNFINISHED = (OutboxState.DUE, OutboxState.SENDING)
_TOLD = (outbox.c.chat_id, outbox.c.story_id, outbox.c.reply_to, outbox.c.tells)
"""What says which stories a message tells."""
_LEFT = or_(
    outbox.c.state == OutboxState.PARKED,
    and_(outbox.c.state == OutboxState.AMBIGUOUS, outbox.c.story_id.is_(None), outbox.c.tells.is_(None)),
)
"""What may be tried again, and is not by itself: the stories of a doubtful message wait for an edition."""
_NOBODYS = {"owner": "", "lease_until": None}


class OutboxStore:
    """The messages of the database (`ports.Outbox`); `owner` names this process."""

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner

    async def ready(self, limit: int, now: datetime, *, fresh: bool = False) -> int:
        """How many messages could be claimed now, up to `limit`."""
        async with self._db.read() as connection:
            return len((await connection.execute(_NEXT[fresh], _asked(limit, now))).all())

    async def claim(
        self, limit: int, now: datetime, lease_s: float, *, fresh: bool = False
    ) -> Sequence[Outgoing]:
        """Claim each chat's oldest message, marked as being sent."""
        claim = {"by": self._owner, "until": now + timedelta(seconds=lease_s)}
        async with self._db.write(brief=True) as connection:
            ids = (await connection.scalars(_NEXT_TO_CLAIM[fresh], _asked(limit, now))).all()
            claimed = await connection.execute(_CLAIMED, claim | {"ids": ids})
            rows = sorted(claimed, key=lambda row: row.id)
            answered = await _answered(connection, rows)
        return [_outgoing(row, answered.get(row.id)) for row in rows]

    async def recover(
        self, now: datetime, *, resend: bool, tell_by: datetime | None = None, but: Collection[int] = ()
    ) -> int:
        """Make messages whose sender died due again, or leave their stories to an edition."""
        late = (outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= now)
        left = (*late, outbox.c.id.not_in(but))
        async with self._db.read() as connection:
            if (await connection.execute(_ANY_LEFT, {"now": now, "but": list(but)})).first() is None:
                return 0
        once: ColumnElement[bool] = outbox.c.answers.is_not(None)
        if resend:
            once = or_(once, outbox.c.doubts == 0)
        values = {
            "state": case((once, OutboxState.DUE), else_=OutboxState.AMBIGUOUS),
            "due_at": case((once, now), else_=null()),
            "doubts": outbox.c.doubts + 1,
            "reason": "its sender died while sending",
        }
        dead = update(outbox).where(*left).values(values | _NOBODYS)
        async with self._db.write() as connection:
            rows = (await connection.execute(dead.returning(*_TOLD, outbox.c.state))).all()
            given_up = [row for row in rows if row.state == OutboxState.AMBIGUOUS]
            await _untold(connection, given_up, now, tell_by or now)
        return len(rows)

    async def retry(self, now: datetime) -> int:
        """Make due again what was parked or held, but for readers who left; returns how many messages."""
        wanted = outbox.c.chat_id.in_(select(subscribers.c.chat_id).where(subscribers.c.paused == ""))
        values = {"state": OutboxState.DUE, "due_at": now, "tries": 0, "doubts": 0}
        again = update(outbox).where(_LEFT, wanted).values(values)
        async with self._db.write() as connection:
            return (await connection.execute(again)).rowcount

    async def aside(self, limit: int) -> Sequence[tuple[int, OutboxState, str]]:
        """(id, state, reason) of the newest messages that are not tried again by themselves."""
        ended = or_(_LEFT, outbox.c.state == OutboxState.FAILED)
        query = select(outbox).where(ended).order_by(outbox.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [(row.id, OutboxState(row.state), row.reason) for row in rows]

    async def on_hold(self, limit: int) -> Sequence[tuple[int, str, datetime]]:
        """(chat, reason, when it is tried again) of chats in which we may not write now."""
        held = (outbox.c.state == OutboxState.DUE, outbox.c.reason.startswith(ON_HOLD))
        query = (
            select(outbox.c.chat_id, outbox.c.reason, func.min(outbox.c.due_at).label("due_at"))
            .where(*held)
            .group_by(outbox.c.chat_id, outbox.c.reason)
            .order_by(outbox.c.chat_id, outbox.c.reason)
            .limit(limit)
        )
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [(row.chat_id, row.reason.removeprefix(ON_HOLD), row.due_at) for row in rows]

    async def sent(self, arrived: Sequence[tuple[Outgoing, int]], now: datetime) -> None:
        """Write down that they arrived, all or none; of an answer nothing is kept."""
        numbers = [
            {"of": one.id, "number": number, "at": now} for one, number in arrived if not one.is_answer
        ]
        answers = [one.id for one, _ in arrived if one.is_answer]
        async with self._db.write(brief=True) as connection:
            if numbers:
                await connection.execute(_SENT, numbers)
            if answers:
                await connection.execute(_GONE, {"ids": answers})
            await note(connection, SENT, now, len(arrived))

    async def again(
        self,
        outgoing: Outgoing,
        due_at: datetime,
        reason: str,
        *,
        doubtful: bool = False,
        counts: bool = False,
    ) -> None:
        """Make it due again from `due_at` on."""
        values = {
            "state": OutboxState.DUE,
            "due_at": due_at,
            "doubts": outgoing.doubts + doubtful,
            "tries": outgoing.tries - (not counts),
            "reason": reason,
        }
        # What the chat gets after it must wait anyway: out of the way of whoever looks for the next message.
        behind = (outbox.c.chat_id == outgoing.chat_id, outbox.c.state == OutboxState.DUE)
        async with self._db.write(brief=True) as connection:
            await connection.execute(self._ours(outgoing).values(values | _NOBODYS))
            await connection.execute(
                update(outbox).where(*behind, outbox.c.due_at < due_at).values(due_at=due_at)
            )

    async def set_aside(
        self,
        outgoing: Outgoing,
        state: OutboxState,
        reason: str,
        *,
        untold: tuple[datetime, datetime] | None = None,
    ) -> None:
        """Keep it with the reason, in a state that is not tried again by itself; an answer is let go."""
        ended = {"state": state, "due_at": None, "reason": reason}
        async with self._db.write(brief=True) as connection:
            if outgoing.is_answer:
                await connection.execute(delete(outbox).where(outbox.c.id == outgoing.id))
                return
            ours = self._ours(outgoing).values(ended | _NOBODYS)
            rows = (await connection.execute(ours.returning(*_TOLD))).all()
            if untold is not None:
                await _untold(connection, rows, *untold)

    async def expire(self, now: datetime) -> int:
        """End what is too old to be told by itself, some at a time."""
        old = (outbox.c.state == OutboxState.DUE, outbox.c.expires_at <= now)
        async with self._db.read() as connection:
            ids = list((await connection.execute(_OLD, {"now": now})).scalars())
        if not ids:
            return 0
        left = {"state": OutboxState.EXPIRED, "due_at": None, "reason": _TOO_OLD}
        expired = update(outbox).where(outbox.c.id.in_(ids), *old).values(left)
        async with self._db.write() as connection:
            rows = (await connection.execute(expired.returning(*_TOLD))).all()
            await _untold(connection, rows, now, now)
        return len(rows)

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


async def _untold(
    connection: AsyncConnection, rows: Sequence[Row[Any]], now: datetime, tell_by: datetime
) -> None:
    """The stories of these messages were not had after all: they wait for an edition, in time."""
    held = {row.chat_id: tell_by for row in rows if row.story_id or row.tells}
    if not held:
        return
    for suite in (False, True):  # a «Suite» that waits now is still one, what was news is news
        some = [(row.chat_id, row.story_id) for row in rows if row.story_id and bool(row.reply_to) is suite]
        told = tuple_(tellings.c.chat_id, tellings.c.story_id).in_(some)
        unheard = {"waiting": True, "version": tellings.c.version - 1 if suite else 0, "matched_at": now}
        await connection.execute(update(tellings).where(told).values(unheard))
    for row in rows:
        for story_id, before, shown in row.tells or ():  # each waits no longer than it would have: a day
            same = (tellings.c.chat_id == row.chat_id, tellings.c.story_id == story_id)
            unheard = {"waiting": True, "version": before}
            await connection.execute(
                update(tellings).where(*same, tellings.c.version == shown).values(unheard)
            )
    await hold(connection, held, now)


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


async def queue(connection: AsyncConnection, queued: Sequence[Queued], now: datetime) -> None:
    """Put messages into the outbox inside a transaction that is open; none twice."""
    rows = [
        {
            "dedup_key": item.dedup_key,
            "chat_id": item.chat_id,
            "html": item.message.html,
            "buttons": _coded(item.message),
            "preview": _previewed(item.message),
            "reply_to": item.reply_to,
            "expires_at": item.expires_at,
            "story_id": item.story_id,
            "tells": item.tells or None,
            "announcement_id": item.announcement_id,
            "thread": item.thread,
            "state": OutboxState.DUE,
            "due_at": item.due_at or now,
            "queued_at": now,
        }
        for item in queued
    ]
    if rows:
        await connection.execute(insert_or(connection, outbox).on_conflict_do_nothing(), rows)


async def queue_answers(
    connection: AsyncConnection,
    heard: Heard,
    responses: Sequence[Response],
    now: datetime,
    claim: Mapping[str, Any],
) -> Sequence[Outgoing]:
    """Keep what an update is answered; returns what of it may go at once, with this `claim` on it.

    Nothing while an earlier answer of the chats has not arrived: these come after it.
    """
    addressed = [(one.chat_id or heard.chat_id, one) for one in responses]
    if any(chat_id is None for chat_id, _ in addressed) or not responses:
        return ()
    chats = sorted({chat_id for chat_id, _ in addressed if chat_id is not None})
    behind = (await connection.execute(_UNANSWERED, {"chats": chats})).first() is not None
    due = {"state": OutboxState.DUE, "due_at": now}
    claimed = {"state": OutboxState.SENDING, "tries": 1, **claim}
    rows: list[dict[str, Any]] = [
        {
            "dedup_key": f"answer:{heard.id}:{uuid4().hex}",
            "answers": heard.id,
            "chat_id": chat_id,
            "html": one.message.html,
            "buttons": _coded(one.message),
            "preview": _previewed(one.message),
            "file": _filed(one.message),
            "replaces": one.replaces,
            "quotes": one.quotes,
            "thread": one.thread,
            "queued_at": now,
            **(due if behind else claimed),
        }
        for chat_id, one in addressed
    ]
    ids = [(await connection.execute(_ADDED, row)).scalar_one() for row in rows]
    if behind:
        return ()
    return [
        Outgoing(
            id=number,
            chat_id=row["chat_id"],
            message=one.message,
            tries=1,
            reply_to=one.quotes,
            replaces=one.replaces,
            is_answer=True,
            thread=one.thread,
        )
        for number, row, one in zip(ids, rows, responses, strict=True)
    ]


def _next() -> Select[tuple[int]]:
    """The next messages: due, the first of their chat that has not ended, not too soon after its last.

    No push to a chat that has said something that we have not heeded yet, nor to anyone while an admin has
    paused them; answers need not wait.
    `_asked` gives the parameters.
    """
    earlier, last = outbox.alias(), outbox.alias()
    unfinished = select(earlier.c.id).where(
        earlier.c.chat_id == outbox.c.chat_id,
        earlier.c.state.in_(_UNFINISHED),
        earlier.c.id < outbox.c.id,
    )
    gap_since = case(
        (outbox.c.chat_id < 0, bindparam("group_since", type_=Utc())),
        else_=bindparam("chat_since", type_=Utc()),
    )
    just_had = select(last.c.id).where(
        last.c.chat_id == outbox.c.chat_id,
        last.c.sent_at > gap_since,
        last.c.sent_at <= bindparam("late"),  # not by a clock that was put back since
    )
    unheeded = select(updates.c.id).where(updates.c.chat_id == outbox.c.chat_id)
    return (
        select(outbox.c.id)
        .where(outbox.c.state == OutboxState.DUE, outbox.c.due_at <= bindparam("now"))
        .where(~unfinished.exists(), ~just_had.exists())
        .where(or_(outbox.c.answers.is_not(None), and_(~unheeded.exists(), ~pushes_paused)))
        .order_by(outbox.c.due_at, outbox.c.id)
        .limit(bindparam("most"))
    )


def _asked(limit: int, now: datetime) -> dict[str, object]:
    return {
        "most": limit,
        "now": now,
        "late": now + SKEW,
        "chat_since": now - _CHAT_GAP,
        "group_since": now - _GROUP_GAP,
    }


# What is asked at each tick, and for each handful of messages, is put together once.
_ANY_LEFT = (
    select(outbox.c.id)
    .where(outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= bindparam("now"))
    .where(outbox.c.id.not_in(bindparam("but", expanding=True)))
    .limit(1)
)
_OLD = (
    select(outbox.c.id)
    .where(outbox.c.state == OutboxState.DUE, outbox.c.expires_at <= bindparam("now"))
    .limit(_EXPIRED_BATCH)
)
_NEXT = {False: _next(), True: _next().where(outbox.c.doubts == 0)}
"""The next messages; the second, none that may have arrived."""
_NEXT_TO_CLAIM = {fresh: query.with_for_update(skip_locked=True, of=outbox) for fresh, query in _NEXT.items()}
_CLAIMED = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=OutboxState.SENDING,
        owner=bindparam("by"),
        lease_until=bindparam("until"),
        tries=outbox.c.tries + 1,
    )
    .returning(outbox)
)
_UNANSWERED = (
    select(outbox.c.id)
    .where(outbox.c.chat_id.in_(bindparam("chats", expanding=True)), outbox.c.answers.is_not(None))
    .where(outbox.c.state.in_(_UNFINISHED))
    .limit(1)
)
_ADDED = insert(outbox).returning(outbox.c.id)
_GONE = delete(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)))
_SENT = (
    update(outbox)
    .where(outbox.c.id == bindparam("of"))
    .values(
        state=OutboxState.SENT,
        sent_at=bindparam("at"),
        due_at=None,
        reason="",
        message_id=bindparam("number"),
    )
    .values(_NOBODYS)
)


async def _answered(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> dict[int, int]:
    """Which message of its chat each of these answers: ours -> Telegram's number of that one."""
    quoted = {row.id: row.quotes for row in rows if row.quotes}
    wanted = {(row.chat_id, row.thread, row.reply_to): row.id for row in rows if row.reply_to}
    if not wanted:
        return quoted
    keys = [key for *_, key in wanted]
    query = select(outbox).where(outbox.c.dedup_key.in_(keys), outbox.c.message_id.is_not(None))
    sent = await connection.execute(query)
    found = {(row.chat_id, row.thread, row.dedup_key): row.message_id for row in sent}
    return quoted | {id_: found[at] for at, id_ in wanted.items() if at in found}


def _coded(message: Message) -> list[list[list[str]]]:
    return [
        [[one.label, one.data, one.url, *filter(None, [one.shared])] for one in row]
        for row in message.buttons
    ]


def _button(coded: list[str]) -> Button:
    label, data, url, *shared = coded
    return Button(label, data, url, Shared("".join(shared)))


def _previewed(message: Message) -> list[str | bool] | None:
    return [message.preview.url, message.preview.large] if message.preview else None


def _filed(message: Message) -> list[str] | None:
    name = message.attachment.name if message.attachment else ""
    content = message.attachment.content if message.attachment else message.picture
    return [name, b64encode(content).decode()] if content else None


def _message(row: Row[Any]) -> Message:
    buttons = tuple(tuple(map(_button, line)) for line in row.buttons)
    message = Message(row.html, buttons, preview=Preview(*row.preview) if row.preview else None)
    if row.file is None:
        return message
    name, content = row.file[0], b64decode(row.file[1])
    borne = {"attachment": Attachment(name, content)} if name else {"picture": content}
    return replace(message, **borne)


def _outgoing(row: Row[Any], reply_to: int | None) -> Outgoing:
    return Outgoing(
        id=row.id,
        chat_id=row.chat_id,
        message=_message(row),
        tries=row.tries,
        doubts=row.doubts,
        reply_to=reply_to,
        replaces=row.replaces,
        story_id=row.story_id,
        is_answer=row.answers is not None,
        thread=row.thread,
    )
