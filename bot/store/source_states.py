"""How sources fare, and what each published of late: an index is walked, however many articles there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Cause
from bot.model import Source, SourceKind
from bot.ports import SourceState
from bot.store.index import ID_BITS, sort_key
from bot.store.schema import articles, sources

DAYS: Final = 14
_DAY: Final = (1 << ID_BITS) * 86_400
"""A day of sort keys."""
WATCHED: Final = or_(sources.c.listed, sources.c.added)
"""Whether the configuration lists a source, or an operator has added it."""


async def states_of(
    connection: AsyncConnection, rows: Collection[Row[Any]], now: datetime
) -> list[SourceState]:
    """The states of the sources that these rows are."""
    days = await _days(connection, [row.name for row in rows], now)
    return [_state(row, days[row.name]) for row in rows]


async def _days(
    connection: AsyncConnection, names: Collection[str], now: datetime
) -> Mapping[str, tuple[int, ...]]:
    """Source -> its articles by day of publication (UTC), the last `DAYS` days."""
    first = sort_key(now.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=DAYS - 1))
    day = ((articles.c.sort_key - first) // _DAY).label("day")
    recent = (articles.c.source.in_(names), articles.c.sort_key >= first, articles.c.sort_key < sort_key(now))
    query = select(articles.c.source, day, func.count().label("number")).where(*recent)
    counted: dict[str, list[int]] = defaultdict(lambda: [0] * DAYS)
    for row in await connection.execute(query.group_by(articles.c.source, day)):
        counted[row.source][row.day] = row.number
    return defaultdict(lambda: (0,) * DAYS, {name: tuple(numbers) for name, numbers in counted.items()})


def _state(row: Row[Any], days: tuple[int, ...]) -> SourceState:
    return SourceState(
        source=Source(row.name, SourceKind(row.kind), row.address, row.language, row.section),
        succeeded_at=row.succeeded_at,
        next_check_at=row.next_check_at,
        errors=row.errors,
        reason=row.reason,
        cause=Cause(row.cause),
        dead=row.dead,
        added=row.added,
        days=days,
    )
