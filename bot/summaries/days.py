"""One job: the days, months and weekdays that a sentence names, and what else they are called."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from bot.french.dates import MONTHS, WEEKDAYS
from bot.model import DateOrigin, Dating
from bot.summaries.reading import Sentence

_MONTH_AT = {month: at for at, month in enumerate(MONTHS, 1)}
_WEEKDAY_AT = {day: at for at, day in enumerate(WEEKDAYS)}
_FROM_TODAY = {"avant-hier": -2, "hier": -1, "aujourd'hui": 0, "demain": 1, "apres-demain": 2}
_SAME_DAY = {"ce matin": 0, "ce midi": 0, "ce soir": 0, "cet apres-midi": 0, "cette nuit": 0}
_OFF = _FROM_TODAY | _SAME_DAY

_MONTH = re.compile(rf"(?:er)?\s+(?P<month>{'|'.join(MONTHS)})\b")
_ALONE = re.compile(rf"\b(?P<month>{'|'.join(MONTHS)})\b")
_FIRST = re.compile(rf"\bpremier\s+(?P<month>{'|'.join(MONTHS)})\b")
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(WEEKDAYS)})s?\b")
_NEAR = re.compile(rf"\b(?P<off>{'|'.join(sorted(_OFF, key=len, reverse=True))})\b")
_RANGE = re.compile(r"(?:er)?\s*(?:au|et|ou|-|a|,)\s*(?:les?\s+)?")
_LONGEST_MONTH = 31


class Day(NamedTuple):
    """One day of a text. `label` is "12/3", "/3" (a month), "w1" (a Tuesday) or "r-1" (yesterday)."""

    label: str
    start: int
    end: int

    @property
    def is_weekday(self) -> bool:
        """Whether only the day of the week, or its distance from today, is told."""
        return self.label[0] in "wr"


def days(sentence: Sentence) -> tuple[Day, ...]:
    """The days that a sentence names, in no order; "du 17 au 18 février" names two."""
    bare = sentence.folded
    told: list[Day] = []
    months: set[int] = set()
    follower: tuple[int, int] | None = None  # where the day after this number begins, and its month
    for number in reversed(sentence.numbers):
        value = int(max(number.values))
        month = _MONTH.match(bare, number.end)
        if number.unit not in {"", "rank", "day"} or not 1 <= value <= _LONGEST_MONTH:
            continue
        if month is not None:
            at = _MONTH_AT[month["month"]]
            months.add(month.start("month"))
            told.append(Day(f"{value}/{at}", number.start, month.end()))
        elif follower is not None and _RANGE.fullmatch(bare, number.end, follower[0]):
            at = follower[1]
            told.append(Day(f"{value}/{at}", number.start, number.end))
        else:
            continue
        follower = number.start, at
    for first in _FIRST.finditer(bare):
        months.add(first.start("month"))
        told.append(Day(f"1/{_MONTH_AT[first['month']]}", first.start(), first.end()))
    told += [
        Day(f"/{_MONTH_AT[found['month']]}", found.start(), found.end())
        for found in _ALONE.finditer(bare)
        if found.start() not in months and not _is_name(sentence, found)
    ]
    told += [Day(f"w{_WEEKDAY_AT[found['day']]}", *found.span()) for found in _WEEKDAY.finditer(bare)]
    told += [Day(f"r{_OFF[found['off']]}", *found.span()) for found in _NEAR.finditer(bare)]
    return tuple(told)


def _is_name(sentence: Sentence, month: re.Match[str]) -> bool:
    """Whether it is the planet, the god or a person: "Mars", "Avril Lavigne"."""
    return sentence.text[month.start()].isupper() and month.start() > 0


def called(label: str, dating: Dating) -> frozenset[str]:
    """Every label that means the same day, as far as the day of publication tells.

    A weekday may be the one before or the one after that day; a month contains its days.
    """
    names = {label}
    if "/" in label and label[0] != "/":
        names.add(label[label.index("/") :])
    if dating.origin is DateOrigin.UNKNOWN:
        return frozenset(names)
    today = dating.moment.date()
    for day in _dates(label, today):
        names |= {f"{day.day}/{day.month}", f"w{day.weekday()}"}
        off = (day - today).days
        if abs(off) <= 2:
            names.add(f"r{off}")
    return frozenset(names)


def _dates(label: str, today: date) -> Iterable[date]:
    if label[0] == "r":
        return [today + timedelta(days=int(label[1:]))]
    if label[0] == "w":
        ahead = (int(label[1:]) - today.weekday()) % 7
        return [today + timedelta(days=ahead), today + timedelta(days=ahead - 7)]
    if label[0] == "/":
        return []
    return _nearest(label, today)


def _nearest(label: str, today: date) -> list[date]:
    """The day of that name that is nearest to today, if there is one."""
    day, month = map(int, label.split("/"))
    candidates: list[date] = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:
            continue
    return sorted(candidates, key=lambda one: abs(one - today))[:1]
