"""The clock: it wakes the passes. What is due is in the database, so a tick that is missed loses nothing.

APScheduler reckons in the time of day: after a clock was put back, what lies further ahead than its own
interval allows is due now.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app.clock import clock
from bot.errors import LaconiqueError
from bot.ports import Event, Events, What

_SETTLE_S = 2.0
_LOOK_S = 1.0
"""How often the clock is held against the intervals."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass, and how often it is woken.

    `overlapping` of it may run at the same time, each on its own share.
    """

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
async def ticking(
    passes: Sequence[Pass], ended: Ended, events: Events, give_back: Callable[[], Awaitable[None]]
) -> AsyncIterator[None]:
    """Wake the passes while the block runs; those at work at its end may finish. `ended` is told of each.

    Where some can't finish in time, `give_back` lets others do what they had claimed.
    """
    ticks = _Ticks(ended, events)
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for one in passes:
        first = {"next_run_time": clock()} if one.at_once else {}
        scheduler.add_job(
            ticks.of(one), "interval", seconds=one.every_s, max_instances=one.overlapping, **first
        )
    scheduler.start()
    hand = asyncio.create_task(_hold_to_the_clock(scheduler))
    try:
        yield
    finally:
        hand.cancel()
        scheduler.pause()
        if await ticks.settle():
            with suppress(LaconiqueError):  # then their leases run out
                await give_back()
        scheduler.shutdown(wait=False)


async def _hold_to_the_clock(scheduler: AsyncIOScheduler) -> None:
    while True:
        await asyncio.sleep(_LOOK_S)  # counts seconds, whatever the clock shows
        make_due(scheduler, clock())


def make_due(scheduler: AsyncIOScheduler, now: datetime) -> None:
    """Let every job run now that would wait for longer than its interval."""
    for job in scheduler.get_jobs():
        if job.next_run_time - now > job.trigger.interval:
            job.modify(next_run_time=now)


class _Ticks:
    """The passes that run right now: one that fails is told of, and all may end before the program does."""

    def __init__(self, ended: Ended, events: Events) -> None:
        self._ended = ended
        self._events = events
        self._running: set[asyncio.Task[object] | None] = set()
        self._troubles: dict[str, tuple[str, datetime]] = {}
        """Pass -> why it fails, and since when: said once, and once more when it works again."""

    def of(self, one: Pass) -> Callable[[], Awaitable[None]]:
        """What the clock calls: the pass, and the next tick tries again whatever became of it."""

        async def tick() -> None:
            self._running.add(task := asyncio.current_task())
            started, failed = monotonic(), True
            try:
                await one.work()
                failed = False
            except asyncio.CancelledError:  # at the end of the program: what was due is still due
                log.info("a pass was dropped", name=one.name)
            except LaconiqueError as err:
                if self._is_news(one.name, str(err)):
                    log.error(What.PASS_FAILS, name=one.name, reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
                    await self._record(Event(What.PASS_FAILS, one.name, str(err)))
            except Exception as err:
                if self._is_news(one.name, reason := f"{type(err).__name__}: {err}"):
                    log.exception(What.PASS_FAILS, name=one.name)
                    await self._record(Event(What.PASS_FAILS, one.name, reason))
            else:
                await self._works(one.name)
            finally:
                self._running.discard(task)
                self._ended(one.name, monotonic() - started, failed=failed)

        return tick

    def _is_news(self, name: str, reason: str) -> bool:
        known, since = self._troubles.get(name, ("", clock()))
        self._troubles[name] = (reason, since)
        return known != reason

    async def _works(self, name: str) -> None:
        if name not in self._troubles:
            return
        reason, since = self._troubles.pop(name)
        log.warning(What.PASS_WORKS, name=name, failed_since=str(since))
        await self._record(Event(What.PASS_WORKS, name, reason, fields={"since": since.isoformat()}))

    async def _record(self, event: Event) -> None:
        with suppress(LaconiqueError):  # a database that is gone hears of it when it is back
            await self._events.record(event, clock())

    async def settle(self) -> bool:
        """Let them end; returns whether some took too long, and were dropped."""
        running = [task for task in self._running if task is not None]
        if not running:
            return False
        _, late = await asyncio.wait(running, timeout=_SETTLE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return bool(late)
