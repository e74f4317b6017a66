"""Whether the database is of one piece, and whether anybody does the work that waits in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Table, func, or_, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import OutboxState
from bot.store.ahead import find
from bot.store.database import Database
from bot.store.schema import article_words, articles, entries, leases, outbox, sources, stories, updates
from bot.store.switches import pushes_paused

_FOUND_MAX = 5
_UNFINISHED = "SELECT conname FROM pg_constraint WHERE NOT convalidated"
_INVALID = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"


@dataclass(frozen=True, slots=True)
class Overdue:
    """Work that was due long ago: `number` rows of `what`, the oldest `since`."""

    what: str
    number: int
    since: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """What a look at the database found."""

    schema: str
    damage: tuple[str, ...]
    """In the database's own words; none when it is of one piece."""
    unsearchable: int
    """Articles without search words, or search words without an article."""
    storyless: int
    """Stories without their leading article."""
    ahead_s: float
    """How far the database's clock is ahead of ours; 0 where both are the same."""
    overdue: tuple[Overdue, ...]
    done: dict[str, datetime]
    """Duty -> when it was done last."""
    future: dict[str, int]
    """Table -> rows that wait for a moment which a clock left behind that was put back."""


async def check(
    database: Database, now: datetime, patience: timedelta, lease_s: float, *, deep: bool = True
) -> Checked:
    """Look at the whole database, and change nothing.

    Args:
        database: which.
        now: the present moment.
        patience: for how long work may be overdue.
        lease_s: the longest lease of what is read or summarised.
        deep: look for damage too, which reads every page.
    """
    async with database.read() as connection:
        schema = (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one()
        there = await _count(connection, articles)
        led = select(stories.c.id).join(articles, articles.c.id == stories.c.lead_id)
        return Checked(
            schema=schema,
            damage=tuple(await _damage(connection)) if deep else (),
            unsearchable=abs(there - await _count(connection, article_words)),
            storyless=await _count(connection, stories, stories.c.id.not_in(led)),
            ahead_s=await _ahead_s(connection, now),
            overdue=tuple(await overdue(connection, now - patience)),
            done=await done(connection),
            future=dict(await find(connection, now, lease_s)),
        )


async def _damage(connection: AsyncConnection) -> Sequence[str]:
    if connection.dialect.name == "sqlite":
        found = await connection.execute(text(f"PRAGMA integrity_check({_FOUND_MAX})"))
        pages = [told for told in found.scalars() if told != "ok"]
        dangling = await connection.execute(text("PRAGMA foreign_key_check"))
        return pages + [
            f"{row[0]} {row[1]} points at nothing in {row[2]}" for row in dangling.fetchmany(_FOUND_MAX)
        ]
    constraints = await connection.execute(text(_UNFINISHED))
    indexes = await connection.execute(text(_INVALID))
    return [f"constraint {name} does not hold" for name in constraints.scalars()] + [
        f"index {name} is not valid" for name in indexes.scalars()
    ]


async def _ahead_s(connection: AsyncConnection, now: datetime) -> float:
    if connection.dialect.name == "sqlite":
        return 0.0
    theirs: datetime = (await connection.execute(text("SELECT clock_timestamp()"))).scalar_one()
    return (theirs - now).total_seconds()


async def done(connection: AsyncConnection) -> dict[str, datetime]:
    """When each lease was done last."""
    query = select(leases.c.name, leases.c.done_at).where(leases.c.done_at.is_not(None))
    return {row.name: row.done_at for row in await connection.execute(query)}


async def overdue(connection: AsyncConnection, before: datetime) -> Sequence[Overdue]:
    """What was due before this moment and nobody took.

    The process that should is not running, or dies at it. What an admin has paused is not due.
    """
    watched = or_(sources.c.listed, sources.c.added)
    not_held = or_(outbox.c.answers.is_not(None), ~pushes_paused)
    waiting: dict[str, tuple[Table, ColumnElement[datetime], tuple[ColumnElement[bool], ...]]] = {
        "sources": (sources, sources.c.next_check_at, (watched,)),
        "entries": (entries, entries.c.due_at, (entries.c.state == "new",)),
        "summaries": (articles, articles.c.summary_due_at, ()),
        "messages": (outbox, outbox.c.due_at, (outbox.c.state == OutboxState.DUE, not_held)),
        "sendings": (outbox, outbox.c.lease_until, (outbox.c.state == OutboxState.SENDING,)),
        "updates": (updates, updates.c.due_at, ()),
    }
    found = []
    for what, (table, due, also) in waiting.items():
        query = select(func.count().label("number"), func.min(due).label("since"))
        row = (await connection.execute(query.select_from(table).where(due <= before, *also))).one()
        if row.number:
            found.append(Overdue(what, row.number, row.since))
    return found


async def _count(connection: AsyncConnection, table: Table, *where: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(table).where(*where)
    return int((await connection.execute(query)).scalar_one())
