"""Worker processes: parsers and models run there, with a deadline and a memory limit.

A crash or an endless loop in a native library costs one article's try, not the bot.
"""

import asyncio
import gc
import importlib
import multiprocessing
import resource
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from pebble import ProcessPool

from bot.errors import DeadlineExceeded, LaconiqueError, WorkerCrashed

_T = TypeVar("_T")
_TASKS_PER_PROCESS = 500  # parsers leak a little; a fresh process now and then costs half a second
_MARGIN_S = 10.0  # for a process to start, besides what a deadline more leaves


class Workers:
    """Runs picklable functions in processes that start with the first work and end when there is none.

    Each loads `modules` before it takes up any work: what loading takes counts in no deadline.
    """

    def __init__(
        self, processes: int, deadline_s: float, memory_mb: int, idle_s: float, modules: Sequence[str] = ()
    ) -> None:
        self._processes = processes
        self._deadline_s = deadline_s
        self._memory_mb = memory_mb
        self._idle_s = idle_s
        self._modules = modules
        self._pool: ProcessPool | None = None
        self._running = 0
        self._idle: asyncio.TimerHandle | None = None
        self._resting: asyncio.Task[None] | None = None

    async def run(self, work: Callable[..., _T], *args: object) -> _T:
        """The result of `work(*args)`, made in another process; a LaconiqueError it raises is raised here.

        Raises: DeadlineExceeded; WorkerCrashed for whatever else it raised, or if it died.
        """
        self._running += 1
        if self._idle is not None:
            self._idle.cancel()
        try:
            future = self._started().schedule(work, args=args, timeout=self._deadline_s)
            async with asyncio.timeout(self._patience_s()) as patience:
                result: _T = await asyncio.wrap_future(future)
        except LaconiqueError:
            raise
        except TimeoutError as err:
            if patience.expired():  # the pool itself is stuck
                self._rest()
            msg = f"{work.__name__} was stopped after {self._deadline_s:g} s"
            raise DeadlineExceeded(msg) from err
        except (Exception, SystemExit) as err:  # it died, ran out of memory, or raised what we do not know
            msg = f"{work.__name__}: {type(err).__name__}: {err}"
            raise WorkerCrashed(msg) from err
        finally:
            self._running -= 1
            if self._running == 0:
                self._idle = asyncio.get_running_loop().call_later(self._idle_s, self._rest)
        return result

    def warm(self) -> None:
        """Let a process start now, while the caller has something else to do."""
        self._started().schedule(int)

    async def close(self) -> None:
        """End the processes, and whatever they were doing."""
        if self._idle is not None:
            self._idle.cancel()
        if self._resting is not None:
            await self._resting
        pool, self._pool = self._pool, None
        if pool is not None:
            await asyncio.to_thread(_end, pool)

    def _patience_s(self) -> float:
        """The deadline counts from when a process takes it up; this counts also who is served before."""
        return self._deadline_s * (1 + self._running / self._processes) + _MARGIN_S

    def _started(self) -> ProcessPool:
        if self._pool is not None and not self._pool.active:  # broken: it would refuse all further work
            self._rest()
        if self._pool is None:
            self._pool = ProcessPool(
                max_workers=self._processes,
                max_tasks=_TASKS_PER_PROCESS,
                initializer=_prepare,
                initargs=(self._memory_mb, self._modules),
                # A fork would carry along the bot's threads, sockets and locks in whatever state they are.
                context=multiprocessing.get_context("spawn"),
            )
        return self._pool

    def _rest(self) -> None:
        """Nobody has asked for a while: let the processes go, without holding up the loop."""
        pool, self._pool = self._pool, None
        if pool is not None:
            self._resting = asyncio.create_task(asyncio.to_thread(_end, pool))


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


def _prepare(megabytes: int, modules: Sequence[str]) -> None:
    """Cap what this process may allocate, beyond which Python raises MemoryError; leave Ctrl+C to the bot.

    Then load what work will need; what can't be loaded fails where it is used.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = megabytes * 1024 * 1024
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    gc.disable()  # nothing of it can go
    for module in modules:
        with suppress(ImportError):
            importlib.import_module(module)
    gc.freeze()
    gc.enable()
