"""What only one process may do at a time, and when it was done last."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update

from bot.store.ahead import SKEW
from bot.store.database import Database
from bot.store.portable import alone, insert_or
from bot.store.schema import leases

HOST = "host"
"""How the names of turns at hosts begin, among the leases."""
_NAME_MAX = 80
_AHEAD_MAX = timedelta(minutes=5)
"""Nobody waits so long for a turn: whoever finds more knows that a clock was put back."""


class LeaseStore:
    """The leases of the database; `owner` names this process.

    A lease is held for a while, and taken again before that is over: who dies gives it back by doing nothing.
    """

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner

    async def take(self, name: str, now: datetime, hold_s: float, *, every: timedelta = timedelta(0)) -> bool:
        """Hold a lease, or go on holding it.

        Not while another process does, nor sooner than `every` after it was done.
        """
        values = {"owner": self._owner, "held_until": now + timedelta(seconds=hold_s)}
        late = now + timedelta(seconds=hold_s) + SKEW
        free = or_(
            leases.c.owner == self._owner,
            leases.c.held_until.is_(None),
            leases.c.held_until <= now,
            leases.c.held_until > late,  # by a clock that was put back since
        )
        due = or_(leases.c.done_at.is_(None), leases.c.done_at <= now - every, leases.c.done_at > now + SKEW)
        async with self._db.write() as connection:
            taken = await connection.execute(
                update(leases).where(leases.c.name == name, free, due).values(values)
            )
            if taken.rowcount:
                return True
            first = insert_or(connection, leases).values(name=name, **values).on_conflict_do_nothing()
            return (await connection.execute(first.returning(leases.c.name))).first() is not None

    async def release(self, name: str, *, done_at: datetime | None = None) -> None:
        """Hold a lease no longer; `done_at` when it was done to its end."""
        values = {"owner": "", "held_until": None} | ({} if done_at is None else {"done_at": done_at})
        ours = (leases.c.name == name, leases.c.owner == self._owner)
        async with self._db.write() as connection:
            await connection.execute(update(leases).where(*ours).values(values))

    async def put_off(self, name: str, until: datetime) -> None:
        """Nobody takes the lease that we hold before `until`, nor do we."""
        ours = (leases.c.name == name, leases.c.owner == self._owner)
        async with self._db.write() as connection:
            await connection.execute(update(leases).where(*ours).values(owner="", held_until=until))

    async def note(self, name: str, now: datetime) -> None:
        """Remember that something was done, which nobody needs to hold."""
        async with self._db.write() as connection:
            done = insert_or(connection, leases).values(name=name, done_at=now)
            await connection.execute(
                done.on_conflict_do_update(index_elements=["name"], set_={"done_at": now})
            )

    async def done_at(self, name: str) -> datetime | None:
        """When it was done last."""
        async with self._db.read() as connection:
            return (await connection.execute(select(leases.c.done_at).where(leases.c.name == name))).scalar()

    async def turn(self, host: str, gap_s: float, patience_s: float, now: datetime) -> float:
        """In how many seconds it is our turn at a host that several processes ask.

        Taken, unless that is too long.

        Whoever comes next has its turn `gap_s` later.
        """
        name = f"{HOST} {host}"[:_NAME_MAX]
        async with self._db.write() as connection:
            await alone(connection, name)
            free_at = await connection.scalar(select(leases.c.held_until).where(leases.c.name == name))
            if free_at is None or free_at < now or free_at - now > _AHEAD_MAX:
                free_at = now
            wait_s: float = (free_at - now).total_seconds()
            if wait_s <= patience_s:
                then = {"held_until": free_at + timedelta(seconds=gap_s)}
                taken = insert_or(connection, leases).values(name=name, **then)
                await connection.execute(taken.on_conflict_do_update(index_elements=["name"], set_=then))
        return wait_s
