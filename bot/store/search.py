"""Looking for stories: each index is walked newest first, until a page of stories is full."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Row,
    Select,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import SECTION
from bot.ports import Search
from bot.ports.index import HEAD
from bot.store.index import END, ID_BITS, SPANS, SPANS_LONGER, TOKEN, sort_key, span
from bot.store.schema import article_topics, article_words, articles, sources, stories, summaries

_BATCH, _BATCH_MAX = 64, 4096
_SHAPES = 64
"""Statements that are kept: questions without phrases and exclusions need a handful."""
_MATCHES: ColumnElement[bool] = literal_column("article_words").op("MATCH", is_comparison=True)(
    bindparam("words")
)
_TERMS: ColumnElement[Any] = literal_column("article_words.terms")
"""The tokens of an article as PostgreSQL's index holds them, with its spans of time."""


async def find(connection: AsyncConnection, search: Search, limit: int, offset: int) -> tuple[list[int], int]:
    """The ids of the summarised stories that fit: what is about it, then what cites it, each newest first.

    What is tagged with a topic is about it, where one is asked for; else what has the words in title or lead.

    Returns: a page of them, and how many of these are about what is looked for.
    """
    end = offset + limit
    names = await _sections(connection, search.source) if search.source else []
    walk = _Walk(connection, search, names, await _newest(connection, search))
    worded = replace(walk, search=replace(search, topic=""))
    tagged = replace(walk, search=replace(search, words=(), phrases=())) if search.topic else worded
    about = await tagged.stories(end, HEAD)
    found = about
    if len(about) < end and (search.words or search.phrases):
        found = [*about, *await worded.stories(end - len(about), "", frozenset(about))]
    return found[offset:end], max(0, min(len(about), end) - offset)


async def _sections(connection: AsyncConnection, publisher: str) -> list[str]:
    """The name itself, and those of the publisher's sections."""
    section = sources.c.name.startswith(publisher + SECTION, autoescape=True)
    return [publisher, *(await connection.scalars(select(sources.c.name).where(section))).all()]


async def _newest(connection: AsyncConnection, search: Search) -> int:
    """The sort key before which everything lies that fits."""
    if search.until is not None:
        return sort_key(search.until)
    if connection.dialect.name != "postgresql" or not (search.words or search.phrases):
        return END
    return (await connection.scalar(select(func.max(article_words.c.rowid))) or 0) + 1


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk from the newest article that lies before a sort key to the oldest."""

    connection: AsyncConnection
    search: Search
    names: Sequence[str]
    """Of the sources that are asked for; none: of all."""
    before: int

    async def stories(self, number: int, mark: str, known: frozenset[int] = frozenset()) -> list[int]:
        """So many stories that are not known, the newest first; their words bear this mark."""
        found: dict[int, None] = {}
        before, size = self.before, max(_BATCH, 2 * number)
        while len(found) < number:
            rows = await self._next(mark, before, size)
            fitting = (row.story_id for row in rows if self._fits(row))
            found |= dict.fromkeys(story for story in fitting if story not in known)
            if len(rows) < size:
                break
            before, size = rows[-1].at, min(2 * size, _BATCH_MAX)
        return list(found)[:number]

    def _fits(self, row: Row[Any]) -> bool:
        kinds = self.search.kinds
        wanted = kinds is None or row.kind in kinds
        return row.summary is not None and wanted and (not self.names or row.source in self.names)

    async def _next(self, mark: str, before: int, size: int) -> Sequence[Row[Any]]:
        """The next articles that fit, newest first; fewer than `size` are the last ones."""
        search = self.search
        words = _words((*search.words, *(word for phrase in search.phrases for word in phrase)), mark)
        since = -END if search.since is None else sort_key(search.since)
        shape = self._shape(mark, worded=bool(words) and not search.topic)
        asked = {"since": since, "before": before, "topic": search.topic, "words": _all_of(words)}
        if shape.worded and self.connection.dialect.name == "postgresql":
            query = _page(_postgresql_holding(_held(shape), words, since, before, size), size)
        else:
            query = _query(shape, size)
        return list(await self.connection.execute(query, asked))

    def _shape(self, mark: str, *, worded: bool) -> "_Shape":
        search = self.search
        phrases = tuple(_in_a_row(phrase, mark) for phrase in search.phrases) if worded else ()
        without = tuple(_in_a_row(run) for run in search.without)
        by_source = () if search.topic or worded else tuple(self.names)
        return _Shape(bool(search.topic), worded, phrases, without, by_source)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What distinguishes one statement from another: questions of the same shape ask with the same."""

    tagged: bool
    worded: bool
    phrases: Sequence[str]
    """Patterns of what must stand somewhere, and of what may not."""
    without: Sequence[str]
    names: Sequence[str]
    """Of sources, each with an index of its own."""


@lru_cache(_SHAPES)
def _query(shape: _Shape, size: int) -> Select[Any]:
    """The next articles of one shape; put together once, for that takes longer than to look for them."""
    return _page(union(*(select(one.subquery()) for one in _indexes(shape, size))), size)


def _page(newest: CompoundSelect[Any] | Select[int], size: int) -> Select[Any]:
    """What must be known of the articles with the newest of these sort keys."""
    found = newest.subquery()
    at = found.c[0]
    leads = articles.alias()
    places = select(at.label("at")).order_by(at.desc()).limit(_plain(size)).subquery()
    return (
        select(
            places.c.at,
            articles.c.story_id,
            articles.c.source,
            leads.c.kind,
            summaries.c.article_id.label("summary"),
        )
        .join_from(places, articles, articles.c.sort_key == places.c.at)
        .join(stories, stories.c.id == articles.c.story_id)
        .join(leads, leads.c.id == stories.c.lead_id)
        .outerjoin(summaries, summaries.c.article_id == articles.c.id)
        .order_by(places.c.at.desc())
    )


def _indexes(shape: _Shape, size: int) -> Iterator[Select[int]]:
    """The sort keys of the newest articles of a topic, with words, or of each source."""
    if shape.tagged:
        tagged = _without(article_topics.c.sort_key, shape)
        yield _ordered(tagged.where(article_topics.c.topic == bindparam("topic")), size)
    elif shape.worded:
        yield _ordered(_held(shape).where(_MATCHES), size)
    else:
        everything = _without(articles.c.sort_key, shape)
        for one in [everything.where(articles.c.source == name) for name in shape.names] or [everything]:
            yield _ordered(one, size)


def _held(shape: _Shape) -> Select[int]:
    return _without(article_words.c.rowid, shape).where(*map(_matching, shape.phrases))


def _without(at: ColumnElement[int], shape: _Shape) -> Select[int]:
    """The sort keys of articles that hold nothing unwanted."""
    query = select(at)
    if shape.without:
        if at is not article_words.c.rowid:
            query = query.join(article_words, article_words.c.rowid == at)
        query = query.where(*(~_matching(run) for run in shape.without))
    return query


def _ordered(query: Select[int], size: int) -> Select[int]:
    """The newest of an index that is in order."""
    (at,) = query.selected_columns
    within = (at >= bindparam("since"), at < bindparam("before"))
    return query.where(*within).order_by(at.desc()).limit(_plain(size))


def _all_of(words: Sequence[Sequence[str]]) -> str:
    """One token of each word, as FTS5 is asked for it; each is quoted, so that it sees no operators."""
    return " AND ".join(_either(word, '"', " OR ") for word in words)


def _postgresql_holding(
    query: Select[int], words: Sequence[Sequence[str]], since: int, before: int, size: int
) -> Select[int]:
    """Those that hold one token of each word; quoted, and cast: no parser of its own says what a word is.

    Its index of words knows no order, so time is cut in pieces, newest first, that the index knows as it does
    words; a piece is looked at only when those before it have not given enough. "+ 0" keeps the planner from
    walking all rows in their order.
    """
    asked = [_either(word, "'", " | ") for word in words]
    at = article_words.c.rowid
    from sqlalchemy.dialects.postgresql import TSQUERY  # who has no such database need not load it

    pieces = []
    for first, last, spans in _pieces(since, before):
        within = " & ".join([*asked, *([_either(spans, "'", " | ")] if spans else [])])
        held = _TERMS.op("@@", is_comparison=True)(cast(literal(within), TSQUERY))
        piece = query.where(held, at >= first, at < last).order_by((at + 0).desc()).limit(_plain(size))
        pieces.append(select(piece.subquery()))
    everywhere = union_all(*pieces).subquery()
    return select(everywhere.c.rowid).limit(_plain(size))


def _pieces(since: int, before: int) -> Iterator[tuple[int, int, list[str]]]:
    """The time between two sort keys, newest first, cut where longer spans begin.

    Each piece has its first sort key, the one after its last, and its spans, eight at most; the oldest none.
    """
    for length in SPANS:
        shift = length + ID_BITS
        last = (before - 1) >> shift
        first = max(since, last >> SPANS_LONGER << SPANS_LONGER << shift)
        yield first, before, [span(length, one) for one in range(first >> shift, last + 1)]
        before = first
        if before <= since:
            return
    yield since, before, []


def _either(word: Sequence[str], quote: str, bar: str) -> str:
    return f"({bar.join(f'{quote}{token}{quote}' for token in word)})"


def _in_a_row(phrase: Sequence[str], mark: str = "") -> str:
    """These words side by side; both databases know such a pattern, of letters and bars alone."""
    return "".join(f" ({'|'.join(word)})" for word in _words(phrase, mark))


def _matching(pattern: str) -> ColumnElement[bool]:
    padded = literal(" ") + article_words.c.stems + " "
    return padded.regexp_match(f"{pattern} ")


def _words(asked: Collection[str], mark: str) -> list[list[str]]:
    """The tokens that each word may stand as, with this mark: letters and digits only, and our own marks."""
    return [[mark + token for token in found] for word in asked if (found := TOKEN.findall(word))]


def _plain(size: int) -> ColumnElement[int]:
    """A limit that stands in the statement, for the planner to see."""
    return literal_column(str(size))
