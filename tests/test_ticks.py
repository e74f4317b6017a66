"""The clock goes on whatever a pass meets, and says of each trouble twice.

When it comes, and when it is over.
"""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs

from bot.app.ticks import Pass, make_due, ticking
from bot.errors import DatabaseError
from bot.ports import What


class Notes:
    """The operator's events; `gone` while the database is."""

    def __init__(self):
        self.told = []
        self.gone = False

    async def record(self, event, now):
        if self.gone:
            raise DatabaseError("gone")
        self.told.append(event)


class Work:
    """A pass that meets these failures, then works."""

    def __init__(self, *failures):
        self.failures = list(failures)
        self.done = asyncio.Event()

    async def __call__(self):
        if self.failures:
            raise self.failures.pop(0)
        self.done.set()


def unheard(name, seconds, *, failed):
    pass


async def nothing():
    pass


async def woken(notes, work):
    with capture_logs() as logs:
        async with ticking([Pass("send", work, 0.01)], unheard, notes, nothing):
            await asyncio.wait_for(work.done.wait(), 10)
            await asyncio.sleep(0.03)
    return [entry["event"] for entry in logs]


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(DatabaseError("database is locked"), id="locked"),
        pytest.param(DatabaseError("database or disk is full"), id="full"),
        pytest.param(ZeroDivisionError("a bug"), id="unforeseen"),
    ],
)
async def test_a_trouble_that_lasts_is_said_once_and_its_end_too(failure):
    notes = Notes()
    assert await woken(notes, Work(*[failure] * 5)) == ["a pass failed", "a pass works again"]
    began, ended = notes.told
    assert (began.what, ended.what) == (What.PASS_FAILS, What.PASS_WORKS)
    assert str(failure) in began.reason
    assert ended.reason == began.reason


async def test_two_troubles_are_two():
    notes = Notes()
    logs = await woken(notes, Work(DatabaseError("locked"), DatabaseError("full"), DatabaseError("full")))
    assert logs == ["a pass failed", "a pass failed", "a pass works again"]


async def test_a_database_that_is_gone_hears_of_it_when_it_is_back():
    notes = Notes()
    notes.gone = True

    class Back(Work):
        async def __call__(self):
            notes.gone = bool(self.failures)
            await super().__call__()

    await woken(notes, Back(*[DatabaseError("gone")] * 3))
    (told,) = notes.told
    assert (told.what, told.reason) == (What.PASS_WORKS, "gone")


async def test_a_pass_that_works_says_nothing():
    notes = Notes()
    assert (await woken(notes, Work()), notes.told) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lasts_s", "given"),
    [pytest.param(0.1, 0, id="it ends in time"), pytest.param(60, 1, id="it is dropped")],
)
async def test_what_is_dropped_at_the_end_is_given_back(lasts_s, given):
    begun, back = asyncio.Event(), []

    async def work():
        begun.set()
        await asyncio.sleep(lasts_s)

    async def give_back():
        back.append(True)

    with capture_logs():
        async with ticking([Pass("read", work, 0.01)], unheard, Notes(), give_back):
            await begun.wait()
    assert len(back) == given


@pytest.mark.parametrize(
    ("put_back", "due"),
    [
        pytest.param(timedelta(hours=1), True, id="an hour: it would be mute for that long"),
        pytest.param(timedelta(0), False, id="not at all: it keeps its interval"),
        pytest.param(-timedelta(hours=1), False, id="it went ahead: the scheduler sees by itself"),
    ],
)
async def test_a_clock_that_was_put_back_keeps_no_pass_waiting(put_back, due):
    scheduler = AsyncIOScheduler(timezone=UTC)
    now = datetime(2026, 11, 29, 12, tzinfo=UTC)
    meant = now + timedelta(seconds=30)
    job = scheduler.add_job(Work(), "interval", seconds=30, next_run_time=meant)
    scheduler.start(paused=True)
    make_due(scheduler, now - put_back)
    assert job.next_run_time == (now - put_back if due else meant)
    scheduler.shutdown(wait=False)
