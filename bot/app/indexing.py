"""What an earlier version stored is indexed by today's scheme, a little at a time, the newest first."""

import structlog

from bot.app.clock import clock
from bot.app.core import Core
from bot.study import indexed_anew, packed
from bot.topics.query import terms_of

LEASE = "reindex"
"""One process does it for all."""
_HOLD_S = 120.0
_BATCH = 50
"""Articles of one transaction: nobody waits for it longer than a moment."""
_AT_ONCE = 500
"""Of one tick, which leaves the worker processes to what is new in between."""

log = structlog.get_logger()


async def reindex(built: Core, most: int = _AT_ONCE) -> int:
    """Index anew what was stored by another scheme, unless another process is at it.

    Args:
        built: what works without a chat.
        most: so many articles, or a few more.

    Returns: how many articles; none when all are of today's scheme.
    """
    if not await built.archive.outdated(1) and not await built.readership.unindexed():
        return 0
    if not await built.leases.take(LEASE, clock(), _HOLD_S):
        return 0
    while keys := await built.readership.unindexed():
        await built.readership.index({key: terms_of(key).index_term for key in keys})
    done = 0
    while done < most and (old := await built.archive.outdated(_BATCH)):
        ids, articles = zip(*old, strict=True)
        found = await built.run(indexed_anew, articles, packed(built.catalogue))
        await built.archive.index_anew([*zip(ids, found, strict=True)], clock())
        await built.leases.take(LEASE, clock(), _HOLD_S)
        done += len(old)
    await built.leases.release(LEASE, done_at=clock())
    if done:
        log.info("indexed anew", articles=done)
    return done
