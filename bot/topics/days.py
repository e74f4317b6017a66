"""One moment as French says it («3 mars», «mai 2021», «la semaine dernière») -> the days that it takes."""

import re
from calendar import isleap, monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum
from functools import partial

from bot.french import tables
from bot.french.dates import (
    MONTH,
    MONTH_NUMBERS,
    SEASONS,
    SHORT_MONTHS,
    WEEKDAY,
    WEEKDAYS,
    NamedDay,
    day_at,
)
from bot.french.numbers import NUMBER_WORDS

OLDEST = 1990
"""Nothing of the press that we read is older: «mai 1968» is a subject."""


class Sure(IntEnum):
    """Whether words that look like a date are one."""

    WORDS = 0
    EITHER = 1
    """With a topic, «russie mai», they are; with other words, «attentats 11 septembre», they are more of
    these."""
    DATE = 2


class NoSuchDayError(ValueError):
    """The 30th of February; `end` is where it ends in the line that was read."""

    end = 0


@dataclass(frozen=True, slots=True)
class Period:
    """The days of one moment, and how surely it is meant as one.

    It ends at `end` of the line that was read. `yearless`: we have added the year. `subject`: the day is the
    name of something.
    """

    first: date
    last: date
    sure: Sure = Sure.DATE
    yearless: bool = False
    subject: bool = False
    end: int = 0


_SUBJECTS = frozenset(tables.words("dates", "subjects"))

_M, _W, _S = MONTH, WEEKDAY, "|".join(SEASONS)
_N = rf"(?:{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}|\d{{1,3}})"
_U = r"(?:heure|jour|semaine|mois|an|annee)s?"
_Y = r"[12]\d{3}"
_LAST = r"(?:derni(?:ere|er)|passee?)"

_DURATION = re.compile(rf"({_N}) ({_U})(?= |$)")

_Match = re.Match[str]


def point(line: str, at: int, today: date) -> Period | None:
    """Read the moment that begins at `at`, the longest there is.

    Args:
        line: folded words, one space apart; numeric dates keep their strokes and hyphens.
        at: where a word begins.
        today: in the reader's time zone.

    Returns: its days; none when these words are no moment.
    Raises: NoSuchDayError for a day that no month has.
    """
    readings = [
        (match.end(), partial(days, match, today))
        for pattern, days in _POINTS
        if (match := pattern.match(line, at))
    ]
    if named := day_at(line, at):
        end = _end_of_year(line, named)
        readings.append((end, partial(_day, line[named.start : end], named, today)))
    for end, days in sorted(readings, key=lambda each: -each[0]):
        try:
            period = days()
        except NoSuchDayError as err:
            err.end = end
            raise
        if period is not None and line[end : end + 1] in ("", " "):
            return replace(period, end=end)
    return None


def _end_of_year(line: str, named: NamedDay) -> int:
    """Where the day ends, with a year of two figures behind it: «6 juin 44»."""
    following = line[named.end + 1 :].partition(" ")[0]
    short = len(following) == len("44") and following.isdecimal() and not named.year
    return named.end + 1 + len(following) if short else named.end


def duration(line: str, at: int, today: date) -> tuple[date, int] | None:
    """Read «trois jours»: the day that lies so far back, and where the words end.

    None when they are something else.
    """
    match = _DURATION.match(line, at)
    return (back(today, counted(match[1]), match[2]), match.end()) if match else None


def day_of(day: int, month: int, year: int | None, today: date) -> date:
    """A day of a month; without a year the last one that is not to come.

    Raises: NoSuchDayError when the month has no such day.
    """
    years = [year] if year else [today.year - back for back in range(9)]
    for one in years:
        if 1 <= day <= monthrange(one, month)[1] and (year or date(one, month, day) <= today):
            return date(one, month, day)
    raise NoSuchDayError(f"{day}/{month}/{year or ''}")


def back(today: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years before today."""
    match unit.rstrip("s"):
        case "moi":
            years, month = divmod(today.year * 12 + today.month - 1 - number, 12)
            return date(years, month + 1, min(today.day, monthrange(years, month + 1)[1]))
        case "an" | "annee":
            leap = today.month == 2 and today.day == 29 and not isleap(today.year - number)
            return today.replace(year=today.year - number, day=28 if leap else today.day)
        case "heure":
            return today - timedelta(days=-(-number // 24))
        case kind:
            return today - timedelta(days=number * (7 if kind == "semaine" else 1))


def counted(word: str) -> int:
    """A number in words or in figures."""
    return NUMBER_WORDS.get(word) or int(word)


def month(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def _year(text: str | None) -> int | None:
    return int(text) if text else None


def _aged(sure: Sure, first: date, last: date, today: date) -> Sure:
    """Nobody means a date by a year of which there is nothing to read: «mai 1968», «jeux olympiques 2032»."""
    return Sure.WORDS if last.year < OLDEST or first > today else sure


def _day(said: str, named: NamedDay, today: date) -> Period | None:
    """The day that was named; `said` is longer where a year of two figures makes it a name."""
    in_figures = not any(map(str.isalpha, said))
    if not in_figures and len(said) > named.end - named.start:
        return Period(today, today, Sure.WORDS)
    if not 1 <= named.month <= 12 or named.day > 31:
        return None
    day = day_of(named.day, named.month, named.year, today)
    if in_figures:
        return Period(day, day, Sure.DATE if named.year else Sure.EITHER)
    subject = f"{day.day}/{day.month}" in _SUBJECTS
    sure = _aged(Sure.EITHER if subject else Sure.DATE, day, day, today)
    return Period(day, day, sure, yearless=not named.year, subject=subject)


def _month(match: _Match, today: date) -> Period | None:
    name, year = match[1], match[2]
    if year and len(year) == 2:  # mai 68
        return Period(today, today, Sure.WORDS)
    if year:
        first, last = month(int(year), MONTH_NUMBERS[name])
        return Period(first, last, _aged(Sure.DATE, first, last, today))
    if name in SHORT_MONTHS:  # «sept» is seven, «avr» nothing
        return None
    first, last = month(today.year - (MONTH_NUMBERS[name] > today.month), MONTH_NUMBERS[name])
    return Period(first, last, Sure.EITHER, yearless=True)


def _month_in_figures(match: _Match, _today: date) -> Period | None:
    if not 1 <= int(match[1]) <= 12:
        return None
    return Period(*month(int(match[2]), int(match[1])))


def _year_alone(match: _Match, today: date) -> Period | None:
    first, last = date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    return Period(first, last, _aged(Sure.EITHER, first, last, today))


def _part(match: _Match, today: date) -> Period | None:
    """A third of a month or of a year."""
    third = ("debut", "mi", "fin").index(match[1])
    if match[4]:
        year = int(match[4])
        return Period(month(year, 4 * third + 1)[0], month(year, 4 * third + 4)[1])
    number = MONTH_NUMBERS[match[2]]
    first, last = month(_year(match[3]) or today.year - (number > today.month), number)
    begins = first.replace(day=10 * third + 1)
    return Period(begins, last if third == 2 else begins.replace(day=10 * third + 10))


def _season(match: _Match, today: date) -> Period | None:
    begins = SEASONS[match[1] or match[3]]
    if match[2]:
        return Period(*_quarter(int(match[2]), begins))
    over = bool(match[1])  # the last one, not this one
    quarters = [_quarter(today.year + 1 - past, begins) for past in range(4)]
    return next(Period(first, last) for first, last in quarters if (last < today if over else first <= today))


def _quarter(year: int, begins: int) -> tuple[date, date]:
    """Winter is named by the year in which it ends."""
    if begins == 12:
        return date(year - 1, 12, 1), month(year, 2)[1]
    return date(year, begins, 1), month(year, begins + 2)[1]


def _weekday(match: _Match, today: date) -> Period | None:
    ago = (today.weekday() - WEEKDAYS.index(match[1]) - 1) % 7 + 1
    day = today - timedelta(days=ago)
    return Period(day, day, Sure.DATE if match[2] else Sure.EITHER)


def _ago(match: _Match, today: date) -> Period | None:
    number, unit = counted(match[1]), match[2]
    day = back(today, number, unit)
    if unit == "mois":
        return Period(*month(day.year, day.month))
    if unit.startswith("an"):
        return Period(date(day.year, 1, 1), date(day.year, 12, 31))
    return Period(day, day)


def _lately(match: _Match, today: date) -> Period | None:
    """«ces trois derniers jours»: today is one of them; «ces derniers jours» are a week."""
    number, unit = counted(match[1] or "1"), match[2]
    if not match[1]:
        number = 7 if unit.startswith("jour") else 3
    return Period(back(today, number, unit) + timedelta(days=not unit.startswith("heure")), today)


def _beginning(match: _Match, today: date) -> Period | None:
    first = {
        "semaine": today - timedelta(days=today.weekday()),
        "mois": today.replace(day=1),
        "annee": today.replace(month=1, day=1),
    }
    return Period(first[match[1]], today)


def _calendar(days: Callable[[date], tuple[date, date]]) -> Callable[[_Match, date], Period]:
    """Days that depend on nothing but today."""
    return lambda _match, today: Period(*days(today))


def _ago_days(number: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (today - timedelta(days=number),) * 2


def _week(offset: int) -> Callable[[date], tuple[date, date]]:
    def days(today: date) -> tuple[date, date]:
        monday = today - timedelta(days=today.weekday() - 7 * offset)
        return monday, monday + timedelta(days=6)

    return days


def _weekend(today: date) -> tuple[date, date]:
    """The one that has begun last."""
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=1)


def _weekend_before(today: date) -> tuple[date, date]:
    """The one that is over."""
    return _weekend(today - timedelta(days=2 if today.weekday() == 6 else 1))


def _months(offset: int) -> Callable[[date], tuple[date, date]]:
    def days(today: date) -> tuple[date, date]:
        year, number = divmod(today.year * 12 + today.month - 1 + offset, 12)
        return month(year, number + 1)

    return days


def _years(offset: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (date(today.year + offset, 1, 1), date(today.year + offset, 12, 31))


_POINTS: tuple[tuple[re.Pattern[str], Callable[[_Match, date], Period | None]], ...] = (
    *(
        (re.compile(f"(?:{pattern})(?= |$)"), days)
        for pattern, days in (
            (rf"(?:mois (?:de |d )?)?({_M})(?: (?:de )?({_Y}|\d\d))?", _month),
            (rf"(\d\d?)[/.-]({_Y})", _month_in_figures),
            (rf"(debut|mi|fin)(?: de| du mois de)? (?:({_M})(?: ({_Y}))?|(?:l annee )?({_Y}))", _part),
            (rf"(?:annee )?({_Y})", _year_alone),
            (rf"({_S}) (?:({_Y})|{_LAST})|(?:cet|cette|ce) ({_S})", _season),
            (rf"({_W})( {_LAST})?(?: (?:matin|soir))?", _weekday),
            (rf"il y a ({_N}) ({_U})", _ago),
            (rf"(?:(?:ces|les) )?(?:({_N}) )?derni(?:er|ere)s ({_U})", _lately),
            (r"(?:le )?debut (?:de (?:la |l )?|du )(semaine|mois|annee)", _beginning),
            ("avant hier", _calendar(_ago_days(2))),
            ("hier(?: soir| matin)?", _calendar(_ago_days(1))),
            ("aujourd hui|ce matin|ce soir|ce midi|cet apres midi|cette nuit", _calendar(_ago_days(0))),
            ("demain(?: soir| matin)?", _calendar(_ago_days(-1))),
            ("cette semaine(?: ci)?", _calendar(_week(0))),
            (f"semaine {_LAST}", _calendar(_week(-1))),
            ("semaine prochaine", _calendar(_week(1))),
            ("ce week end", _calendar(_weekend)),
            (f"week end {_LAST}", _calendar(_weekend_before)),
            ("ce mois(?: ci)?", _calendar(_months(0))),
            (f"mois {_LAST}", _calendar(_months(-1))),
            ("mois prochain", _calendar(_months(1))),
            ("cette annee", _calendar(_years(0))),
            (f"(?:an|annee) {_LAST}", _calendar(_years(-1))),
            ("(?:an|annee) prochaine?", _calendar(_years(1))),
        )
    ),
)
