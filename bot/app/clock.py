"""The present moment, which everything else is told."""

from datetime import UTC, datetime


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)
