"""What articles are about, by day: counted in the transaction that stores the article.

Counts of five weeks are kept, and the articles' own terms of the last week; `retention` lets go of older
ones.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import DateOrigin, Dating
from bot.ports import Bearers, Counted, Tally, Term
from bot.store.database import Database
from bot.store.portable import insert_or
from bot.store.schema import article_terms, articles, term_days

_EVERY: Final = "*"
"""The term that every article has."""

_USUAL_DAYS: Final = 28
"""Whole weeks: the press has its Sundays."""
TERMS_KEPT: Final = timedelta(days=8)
"""A window is at most a week."""
COUNTS_KEPT: Final = timedelta(days=_USUAL_DAYS + 9)
"""And is compared with the four weeks before it."""


class CountStore:
    """The counts of the database (`ports.Tallies`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def tally(self, days: int, now: datetime, least: int) -> Tally:
        """The last `days` days up to `now`, to the minute, and the 28 whole days (UTC) before them."""
        since = now - timedelta(days=days)
        before = day_of(since)
        in_window = and_(article_terms.c.published_at > since, article_terms.c.published_at <= now)
        # A story that one source tells five times counts once for it; told by five sources, five times.
        told = select(article_terms.c.term, func.count().label("articles")).join_from(article_terms, articles)
        by_source = (article_terms.c.term, articles.c.story_id, articles.c.source)
        once = told.where(in_window).group_by(*by_source).subquery()
        tellings = func.count().label("tellings")
        present = (
            select(once.c.term, tellings, func.sum(once.c.articles).label("articles"))
            .group_by(once.c.term)
            .having(or_(tellings >= least, once.c.term == _EVERY))
            .subquery()
        )
        usual = and_(
            term_days.c.term == present.c.term,
            term_days.c.day >= before - _USUAL_DAYS,
            term_days.c.day < before,
        )
        counted = func.coalesce(func.sum(term_days.c.articles), 0)
        squares = func.coalesce(func.sum(term_days.c.articles * term_days.c.articles), 0)
        query = (
            select(present, counted, squares, func.count(term_days.c.day))
            .select_from(present.outerjoin(term_days, usual))
            .group_by(*present.c)
        )
        async with self._db.read() as connection:
            rows = {row[0]: row for row in await connection.execute(query)}
        _, _, total, usual_articles, _, usual_days = rows.pop(_EVERY, (_EVERY, 0, 0, 0, 0, 0))
        terms = tuple(Counted(row[0], row[1], row[3], row[4]) for _, row in sorted(rows.items()))
        return Tally(days, total, usual_days, usual_articles, terms)

    async def bearers(self, keys: Collection[str], days: int, now: datetime) -> Mapping[str, Bearers]:
        """The articles of the same window in which these terms stand."""
        return await self._borne(article_terms.c.term.in_(keys), days, now)

    async def beside(self, key: str, days: int, now: datetime) -> Mapping[str, Bearers]:
        """Of the articles of the same window in which this term stands, all their terms, itself included."""
        own = select(article_terms.c.article_id).where(
            article_terms.c.term == key, article_terms.c.published_at > now - timedelta(days=days)
        )
        chosen = and_(article_terms.c.article_id.in_(own), article_terms.c.term != _EVERY)
        return await self._borne(chosen, days, now)

    async def _borne(self, chosen: ColumnElement[bool], days: int, now: datetime) -> Mapping[str, Bearers]:
        query = (
            select(
                article_terms.c.term,
                article_terms.c.article_id,
                article_terms.c.written,
                articles.c.story_id,
                articles.c.source,
            )
            .join_from(article_terms, articles)
            .where(
                chosen,
                article_terms.c.published_at > now - timedelta(days=days),
                article_terms.c.published_at <= now,
            )
        )
        found: dict[str, dict[int, int]] = defaultdict(dict)
        spelt: dict[str, Counter[str]] = defaultdict(Counter)
        sources: dict[str, set[str]] = defaultdict(set)
        async with self._db.read() as connection:
            for key, article_id, written, story_id, source in await connection.execute(query):
                found[key][article_id] = story_id
                spelt[key][written] += 1
                sources[key].add(source)
        return {key: Bearers(told, spelt[key], len(sources[key])) for key, told in found.items()}


async def count(
    connection: AsyncConnection, article_id: int, dating: Dating, terms: Iterable[Term], now: datetime
) -> None:
    """Count a new article for its terms, on the day of its publication, if that is known and recent."""
    if dating.origin is DateOrigin.UNKNOWN or dating.moment < now - COUNTS_KEPT:
        return
    # In one order everywhere: two processes that count at once must not wait for each other in a ring.
    written = dict(sorted({_EVERY: "", **{term.key: term.written for term in terms}}.items()))
    rows = [{"term": key, "day": day_of(dating.moment), "articles": 1} for key in written]
    counted = insert_or(connection, term_days).on_conflict_do_update(
        index_elements=["term", "day"], set_={"articles": term_days.c.articles + 1}
    )
    await connection.execute(counted, rows)
    if dating.moment >= now - TERMS_KEPT:
        own = {"article_id": article_id, "published_at": dating.moment}
        borne = [own | {"term": key, "written": spelt} for key, spelt in written.items()]
        await connection.execute(insert(article_terms), borne)


async def uncount(connection: AsyncConnection, article_id: int, dating: Dating) -> None:
    """Take back what an article of the last week was counted for."""
    gone = delete(article_terms).where(article_terms.c.article_id == article_id)
    terms = (await connection.scalars(gone.returning(article_terms.c.term))).all()
    counted = (term_days.c.day == day_of(dating.moment)) & term_days.c.term.in_(terms)
    await connection.execute(update(term_days).where(counted).values(articles=term_days.c.articles - 1))


def day_of(moment: datetime) -> int:
    """The day (UTC) as `term_days` numbers it."""
    return moment.astimezone(UTC).toordinal()
