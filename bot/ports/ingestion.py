"""What the passes ask of the outside and of the database to take articles in, and the records that cross."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.errors import Cause
from bot.model import Entry, Raw, Source


@dataclass(frozen=True, slots=True)
class Watched:
    """A source that is due for a look, with what the last look learned."""

    id: int
    source: Source
    etag: str = ""
    last_modified: str = ""
    errors: int = 0
    """Failed looks in a row."""
    first_look: bool = False
    published: tuple[datetime, ...] = ()
    """When its entries of the last days were published."""
    failing_since: datetime | None = None
    dead: bool = False
    """It has failed for so long that the operator was told."""
    moved_to: str = ""
    moved_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source fares, for the operator; without `next_check_at` it is retired."""

    source: Source
    succeeded_at: datetime | None
    next_check_at: datetime | None
    errors: int
    reason: str
    cause: Cause
    dead: bool
    added: bool
    days: tuple[int, ...] = ()
    """How many articles of each of the last days (UTC) it published, the oldest day first."""

    @property
    def articles_a_day(self) -> float:
        """Over the last seven days."""
        return sum(self.days[-7:]) / 7


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at a source found; no entries when it has not changed.

    `moved_to` is where it lives now, if it says so for good; the rest says when it wants to be asked again.
    """

    entries: tuple[Entry, ...] = ()
    etag: str = ""
    last_modified: str = ""
    moved_to: str = ""
    fresh_s: float | None = None
    ttl_s: float | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    title: str = ""
    """What the source calls itself."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A look that went well, and when the next one is due."""

    watched: Watched
    look: Look
    next_check: datetime


@dataclass(frozen=True, slots=True)
class Job:
    """An entry to be read, claimed by this process; `quiet` keeps its story from being pushed."""

    id: int
    source: Source
    entry: Entry
    tries: int
    quiet: bool = False


class Reader(Protocol):
    """Reaches the outside: feeds, pages, files. Raises SourceError, ArticleError."""

    async def look(self, watched: Watched) -> Look:
        """What the source announces now."""

    async def fetch(self, address: str, source: str = "") -> Raw:
        """The bytes behind a URL; a private host only if the address of its source is there too."""

    async def load(self, path: str, folder: str = "") -> Raw:
        """The bytes of a file, which no link may lead out of `folder` if there is one."""


class Intake(Protocol):
    """The sources and entries of the database."""

    async def due_sources(self, limit: int, now: datetime, lease_s: float) -> Sequence[Watched]:
        """Claim sources whose next check has come: folders first, then the longest due."""

    async def looked(
        self, watched: Watched, look: Look, now: datetime, next_check: datetime, keep: int | None
    ) -> int:
        """Store what is new or changed of a look, and return how much; beyond `keep` they are skipped.

        What the first look finds was there before us: to be found on demand, never pushed.
        """

    async def unchanged(self, checked: Sequence[Checked], now: datetime) -> None:
        """Store that these looks found nothing new, all at once."""

    async def move(self, watched: Watched, address: str) -> None:
        """The source lives at another address for good."""

    async def look_failed(
        self,
        watched: Watched,
        reason: str,
        now: datetime,
        next_check: datetime | None,
        *,
        dead: bool,
        cause: Cause = Cause.OTHER,
    ) -> None:
        """Record why a look failed; without `next_check` it is not looked at any more."""

    async def postpone_look(self, watched: Watched, until: datetime) -> None:
        """Look later: the source was not asked, and nothing failed."""

    async def boilerplate(self, source: str, now: datetime) -> frozenset[str]:
        """The lines that stood in three or more documents of a source, not long ago, folded."""

    async def note_lines(self, source: str, lines: Collection[str], now: datetime) -> None:
        """Count these lines, folded and each once, as seen in one more document of a source."""

    async def claim_entries(self, limit: int, now: datetime, lease_s: float) -> Sequence[Job]:
        """Claim entries to be read: of each source one before the second of any, oldest first."""

    async def give_back(self, jobs: Sequence[Job], now: datetime) -> None:
        """Read them as soon as may be: they were claimed, and nothing came of it."""

    async def postpone_entry(self, job: Job, until: datetime) -> None:
        """Read it later: it was not asked for, and the try does not count."""

    async def entry_failed(
        self, job: Job, reason: str, retry_at: datetime | None, cause: Cause = Cause.OTHER
    ) -> None:
        """Keep the entry with its reason; without `retry_at` it is not tried again by itself."""
