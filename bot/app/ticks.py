"""The clock: it wakes the passes. What is due is in the database, so a tick that is missed loses nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.core import Core, clock, exhaust
from bot.app.upkeep import upkeep
from bot.delivery import Courier
from bot.errors import LaconiqueError
from bot.sending import Sender

_LOOKS = 16
_UPKEEP_S = 600.0
_SETTLE_S = 5.0

log = structlog.get_logger()


@asynccontextmanager
async def ticking(built: Core, courier: Courier, sender: Sender) -> AsyncIterator[None]:
    """Wake the passes while the block runs; those at work at its end may finish."""

    async def fill() -> None:
        await courier.tell(clock())
        await courier.edit(clock())

    ticks = _Ticks()
    tick_s = built.settings.delivery.tick_s
    look_s = min(built.settings.ingest.folder_check_s, tick_s)
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    # A hanging feed must not keep the folders waiting: looks may overlap, each claims its own sources.
    look = ticks.of(lambda: built.pipeline.look(clock()))
    scheduler.add_job(look, "interval", seconds=look_s, max_instances=_LOOKS, next_run_time=clock())
    reading, summarising = (
        partial(exhaust, work) for work in (built.pipeline.read, built.pipeline.summarise)
    )
    for work in (reading, summarising, fill, sender.send):
        scheduler.add_job(ticks.of(work), "interval", seconds=tick_s)
    scheduler.add_job(ticks.of(lambda: upkeep(built)), "interval", seconds=_UPKEEP_S)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await ticks.settle()
        scheduler.shutdown(wait=False)


class _Ticks:
    """The passes that run right now: one that fails is logged, and all may end before the program does."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object] | None] = set()

    def of(self, work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """What the clock calls: `work`, and the next tick tries again whatever became of it."""

        async def tick() -> None:
            self._running.add(task := asyncio.current_task())
            try:
                await work()
            except LaconiqueError as err:
                log.error("a pass failed", reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
            except Exception:
                log.exception("a pass failed")
            finally:
                self._running.discard(task)

        return tick

    async def settle(self) -> None:
        """Let them end; those that take too long are dropped, and claimed again when their lease runs out."""
        running = [task for task in self._running if task is not None]
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=_SETTLE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
