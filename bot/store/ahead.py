"""What lies further in the future than it can: a clock was put forward and back, and it would wait as long.

What bears the moment at which it was written is told by that; what does not, by how long it may wait at most.
A few minutes are left to clocks of several machines that differ.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Table, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import OutboxState
from bot.store.database import Database
from bot.store.schema import (
    announcements,
    articles,
    editions,
    entries,
    outbox,
    send_limits,
    slots,
    sources,
    subscribers,
    updates,
)

SKEW = timedelta(minutes=2)
"""So far the clocks of two machines may differ."""
_ASKED_MAX = timedelta(days=32)
"""A source may ask for a month, and a few hours at which it is not asked."""
_READ_AGAIN, _SENT_AGAIN = timedelta(minutes=10), timedelta(hours=1)
"""Between two tries, at most."""
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows of `table` to which `ahead` applies, and what they should say."""

    table: Table
    ahead: ColumnElement[bool]
    values: dict[str, Any]


async def find(connection: AsyncConnection, now: datetime, lease_s: float) -> Counter[str]:
    """How many rows of which table wait for a moment that they can't mean.

    `lease_s` is the longest lease of what is read or summarised.
    """
    found: Counter[str] = Counter()
    for rule in _rules(now, lease_s):
        query = select(func.count()).select_from(rule.table).where(rule.ahead)
        found[rule.table.name] += (await connection.execute(query)).scalar_one()
    found[slots.name] += len(await _made_ahead(connection, now))
    return +found


async def put_back(database: Database, now: datetime, lease_s: float) -> Counter[str]:
    """Let all of it be due now; returns rows by table."""
    async with database.read() as connection:
        found = await find(connection, now, lease_s)
    if not found:
        return found
    async with database.write() as connection:
        for rule in _rules(now, lease_s):
            await connection.execute(update(rule.table).where(rule.ahead).values(rule.values))
        await _unmake(connection, now)
    return found


def _rules(now: datetime, lease_s: float) -> Iterator[_Rule]:
    late = now + SKEW
    leased = late + timedelta(seconds=lease_s)
    paused = select(send_limits.c.chat_id).where(
        or_(send_limits.c.chat_id == outbox.c.chat_id, send_limits.c.chat_id == 0),
        send_limits.c.paused_until > now,
    )
    looked = or_(sources.c.checked_at > late, sources.c.next_check_at > late + _ASKED_MAX)
    queued = or_(outbox.c.queued_at > late, and_(outbox.c.due_at > late + _SENT_AGAIN, ~paused.exists()))
    waits = and_(outbox.c.state == OutboxState.DUE, outbox.c.due_at > now)
    # A pause goes before what waits for it.
    yield _Rule(send_limits, send_limits.c.paused_at > late, {"paused_until": None, "paused_at": None})
    yield _Rule(
        sources, and_(sources.c.next_check_at > now, looked), {"next_check_at": now, "checked_at": now}
    )
    yield _Rule(
        entries, and_(entries.c.state == "new", entries.c.due_at > leased + _READ_AGAIN), {"due_at": now}
    )
    yield _Rule(articles, articles.c.summary_due_at > leased, {"summary_due_at": now})
    yield _Rule(outbox, and_(waits, queued), {"due_at": now, "queued_at": now})
    yield _Rule(outbox, outbox.c.sent_at > late, {"sent_at": now})
    yield _Rule(announcements, announcements.c.due_at > late + _A_DAY, {"due_at": now})
    yield _Rule(updates, updates.c.due_at > late, {"due_at": now})
    yield _Rule(slots, slots.c.since > late, {"since": now, "next_at": now})


async def _made_ahead(
    connection: AsyncConnection, now: datetime
) -> Sequence[tuple[dict[str, Any], datetime]]:
    """The slots whose last edition is of a day to come, and that day's today where their readers live."""
    query = select(slots, subscribers.c.zone).join(subscribers).where(slots.c.made > now.date())
    rows = (await connection.execute(query)).all()
    local = [(row, now.astimezone(ZoneInfo(row.zone))) for row in rows]
    key = ("chat_id", "kind", "minute")
    return [({name: getattr(row, name) for name in key}, at) for row, at in local if row.made > at.date()]


async def _unmake(connection: AsyncConnection, now: datetime) -> None:
    """Editions of days to come are to be made when these days come."""
    for key, at in await _made_ahead(connection, now):
        today = at.date()
        of_slot = [slots.c[name] == value for name, value in key.items()]
        made = [editions.c[name] == value for name, value in key.items()]
        await connection.execute(update(slots).where(*of_slot).values(made=today - _A_DAY, next_at=now))
        await connection.execute(delete(editions).where(*made, editions.c.local_date > today))
