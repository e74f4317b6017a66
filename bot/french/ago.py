"""How French counts back from now: «il y a deux jours», «il y a 1h30», «il y a quelques minutes», «hier»."""

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.french import tables
from bot.french.numbers import NUMBER_WORDS

DAYS_BACK: Mapping[str, int] = tables.pairs("dates", "days_back")
"""Folded names of days that are counted from today, and how many days ago each lies."""

_COUNT = rf"\d{{1,3}}|une?|quelques|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
_UNIT = r"sec|min|mn|h(?!uit)|j|sem|mois|an(?!t)"
_AGO = re.compile(
    r"\bil y a (?:environ |moins d[e'] ?|plus d[e'] ?|pres d[e'] ?|a peine )?"
    rf"(?P<count>{_COUNT}) ?(?P<unit>{_UNIT})(?P<minutes>\d\d\b)?[a-z]*\b(?: et (?P<half>demie?)\b)?"
)
_STEPS = {
    "sec": timedelta(seconds=1),
    "min": timedelta(minutes=1),
    "mn": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "j": timedelta(days=1),
    "sem": timedelta(weeks=1),
}
_MONTHS = {"mois": 1, "an": 12}
_SOME = 3
"""What «quelques» is taken for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment counted back; `to_the_minute` says whether it tells the hour, or only about which day."""

    at: datetime
    to_the_minute: bool


def ago(folded: str, now: datetime) -> Moment | None:
    """The moment that a folded text counts back to, from `now`; None if it does none."""
    found = _AGO.search(folded)
    if found is None:
        return None
    unit, said = found["unit"], found["count"]
    count = int(said) if said.isdecimal() else _SOME if said == "quelques" else NUMBER_WORDS.get(said, 1)
    if unit in _MONTHS:
        return Moment(_months_before(now, count * _MONTHS[unit]), to_the_minute=False)
    back = count * _STEPS[unit] + timedelta(minutes=int(found["minutes"] or 0))
    back += _STEPS[unit] / 2 if found["half"] else timedelta()
    return Moment(now - back, to_the_minute=_STEPS[unit] <= _STEPS["h"] and said != "quelques")


def without_ago(folded: str) -> str:
    """The folded text without what counts back: what stands around it."""
    return _AGO.sub(" ", folded)


def _months_before(now: datetime, months: int) -> datetime:
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))
