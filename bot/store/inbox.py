"""The inbox: what readers said, from the moment it is taken in until it is heeded."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Update, or_, select, update
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
        earlier = updates.alias()
        before = select(earlier.c.id).where(
            earlier.c.chat_id == updates.c.chat_id, earlier.c.id < updates.c.id
        )
        waiting = (
            select(updates.c.id)
            .where(updates.c.due_at <= now, ~before.exists())
            .where(or_(updates.c.chat_id.is_(None), updates.c.chat_id.not_in(but)))
            .order_by(updates.c.due_at, updates.c.id)
            .limit(limit)
        )
        async with self._db.read() as connection:
            if (await connection.execute(waiting.limit(1))).first() is None:
                return ()
        values = {"due_at": now + timedelta(seconds=lease_s), "tries": updates.c.tries + 1}
        async with self._db.write(brief=True) as connection:
            ids = await connection.scalars(waiting.with_for_update(skip_locked=True, of=updates))
            claimed = update(updates).where(updates.c.id.in_(ids.all())).values(values).returning(updates)
            rows = sorted(await connection.execute(claimed), key=lambda row: row.id)
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
        tries = select(updates.c.tries).where(updates.c.id == heard.id).with_for_update()
        async with self._db.write(brief=True) as connection:
            if (await connection.scalar(tries) or 0) > heard.tries:  # we were too slow, and believed dead
                msg = f"update {heard.id} was taken up by another process"
                raise DatabaseError(msg)
            for one in (heard, *also):
                await connection.execute(_of(one).values(_HEEDED))
        return await self.add(heard, responses, now, lease_s)

    async def add(
        self, heard: Heard, responses: Sequence[Response], now: datetime, lease_s: float
    ) -> Sequence[Outgoing]:
        """Keep more that it is answered."""
        claim = {"owner": self._owner, "lease_until": now + timedelta(seconds=lease_s)}
        async with self._db.write(brief=True) as connection:
            return await queue_answers(connection, heard, responses, now, claim)

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
    query = select(updates).where(updates.c.chat_id.in_(chats), updates.c.id.not_in(first.values()))
    found: dict[int, list[Heard]] = defaultdict(list)
    for row in await connection.execute(query.order_by(updates.c.id).limit(_LATER_MAX * len(first))):
        if len(found[row.chat_id]) < _LATER_MAX:
            found[row.chat_id].append(Heard(row.id, row.chat_id, row.body, row.tries))
    return found


def _of(heard: Heard) -> Update:
    return update(updates).where(updates.c.id == heard.id)
