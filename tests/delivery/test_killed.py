"""Killed with -9 at random instants of a delivery, in real processes; a tenth of the calls goes wrong."""

import random

import pytest

from bot.store.database import Database
from tests.conftest import ON_BOTH
from tests.delivery import fleet

pytestmark = pytest.mark.slow
READERS, EACH = 40, 2


@pytest.fixture(params=ON_BOTH)
def database_url(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
async def url(database_url):
    """An outbox with two messages for each of forty readers."""
    database = Database(database_url)
    await fleet.fill(database, READERS, EACH)
    await database.close()
    return database_url


@pytest.mark.parametrize(("processes", "kills"), [pytest.param(1, 2, id="one"), pytest.param(2, 2, id="two")])
async def test_senders_killed_at_random_lose_nothing_and_keep_the_order(url, processes, kills):
    with fleet.serving(READERS) as server:
        chance = random.Random(processes)
        killed = fleet.killing(url, server.url, processes=processes, kills=kills, chance=chance)
        report = server.report()
    assert await fleet.lost(url, report.arrived) == 0
    assert report.twice <= killed * 64, "no more than were in the air"
    assert report.in_order


async def test_a_tenth_of_the_calls_going_wrong_loses_nothing(url):
    faults = {"fail": 0.03, "drop": 0.03, "throttle": 0.02}
    with fleet.serving(READERS, faults=faults) as server:
        with fleet.sender(url, server.url) as process:
            assert process.wait() == 0
        report = server.report()
    assert await fleet.lost(url, report.arrived) == 0
    assert report.twice <= report.unheard
