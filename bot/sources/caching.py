"""What the headers of an answer say of time: how long it stays as it is, when to come back. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d+)', re.IGNORECASE)
_ASK_AGAIN = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


def fresh_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which an answer holds, by Cache-Control, else Expires; nothing when neither says.

    Args:
        headers: of the answer, names in lower case.
        now: stands in for a missing Date.

    Source: RFC 9111, sections 4.2 and 5.3 (a date that can't be read has passed).
    """
    control = headers.get("cache-control", "")
    if _ASK_AGAIN.search(control):
        return 0.0
    age = headers.get("age", "").strip()
    age_s = float(age) if re.fullmatch(r"[0-9]+", age) else 0.0
    if match := _MAX_AGE.search(control):
        return _left(float(match[1]), age_s)
    if "expires" not in headers:
        return None
    until = _moment(headers["expires"])
    return 0.0 if until is None else _left((until - _said(headers, now)).total_seconds(), age_s)


def retry_after_s(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds to stay away, in either form of Retry-After; nothing when it does not say."""
    asked = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", asked):
        return float(asked)
    until = _moment(asked)
    return None if until is None else _left((until - _said(headers, now)).total_seconds(), 0.0)


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
