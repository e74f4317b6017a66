"""The clock: it wakes the passes. What is due is in the database, so a tick that is missed loses nothing.

It counts seconds, whatever the machine's clock shows: one that is put back stops nothing.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Protocol

import structlog

from bot.app.core import clock
from bot.errors import LaconiqueError
from bot.ports import Events

_SETTLE_S = 2.0

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
async def ticking(passes: Sequence[Pass], ended: Ended, events: Events) -> AsyncIterator[None]:
    """Wake the passes while the block runs; those at work at its end may finish. `ended` is told of each."""
    ticks = _Ticks(ended, events)
    beats = [asyncio.create_task(ticks.beat(one)) for one in passes]
    try:
        yield
    finally:
        for beat in beats:
            beat.cancel()
        await asyncio.gather(*beats, return_exceptions=True)
        await ticks.settle()


class _Ticks:
    """The passes that run right now: one that fails is told of, and all may end before the program does."""

    def __init__(self, ended: Ended, events: Events) -> None:
        self._ended = ended
        self._events = events
        self._running: dict[str, set[asyncio.Task[None]]] = defaultdict(set)
        """Pass -> its runs."""
        self._troubles: dict[str, tuple[str, datetime]] = {}
        """Pass -> why it fails, and since when: said once, and once more when it works again."""

    async def beat(self, one: Pass) -> None:
        """Wake a pass for ever, unless as many of it as may be are still at work."""
        if not one.at_once:
            await asyncio.sleep(one.every_s)
        while True:
            runs = self._running[one.name]
            if len(runs) < one.overlapping:
                runs.add(run := asyncio.create_task(self._run(one)))
                run.add_done_callback(runs.discard)
            await asyncio.sleep(one.every_s)

    async def _run(self, one: Pass) -> None:
        """The pass; the next tick tries again whatever became of it."""
        started, failed = monotonic(), True
        try:
            await one.work()
            failed = False
        except LaconiqueError as err:
            if self._is_news(one.name, str(err)):
                log.error("a pass failed", name=one.name, reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
                await self._record(one.name, str(err))
        except Exception as err:
            if self._is_news(one.name, f"{type(err).__name__}: {err}"):
                log.exception("a pass failed", name=one.name)
                await self._record(one.name, f"{type(err).__name__}: {err}")
        else:
            await self._works(one.name)
        finally:
            self._ended(one.name, monotonic() - started, failed=failed)

    def _is_news(self, name: str, reason: str) -> bool:
        known, since = self._troubles.get(name, ("", clock()))
        self._troubles[name] = (reason, since)
        return known != reason

    async def _works(self, name: str) -> None:
        if name not in self._troubles:
            return
        reason, since = self._troubles.pop(name)
        log.warning("a pass works again", name=name, failed_since=str(since))
        await self._record(name, f"works again; from {since:%Y-%m-%d %H:%M:%S} on it had failed: {reason}")

    async def _record(self, name: str, told: str) -> None:
        with suppress(LaconiqueError):  # a database that is gone hears of it when it is back
            await self._events.record(f"pass {name}", told, clock())

    async def settle(self) -> None:
        """Let them end; those that take too long are dropped, and claimed again when their lease runs out."""
        running = [run for runs in self._running.values() for run in runs]
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=_SETTLE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
