"""What is done once a day, by one process for all: what has been kept long enough goes."""

import asyncio
from collections import Counter
from datetime import timedelta

import structlog

from bot.app.clock import clock
from bot.app.core import Core
from bot.store.retention import prune

RETENTION = "retention"
"""The lease, as the database calls it."""
_EVERY = timedelta(days=1)
_HOLD_S = 300.0
_GONE = timedelta(days=90)
"""So long we keep what readers had chosen who blocked us or are no more."""

log = structlog.get_logger()


async def upkeep(built: Core, *, doubtful: bool = False) -> Counter[str]:
    """Clear away what is old, unless that was done today or another process does it.

    Returns rows by table; none by a clock that is `doubtful`.
    """
    cleared: Counter[str] = Counter()
    if doubtful or not await built.leases.take(RETENTION, clock(), _HOLD_S, every=_EVERY):
        return cleared
    async for table, number in prune(built.database, built.settings.retention, clock()):
        cleared[table] += number
        await built.leases.take(RETENTION, clock(), _HOLD_S)  # it may take longer than it is held for
        await asyncio.sleep(0)
    cleared["readers who left"] = await built.readership.forget_gone(clock() - _GONE)
    await built.leases.release(RETENTION, done_at=clock())
    cleared = +cleared  # without what is none
    if cleared:
        log.info("cleared away", **cleared)
    return cleared
