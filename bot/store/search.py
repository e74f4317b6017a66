"""Looking for stories: each index is walked newest first, until a page of stories is full.

An article's sort key is its moment of publication, in seconds, followed by its id: one number that orders all
articles, that every index carries, and that a date is compared with.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from math import floor

from sqlalchemy import ColumnElement, Select, TextClause, delete, insert, literal, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import SECTION
from bot.ports import SCHEME, NewArticle, Search
from bot.store.portable import insert_or
from bot.store.schema import article_topics, article_words, articles, sources, summaries, title_words

_IDS = 1 << 30
"""So many articles may share a second."""
_SECONDS = (1 << 32) - 1
"""Moments before 1833 and after 2106 are not told apart."""
_END = (_SECONDS + 1) * _IDS
_BATCH, _BATCH_MAX = 64, 4096
_WALKED = 10_000
_INDEXED_MAX = 200_000
"""Letters of an article that are searched: more than a book's chapter, less than what a tsvector holds."""
_TITLE_WORDS_MAX = 50_000
_TOKEN = re.compile(r"¶?[§¤]?[^\W_]+")
"""A token with its marks (`topics.index_tokens`)."""
_HEAD, _BETWEEN = "¶", "|"


def sort_key(moment: datetime, article_id: int = 0) -> int:
    """The sort key of an article; without an id, the first one of that second."""
    return max(-_SECONDS, min(floor(moment.timestamp()), _SECONDS)) * _IDS + article_id


async def index(connection: AsyncConnection, article_id: int, new: NewArticle) -> None:
    """Make an article that is stored be found: by its date, its topics and its words."""
    at = sort_key(new.article.dating.moment, article_id)
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(sort_key=at, scheme=SCHEME)
    )
    ranked = [
        {"article_id": article_id, "topic": topic.key, "rank": rank, "sort_key": at}
        for rank, topic in enumerate(new.topics)
    ]
    if ranked:
        await connection.execute(insert(article_topics), ranked)
    await connection.execute(insert(article_words).values(rowid=at, stems=_row(new.tokens)))


async def unindex(connection: AsyncConnection, article_id: int, at: int) -> None:
    """Let the article with this sort key be found no more."""
    await connection.execute(delete(article_topics).where(article_topics.c.article_id == article_id))
    await connection.execute(delete(article_words).where(article_words.c.rowid == at))


async def outdated(connection: AsyncConnection, limit: int) -> Sequence[int]:
    """The ids of articles whose tokens an earlier version made, the newest first."""
    old = select(articles.c.id).where(articles.c.scheme < SCHEME)
    return (await connection.scalars(old.order_by(articles.c.sort_key.desc()).limit(limit))).all()


async def index_anew(connection: AsyncConnection, article_id: int, tokens: Collection[str]) -> None:
    """Make a stored article be found by these tokens."""
    own = articles.c.id == article_id
    at = await connection.scalar(select(articles.c.sort_key).where(own).with_for_update())
    if at is not None:  # else it has been cleared away meanwhile
        await connection.execute(delete(article_words).where(article_words.c.rowid == at))
        await connection.execute(insert(article_words).values(rowid=at, stems=_row(tokens)))
        await connection.execute(update(articles).where(own).values(scheme=SCHEME))


async def tokens_of(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The tokens of these articles, in their order."""
    query = (
        select(articles.c.id, article_words.c.stems)
        .join(article_words, article_words.c.rowid == articles.c.sort_key)
        .where(articles.c.id.in_(article_ids))
    )
    return {row.id: tuple(row.stems.split()) for row in await connection.execute(query)}


async def find(connection: AsyncConnection, search: Search, limit: int, offset: int) -> tuple[list[int], int]:
    """The ids of the summarised stories that fit: what is about it, then what cites it, each newest first.

    Returns: a page of them, and how many of these are about what is looked for.
    """
    end = offset + limit
    about = await _walk(connection, search, end, frozenset(), _HEAD)
    found = about
    if len(about) < end and (search.words or search.phrases):
        cites = replace(search, topic="")
        found = [*about, *await _walk(connection, cites, end - len(about), frozenset(about), "")]
    return found[offset:end], max(0, min(len(about), end) - offset)


async def _walk(
    connection: AsyncConnection, search: Search, number: int, known: frozenset[int], mark: str
) -> list[int]:
    """So many stories that are not known, the newest first; their words bear this mark."""
    found: dict[int, None] = {}
    before = _END if search.until is None else sort_key(search.until)
    size = max(_BATCH, 2 * number)
    names = await _sections(connection, search.source) if search.source else []
    while len(found) < number:
        places = await _places(connection, search, names, mark, before, size)
        stories = await _stories_at(connection, names, places)
        found |= dict.fromkeys(story for story in stories if story not in known)
        if len(places) < size:
            break
        before, size = places[-1], min(2 * size, _BATCH_MAX)
    return list(found)[:number]


async def count_words(connection: AsyncConnection, words: Collection[str], article_id: int) -> None:
    """Count these words, each once, as seen in one more title; now and then, forget the rarest."""
    rows = [{"word": word, "articles": 1} for word in sorted(set(words))]  # one order for all: no deadlock
    if rows:
        counted = insert_or(connection, title_words).on_conflict_do_update(
            index_elements=["word"], set_={"articles": title_words.c.articles + 1}
        )
        await connection.execute(counted, rows)
    if article_id % 1000 == 0:
        rarest = frequent_words().offset(_TITLE_WORDS_MAX)
        await connection.execute(delete(title_words).where(title_words.c.word.in_(rarest)))


def frequent_words() -> Select[str]:
    """The words of titles, the most frequent first."""
    return select(title_words.c.word).order_by(title_words.c.articles.desc(), title_words.c.word)


async def _sections(connection: AsyncConnection, publisher: str) -> list[str]:
    """The name itself, and those of the publisher's sections."""
    section = sources.c.name.startswith(publisher + SECTION, autoescape=True)
    return [publisher, *(await connection.scalars(select(sources.c.name).where(section))).all()]


async def _places(
    connection: AsyncConnection, search: Search, names: Sequence[str], mark: str, before: int, size: int
) -> list[int]:
    """The places of the next articles that fit, newest first; fewer than `size` are the last ones."""
    words = _words((*search.words, *(word for phrase in search.phrases for word in phrase)), mark)
    holding = _HOLDING[connection.dialect.name]
    since = -_END if search.since is None else sort_key(search.since)
    queries: list[Select[int]] = []
    if search.topic:
        queries.append(
            _without(article_topics.c.sort_key, search).where(article_topics.c.topic == search.topic)
        )
    if words:
        held = [_in_a_row(phrase, mark) for phrase in search.phrases]
        queries.append(_without(article_words.c.rowid, search).where(holding(words), *held))
    if not queries:
        everything = _without(articles.c.sort_key, search)
        queries.extend([everything.where(articles.c.source == name) for name in names] or [everything])
    places: set[int] = set()
    for query in queries:
        (at,) = query.selected_columns
        newest = _newest_words if at is article_words.c.rowid else _newest
        places.update(await newest(connection, query, since, before, size))
    return sorted(places, reverse=True)[:size]


async def _newest(
    connection: AsyncConnection, query: Select[int], since: int, before: int, size: int
) -> Sequence[int]:
    (at,) = query.selected_columns
    spanned = query.where(at >= since, at < before).order_by(at.desc()).limit(size)
    return (await connection.scalars(spanned)).all()


async def _newest_words(
    connection: AsyncConnection, query: Select[int], since: int, before: int, size: int
) -> Sequence[int]:
    """The same by words. PostgreSQL's index of words knows no order, and its planner not how rare a word is.

    So the newest articles are walked; words that are not often among them are rare enough to fetch all that
    hold them, which "+ 0" asks for.
    """
    at = article_words.c.rowid
    if connection.dialect.name != "postgresql":
        return await _newest(connection, query, since, before, size)
    walked = select(at).where(at >= since, at < before).order_by(at.desc()).offset(_WALKED).limit(1)
    border = await connection.scalar(walked)
    recent = await _newest(connection, query, border or since, before, size)
    if border is None or len(recent) == size:
        return recent
    older = query.where(at >= since, at < border).order_by((at + 0).desc()).limit(size - len(recent))
    return [*recent, *(await connection.scalars(older)).all()]


def _without(at: ColumnElement[int], search: Search) -> Select[int]:
    """Places of articles that hold nothing unwanted."""
    query = select(at)
    if search.without:
        if at is not article_words.c.rowid:
            query = query.join(article_words, article_words.c.rowid == at)
        query = query.where(*(~_in_a_row(run) for run in search.without))
    return query


async def _stories_at(
    connection: AsyncConnection, names: Sequence[str], places: Sequence[int]
) -> Sequence[int]:
    query = select(articles.c.story_id).join(summaries).where(articles.c.sort_key.in_(places))
    if names:
        query = query.where(articles.c.source.in_(names))
    return (await connection.scalars(query.order_by(articles.c.sort_key.desc()))).all()


def _sqlite_holding(words: Sequence[Sequence[str]]) -> TextClause:
    """The article holds one token of each word; each is quoted, so that FTS5 sees no operators."""
    asked = " AND ".join(_either(word, '"', " OR ") for word in words)
    return text("article_words MATCH :tokens").bindparams(tokens=asked)


def _postgresql_holding(words: Sequence[Sequence[str]]) -> TextClause:
    """The same; quoted too, and cast: no parser of PostgreSQL's has a say in what a word is."""
    asked = " & ".join(_either(word, "'", " | ") for word in words)
    return text("article_words.terms @@ CAST(:tokens AS tsquery)").bindparams(tokens=asked)


def _either(word: Sequence[str], quote: str, bar: str) -> str:
    return f"({bar.join(f'{quote}{token}{quote}' for token in word)})"


_HOLDING = {"sqlite": _sqlite_holding, "postgresql": _postgresql_holding}


def _in_a_row(phrase: Sequence[str], mark: str = "") -> ColumnElement[bool]:
    """These words stand side by side; both databases know such a pattern, of letters and bars alone."""
    words = "".join(f" ({'|'.join(word)})" for word in _words(phrase, mark))
    padded = literal(" ") + article_words.c.stems + " "
    return padded.regexp_match(f"{words} ")


def _words(asked: Collection[str], mark: str) -> list[list[str]]:
    """The tokens that each word may stand as, with this mark: letters and digits only, and our own marks."""
    return [[mark + token for token in found] for word in asked if (found := _TOKEN.findall(word))]


def _row(tokens: Collection[str]) -> str:
    """What the index holds of an article's tokens: the marks of parts, too."""
    return " ".join(one for one in tokens if one == _BETWEEN or _TOKEN.fullmatch(one))[:_INDEXED_MAX]
