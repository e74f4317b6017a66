"""What the passes ask of the database about editions, and the records that cross."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.model import Form, Kind, Story, Topic


@dataclass(frozen=True, slots=True)
class Why:
    """What led to a story: the key of the followed topic, and how much the story is of it, from 0 to 1."""

    topic: str = ""
    salience: float = 1.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A story that waits for a reader's next edition, with what led to it, see `Why`.

    `version` is the story's newest. `suite`: the reader has had an earlier one.
    """

    story_id: int
    topic: str = ""
    salience: float = 1.0
    version: int = 1
    suite: bool = False


@dataclass(frozen=True, slots=True)
class Taste:
    """What decides of a story that led to nobody by itself, whether a reader wants it.

    `front_page` are the subscriptions to it; who follows nothing has one. `kinds` of texts; none: as the
    operator has it.
    """

    front_page: tuple[Topic, ...] = ()
    muted: tuple[Topic, ...] = ()
    kinds: frozenset[Kind] | None = None


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for a reader, and what it is weighed by.

    `had` are the fresh stories that wait no more; `opened`: topic -> how many of its stories the reader has
    opened lately.
    """

    waiting: tuple[Waiting, ...] = ()
    had: tuple[int, ...] = ()
    opened: Mapping[str, int] = field(default_factory=dict)
    taste: Taste = Taste()


@dataclass(frozen=True, slots=True)
class Report:
    """One article of a story, as far as it says how much the press makes of it."""

    source: str
    moment: datetime
    """When it was published; when it came, where that is not known."""
    url: str
    form: Form
    kind: Kind
    tokens: tuple[str, ...]
    """Those of its signature."""


class Coverage(Protocol):
    """How the press covers the stories of the database."""

    async def reports(self, story_ids: Collection[int]) -> Mapping[int, Sequence[Report]]:
        """The articles of these stories, the lead first."""

    async def widespread(self, since: datetime, limit: int) -> Mapping[int, int]:
        """The stories that the most sources have told since then, with their newest version.

        What only stood in the backlog of a new source is none of them.
        """

    async def outputs(self, since: datetime) -> Mapping[str, int]:
        """How many articles each source has published since then."""

    async def stories(self, story_ids: Sequence[int]) -> Sequence[Story]:
        """These stories as they are told now, in this order."""
