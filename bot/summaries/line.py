"""One job: so many at a time, and those first for whom a person waits."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Line:
    """Lets `most` in at a time; who is urgent goes in before all others who wait, and puts nobody out."""

    def __init__(self, most: int) -> None:
        self._free = most
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._later: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def turn(self, *, urgent: bool = False) -> AsyncIterator[None]:
        """Wait for a turn, and have it inside the block."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(self._urgent if urgent else self._later)
        try:
            yield
        finally:
            self._leave()

    async def _wait(self, others: "deque[asyncio.Future[None]]") -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        others.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if not mine.cancelled():  # the turn had come: it is another's
                self._leave()
            raise

    def _leave(self) -> None:
        for others in (self._urgent, self._later):
            while others:
                if not (following := others.popleft()).done():
                    following.set_result(None)
                    return
        self._free += 1
