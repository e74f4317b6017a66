"""When to look at a source again. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model import SourceKind
from bot.ports import Look, Watched

_JITTER = 0.1  # so that feeds listed together are not asked together for ever
_ASKED_MAX_S = 30 * 86_400  # no server puts us off for longer, nor past the end of the calendar
_WINDOW = timedelta(days=7)
_LEAST_SPAN_H = 1.0
_DAY_H, _WEEK = 24, 7


@dataclass(frozen=True, slots=True)
class Polling:
    """The bounds that the operator sets, in seconds.

    `folder_s` is the wait between two looks at a folder, `feed_s` at a feed of unknown rhythm; the wait of a
    feed lies between `feed_min_s` and `feed_max_s`.
    """

    folder_s: float
    feed_s: float
    feed_max_s: float
    feed_min_s: float = 300.0


@dataclass(frozen=True, slots=True)
class Visit:
    """A look that has ended, and all that says when the next one should be.

    Attributes:
        kind: folders have their own, short rhythm.
        ended: when it ended.
        errors: failed looks in a row, this one included; each doubles the wait.
        retry_after_s: what the server asked for; we do not come back sooner, up to a month.
        entries_per_h: how many it announces, see `entries_per_h`; none when nobody knows.
        fresh_s: for how long the server says that the answer holds.
        ttl_s: the same, as the feed says it.
        skip_hours: hours of the day, UTC, 0 to 23, at which the feed asks not to be asked.
        skip_days: days of the week, UTC, Monday is 0, on which it asks not to be asked.
        chance: a number in [0, 1), spreads the feeds.
    """

    kind: SourceKind
    ended: datetime
    errors: int = 0
    retry_after_s: float | None = None
    entries_per_h: float | None = None
    fresh_s: float | None = None
    ttl_s: float | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()
    chance: float = 0.0


def next_check(visit: Visit, polling: Polling) -> datetime:
    """The moment of the next look: within the operator's bounds, unless the source asks for later."""
    if visit.kind is SourceKind.FOLDER:
        return visit.ended + timedelta(seconds=polling.folder_s)
    wait_s = max(_wait_s(visit, polling), min(visit.retry_after_s or 0.0, _ASKED_MAX_S))
    return _outside_hours(visit.ended + timedelta(seconds=wait_s), visit)


def has_moved(watched: Watched, look: Look, now: datetime, held: timedelta) -> bool:
    """Whether a redirect for good has held long enough to be believed: the first days may be a mishap."""
    same = bool(look.moved_to) and look.moved_to == watched.moved_to
    return same and watched.moved_since is not None and now - watched.moved_since >= held


def entries_per_h(published: Iterable[datetime | None], now: datetime) -> float | None:
    """How many entries a source has announced an hour over the last days; none when it gives no dates.

    A feed that holds only its newest entries is measured over the time that they cover.
    """
    dates = [moment for moment in published if moment is not None and moment <= now]
    if not dates:
        return None
    recent = [moment for moment in dates if now - moment <= _WINDOW]
    span = min(now - min(dates), _WINDOW)
    return len(recent) / max(span.total_seconds() / 3600, _LEAST_SPAN_H)


def _wait_s(visit: Visit, polling: Polling) -> float:
    """Half the time between two entries; longer when the source says so, or after errors; a little spread."""
    least_s, most_s = min(polling.feed_min_s, polling.feed_s), polling.feed_max_s / (1 + _JITTER)
    own_s = polling.feed_s
    if visit.entries_per_h is not None:
        own_s = 1800 / visit.entries_per_h if visit.entries_per_h > 0 else most_s
    if visit.errors:
        own_s = max(own_s, polling.feed_s) * 2 ** min(visit.errors, 16)
    asked_s = max(own_s, visit.fresh_s or 0.0, visit.ttl_s or 0.0)
    return max(min(asked_s, most_s), least_s) * (1 + _JITTER * visit.chance)


def _outside_hours(moment: datetime, visit: Visit) -> datetime:
    """The first hour at which the feed may be asked; a feed that leaves none has not meant it."""
    for hours in range(_DAY_H * (_WEEK + 1)):
        later = moment + timedelta(hours=hours)
        if later.hour not in visit.skip_hours and later.weekday() not in visit.skip_days:
            return later
    return moment
