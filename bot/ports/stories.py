"""What the passes ask of the database about stories, and the records that cross."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.model import Article, Signature, Story


@dataclass(frozen=True, slots=True)
class Assignment:
    """An article and the story that it was placed into.

    `moment` is when it was published, if that is stated, else when it came; `apart_from` is the story that an
    operator has split this one from.
    """

    article_id: int
    story_id: int
    moment: datetime
    stored_at: datetime
    signature: Signature
    apart_from: int | None = None


@dataclass(frozen=True, slots=True)
class SoFar:
    """The newest articles of a story, its lead, and how often it was told anew today (in UTC)."""

    articles: tuple[Article, ...]
    lead: Article
    suites: int


@dataclass(frozen=True, slots=True)
class Untold:
    """A story of which a version is still to be told, and the tokens that it is known by, in their order."""

    story: Story
    tokens: tuple[str, ...]
    version: int = 1
    had: Mapping[int, int] = field(default_factory=dict)
    """Which version its readers have had, 0 while it waits for an edition."""


class Stories(Protocol):
    """Which article belongs to which story."""

    async def assigned_since(self, after: int, since: datetime) -> tuple[int, Sequence[Assignment]]:
        """What was placed after that number, or placed anew, of what was stored `since`; oldest first.

        Numbers follow the order in which articles were placed, by whichever process, without a gap. Returns
        the number up to which this tells all, and some of the articles; none when there are no more.
        """
