"""One job: gather what is asked one by one into batches, those first for whom a person waits.

A model writes about eight articles in the time of three. A request never waits for more than the batch that
is at work: the urgent make a batch of their own, which goes next.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.errors import WorkerError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


@dataclass(slots=True)
class _Waiting(Generic[_Item, _Result]):
    """One item, and the promise of its result."""

    item: _Item
    answer: "asyncio.Future[_Result]"


class Batches(Generic[_Item, _Result]):
    """Hands `work` at most `most` items at a time, one batch after the other.

    `work` returns as many results as it was given items; a result that is an exception is raised to whoever
    asked for it. When a whole batch dies, each of its items is tried alone: only one of them is to blame.
    """

    def __init__(
        self, work: Callable[[Sequence[_Item]], Awaitable[Sequence[_Result | Exception]]], most: int
    ) -> None:
        self._work = work
        self._most = most
        self._urgent: deque[_Waiting[_Item, _Result]] = deque()
        self._alone: deque[_Waiting[_Item, _Result]] = deque()
        self._later: deque[_Waiting[_Item, _Result]] = deque()
        self._working: asyncio.Task[None] | None = None

    async def ask(self, item: _Item, *, urgent: bool = False) -> _Result:
        """The result for one item. Raises: what `work` answers or raises."""
        waiting: _Waiting[_Item, _Result] = _Waiting(item, asyncio.get_running_loop().create_future())
        (self._urgent if urgent else self._later).append(waiting)
        if self._working is None or self._working.done():
            # It starts when the loop comes around: who asks in the same moment is in the same batch.
            self._working = asyncio.create_task(self._all())
        return await waiting.answer

    async def _all(self) -> None:
        while batch := self._next():
            await self._do(batch)

    def _next(self) -> list[_Waiting[_Item, _Result]]:
        for queue, most in ((self._urgent, self._most), (self._alone, 1), (self._later, self._most)):
            batch: list[_Waiting[_Item, _Result]] = []
            while queue and len(batch) < most:
                one = queue.popleft()
                if not one.answer.done():  # else whoever asked has gone
                    batch.append(one)
            if batch:
                return batch
        return []

    async def _do(self, batch: Sequence[_Waiting[_Item, _Result]]) -> None:
        try:
            results = await self._work([one.item for one in batch])
            pairs = list(zip(batch, results, strict=True))
        except WorkerError as err:
            if len(batch) == 1:
                pairs = [(batch[0], err)]
            else:
                self._alone.extend(batch)
                pairs = []
        except Exception as err:  # noqa: BLE001 - whoever waits must hear of it, whatever it is
            pairs = [(one, err) for one in batch]
        for one, result in pairs:
            _answer(one.answer, result)


def _answer(answer: "asyncio.Future[_Result]", result: _Result | Exception) -> None:
    if answer.done():
        return
    if isinstance(result, Exception):
        answer.set_exception(result)
    else:
        answer.set_result(result)
