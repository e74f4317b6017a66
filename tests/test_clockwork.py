"""A clock that jumps ahead and back leaves nobody waiting, and has nothing thrown away."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.app.clock import clock
from bot.app.clockwork import Clockwork
from bot.app.core import core
from bot.app.upkeep import upkeep
from bot.ports import Event, What
from bot.settings.loading import load
from bot.store.ahead import put_back
from tests.databases import furnished

HOUR = timedelta(hours=1)


class Clocks:
    """The one that can be set, and the one that only counts."""

    def __init__(self):
        self.at = clock()
        self.seconds = 1000.0

    def pass_by(self, seconds=5.0):
        self.seconds += seconds
        self.at += timedelta(seconds=seconds)


@pytest.fixture
async def built(tmp_path):
    async with core(
        load({"LACONIQUE_HOME": str(furnished(tmp_path / "home")), "HOME": str(tmp_path)})
    ) as made:
        yield made


@pytest.fixture
def clocks():
    return Clocks()


@pytest.fixture
def clockwork(built, clocks):
    return Clockwork(built, lambda: clocks.at, lambda: clocks.seconds)


async def paused(built, at):
    """Telegram asks for a minute, as that clock has it; returns the pauses that the true clock sees."""
    await built.turns.pause(7001, at + timedelta(minutes=1), at)
    return await built.turns.pauses(clock())


async def test_what_was_left_in_the_future_is_due_at_once(built, clocks, clockwork):
    await clockwork()
    for jump in (3 * HOUR, -3 * HOUR):
        clocks.at += jump
        with capture_logs() as logs:
            await clockwork()
        if jump > timedelta(0):
            assert await paused(built, clocks.at)
    assert [entry["send_limits"] for entry in logs] == [1]
    assert not await built.turns.pauses(clocks.at)
    [(_, event)] = await built.events.latest(1)
    assert event == Event(What.CLOCK_MENDED, reason="send_limits 1")


async def test_also_what_was_left_before_we_started(built, clocks, clockwork):
    assert await paused(built, clocks.at + 3 * HOUR)
    await clockwork()
    assert not await built.turns.pauses(clocks.at)


async def test_a_clock_that_is_set_right_by_a_second_is_no_jump(built, clocks, clockwork):
    await clockwork()
    await paused(built, clocks.at + 3 * HOUR)
    clocks.at -= timedelta(seconds=1)
    await clockwork()
    assert await built.turns.pauses(clock())


async def test_what_a_clock_calls_old_that_went_ahead_by_weeks_is_kept_for_a_day(built, clocks, clockwork):
    await clockwork()
    assert not clockwork.doubtful
    clocks.at += timedelta(days=60)
    await clockwork()
    assert clockwork.doubtful
    assert not await upkeep(built, doubtful=clockwork.doubtful)
    assert await built.leases.done_at("retention") is None
    for _ in range(2):
        clocks.pass_by(43_300)
        await clockwork()
    assert not clockwork.doubtful


async def test_and_no_longer_than_the_mistake_lasts(clocks, clockwork):
    await clockwork()
    for step in (timedelta(days=60), -timedelta(days=60)):
        clocks.at += step
        await clockwork()
    assert not clockwork.doubtful


async def test_a_new_database_has_nothing_in_the_future(built):
    assert not await put_back(built.database, clock(), 60)
