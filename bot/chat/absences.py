"""Words like «jusqu'à lundi», «pendant 3 jours», «ce week-end» -> from when until when a reader is away.

A day that is named ends a pause as it begins: «jusqu'à lundi» is until Monday at midnight, so that Monday's
first edition comes. Days that a pause lasts count the one on which it is said.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from bot.french.dates import WEEKDAYS, day_at
from bot.french.fold import fold
from bot.topics.days import counted

_A_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_LONGEST = timedelta(days=366)
"""Who is away for longer is gone."""
_SATURDAY, _SUNDAY = 5, 6
_CHRISTMAS = (25, 12)
_MONTHS = 12
_PARTS = {"": 0, "matin": 0, "midi": 12, "soir": 19}
"""Of a day at which a pause ends: hours."""
_TODAY = frozenset({"aujourd hui", "ce jour", "de la journee", "ce soir", "cette nuit"})
_WEEKEND = frozenset(
    {"ce week end", "ce week end ci", "ce week end prochain", "le week end ci", "le week end prochain"}
)
"""Not «le week-end», which may be each of them."""

_NUMBER = r"un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|\d{1,3}"
_DURATION = re.compile(rf"(?P<number>{_NUMBER}) (?P<unit>h|heure|jour|journee|semaine|mois)s?$")
_FOR = re.compile(r"(?:pendant|durant|pour|de) (?:l |les |la )?(?:prochaine?s? )?")
_UNTIL = re.compile(r"jusqu(?:e| aux?| a| en)? (?:ce |le |la |l )?")
_WEEKDAY = re.compile(rf"(?:(?:ce|le) )?(?P<day>{'|'.join(WEEKDAYS)})(?: prochain)?")
_CLOCK = re.compile(r"(?: ?a )?(?P<hour>[01]?\d|2[0-4]) ?(?:h|heures?) ?(?P<minute>[0-5]\d)?$")
_BETWEEN = re.compile(r"(?:du|de) (?P<first>.+) (?:au|a) (?P<last>.+)")


@dataclass(frozen=True, slots=True)
class Absence:
    """From when until when nothing is to come; both aware."""

    begins: datetime
    ends: datetime


def absence(text: str, now: datetime) -> Absence | None:
    """When a reader is away who says so at `now`, which is aware and theirs; None if it is not understood."""
    line = _line(text)
    found = next(
        (span for reading in (_until, _lasting, _between, _days) if (span := reading(line, now))), None
    )
    if found is None:
        return None
    begins, ends = found
    return Absence(begins, ends) if now <= begins < ends <= now + _LONGEST else None


def _line(text: str) -> str:
    """Folded words, a space apart; «18h30» is three of them."""
    return " ".join(re.findall(r"\d+(?:/\d+)+|\d+|[a-z]+", fold(text)))


_Span = tuple[datetime, datetime]


def _until(line: str, now: datetime) -> _Span | None:
    """«jusqu'à lundi», «jusqu'à 18 h», «jusqu'au 15»."""
    lead = _UNTIL.match(line)
    end = _point(line[lead.end() :], now) if lead else None
    return (now, end) if end else None


def _lasting(line: str, now: datetime) -> _Span | None:
    """«pendant 3 jours», «2 semaines», «une heure»."""
    lead = _FOR.match(line)
    found = _DURATION.match(line, lead.end() if lead else 0)
    if not found:
        return None
    number, unit = counted(found["number"]), found["unit"]
    if unit in ("h", "heure"):
        return now, now + timedelta(hours=number)
    if unit == "mois":
        return now, _midnight(_months_on(now.date(), number), now)
    return now, _midnight(now.date() + number * (_WEEK if unit == "semaine" else _A_DAY), now)


def _between(line: str, now: datetime) -> _Span | None:
    """«du 20 au 27 décembre»: both days are of it."""
    ends = _BETWEEN.fullmatch(line)
    last = _day(ends["last"], now.date()) if ends else None
    if ends is None or last is None:
        return None
    first = _day(ends["first"], now.date()) or _numbered_before(ends["first"], last)
    return (_midnight(first, now), _midnight(last + _A_DAY, now)) if first else None


def _days(line: str, now: datetime) -> _Span | None:
    """«ce week-end», «demain», «vendredi», «aujourd'hui», «cette semaine»."""
    today = now.date()
    if line in _TODAY:
        return now, _midnight(today + _A_DAY, now)
    if line == "cette semaine":
        return now, _midnight(_coming(today, 0), now)
    if line == "la semaine prochaine":
        return _midnight(_coming(today, 0), now), _midnight(_coming(today, 0) + _WEEK, now)
    if line in _WEEKEND:
        saturday = today if today.weekday() in (_SATURDAY, _SUNDAY) else _coming(today, _SATURDAY)
        monday = _coming(saturday, 0)
        return max(now, _midnight(saturday, now)), _midnight(monday, now)
    named = _WEEKDAY.fullmatch(line)
    one = _day(line, today) if not named or not line.startswith("le ") or line.endswith("prochain") else None
    return (_midnight(one, now), _midnight(one + _A_DAY, now)) if one and one > today else None


def _point(said: str, now: datetime) -> datetime | None:
    """The moment that ends a pause: an hour, or a day with maybe an hour or a part of it."""
    if clock := _CLOCK.fullmatch(said):
        at = _at(now.date(), clock, now)
        return at if at > now else _at(now.date() + _A_DAY, clock, now)
    if said in ("midi", "ce soir", "soir"):
        return _hours(now.date(), _PARTS[said.rpartition(" ")[2]], now)
    for behind in range(len(said), 0, -1):
        if behind < len(said) and said[behind] != " ":
            continue
        day = _day(said[:behind], now.date())
        if day is not None and (end := _on(day, said[behind:], now)):
            return end
    return None


def _on(day: date, rest: str, now: datetime) -> datetime | None:
    if clock := _CLOCK.fullmatch(rest.strip()):
        return _at(day, clock, now)
    hour = _PARTS.get(rest.strip().removeprefix("au ").removeprefix("a "))
    return None if hour is None else _hours(day, hour, now)


def _day(said: str, today: date) -> date | None:
    """The next day that is called so; none of a day that there is not."""
    if said in _NAMED:
        return _NAMED[said](today)
    if weekday := _WEEKDAY.fullmatch(said):
        return _coming(today, WEEKDAYS.index(weekday["day"]))
    first, _, rest = said.removeprefix("le ").partition(" ")
    said = rest if first in WEEKDAYS else said.removeprefix("le ")
    named = day_at(said, 0)
    try:
        if named is not None and named.end == len(said):
            return _next(named.day, named.month, named.year, today)
        number = _number(said)
        return _numbered(number, today) if number else None
    except ValueError:  # a day that no month has
        return None


def _next(day: int, month: int, year: int | None, today: date) -> date:
    """Raises: ValueError when there is no such day."""
    if year:
        return date(year, month, day)
    return next(one for one in _years(day, month, today.year) if one > today)


def _years(day: int, month: int, year: int) -> Iterator[date]:
    yield date(year, month, day)
    yield date(year + 1, month, day)


def _numbered(day: int, today: date) -> date:
    """«le 15»: this month's or the next one's. Raises: ValueError when there is no such day."""
    month = today.replace(day=1)
    return today.replace(day=day) if day > today.day else _months_on(month, 1).replace(day=day)


def _numbered_before(said: str, last: date) -> date | None:
    """The first day of «du 20 au 27 décembre», which names no month."""
    number = _number(said)
    return last.replace(day=number) if number and number <= last.day else None


def _number(said: str) -> int | None:
    """«15», «1 er»."""
    bare = said.removesuffix(" er")
    return int(bare) if bare.isdecimal() and len(bare) <= len("31") else None


def _months_on(day: date, number: int) -> date:
    year, before = divmod(day.year * _MONTHS + day.month - 1 + number, _MONTHS)
    return date(year, before + 1, min(day.day, monthrange(year, before + 1)[1]))


def _coming(today: date, weekday: int) -> date:
    """The next such weekday, never today."""
    return today + ((weekday - today.weekday() - 1) % 7 + 1) * _A_DAY


def _midnight(day: date, now: datetime) -> datetime:
    return _hours(day, 0, now)


def _hours(day: date, hour: int, now: datetime) -> datetime:
    return datetime.combine(day, time(hour), now.tzinfo)


def _at(day: date, clock: re.Match[str], now: datetime) -> datetime:
    days, hour = divmod(int(clock["hour"]), 24)
    return datetime.combine(day + days * _A_DAY, time(hour, int(clock["minute"] or 0)), now.tzinfo)


_NAMED: dict[str, Callable[[date], date]] = {
    "demain": lambda today: today + _A_DAY,
    "apres demain": lambda today: today + 2 * _A_DAY,
    "semaine prochaine": partial(_coming, weekday=0),
    "fin de la semaine": partial(_coming, weekday=_SATURDAY),
    "mois prochain": lambda today: _months_on(today.replace(day=1), 1),
    "fin du mois": lambda today: _months_on(today.replace(day=1), 1),
    "noel": lambda today: _next(*_CHRISTMAS, None, today),
    "nouvel an": lambda today: _next(1, 1, None, today),
}
"""Days that have a name."""
