"""What only one process may do at a time, and when it was done last; which updates were taken in."""

from datetime import datetime, timedelta

from sqlalchemy import insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore

from bot.store.database import Database
from bot.store.tables import duties, updates


class DutyStore:
    """The duties of the database; `owner` names this process.

    A duty is held for a while, and taken again before that is over: who dies gives it back by doing nothing.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner

    async def take(self, name: str, now: datetime, hold_s: float, *, every: timedelta = timedelta(0)) -> bool:
        """Hold a duty, or go on holding it; not while another process does, nor sooner than `every` after it was done."""
        values = {"owner": self._owner, "held_until": now + timedelta(seconds=hold_s)}
        free = or_(duties.c.owner == self._owner, duties.c.held_until.is_(None), duties.c.held_until <= now)
        due = or_(duties.c.done_at.is_(None), duties.c.done_at <= now - every)
        async with self._db.write() as connection:
            taken = await connection.execute(
                update(duties).where(duties.c.name == name, free, due).values(values)
            )
            if taken.rowcount:
                return True
            first = insert_or_ignore(duties).values(name=name, **values).on_conflict_do_nothing()
            return (await connection.execute(first)).rowcount > 0

    async def release(self, name: str, *, done_at: datetime | None = None) -> None:
        """Hold a duty no longer; `done_at` when it was done to its end."""
        values = {"owner": "", "held_until": None} | ({} if done_at is None else {"done_at": done_at})
        ours = (duties.c.name == name, duties.c.owner == self._owner)
        async with self._db.write() as connection:
            await connection.execute(update(duties).where(*ours).values(values))

    async def note(self, name: str, now: datetime) -> None:
        """Remember that something was done, which nobody needs to hold."""
        async with self._db.write() as connection:
            done = await connection.execute(update(duties).where(duties.c.name == name).values(done_at=now))
            if not done.rowcount:
                await connection.execute(insert(duties).values(name=name, done_at=now))

    async def done_at(self, name: str) -> datetime | None:
        """When it was done last."""
        async with self._db.read() as connection:
            return (await connection.execute(select(duties.c.done_at).where(duties.c.name == name))).scalar()

    async def first_time(self, update_id: int, now: datetime) -> bool:
        """Whether no process has taken in this update of Telegram's yet."""
        mark = insert_or_ignore(updates).values(id=update_id, seen_at=now).on_conflict_do_nothing()
        async with self._db.write() as connection:
            return (await connection.execute(mark)).rowcount > 0
