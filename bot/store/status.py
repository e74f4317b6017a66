"""The state of it all in a few numbers, for an operator."""

from sqlalchemy import ColumnElement, Table, func, or_, select

from bot.ports import Health
from bot.store.database import Database
from bot.store.schema import articles, entries, outbox, sources, subscribers


async def health(database: Database) -> Health:
    """Count what an operator asks first."""
    watched = or_(sources.c.listed, sources.c.added)
    async with database.read() as connection:

        async def count(table: Table, *where: ColumnElement[bool]) -> int:
            query = select(func.count()).select_from(table).where(*where)
            return int((await connection.execute(query)).scalar_one())

        states = await connection.execute(
            select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        )
        failing = await connection.execute(
            select(sources.c.name, sources.c.reason)
            .where(watched, sources.c.errors > 0)
            .order_by(sources.c.name)
        )
        return Health(
            articles=await count(articles),
            subscribers=await count(subscribers, subscribers.c.paused == ""),
            entries_waiting=await count(entries, entries.c.state == "new"),
            entries_failed=await count(entries, entries.c.state == "failed"),
            summaries_waiting=await count(articles, articles.c.summary_due_at.is_not(None)),
            sources_unseen=await count(sources, watched, sources.c.succeeded_at.is_(None)),
            outbox={row.state: row.number for row in states},
            failing_sources=tuple((row.name, row.reason) for row in failing),
        )
