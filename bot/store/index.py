"""What makes an article be found: its sort key, its topics and tokens; and the words of titles, counted.

An article's sort key is its moment of publication, in seconds, followed by its id: one number that orders all
articles, that every index carries, and that a date is compared with.
"""

import re
from collections.abc import Collection
from datetime import datetime
from math import floor

from sqlalchemy import Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import SCHEME, Indexed
from bot.ports.index import EITHER, EXACT, HEAD, NAME
from bot.store.portable import insert_or
from bot.store.schema import article_topics, article_words, articles, title_words

TOKEN = re.compile(rf"{HEAD}?[{NAME}{EXACT}]?[^\W_]+")
"""A token with its marks (`ports.index`)."""

ID_BITS = 30
"""Of a sort key, below its seconds: so many articles may share a second."""
_SECONDS = (1 << 32) - 1
"""Moments before 1833 and after 2106 are not told apart."""
END = (_SECONDS + 1) * (1 << ID_BITS)
"""After every sort key."""

SPANS_LONGER = 3
SPANS = (14, 17, 20, 23)
"""The spans of time in which an article lies, as PostgreSQL's index tells them beside its words: 4½ hours, 36
hours, 12 days, 14 weeks. They are powers of two, in seconds, each so many longer than the one before."""

_INDEXED_MAX = 200_000
"""Letters of an article that are searched: more than a book's chapter, less than what a tsvector holds."""
_TITLE_WORDS_MAX = 50_000


def sort_key(moment: datetime, article_id: int = 0) -> int:
    """The sort key of an article; without an id, the first one of that second."""
    return max(-_SECONDS, min(floor(moment.timestamp()), _SECONDS)) * (1 << ID_BITS) + article_id


def span(length: int, number: int) -> str:
    """How the index tells this span of time; its migration makes the same."""
    return f"~{length}:{number}"


async def index(connection: AsyncConnection, article_id: int, moment: datetime, found: Indexed) -> None:
    """Make an article that is stored be found: by its date, its topics and its words."""
    at = sort_key(moment, article_id)
    await connection.execute(
        update(articles).where(articles.c.id == article_id).values(sort_key=at, scheme=SCHEME)
    )
    ranked = [
        {"article_id": article_id, "topic": topic.key, "rank": rank, "sort_key": at}
        for rank, topic in enumerate(found.topics)
    ]
    if ranked:
        await connection.execute(insert(article_topics), ranked)
    await connection.execute(insert(article_words).values(rowid=at, stems=_row(found.tokens)))


async def unindex(connection: AsyncConnection, article_id: int, at: int) -> None:
    """Let the article with this sort key be found no more."""
    await connection.execute(delete(article_topics).where(article_topics.c.article_id == article_id))
    await connection.execute(delete(article_words).where(article_words.c.rowid == at))


async def tokens_of(connection: AsyncConnection, article_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The tokens of these articles, in their order."""
    query = (
        select(articles.c.id, article_words.c.stems)
        .join(article_words, article_words.c.rowid == articles.c.sort_key)
        .where(articles.c.id.in_(article_ids))
    )
    return {row.id: tuple(row.stems.split()) for row in await connection.execute(query)}


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


def _row(tokens: Collection[str]) -> str:
    """What the index holds of an article's tokens: the marks between parts, too."""
    return " ".join(one for one in tokens if one == EITHER or TOKEN.fullmatch(one))[:_INDEXED_MAX]
