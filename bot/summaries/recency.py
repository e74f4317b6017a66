"""One job: how near to its day of publication what a sentence tells is: news is of today or of yesterday."""

import re
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.french.dates import WEEKDAYS, named_days
from bot.french.fold import fold
from bot.model import DateOrigin, Dating

RECENCY = ("weekday", "days_since", "days_off")
"""What `recency` counts: whether a weekday is named, how many days before publication the last such day was,
and how far from publication the first full date is."""

_DIGIT = re.compile(r"\d")
_PRESS = ZoneInfo("Europe/Paris")
_UNKNOWN, _UNDATED = -1.0, -99.0
_WEEKDAYS = {name: number for number, name in enumerate(WEEKDAYS)}
_WEEK = 7
_FAR = 60
"""Days beyond which a date is simply far off."""
_HALF_YEAR = 183


def day_of(dating: Dating) -> date | None:
    """The day on which it was, where most of the French press is; None unless it is stated."""
    return dating.moment.astimezone(_PRESS).date() if dating.origin is DateOrigin.STATED else None


def recency(text: str, said: Sequence[str], published: date | None) -> tuple[float, float, float]:
    """One number a column of RECENCY; of what is not known, a number that stands for that.

    `said` are the sentence's folded words.
    """
    weekday = next((_WEEKDAYS[word] for word in said if word in _WEEKDAYS), None)
    if published is None:
        return float(weekday is not None), _UNKNOWN, _UNDATED
    since = _UNKNOWN if weekday is None else float((published.weekday() - weekday) % _WEEK)
    return float(weekday is not None), since, _days_off(text, published)


def _days_off(text: str, published: date) -> float:
    """How many days after publication the first date of the text is; before it, less than 0."""
    if _DIGIT.search(text) is None:
        return _UNDATED
    named = next(named_days(fold(text)), None)
    if named is None:
        return _UNDATED
    try:
        off = (date(named.year or published.year, named.month, named.day) - published).days
    except ValueError:  # 31 June
        return _UNDATED
    if named.year is None and abs(off) > _HALF_YEAR:
        off -= 365 if off > 0 else -365
    return float(max(-_FAR, min(_FAR, off)))
