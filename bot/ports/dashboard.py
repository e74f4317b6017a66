"""What the operator's pages show, in the operator's words, and what may be done there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Series:
    """A chart: `values` over time, the oldest first; `spans` says when each was; `unit` follows a value."""

    title: str
    values: tuple[float, ...]
    spans: tuple[str, ...]
    told: str
    """The whole in a few words, beside the chart, and for who does not see it."""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the page: when, of what, and what about it; `detail` is the reason as it was given."""

    at: str
    subject: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """The first page: what is not well and what to do, what was done, what waits, what happened."""

    troubles: tuple[tuple[str, str], ...]
    failing: tuple[tuple[str, str], ...]
    """The sources that fail, by cause: what, and what to do."""
    charts: tuple[Series, ...]
    queues: tuple[tuple[str, int, str], ...]
    """Of each kind of work: how much is due, and for how long the oldest."""
    events: tuple[Note, ...]
    reports: int
    """Stories that readers say are told wrongly."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source; without a `state` it is well."""

    name: str
    address: str
    state: str
    reason: str
    grave: bool
    succeeded: str
    next_check: str
    days: Series


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of a story, and why it is there."""

    id: int
    source: str
    title: str
    url: str
    at: str
    why: str


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story of several articles."""

    id: int
    title: str
    hidden: bool
    articles: tuple[ArticleRow, ...]
    up: int = 0
    down: int = 0


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A story that readers say is told wrongly: its article beside what is told of it."""

    id: int
    reports: str
    last: str
    hidden: bool
    source: str
    title: str
    url: str
    paragraphs: tuple[str, ...]
    headline: str
    sentences: tuple[str, ...]
    method: str
    kinds: tuple[str, ...] = ()
    """What is said to be wrong, and by how many."""
    words: tuple[str, ...] = ()
    """Readers' own."""


@dataclass(frozen=True, slots=True)
class VotedStory:
    """A story that readers voted on, and how it is told."""

    id: int
    title: str
    url: str
    source: str
    method: str
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class VoteRow:
    """The votes on the stories of a source, or of a method of summaries."""

    name: str
    up: int
    down: int


@dataclass(frozen=True, slots=True)
class Votes:
    """What readers like, over so many days: `best` and `worst` are sources."""

    stories: tuple[VotedStory, ...]
    best: tuple[VoteRow, ...]
    worst: tuple[VoteRow, ...]
    methods: tuple[VoteRow, ...]
    days: int


@dataclass(frozen=True, slots=True)
class Announced:
    """An entry of a source that may be added; `refused` is why its page would not be read."""

    at: str
    title: str
    url: str
    refused: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What adding an address would bring; `refused` is why it can't be, `detail` the reason as given."""

    address: str
    name: str = ""
    kind: str = ""
    found: str = ""
    """The address that would be watched."""
    newest: tuple[Announced, ...] = ()
    more: int = 0
    refused: str = ""
    detail: str = ""


class Dashboard(Protocol):
    """What the pages ask. Each raises DatabaseError."""

    async def overview(self) -> Overview:
        """The first page."""

    async def sources(self, limit: int, offset: int) -> tuple[Sequence[SourceRow], int]:
        """Some of the sources, those that fail first; and how many there are."""

    async def stories(self) -> Sequence[StoryRow]:
        """Today's stories of several articles."""

    async def votes(self) -> Votes:
        """What readers like."""

    async def reports(self) -> tuple[Sequence[ReportRow], int]:
        """What most readers report; and how many stories there are of which some do."""

    async def offer(self, address: str) -> Offer:
        """Look at what an address would bring as a source; nothing is kept."""

    async def add(self, address: str, name: str) -> Offer:
        """Look at it again, and watch it under this name, or its own; not if that is refused."""

    async def reload(self) -> None:
        """Let every process of this database read its configuration again."""

    async def added(self, name: str) -> str:
        """The source that was added under this name, whatever its capitals and accents; empty for none."""

    async def remove(self, name: str) -> bool:
        """Look no more at a source that was added; returns whether it was one."""

    async def do(self, deed: str, story_id: int, given: Mapping[str, str]) -> None:
        """Do what a button says with a story.

        Args:
            deed: hide, show, dismiss, again, correct, split or merge.
            story_id: its number.
            given: `headline` and `text` for correct, `article` for split, `other` for merge.

        Raises: StoryError when that can't be done, with the reason.
        """
