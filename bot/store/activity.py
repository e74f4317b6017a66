"""What was done, hour by hour, for the operator's charts.

Counted in the transaction that does it, as its last statement: processes that count at the same time then
wait for each other, and never in a ring.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Insert, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Method
from bot.store.database import Database
from bot.store.portable import insert_or
from bot.store.schema import activity, subscribers

ARTICLES, SENT, THROTTLED, SUBSCRIBERS = "articles", "sent", "throttled", "subscribers"
SUMMARIES: Final = "summaries "
"""Before the method that made them; their seconds are what they took."""

_MORE: dict[str, Insert] = {}
"""How each database is told to count more."""


@dataclass(frozen=True, slots=True)
class Hour:
    """How many there were of it, and how many seconds they took together."""

    number: int = 0
    seconds: float = 0.0


def hour_of(moment: datetime) -> int:
    """The hour as the table numbers it."""
    return int(moment.timestamp() // 3600)


async def note(
    connection: AsyncConnection, name: str, now: datetime, number: int = 1, seconds: float = 0.0
) -> None:
    """Count it; nothing else may be written in this transaction after it."""
    row = {"name": name, "hour": hour_of(now), "number": number, "seconds": seconds}
    dialect = connection.dialect.name
    if dialect not in _MORE:  # it is put together once
        _MORE[dialect] = _more(connection)
    await connection.execute(_MORE[dialect], [row])


def _more(connection: AsyncConnection) -> Insert:
    """Add to what was counted."""
    counted = insert_or(connection, activity)
    more = {
        "number": activity.c.number + counted.excluded.number,
        "seconds": activity.c.seconds + counted.excluded.seconds,
    }
    return counted.on_conflict_do_update(index_elements=["name", "hour"], set_=more)


async def note_subscribers(database: Database, now: datetime) -> None:
    """Write down how many subscribers there are this hour, those who are paused left out."""
    active = select(func.count()).select_from(subscribers).where(subscribers.c.paused == "")
    async with database.write() as connection:
        row = {"name": SUBSCRIBERS, "hour": hour_of(now), "seconds": 0.0}
        row["number"] = (await connection.execute(active)).scalar_one()
        noted = insert_or(connection, activity)
        latest = {"number": noted.excluded.number}
        await connection.execute(
            noted.on_conflict_do_update(index_elements=["name", "hour"], set_=latest), [row]
        )


async def by_hour(database: Database, since: datetime) -> Mapping[str, Mapping[int, Hour]]:
    """Name -> hour -> what was done in it, since that hour."""
    names = (ARTICLES, SENT, THROTTLED, *(SUMMARIES + method for method in Method))
    query = select(activity).where(activity.c.name.in_(names), activity.c.hour >= hour_of(since))
    found: dict[str, dict[int, Hour]] = defaultdict(dict)
    async with database.read() as connection:
        for row in await connection.execute(query):
            found[row.name][row.hour] = Hour(row.number, row.seconds)
    return found


async def subscribers_by_day(database: Database, since: datetime) -> Mapping[int, int]:
    """The last hour of each day (UTC) since then that is known -> how many subscribers there were in it."""
    own = (activity.c.name == SUBSCRIBERS, activity.c.hour >= hour_of(since))
    last = select(func.max(activity.c.hour)).where(*own).group_by(activity.c.hour // 24)
    query = select(activity.c.hour, activity.c.number).where(*own, activity.c.hour.in_(last))
    async with database.read() as connection:
        return {row.hour: row.number for row in await connection.execute(query)}
