"""How readers vote, as an operator looks at it: by story, by source, by method of the summary."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, func, select

from bot.model import Method, Vote
from bot.store.database import Database
from bot.store.schema import votes

_UP = func.sum(case((votes.c.vote == Vote.UP, 1), else_=0)).label("up")
_ALL = func.count().label("number")


@dataclass(frozen=True, slots=True)
class Ballot:
    """How many readers like it, and how many do not."""

    up: int = 0
    down: int = 0

    @property
    def number(self) -> int:
        """Of both."""
        return self.up + self.down

    @property
    def liking(self) -> float:
        """How surely it is liked, 0 to 1: one vote says little (Laplace's rule of succession)."""
        return (self.up + 1) / (self.number + 2)

    def __add__(self, other: "Ballot") -> "Ballot":
        """Both together."""
        return Ballot(self.up + other.up, self.down + other.down)


async def most_voted(database: Database, since: datetime, limit: int) -> Sequence[tuple[int, Ballot]]:
    """The stories of the most votes since then; of as many, the older first."""
    story, recent = votes.c.story_id, votes.c.given_at >= since
    first = (func.count().desc(), story)  # as the index has them: who comes later with as many is passed over
    most = select(story).where(recent).group_by(story).order_by(*first).limit(limit)
    query = select(story, _UP, _ALL).where(recent, story.in_(most)).group_by(story).order_by(*first)
    async with database.read() as connection:
        return [(row.story_id, _ballot(row)) for row in await connection.execute(query)]


async def of_stories(database: Database, story_ids: Collection[int]) -> Mapping[int, Ballot]:
    """The votes on these stories, where there are some."""
    query = select(votes.c.story_id, _UP, _ALL).where(votes.c.story_id.in_(story_ids))
    async with database.read() as connection:
        rows = await connection.execute(query.group_by(votes.c.story_id))
        return {row.story_id: _ballot(row) for row in rows}


async def by_source_and_method(database: Database, since: datetime) -> Mapping[tuple[str, Method], Ballot]:
    """The votes since then, by the source that was read and by how that had been summarised."""
    said = (votes.c.source, votes.c.method)
    query = select(*said, _UP, _ALL).where(votes.c.given_at >= since).group_by(*said).order_by(*said)
    async with database.read() as connection:
        rows = await connection.execute(query)
        return {
            (source, Method(method)): Ballot(int(up), number - int(up)) for source, method, up, number in rows
        }


async def number(database: Database) -> Mapping[str, int]:
    """How many votes of each sort are kept."""
    query = select(votes.c.vote, _ALL).group_by(votes.c.vote)
    async with database.read() as connection:
        found = {row.vote: row.number for row in await connection.execute(query)}
    return {vote: found.get(vote, 0) for vote in Vote}


def _ballot(row: Row[Any]) -> Ballot:
    return Ballot(int(row.up), row.number - int(row.up))
