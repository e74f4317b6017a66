"""The machine's clock may jump: what waits for a moment never meant is due, and nothing is thrown away."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

import structlog

from bot.app.clock import clock
from bot.app.core import Core, lease_s
from bot.ports import Event, What
from bot.store.ahead import put_back

_JUMP = timedelta(seconds=5)
"""A clock that moves by less is only being set right."""
_LEAP = timedelta(days=7)
"""A clock that goes ahead so far may be wrong: what it calls old is kept for a day."""
_DOUBT_S = 86_400.0

log = structlog.get_logger()


class Clockwork:
    """Holds the clock against one that only counts seconds, every few of them; mends what a jump did."""

    def __init__(
        self,
        built: Core,
        now: Callable[[], datetime] = clock,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self._built = built
        self._now = now
        self._seconds = seconds
        self._last: tuple[datetime, float] | None = None
        self._leapt_at: float | None = None

    @property
    def doubtful(self) -> bool:
        """Whether the clock went so far ahead a moment ago that nothing should be cleared away by it."""
        return self._leapt_at is not None and self._seconds() - self._leapt_at < _DOUBT_S

    async def __call__(self) -> None:
        """Look at both clocks; at the start, and after a jump back, look at what waits in the future."""
        now, seconds = self._now(), self._seconds()
        last, self._last = self._last, (now, seconds)
        jump = now - last[0] - timedelta(seconds=seconds - last[1]) if last else timedelta(0)
        if jump > _LEAP:
            self._leapt_at = seconds
            log.warning("the clock went ahead: nothing is cleared away for a day", by=str(jump))
        elif jump < -_LEAP:
            self._leapt_at = None
        if last is None or jump < -_JUMP:
            await self._put_back(now)

    async def _put_back(self, now: datetime) -> None:
        found = await put_back(self._built.database, now, lease_s(self._built.settings))
        if found:
            told = ", ".join(f"{table} {number}" for table, number in sorted(found.items()))
            log.warning("the clock was put back: what waited in the future is due now", **found)
            await self._built.events.record(Event(What.CLOCK_MENDED, reason=told), now)
