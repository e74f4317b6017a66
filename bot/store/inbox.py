"""The inbox: what readers said, from the moment it is taken in until it is heeded."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, Update, bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseError
from bot.model import Outgoing
from bot.ports import Heard, Incoming, Response
from bot.store.database import Database
from bot.store.outbox import queue_answers
from bot.store.portable import insert_or
from bot.store.schema import updates

_HEEDED = {"chat_id": None, "body": None, "due_at": None}
"""Its number alone is kept, for Telegram may send it again."""
_MOMENT = timedelta(seconds=1)
"""What Telegram delivers in several messages arrives within this."""
_LATER_MAX = 10
"""An album has so many."""


def _waiting() -> Select[tuple[int]]:
    """Each chat's oldest update, if it is due and the chat not `busy`."""
    earlier = updates.alias()
    before = select(earlier.c.id).where(earlier.c.chat_id == updates.c.chat_id, earlier.c.id < updates.c.id)
    free = updates.c.chat_id.not_in(bindparam("busy", expanding=True))
    return (
        select(updates.c.id)
        .where(updates.c.due_at <= bindparam("now"), ~before.exists())
        .where(or_(updates.c.chat_id.is_(None), free))
        .order_by(updates.c.due_at, updates.c.id)
        .limit(bindparam("most"))
    )


# What is asked for each update is put together once.
_WAITING = _waiting()
_TO_CLAIM = _WAITING.with_for_update(skip_locked=True, of=updates)
_CLAIMED = (
    update(updates)
    .where(updates.c.id.in_(bindparam("ids", expanding=True)))
    .values(due_at=bindparam("until"), tries=updates.c.tries + 1)
    .returning(updates)
)
_LATER = (
    select(updates)
    .where(updates.c.chat_id.in_(bindparam("chats", expanding=True)))
    .where(updates.c.id.not_in(bindparam("first", expanding=True)))
    .order_by(updates.c.id)
    .limit(bindparam("most"))
)
_TRIES = select(updates.c.tries).where(updates.c.id == bindparam("of"))
_HEED = (
    update(updates)
    .where(updates.c.id == bindparam("of"), updates.c.tries <= bindparam("known"))
    .values(_HEEDED)
)
"""Not when it was taken up again since."""


class InboxStore:
    """The updates of the database (`ports.Inbox`); `owner` names this process."""

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner

    async def take_in(self, incoming: Sequence[Incoming], now: datetime) -> int:
        """Keep updates, but those known already."""
        rows = [
            {"id": one.id, "seen_at": now, "chat_id": one.chat_id, "body": one.body}
            | {"due_at": now + _MOMENT if one.parted else now}
            for one in sorted(incoming, key=lambda one: one.id)
        ]
        if not rows:
            return 0
        async with self._db.write(brief=True) as connection:
            kept = insert_or(connection, updates).on_conflict_do_nothing().returning(updates.c.id)
            return len((await connection.execute(kept, rows)).all())

    async def claim(
        self, limit: int, now: datetime, lease_s: float, but: Collection[int] = ()
    ) -> Sequence[Heard]:
        """Claim each chat's oldest update; whoever dies gives it back by doing nothing."""
        asked = {"now": now, "busy": list(but)}
        async with self._db.read() as connection:
            if (await connection.execute(_WAITING, asked | {"most": 1})).first() is None:
                return ()
        async with self._db.write(brief=True) as connection:
            ids = (await connection.scalars(_TO_CLAIM, asked | {"most": limit})).all()
            claim = {"ids": ids, "until": now + timedelta(seconds=lease_s)}
            rows = sorted(await connection.execute(_CLAIMED, claim), key=lambda row: row.id)
            later = await _later(connection, {row.chat_id: row.id for row in rows})
        return [
            Heard(row.id, row.chat_id, row.body, row.tries, tuple(later.get(row.chat_id, ()))) for row in rows
        ]

    async def renew(self, numbers: Collection[int], now: datetime, lease_s: float) -> None:
        """Keep the claim."""
        until = now + timedelta(seconds=lease_s)
        ours = update(updates).where(updates.c.id.in_(numbers), updates.c.due_at.is_not(None))
        async with self._db.write(brief=True) as connection:
            await connection.execute(ours.values(due_at=until))

    async def answer(
        self,
        heard: Heard,
        responses: Sequence[Response],
        now: datetime,
        lease_s: float,
        also: Sequence[Heard] = (),
    ) -> Sequence[Outgoing]:
        """Forget its words, and keep what it is answered. Call it in a `unit`."""
        async with self._db.write(brief=True) as connection:
            heeded = await connection.execute(_HEED, {"of": heard.id, "known": heard.tries})
            if (
                not heeded.rowcount and (await connection.scalar(_TRIES, {"of": heard.id}) or 0) > heard.tries
            ):  # we were too slow, and believed dead
                msg = f"update {heard.id} was taken up by another process"
                raise DatabaseError(msg)
            for one in also:
                await connection.execute(_of(one).values(_HEEDED))
            return await queue_answers(connection, heard, responses, now, self._claim(now, lease_s))

    async def add(
        self, heard: Heard, responses: Sequence[Response], now: datetime, lease_s: float
    ) -> Sequence[Outgoing]:
        """Keep more that it is answered."""
        async with self._db.write(brief=True) as connection:
            return await queue_answers(connection, heard, responses, now, self._claim(now, lease_s))

    def _claim(self, now: datetime, lease_s: float) -> Mapping[str, object]:
        return {"owner": self._owner, "lease_until": now + timedelta(seconds=lease_s)}

    async def again(self, heard: Heard, due_at: datetime) -> None:
        """Give it back, to be heeded later."""
        ours = _of(heard).where(updates.c.tries == heard.tries)
        async with self._db.write(brief=True) as connection:
            await connection.execute(ours.values(due_at=due_at))

    async def pass_over(self, heard: Heard, reason: str) -> None:
        """Forget its words, and keep the reason."""
        async with self._db.write(brief=True) as connection:
            await connection.execute(_of(heard).values(_HEEDED | {"reason": reason}))


async def _later(connection: AsyncConnection, first: Mapping[int | None, int]) -> Mapping[int, list[Heard]]:
    """What these chats sent after the update that is named of each; of a chat only so many."""
    chats = [chat_id for chat_id in first if chat_id is not None]
    asked = {"chats": chats, "first": list(first.values()), "most": _LATER_MAX * len(first)}
    found: dict[int, list[Heard]] = defaultdict(list)
    for row in await connection.execute(_LATER, asked):
        if len(found[row.chat_id]) < _LATER_MAX:
            found[row.chat_id].append(Heard(row.id, row.chat_id, row.body, row.tries))
    return found


def _of(heard: Heard) -> Update:
    return update(updates).where(updates.c.id == heard.id)
