"""What the headers of an answer say of time: how long it stays as it is, when to come back. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_ASK_AGAIN = frozenset({"no-cache", "no-store"})


def fresh_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which an answer holds, by Cache-Control, else Expires; nothing when neither says.

    Args:
        headers: of the answer, names in lower case.
        now: stands in for a missing Date.

    Source: RFC 9111, sections 4.2 and 5.3 (a date that can't be read has passed).
    """
    control = _directives(headers.get("cache-control", ""))
    if not _ASK_AGAIN.isdisjoint(control):
        return 0.0
    age_s = _seconds(headers.get("age", "")) or 0.0
    max_age_s = _seconds(control.get("max-age", ""))
    if max_age_s is not None:
        return _left(max_age_s, age_s)
    if "expires" not in headers:
        return None
    until = _moment(headers["expires"])
    return 0.0 if until is None else _left((until - _said(headers, now)).total_seconds(), age_s)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to stay away, in either form of Retry-After; nothing when it does not say."""
    asked = headers.get("retry-after", "")
    asked_s = _seconds(asked)
    if asked_s is not None:
        return asked_s
    until = _moment(asked)
    return None if until is None else _left((until - _said(headers, now)).total_seconds(), 0.0)


def _directives(control: str) -> dict[str, str]:
    """The directives of a Cache-Control, names in lower case; some servers set them apart by blanks only."""
    named = (
        part.partition("=")
        for part in control.replace(" =", "=").replace("= ", "=").replace(",", " ").split()
    )
    return {name.lower(): value.strip('"') for name, _, value in named}


def _seconds(text: str) -> float | None:
    """A number of seconds; none of what is no number."""
    text = text.strip()
    return float(text) if text.isascii() and text.isdecimal() else None


def _left(whole_s: float, gone_s: float) -> float:
    """A number so long that it is infinite has no end, whatever has gone of it."""
    return whole_s if whole_s == float("inf") else max(whole_s - gone_s, 0.0)


def _said(headers: Mapping[str, str], now: datetime) -> datetime:
    """What time it is there: the clocks of servers go wrong."""
    return _moment(headers.get("date", "")) or now


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
