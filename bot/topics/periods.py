"""Dates in a reader's French -> the span of days that they mean, and how surely they are a date.

«depuis lundi» is one, «guerre de 14» is none, and «11 septembre» may be either: it depends on what else was
asked.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto

from bot.french.fold import fold
from bot.topics.days import NoSuchDayError, Period, Sure, day_of, duration, month, point
from bot.topics.spans import Span

HIDDEN = "|"
"""What stands for a character that is no part of a date: of a quotation, of what is excluded."""


class Trouble(Enum):
    """Why a date is none that can be looked for."""

    NO_SUCH_DAY = auto()
    FUTURE = auto()
    BACKWARDS = auto()


@dataclass(frozen=True, slots=True)
class Reading:
    """Where in the text a date stands, and what it means: a span, or the trouble with it.

    `core` are its own words, without what leads to them: «le 11 septembre» has «11 septembre».
    """

    start: int
    end: int
    core: str
    sure: Sure
    span: Span = field(default_factory=Span)
    trouble: Trouble | None = None


_TOKEN = re.compile(r"\d+(?:[/.-]\d+){1,2}|[^\W_]+|\|+")
_A_DAY = timedelta(days=1)
_BARE_DAY = frozenset(["1er", "premier", *map(str, range(1, 32)), *(f"0{n}" for n in range(1, 10))])
_PAPERS = tuple(f"{verb}{end}" for verb in ("paru", "publie") for end in ("", "e", "s", "es"))
_THE = ("le", "la", "l")
_ANY = (*_THE, "les", "du", "ce", "cette", "de", "d")


class _Lead(Enum):
    """What leads to a moment, and what it makes of it.

    The words, and those that may stand between them and it.
    """

    SINCE = (
        ("depuis", "a partir de", "a partir d", "a partir du", "a compter de", "a compter d", "a compter du"),
        _ANY,
    )
    BEFORE = (("avant",), _ANY)
    UNTIL = (("jusqu a", "jusqu au", "jusqu en"), _ANY)
    AFTER = (("apres",), _ANY)
    FROM = (("du", "de", "d", "entre"), _THE)
    IN = (
        (*("en", "au", "aux", "le", "ce", "la", "l", "pendant", "durant", "courant", "dans"),
         *("au cours de", "au cours d", "au cours du")),
        (*_THE, "les", "mois de", "mois d"),
    )  # fmt: skip
    OF = (("de", "du", "d"), ("la", "l"))
    NONE = ((), ())


_TO = ("au", "a", "et", "jusqu au", "jusqu a", "jusqu en")


def _after(line: str, at: int, phrases: Iterable[str]) -> int | None:
    """Where the words after the longest of the phrases begin; None if none of them stands at `at`."""
    ends = (at + len(phrase) + 1 for phrase in phrases if line.startswith(f"{phrase} ", at))
    return max(ends, default=None)


@dataclass(frozen=True, slots=True)
class _Found:
    """A reading of the line of folded words, from `begin` to `end`; its own words begin at `core`."""

    begin: int
    core: int
    end: int
    sure: Sure
    span: Span = field(default_factory=Span)
    broken: bool = False
    """No month has this day."""

    def within(self, other: "_Found") -> bool:
        """Whether it is a part of a longer one: «hier» of «d’hier»."""
        return other.begin <= self.begin and self.end <= other.end and self.length < other.length

    @property
    def length(self) -> int:
        """Characters of the line."""
        return self.end - self.begin

    def trouble(self, today: date) -> Trouble | None:
        """What makes it a date that nobody can look for."""
        first, last = self.span.first, self.span.last
        if self.broken:
            return Trouble.NO_SUCH_DAY
        if first and last and last < first:
            return Trouble.BACKWARDS
        return Trouble.FUTURE if first and first > today else None


def read(typed: str, today: date) -> Reading | None:
    """Find the date in what a reader typed.

    Args:
        typed: one line; what stands in quotation marks hidden behind `HIDDEN`.
        today: in the reader's time zone.

    Returns: the surest reading; of these one that is wrong, else the longest, the last; none when nothing
    looks like a date.
    """
    tokens = list(_TOKEN.finditer(typed))
    folded = [fold(token[0]) for token in tokens]
    line, starts = " ".join(folded), {}
    at = 0
    for number, word in enumerate(folded):
        starts[at] = number
        at += len(word) + 1
    found = [one for begin in starts for one in _at(line, begin, today)]
    if not found:
        return None
    whole = [one for one in found if not any(one.within(other) for other in found)]
    best = max(whole, key=lambda one: (one.sure, one.broken, one.length, one.begin))
    first, core, last = (tokens[line.count(" ", 0, at)] for at in (best.begin, best.core, best.end))
    return Reading(
        start=first.start(),
        end=last.end(),
        core=typed[core.start() : last.end()],
        sure=best.sure,
        span=best.span,
        trouble=best.trouble(today),
    )


def _at(line: str, begin: int, today: date) -> Iterator[_Found]:
    """The readings that begin here, one a lead."""
    for lead in _Lead:
        at = _after_lead(lead, line, begin)
        if at is None:
            continue
        try:
            found = _led(lead, line, at, today)
        except NoSuchDayError as err:
            yield _Found(begin, at, err.end, Sure.DATE, broken=True)
        else:
            if found:
                yield replace(found, begin=begin)


def _after_lead(lead: _Lead, line: str, begin: int) -> int | None:
    """Where a moment would begin behind this lead; None if the lead does not stand at `begin`."""
    phrases, articles = lead.value
    start = _after(line, begin, _PAPERS) or begin
    led = _after(line, start, phrases) if phrases else start
    if led is None or (lead is _Lead.BEFORE and line.startswith("hier", led)):
        return None
    return _after(line, led, articles) or led


def _led(lead: _Lead, line: str, at: int, today: date) -> _Found | None:
    """The reading of what follows a lead."""
    if lead is _Lead.FROM:
        return _range(line, at, today)
    if lead is _Lead.SINCE and (lasting := duration(line, at, today)):
        return _Found(at, at, lasting[1], Sure.DATE, Span(lasting[0]))
    period = point(line, at, today)
    if period is None:
        return None
    return _Found(at, at, period.end, _sure(lead, period, today), _span(lead, period))


def _span(lead: _Lead, period: Period) -> Span:
    match lead:
        case _Lead.SINCE:
            return Span(period.first)
        case _Lead.BEFORE:
            return Span(last=period.first - _A_DAY)
        case _Lead.UNTIL:
            return Span(last=period.last)
        case _Lead.AFTER:
            return Span(period.last + _A_DAY)
        case _:
            return Span(period.first, period.last)


def _sure(lead: _Lead, period: Period, today: date) -> Sure:
    """How surely a moment is a date behind this lead."""
    if lead is _Lead.NONE or (lead is _Lead.IN and period.subject):
        return period.sure
    if lead is _Lead.OF:  # «le monde d’hier», «la grève du 5 mars»: a day may be the name of something
        return period.sure if period.last > period.first else min(period.sure, Sure.EITHER)
    meant_as_words = period.sure is Sure.WORDS and period.first <= today and lead is not _Lead.BEFORE
    return Sure.WORDS if meant_as_words else Sure.DATE


def _range(line: str, at: int, today: date) -> _Found | None:
    """«du 3 au 10 mai», «de mars à mai 2021», «entre 2019 et 2021»."""
    left = point(line, at, today)
    number = line[at:].partition(" ")[0]
    if left is None and number not in _BARE_DAY:
        return None
    to = _after(line, (left.end if left else at + len(number)) + 1, _TO)
    right = None if to is None else point(line, _after(line, to, _THE) or to, today)
    if right is None:
        return None
    if left is None:
        return _Found(
            at, at, right.end, right.sure, Span(_day_before(number, right.first, today), right.last)
        )
    first, last = left.first, right.last
    if left.yearless:
        first = _in_year_of(first, last)
    elif right.yearless and last < first:
        last = month(first.year + (last.month < first.month), last.month)[1]
    sure = Sure.WORDS if Sure.WORDS in (left.sure, right.sure) else Sure.DATE
    return _Found(at, at, right.end, sure, Span(first, last))


def _day_before(number: str, right: date, today: date) -> date:
    """The day of this number that precedes `right`, in its month or in the one before."""
    day = 1 if number in ("1er", "premier") else int(number)
    first = day_of(day, right.month, right.year, today)
    if first <= right:
        return first
    before = right.replace(day=1) - _A_DAY
    return day_of(day, before.month, before.year, today)


def _in_year_of(day: date, last: date) -> date:
    """The same day of the year, the last one before `last`."""
    year = last.year - ((day.month, day.day) > (last.month, last.day))
    return day.replace(year=year, day=min(day.day, month(year, day.month)[1].day))
