"""The database goes away while something is read or summarised: the process takes it up when it is back."""

from contextlib import ExitStack
from datetime import timedelta

import pytest

from tests.conftest import ON_BOTH
from tests.fakes import FakeSummariser, directly
from tests.pipeline.house import GAZETTE, LEASE_S, LIGHTHOUSE, an_entry, in_full, waiting_article
from tests.postgres import MIGRATED

pytestmark = [pytest.mark.postgres, pytest.mark.parametrize("database_url", ON_BOTH[1:], indirect=True)]


class Outage:
    """The database is away from the first work on, until somebody ends it."""

    def __init__(self, postgres):
        self._over = ExitStack()
        self._to_come = [postgres.away(MIGRATED)]

    def begin(self):
        while self._to_come:
            self._over.enter_context(self._to_come.pop())

    def end(self):
        self._over.close()


@pytest.fixture
def outage(postgres):
    made = Outage(postgres)
    yield made
    made.end()


class Interrupted(FakeSummariser):
    def __init__(self, outage):
        super().__init__()
        self._outage = outage

    async def summarise(self, article):
        self._outage.begin()
        return await super().summarise(article)


@pytest.fixture
async def reading(house, outage):
    """A pass that reads one entry, while which the database goes away."""

    async def interrupted(work, *args):
        outage.begin()
        return await directly(work, *args)

    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    pipeline = house.pipeline(run=interrupted)
    await pipeline.look(house.now)
    return pipeline.read


@pytest.fixture
async def summarising(house, outage):
    """A pass that summarises one article, while which the database goes away."""
    await waiting_article(house)
    house.summariser = Interrupted(outage)
    return house.pipeline().summarise


@pytest.fixture(params=["reading", "summarising"])
def one_pass(request):
    return request.getfixturevalue(request.param)


async def test_what_was_claimed_is_taken_up_again_as_soon_as_the_database_is_back(house, outage, one_pass):
    assert await one_pass(house.now) == 0
    outage.end()
    assert await one_pass(house.now) == 1
    assert await one_pass(house.now) == 0


async def test_it_is_left_to_others_when_its_lease_is_over(house, outage, one_pass):
    """Another process may be at it by now."""
    assert await one_pass(house.now) == 0
    outage.end()
    await house.later(timedelta(seconds=LEASE_S))
    claims = house.intake.claim_entries, house.archive.claim_unsummarised
    taken = [one for claim in claims for one in await claim(9, house.now, LEASE_S)]
    assert len(taken) == 1
    assert await one_pass(house.now) == 0
