"""The clock: it wakes the passes. What is due is in the database, so a tick that is missed loses nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC
from time import monotonic
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.core import clock
from bot.errors import LaconiqueError

_SETTLE_S = 5.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass, and how often it is woken; `overlapping` of it may run at the same time, each on its own share."""

    name: str
    work: Callable[[], Awaitable[object]]
    every_s: float
    overlapping: int = 1
    at_once: bool = False


class Ended(Protocol):
    """Is told that a pass has come to its end."""

    def __call__(self, name: str, seconds: float, *, failed: bool) -> None:
        """Of which pass, after how long, and whether it failed."""


@asynccontextmanager
async def ticking(passes: Sequence[Pass], ended: Ended) -> AsyncIterator[None]:
    """Wake the passes while the block runs; those at work at its end may finish. `ended` is told of each."""
    ticks = _Ticks(ended)
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for one in passes:
        first = {"next_run_time": clock()} if one.at_once else {}
        scheduler.add_job(
            ticks.of(one), "interval", seconds=one.every_s, max_instances=one.overlapping, **first
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await ticks.settle()
        scheduler.shutdown(wait=False)


class _Ticks:
    """The passes that run right now: one that fails is logged, and all may end before the program does."""

    def __init__(self, ended: Ended) -> None:
        self._ended = ended
        self._running: set[asyncio.Task[object] | None] = set()

    def of(self, one: Pass) -> Callable[[], Awaitable[None]]:
        """What the clock calls: the pass, and the next tick tries again whatever became of it."""

        async def tick() -> None:
            self._running.add(task := asyncio.current_task())
            started, failed = monotonic(), True
            try:
                await one.work()
                failed = False
            except LaconiqueError as err:
                log.error("a pass failed", name=one.name, reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
            except Exception:
                log.exception("a pass failed", name=one.name)
            finally:
                self._running.discard(task)
                self._ended(one.name, monotonic() - started, failed=failed)

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
