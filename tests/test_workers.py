"""Work that runs apart: a result, an error, a deadline, a death; the bot goes on in every case."""

import asyncio
import ctypes
import math
import operator
import os
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path

import pytest

from bot.articles import read
from bot.errors import DeadlineExceeded, NotAnArticle, WorkerCrashed
from bot.model import Raw
from bot.settings.loading import taken
from bot.workers import Workers

pytestmark = pytest.mark.slow  # each starts a process of its own, which takes most of a second
LONG_S = 240


def workers_of(
    *modules: str, deadline_s: float = LONG_S, memory_mb: int = 1024, idle_s: float = LONG_S
) -> Workers:
    return Workers(1, deadline_s, memory_mb, idle_s, modules)


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    opened = workers_of()
    yield opened
    await opened.close()


async def test_a_worker_inherits_no_secret(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads what strangers wrote: whoever takes it over finds nothing to take."""
    monkeypatch.setenv("LACONIQUE_CONFIG", str(tmp_path))
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456789:an-invented-token-of-no-value")
    monkeypatch.setenv("LACONIQUE_DATABASE_URL", "postgresql://anne:of-no-value@db/laconique")
    taken(os.environ)
    assert "of-no-value" not in await workers.run(Path.read_text, Path("/proc/self/environ"))


def is_loaded(module: str) -> bool:
    return module in sys.modules


async def ended(process: int) -> None:
    """Return as soon as there is no such process."""
    with suppress(ProcessLookupError):
        while True:
            os.kill(process, 0)
            await asyncio.sleep(0.01)


async def test_the_result_comes_back_from_another_process(workers):
    assert await workers.run(math.factorial, 5) == 120
    assert await workers.run(os.getpid) != os.getpid()


async def test_an_error_of_ours_is_raised_here_as_it_was(workers, now):
    with pytest.raises(NotAnArticle):
        await workers.run(read, Raw("note.txt", b"Rien.", "text/plain"), "essai", now)


class Odd(Exception):
    """Can be sent, and not received: it is made again with one argument."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def raise_odd() -> None:
    raise Odd("a", "b")


def break_apart() -> None:
    raise RuntimeError("broken on arrival")


class Fragile:
    """Arrives as something else, which fails to be made."""

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        return break_apart, ()


@pytest.mark.parametrize(
    ("work", "args", "said"),
    [
        pytest.param(operator.truediv, (1, 0), "ZeroDivisionError: division by zero", id="a plain error"),
        pytest.param(sys.exit, (3,), "SystemExit: 3", id="it wants to exit: we do not"),
        pytest.param(raise_odd, (), "", id="an error that cannot be made again here"),
        pytest.param(open, (os.devnull,), "", id="a result that cannot be sent"),
    ],
)
async def test_whatever_else_the_work_raises_is_a_crash_that_says_what_it_was(workers, work, args, said):
    with pytest.raises(WorkerCrashed, match=f"{work.__name__}: {said}"):
        await workers.run(work, *args)
    assert await workers.run(math.factorial, 5) == 120


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
async def test_a_result_that_breaks_on_arrival_hangs_nobody_and_the_pool_is_replaced():
    workers = workers_of(deadline_s=1)
    with pytest.raises(DeadlineExceeded):
        await workers.run(Fragile)
    assert await workers.run(math.factorial, 5) == 120
    await workers.close()


async def test_work_that_takes_too_long_is_stopped_and_the_next_succeeds(now):
    workers = workers_of(deadline_s=1)
    with pytest.raises(DeadlineExceeded, match="sleep was stopped after 1 s"):
        await workers.run(time.sleep, LONG_S)
    assert await workers.run(math.factorial, 5) == 120
    await workers.close()


@pytest.mark.parametrize(
    ("work", "args"),
    [
        pytest.param(os._exit, (3,), id="it ends the process"),
        pytest.param(os.abort, (), id="it aborts"),
        pytest.param(ctypes.string_at, (0,), id="a native library reads where it must not"),
        pytest.param(bytearray, (2_000_000_000,), id="it wants more memory than it may have"),
    ],
)
async def test_a_death_costs_one_try_and_the_next_work_succeeds(workers, work, args):
    with pytest.raises(WorkerCrashed, match=work.__name__):
        await workers.run(work, *args)
    assert await workers.run(math.factorial, 5) == 120


async def test_work_that_nobody_waits_for_any_more_makes_way(workers):
    await workers.run(os.getpid)
    hanging = asyncio.create_task(workers.run(time.sleep, LONG_S))
    await asyncio.sleep(0.1)
    hanging.cancel()
    async with asyncio.timeout(LONG_S / 2):
        assert await workers.run(math.factorial, 5) == 120


async def test_the_others_that_wait_survive_a_death(workers):
    answers = await asyncio.gather(
        workers.run(math.factorial, 4),
        workers.run(os._exit, 3),
        workers.run(math.factorial, 5),
        return_exceptions=True,
    )
    assert (answers[0], answers[2]) == (24, 120)
    assert isinstance(answers[1], WorkerCrashed)


async def test_a_process_ends_when_it_has_been_idle_and_another_starts_when_there_is_work():
    workers = workers_of(idle_s=0.05)
    first = await workers.run(os.getpid)
    await ended(first)
    assert await workers.run(os.getpid) != first
    await workers.close()


async def test_a_process_that_is_busy_is_not_idle():
    workers = workers_of(idle_s=0.05)
    first = await workers.run(os.getpid)
    slow, quick = workers.run(time.sleep, 0.3), workers.run(os.getpid)
    assert await asyncio.gather(slow, quick) == [None, first]
    await workers.close()


async def test_the_event_loop_goes_on_while_the_work_is_done(workers):
    turns = 0

    async def other_things() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    others = asyncio.create_task(other_things())
    await workers.run(time.sleep, 0.1)
    others.cancel()
    assert turns > 10


async def test_what_is_loaded_beforehand_is_there_when_work_comes():
    """So that a command waits for one of the two only: its own start, or its worker's."""
    workers = workers_of("bot.study")
    workers.warm()
    assert await workers.run(is_loaded, "bot.study")
    await workers.close()


async def test_what_loading_takes_counts_in_no_deadline(tmp_path, monkeypatch):
    """A slow machine's first summary is not cut."""
    (tmp_path / "slow_to_load.py").write_text("import time\ntime.sleep(3)", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    workers = workers_of("slow_to_load", deadline_s=2)
    assert await workers.run(is_loaded, "slow_to_load")
    await workers.close()


async def test_what_cannot_be_loaded_beforehand_fails_only_where_it_is_used():
    workers = workers_of("bot.no_such_module")
    assert await workers.run(math.sqrt, 4.0) == 2.0
    await workers.close()


async def test_closing_ends_the_process_whatever_it_does():
    workers = workers_of()
    process = await workers.run(os.getpid)
    hanging = asyncio.create_task(workers.run(time.sleep, LONG_S))
    await asyncio.sleep(0)
    await workers.close()
    await ended(process)
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


async def test_closing_what_never_worked_is_no_trouble():
    await workers_of().close()
