"""Which article of the archive a new one is, if any: by its address, or by the same words of its source."""

from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ports import NewArticle
from bot.store.schema import articles


async def known_as(connection: AsyncConnection, new: NewArticle) -> Row[Any] | None:
    """The article that it is: by its address, by what it revises, or by the same words of its source."""
    same = [_said_by_its_source(new)]
    if new.article.url:
        same.insert(0, articles.c.url == new.article.url)
    if new.revises is not None:
        same.insert(0, articles.c.id == new.revises)
    for condition in same:
        row = (await connection.execute(select(articles).where(condition).limit(1))).first()
        if row is not None:
            return row
    return None


async def says_nothing_new(connection: AsyncConnection, known: Row[Any], new: NewArticle) -> bool:
    """Whether some article of the source, mostly the known one, says exactly this."""
    same = select(articles.c.id).where(_said_by_its_source(new))
    return known.content_hash == new.content_hash or (await connection.execute(same)).first() is not None


def _said_by_its_source(new: NewArticle) -> ColumnElement[bool]:
    return (articles.c.content_hash == new.content_hash) & (articles.c.source == new.article.source)


def identity(new: NewArticle) -> str:
    """What makes two articles one: the words, and who publishes them."""
    return sha256(f"{new.article.source}\n{new.content_hash}".encode()).hexdigest()
