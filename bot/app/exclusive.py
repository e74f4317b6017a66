"""A lease of a process for as long as it runs.

The others wait, and one of them takes over when it ends or dies.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from bot.app.clock import clock
from bot.errors import DatabaseError
from bot.store.leases import LeaseStore

POLLING = "polling"
"""To ask Telegram for updates: it gives them to one only."""
_HOLD_S = 15.0
_AGAIN_S = 5.0
_WAITING_S = 0.5

log = structlog.get_logger()


@asynccontextmanager
async def held(leases: LeaseStore, name: str, stop: asyncio.Event) -> AsyncIterator[None]:
    """Wait until nobody else has the lease, and hold it while the block runs.

    `stop` is set when it is lost.
    """
    if not await leases.take(name, clock(), _HOLD_S):
        log.warning(
            "another process does this already; this one waits until it ends",
            lease=name,
            several="set LACONIQUE_PUBLIC_URL, so that Telegram calls them all",
        )
        while not stop.is_set() and not await leases.take(name, clock(), _HOLD_S):
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), _WAITING_S)
    keeper = asyncio.create_task(_keep(leases, name, stop))
    try:
        yield
    finally:
        keeper.cancel()
        with suppress(asyncio.CancelledError):
            await keeper
        with suppress(DatabaseError):  # then it runs out by itself
            await leases.release(name)


async def _keep(leases: LeaseStore, name: str, stop: asyncio.Event) -> None:
    while True:
        await asyncio.sleep(_AGAIN_S)
        try:
            if not await leases.take(name, clock(), _HOLD_S):
                log.error("another process has taken over; this one stops", lease=name)
                stop.set()
                return
        except DatabaseError as err:  # nobody else reaches it either, perhaps
            log.warning("a lease was not renewed", lease=name, reason=str(err))
