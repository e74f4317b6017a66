"""When an entry was published, in whatever way its source writes it; nothing, rather than a wrong moment."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_tz

from bot.french.dates import clock, named_days
from bot.french.fold import fold_line
from bot.sources.clean import clean

_LONGEST = 64
_EPOCH = re.compile(r"\d{9,10}|\d{12,13}")
_EPOCH_S = 10
"""Digits; more count thousandths."""
_NO_ZONE = re.compile(r":\d\d$")
_DAY_FIRST = re.compile(r"\d{1,2}[-/.]\d")
_OLDEST = 1971
"""A program that knows no date writes the beginning of its calendar."""


def moment(text: object, zone: tzinfo = UTC) -> datetime | None:
    """The moment in UTC that a text names, to the day at least; or nothing.

    Numbers are read day first. A day without an hour, or at midnight where it was written, is midnight in
    UTC: who shows it says no hour.

    Args:
        text: ISO 8601, RFC 822, seconds since 1970, a date in French.
        zone: of the source, for an hour that names none.
    """
    said = clean(text, _LONGEST)
    try:
        found = _epoch(said) or _iso(said) or _rfc822(said) or _french(said)
        if found is None or found.year < _OLDEST:
            return None
        if found.time() == time.min:
            return datetime.combine(found, time.min, UTC)
        return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_ours(text: object) -> bool:
    """Whether a text begins with numbers that no other reader than `moment` is to be trusted with."""
    said = clean(text, _LONGEST)
    return bool(_EPOCH.fullmatch(said) or _DAY_FIRST.match(said))


def _epoch(text: str) -> datetime | None:
    if not _EPOCH.fullmatch(text):
        return None
    return datetime.fromtimestamp(int(text) / (1 if len(text) <= _EPOCH_S else 1000), UTC)


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    told = clock(fold_line(text))
    naive = _NO_ZONE.search(text) or parsed[9] is None
    ahead = None if naive else timezone(timedelta(seconds=parsed[9] or 0))
    return datetime(*parsed[:6], tzinfo=(told and told.tzinfo) or ahead)


def _french(text: str) -> datetime | None:
    folded = fold_line(text)
    day = next(named_days(folded), None)
    if day is None or day.year is None:
        return None
    rest = f"{folded[: day.start]} ; {folded[day.end :].lstrip(' -')}"
    return datetime.combine(datetime(day.year, day.month, day.day), clock(rest) or time.min)  # noqa: DTZ001 - as above
