"""What an operator looks at on a page: some sources, and the stories of today that have several articles.

Each question walks an index over what is shown, however many articles there are besides.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Row, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Cause
from bot.model import Article, Signature
from bot.store.article_rows import article_of
from bot.store.database import Database
from bot.store.index import ID_BITS, sort_key
from bot.store.schema import articles, sources, stories
from bot.store.stories import signature_of

DAYS: Final = 14
_DAY: Final = (1 << ID_BITS) * 86_400
"""A day of sort keys."""
_WATCHED = or_(sources.c.listed, sources.c.added)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """How a source fares; without `next_check_at` it is retired."""

    name: str
    address: str
    succeeded_at: datetime | None
    next_check_at: datetime | None
    errors: int
    reason: str
    cause: Cause
    dead: bool
    days: tuple[int, ...]
    """How many articles of each of the last days it published, the oldest day first."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a story, with what it was compared by."""

    id: int
    article: Article
    signature: Signature


@dataclass(frozen=True, slots=True)
class Gathered:
    """A story of several articles: which one leads it, and all of them, in the order in which they came."""

    id: int
    lead_id: int
    hidden: bool
    articles: tuple[Told, ...]


async def source_lines(
    database: Database, limit: int, offset: int, now: datetime
) -> tuple[Sequence[SourceLine], int]:
    """Some of the sources, those that fail first, then by name; and how many there are in all."""
    troubled = (sources.c.dead.desc(), (sources.c.errors > 0).desc(), sources.c.name)
    query = select(sources).where(_WATCHED).order_by(*troubled).limit(limit).offset(offset)
    async with database.read() as connection:
        rows = (await connection.execute(query)).all()
        total = (
            await connection.execute(select(func.count()).select_from(sources).where(_WATCHED))
        ).scalar_one()
        days = await _days(connection, [row.name for row in rows], now)
    return [_line(row, days[row.name]) for row in rows], total


async def gathered(database: Database, since: datetime, limit: int) -> Sequence[Gathered]:
    """The stories opened since then that have several articles, those of the most sources first."""
    number = func.count(articles.c.source.distinct())
    query = (
        select(stories.c.id)
        .join(articles, articles.c.story_id == stories.c.id)
        .where(stories.c.created_at >= since)
        .group_by(stories.c.id)
        .having(func.count() > 1)
        .order_by(number.desc(), stories.c.id.desc())
        .limit(limit)
    )
    async with database.read() as connection:
        ids = list((await connection.execute(query)).scalars())
        rows = (
            await connection.execute(
                select(articles, stories.c.lead_id, stories.c.hidden_at)
                .join(stories, stories.c.id == articles.c.story_id)
                .where(articles.c.story_id.in_(ids))
                .order_by(articles.c.id)
            )
        ).all()
    of_story: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        of_story[row.story_id].append(row)
    return [_gathered(id_, of_story[id_]) for id_ in ids]


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


def _line(row: Row[Any], days: tuple[int, ...]) -> SourceLine:
    return SourceLine(
        name=row.name,
        address=row.address,
        succeeded_at=row.succeeded_at,
        next_check_at=row.next_check_at,
        errors=row.errors,
        reason=row.reason,
        cause=Cause(row.cause),
        dead=row.dead,
        days=days,
    )


def _gathered(story_id: int, rows: Sequence[Row[Any]]) -> Gathered:
    told = tuple(Told(row.id, article_of(row), signature_of(row.signature)) for row in rows)
    return Gathered(story_id, rows[0].lead_id, rows[0].hidden_at is not None, told)
