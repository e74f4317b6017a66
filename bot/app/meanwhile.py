"""What may take as long as it likes to begin, while all else goes on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress


@asynccontextmanager
async def meanwhile(what: AbstractAsyncContextManager[None], stop: asyncio.Event) -> AsyncIterator[None]:
    """Be inside `what` beside the block, from when it lets us in until the block ends.

    When it fails, `stop` is set, and the block's end raises what it raised.
    """
    leave, entered = asyncio.Event(), asyncio.Event()

    async def inside() -> None:
        async with what:
            entered.set()
            await leave.wait()

    task = asyncio.create_task(inside())
    task.add_done_callback(lambda _: stop.set())
    try:
        yield
    finally:
        leave.set()
        if not entered.is_set():
            task.cancel()
        with suppress(asyncio.CancelledError):
            await task
