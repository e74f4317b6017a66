"""Several small pools of connections instead of a large one.

httpcore looks at every connection of its pool several times for each request: of one pool with thirty-two on
their way, a message takes more than twice the processor time.
"""

from collections.abc import Sequence
from typing import Any

from telegram.request import BaseRequest


class Pools(BaseRequest):
    """Hands each request to the pool that has the fewest on their way."""

    def __init__(self, pools: Sequence[BaseRequest]) -> None:
        self._pools = pools
        self._busy = [0] * len(pools)

    async def initialize(self) -> None:
        """Open all pools."""
        for pool in self._pools:
            await pool.initialize()

    async def shutdown(self) -> None:
        """Close all pools."""
        for pool in self._pools:
            await pool.shutdown()

    @property
    def read_timeout(self) -> float | None:
        """How long to wait for an answer, in seconds, where a call does not say: the same in all pools."""
        return self._pools[0].read_timeout

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:  # noqa: ANN401 - handed on
        """Make one request over the calmest pool: its status and its body. Raises: TelegramError."""
        calmest = self._busy.index(min(self._busy))
        self._busy[calmest] += 1
        try:
            return await self._pools[calmest].do_request(*args, **kwargs)
        finally:
            self._busy[calmest] -= 1
