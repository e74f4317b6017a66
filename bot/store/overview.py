"""What an operator looks at on a page: some sources, and the stories of today that have several articles.

Each question walks an index over what is shown, however many articles there are besides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select

from bot.model import Article, Signature
from bot.ports import SourceState
from bot.store.article_rows import CALLED, article_of
from bot.store.database import Database
from bot.store.schema import articles, sources, stories, summaries
from bot.store.source_states import WATCHED, states_of
from bot.store.stories import signature_of


@dataclass(frozen=True, slots=True)
class Told:
    """An article of a story, with what it is called and what it was compared by."""

    id: int
    article: Article
    signature: Signature
    title: str
    """Its own, else the headline that was made for it; empty while it has neither."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A story of several articles: which one leads it, and all of them, in the order in which they came."""

    id: int
    lead_id: int
    hidden: bool
    articles: tuple[Told, ...]


async def some_sources(
    database: Database, limit: int, offset: int, now: datetime
) -> tuple[Sequence[SourceState], int]:
    """Some of the sources, those that fail first, then by name; and how many there are in all."""
    troubled = (sources.c.dead.desc(), (sources.c.errors > 0).desc(), sources.c.name)
    query = select(sources).where(WATCHED).order_by(*troubled).limit(limit).offset(offset)
    async with database.read() as connection:
        rows = (await connection.execute(query)).all()
        total = (
            await connection.execute(select(func.count()).select_from(sources).where(WATCHED))
        ).scalar_one()
        return await states_of(connection, rows, now), total


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
                select(articles, stories.c.lead_id, stories.c.hidden_at, CALLED.label("called"))
                .join(stories, stories.c.id == articles.c.story_id)
                .outerjoin(summaries)
                .where(articles.c.story_id.in_(ids))
                .order_by(articles.c.id)
            )
        ).all()
    of_story: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        of_story[row.story_id].append(row)
    return [_gathered(id_, of_story[id_]) for id_ in ids]


def _gathered(story_id: int, rows: Sequence[Row[Any]]) -> Gathered:
    told = tuple(Told(row.id, article_of(row), signature_of(row.signature), row.called) for row in rows)
    return Gathered(story_id, rows[0].lead_id, rows[0].hidden_at is not None, told)
