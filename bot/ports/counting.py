"""What is counted of the articles, to tell what rises."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Term:
    """What an article is counted for: a topic by its key, or a word or a name.

    `key` of words are their stems, joined by "+"; `written` is how they are spelt, empty for a topic.
    """

    key: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """In how many articles of a window a term stands, and in how many of the days before it.

    A story that one source tells in several articles of the window counts once for that source.
    `usual_squares` is the sum of the squares of each day's count: it tells a steady term from one in waves.
    """

    key: str
    articles: int
    usual_articles: int = 0
    usual_squares: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """The terms of a window of `days` days, and what was usual before it.

    `articles` are all of the window; `usual_days` are the days before it that have articles (at most 28), and
    `usual_articles` all of theirs. Terms that stand in too few articles to matter are left out.
    """

    days: int
    articles: int
    usual_days: int
    usual_articles: int
    terms: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Bearers:
    """The articles in which a term stands, each with its story; how often it is written how; its sources."""

    articles: Mapping[int, int]
    spelt: Mapping[str, int]
    sources: int


class Tallies(Protocol):
    """The counts of the database."""

    async def tally(self, days: int, now: datetime, least: int) -> Tally:
        """The last `days` days up to `now`, to the minute, and the 28 whole days (UTC) before them.

        Only articles whose date is known are counted, each once, by what it said first; of the terms, those
        that stand in `least` articles of the window or more. A story counts once for each of its sources.
        """

    async def bearers(self, keys: Collection[str], days: int, now: datetime) -> Mapping[str, Bearers]:
        """The articles of the same window in which these terms stand."""

    async def beside(self, key: str, days: int, now: datetime) -> Mapping[str, Bearers]:
        """Of the articles of the same window in which this term stands, all their terms, itself included."""
