"""How readers vote, as an operator looks at it: by story, by source, by method of the summary."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, case, func, select

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
    """The stories of the most votes since then."""
    most = (_ALL.desc(), votes.c.story_id.desc())
    query = select(votes.c.story_id, _UP, _ALL).where(votes.c.given_at >= since)
    async with database.read() as connection:
        rows = await connection.execute(query.group_by(votes.c.story_id).order_by(*most).limit(limit))
        return [(row.story_id, _ballot(row)) for row in rows]


async def of_stories(database: Database, story_ids: Collection[int]) -> Mapping[int, Ballot]:
    """The votes on these stories, where there are some."""
    query = select(votes.c.story_id, _UP, _ALL).where(votes.c.story_id.in_(story_ids))
    async with database.read() as connection:
        rows = await connection.execute(query.group_by(votes.c.story_id))
        return {row.story_id: _ballot(row) for row in rows}


async def by_source(database: Database, since: datetime) -> Mapping[str, Ballot]:
    """The votes since then, by the source that was read."""
    return await _by(database, votes.c.source, since)


async def by_method(database: Database, since: datetime) -> Mapping[Method, Ballot]:
    """The same by how what was read had been summarised."""
    return {Method(name): ballot for name, ballot in (await _by(database, votes.c.method, since)).items()}


async def number(database: Database) -> Mapping[str, int]:
    """How many votes of each sort are kept."""
    query = select(votes.c.vote, _ALL).group_by(votes.c.vote)
    async with database.read() as connection:
        found = {row.vote: row.number for row in await connection.execute(query)}
    return {vote: found.get(vote, 0) for vote in Vote}


async def _by(database: Database, column: Column[Any], since: datetime) -> Mapping[str, Ballot]:
    query = select(column.label("name"), _UP, _ALL).where(votes.c.given_at >= since)
    async with database.read() as connection:
        rows = await connection.execute(query.group_by(column).order_by(column))
        return {row.name: _ballot(row) for row in rows}


def _ballot(row: Row[Any]) -> Ballot:
    return Ballot(int(row.up), row.number - int(row.up))
