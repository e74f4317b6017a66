"""One request per host at a time, and a gap before the next; different hosts do not wait for each other.

Where several processes ask, `Spacing` keeps their gaps apart, too.
"""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

_REMEMBERED = 1000

Spacing = Callable[[str, float, float], Awaitable[float]]
"""Host, gap after it, patience, all in seconds -> seconds until our turn, which is taken unless they are too
many."""


class TooSoon(Exception):
    """The host may be asked again in `wait_s` seconds only."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(f"in {wait_s:.0f} s")
        self.wait_s = wait_s


@dataclass(slots=True)
class _Line:
    """Who waits at one host, and when the next may go."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0
    free_at: float = 0.0


class Hosts:
    """Whose turn it is at each host; `spacing` asks what other processes have taken."""

    def __init__(self, gap_s: float, spacing: Spacing | None = None) -> None:
        self._gap_s = gap_s
        self._spacing = spacing
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def turn(
        self, host: str, *, gap: bool = True, asked_s: float = 0.0, patience_s: float = math.inf
    ) -> AsyncIterator[None]:
        """Wait until nobody else is at the host.

        Args:
            host: its name.
            gap: keep the distance to the request before, and ask it of the next one.
            asked_s: the distance in seconds that the host itself asks for, if more than ours.
            patience_s: how long to wait for that distance at most.

        Raises: TooSoon when the wait would be longer.
        """
        line = self._lines.setdefault(host, _Line())
        line.waiting += 1
        clock = asyncio.get_running_loop().time
        try:
            async with line.lock:
                if gap:
                    await self._wait(host, line.free_at - clock(), max(self._gap_s, asked_s), patience_s)
                try:
                    yield
                finally:
                    if gap:
                        line.free_at = clock() + max(self._gap_s, asked_s)
        finally:
            line.waiting -= 1
            if len(self._lines) > _REMEMBERED:
                self._forget(clock())

    async def _wait(self, host: str, wait_s: float, gap_s: float, patience_s: float) -> None:
        if self._spacing is not None and wait_s <= patience_s:
            wait_s = max(wait_s, await self._spacing(host, gap_s, patience_s))
        if wait_s > patience_s:
            raise TooSoon(wait_s)
        if wait_s > 0:
            await asyncio.sleep(wait_s)

    def _forget(self, now: float) -> None:
        """Let go of hosts that nobody waits for."""
        self._lines = {host: line for host, line in self._lines.items() if line.waiting or line.free_at > now}
