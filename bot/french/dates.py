"""How French names days: the one grammar of dates, which all who read or write them share.

`WEEKDAY` and `MONTH` are alternatives for a pattern over folded text; `named_days` finds days in any of their
forms.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, time, timedelta, timezone

from bot.french import tables
from bot.french.fold import fold

WEEKDAY_NAMES = tables.words("dates", "weekdays")
"""As readers see them, Monday first."""

MONTH_NAMES = tables.words("dates", "months")
"""As readers see them, January first."""

WEEKDAYS = tuple(map(fold, WEEKDAY_NAMES))
"""Folded, Monday first."""

MONTHS = tuple(map(fold, MONTH_NAMES))
"""Folded, January first."""

SHORT_MONTHS: dict[str, int] = dict(tables.pairs("dates", "abbreviations"))
"""Folded abbreviations of months, and the number of each."""

MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, 1)} | SHORT_MONTHS
"""Every folded name of a month, and its number."""

SEASONS: Mapping[str, int] = tables.pairs("dates", "seasons")
"""Folded names of seasons, and the month in which each begins."""

CALENDAR = frozenset({*WEEKDAYS, *MONTHS})
"""Folded names of days and months."""

WEEKDAY = "|".join(WEEKDAYS)
MONTH = "|".join(sorted(MONTH_NUMBERS, key=len, reverse=True))

_SHORT_WEEKDAYS = tuple(name[:3] for name in WEEKDAYS)
_YEAR = r"[12]\d{3}"
_BEFORE = rf"(?:\b(?P<weekday>{WEEKDAY}|(?:{'|'.join(_SHORT_WEEKDAYS)})\b\.?),? (?:le )?)?"
_NUMBER = r"(?<![\d/.,-])(?P<day>\d{1,2}|\bpremier\b)"
_IN_WORDS = rf"(?: ?er)? (?P<month>{MONTH})\b\.?(?:,? (?P<year>{_YEAR})\b)?"
_SLASHED = r"/(?P<month_slashed>\d{1,2})(?:/(?P<year_slashed>(?:[12]\d)?\d\d))?(?![\d/%])"
_DOTTED = rf"(?P<dot>[.-])(?P<month_dotted>\d{{1,2}})(?P=dot)(?P<year_dotted>{_YEAR})\b"
_SHORT = r"\.(?P<month_short>\d{2})\.(?P<year_short>\d\d)(?![\d.,%])"
_ISO = rf"(?<!\d)(?P<year_iso>{_YEAR})-(?P<month_iso>\d\d)-(?P<day_iso>\d\d)(?!\d)"
_DAY = re.compile(rf"{_ISO}|{_BEFORE}{_NUMBER}(?:{_IN_WORDS}|{_SLASHED}|{_DOTTED}|{_SHORT})")
_ZONES: Mapping[str, int] = tables.pairs("dates", "zones")
_NOON = 12
_OFFSET = r"(?P<sign{0}>[+-])(?P<hours{0}>0\d|1[0-4]):?(?P<minutes{0}>[0-5]\d)\b"
_ZONE = rf"(?:(?: ?\(?(?P<zone>{'|'.join(_ZONES)})\b\)?(?:(?P<ahead>[+-]\d\d?)\b)?)| {_OFFSET.format('')})?"
_SECONDS = rf"(?::[0-5]\d(?:\.\d+)?(?:(?P<zulu>z)\b|{_OFFSET.format('_near')})?)?"
_CLOCK = re.compile(
    r"(?<!apres-)\b(?P<sharp>midi|minuit)\b"
    r"|(?<![\d/:.,-])(?P<hour>[01]?\d|2[0-3]) ?(?:heures?\b|h|:) ?(?P<minute>[0-5]\d)?"
    rf"{_SECONDS}(?![\d/])(?: ?(?P<half>[ap])\.?m\b\.?)?{_ZONE}"
)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A day as a text names it, from `start` to `end`; what it does not say is None.

    `weekday` 0 is Monday.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None = None
    weekday: int | None = None


def named_days(folded: str) -> Iterator[NamedDay]:
    """Find the days of a folded text: «mardi 25 mai», «1er juin 2021», «25/05», «25.05.21», «2021-05-25».

    Whether there is such a day is not asked: a text may say «31 juin».
    """
    return map(_named, _DAY.finditer(folded))


def day_at(folded: str, at: int) -> NamedDay | None:
    """The day that a folded text names from `at` on; None if it names none there."""
    found = _DAY.match(folded, at)
    return _named(found) if found else None


def _named(found: re.Match[str]) -> NamedDay:
    said = {name.partition("_")[0]: part for name, part in found.groupdict().items() if part}
    year = int(said["year"]) if "year" in said else None
    return NamedDay(
        found.start(),
        found.end(),
        1 if said["day"] == "premier" else int(said["day"]),
        MONTH_NUMBERS.get(said["month"]) or int(said["month"]),
        year + 2000 if year is not None and year < 100 else year,
        _SHORT_WEEKDAYS.index(said["weekday"][:3]) if "weekday" in said else None,
    )


def clock(folded: str) -> time | None:
    """The first hour that a folded text tells: «9h54», «21 heures», «10:05 UTC», «midi».

    It is aware when the text names its zone or its distance from UTC, else naive. None if it tells none.
    """
    found = _CLOCK.search(folded)
    if found is None:
        return None
    if found["sharp"]:
        return time(_NOON if found["sharp"] == "midi" else 0)
    hour = int(found["hour"])
    if found["half"] and hour <= _NOON:
        hour = hour % _NOON + (_NOON if found["half"] == "p" else 0)
    return time(hour, int(found["minute"] or 0), tzinfo=_zone(found))


def _zone(found: re.Match[str]) -> timezone | None:
    """The zone behind an hour."""
    if found["zone"]:
        return timezone(timedelta(minutes=_ZONES[found["zone"]], hours=int(found["ahead"] or 0)))
    for place in ("", "_near"):
        if sign := found[f"sign{place}"]:
            ahead = timedelta(hours=int(found[f"hours{place}"]), minutes=int(found[f"minutes{place}"]))
            return timezone(ahead if sign == "+" else -ahead)
    return UTC if found["zulu"] else None


def without_dates(folded: str) -> str:
    """The folded text without its days and hours: what stands around them."""
    return _CLOCK.sub(" ", _DAY.sub(" ", folded))
