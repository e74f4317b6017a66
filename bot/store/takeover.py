"""What a process that died had taken goes to the others at once, instead of when its lease runs out."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from bot.model import OutboxState, SourceKind
from bot.store.database import Database
from bot.store.schema import articles, entries, leases, outbox, sources, updates


async def take_over(database: Database, owners: Collection[str], now: datetime) -> None:
    """Give back what these owners held, who are known to be dead.

    Who has an entry, a summary or a folder is not written down: all that waits for a lease or for another try
    is due now, at the worst done twice, which does no harm. Sources on the network keep their distance.
    """
    folders = select(sources.c.id).where(sources.c.kind == SourceKind.FOLDER)
    async with database.write() as connection:
        await connection.execute(
            update(leases).where(leases.c.owner.in_(owners)).values(owner="", held_until=None)
        )
        await connection.execute(
            update(sources)
            .where(sources.c.id.in_(folders), sources.c.next_check_at > now)
            .values(next_check_at=now)
        )
        await connection.execute(
            update(entries).where(entries.c.state == "new", entries.c.due_at > now).values(due_at=now)
        )
        await connection.execute(
            update(articles).where(articles.c.summary_due_at > now).values(summary_due_at=now)
        )
        await connection.execute(
            update(outbox)
            .where(outbox.c.state == OutboxState.SENDING, outbox.c.owner.in_(owners))
            .values(lease_until=now)
        )


async def hear_again(database: Database, now: datetime) -> None:
    """Let what readers said be heeded now: nobody else is there who may be at it."""
    async with database.write() as connection:
        await connection.execute(update(updates).where(updates.c.due_at > now).values(due_at=now))
