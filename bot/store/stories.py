"""Which article belongs to which story, and in which order that was decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Signature
from bot.ports import Assignment
from bot.store.database import Database
from bot.store.portable import insert_or
from bot.store.schema import articles, assignments, stories, tellings

_PAGE = 500
"""Rows that are decoded in one go: the event loop waits for them."""
_ONLY = 1


class StoryStore:
    """The stories of the database (`ports.Stories`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def assigned_since(
        self, after: int, since: datetime, *, page: int = _PAGE
    ) -> tuple[int, Sequence[Assignment]]:
        """What was assigned after that number, oldest first; at most `page` articles at a time."""
        query = (
            select(articles, stories.c.apart_from)
            .join(stories, stories.c.id == articles.c.story_id)
            .where(articles.c.assigned > after, articles.c.stored_at >= since)
            .order_by(articles.c.assigned)
            .limit(page)
        )
        async with self._db.read() as connection:
            number = (await connection.execute(select(assignments.c.number))).scalar() or 0
            if number == after:
                return after, ()
            rows = (await connection.execute(query)).all()
        return rows[-1].assigned if len(rows) == page else number, [_assigned(row) for row in rows]


async def next_assignment(connection: AsyncConnection, seen: int | None) -> int | None:
    """Take the next number; None when `seen` is not the last one: someone else was faster.

    One row is compared and set, so that two processes that decide at the same time do so one after the other.
    """
    last = seen
    if last is None:
        last = (await connection.execute(select(assignments.c.number).with_for_update())).scalar() or 0
    taken = update(assignments).where(assignments.c.number == last).values(number=last + 1)
    if (await connection.execute(taken)).rowcount:
        return last + 1
    first = insert_or(connection, assignments).values(id=_ONLY, number=1).on_conflict_do_nothing()
    return 1 if last == 0 and (await connection.execute(first.returning(assignments.c.id))).first() else None


async def tell_by(connection: AsyncConnection, story_id: int, article_id: int, now: datetime) -> None:
    """Let a story be told by an article that changes it: anew, as its next version, if anybody has heard it.

    What only a backlog has told stays quiet.
    """
    own, told = stories.c.id == story_id, stories.c.told_at.is_not(None)
    today = now.date()
    heard = exists().where(tellings.c.story_id == stories.c.id)
    counted = case((stories.c.suites_on == today, stories.c.suites + 1), else_=1)
    again = {
        "version": case((heard, stories.c.version + 1), else_=stories.c.version),
        "suites": counted,
        "suites_on": today,
        "told_at": None,
    }
    await connection.execute(update(stories).where(own, told, ~stories.c.quiet).values(again))
    await lead_by(connection, story_id, article_id)


async def lead_by(connection: AsyncConnection, story_id: int, article_id: int) -> None:
    """Let an article lead a story, in silence; what only a backlog has told keeps its lead."""
    own = update(stories).where(stories.c.id == story_id, ~stories.c.quiet)
    await connection.execute(own.values(lead_id=article_id))


def _assigned(row: Row[Any]) -> Assignment:
    return Assignment(
        article_id=row.id,
        story_id=row.story_id,
        moment=row.published_at,
        stored_at=row.stored_at,
        signature=signature_of(row.signature),
        apart_from=row.apart_from,
    )


def signature_of(kept: Mapping[str, Any] | None) -> Signature:
    """An article's signature as its row keeps it."""
    kept = kept or {"tokens": (), "sketch": ()}
    return Signature(tuple(kept["tokens"]), tuple(kept["sketch"]))
