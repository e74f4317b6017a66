"""When to look at a source again."""

from datetime import datetime, timedelta

from bot.model import SourceKind

_JITTER = 0.1  # so that feeds listed together are not asked together for ever
_ASKED_MAX_S = 30 * 86_400  # no server puts us off for longer, nor past the end of the calendar


def next_check(
    kind: SourceKind,
    now: datetime,
    *,
    folder_s: float,
    feed_s: float,
    feed_max_s: float,
    errors: int = 0,
    retry_after_s: float | None = None,
    chance: float = 0.0,
) -> datetime:
    """The moment of the next look.

    Args:
        kind: folders have their own, short rhythm.
        now: the moment of the look that has ended.
        folder_s: seconds between two looks at a folder.
        feed_s: seconds between two looks at a feed when all is well.
        feed_max_s: the longest wait after errors.
        errors: failed looks in a row, the last one included; each doubles the wait.
        retry_after_s: what the server asked for; we do not come back sooner, up to a month.
        chance: a number in [0, 1), spreads the feeds.
    """
    if kind is SourceKind.FOLDER:
        return now + timedelta(seconds=folder_s)
    wait_s = min(feed_s * 2 ** min(errors, 16), feed_max_s) * (1 + _JITTER * chance)
    return now + timedelta(seconds=max(wait_s, min(retry_after_s or 0, _ASKED_MAX_S)))
