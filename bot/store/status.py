"""The state of it all in a few numbers, for an operator."""

from sqlalchemy import ColumnElement, Table, func, select

from bot.errors import Cause
from bot.ports import Failing, Health, Supply
from bot.store.database import Database
from bot.store.schema import articles, entries, outbox, sources, subscribers
from bot.store.source_states import WATCHED


async def supply(database: Database) -> Supply:
    """How the sources fare; few rows, however large the database is."""
    watched = select(sources).where(WATCHED).order_by(sources.c.name)
    async with database.read() as connection:
        rows = (await connection.execute(watched)).all()
    failing = (Failing(row.name, row.reason, Cause(row.cause), row.dead) for row in rows if row.errors)
    looked_at = sum(row.checked_at is not None for row in rows)
    return Supply(len(rows), looked_at, tuple(failing))


async def health(database: Database) -> Health:
    """Count what an operator asks first."""
    sources_now = await supply(database)
    async with database.read() as connection:

        async def count(table: Table, *where: ColumnElement[bool]) -> int:
            query = select(func.count()).select_from(table).where(*where)
            return int((await connection.execute(query)).scalar_one())

        states = await connection.execute(
            select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        )
        return Health(
            articles=await count(articles),
            subscribers=await count(subscribers, subscribers.c.paused == ""),
            entries_waiting=await count(entries, entries.c.state == "new"),
            entries_failed=await count(entries, entries.c.state == "failed"),
            summaries_waiting=await count(articles, articles.c.summary_due_at.is_not(None)),
            sources_unseen=await count(sources, WATCHED, sources.c.succeeded_at.is_(None)),
            outbox={row.state: row.number for row in states},
            supply=sources_now,
        )
