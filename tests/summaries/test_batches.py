"""What is asked one by one is done together; who waits in person goes first; one failure is one's own."""

import asyncio

import pytest

from bot.errors import ModelFailed, WorkerCrashed
from bot.summaries.batches import Batches


class Work:
    """Doubles numbers, batch by batch, when it is let; dies of any batch with a 13."""

    def __init__(self):
        self.batches = []
        self.free = asyncio.Event()
        self.free.set()

    async def __call__(self, numbers):
        self.batches.append(list(numbers))
        await self.free.wait()
        if 13 in numbers:
            raise WorkerCrashed("13")
        return [ModelFailed("a 7") if number == 7 else 2 * number for number in numbers]


@pytest.fixture
def work():
    return Work()


async def test_who_asks_in_the_same_moment_is_served_together(work):
    batches = Batches(work, most=8)
    assert await asyncio.gather(*map(batches.ask, range(5))) == [0, 2, 4, 6, 8]
    assert work.batches == [[0, 1, 2, 3, 4]]


async def test_no_batch_is_larger_than_allowed(work):
    await asyncio.gather(*map(Batches(work, most=2).ask, range(5)))
    assert work.batches == [[0, 1], [2, 3], [4]]


async def test_a_request_waits_for_one_batch_at_most(work):
    batches = Batches(work, most=2)
    work.free.clear()
    backlog = [asyncio.create_task(batches.ask(number)) for number in range(6)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    urgent = asyncio.create_task(batches.ask(99, urgent=True))
    await asyncio.sleep(0)
    work.free.set()
    assert await urgent == 198
    await asyncio.gather(*backlog)
    assert work.batches == [[0, 1], [99], [2, 3], [4, 5]]


async def test_a_failure_among_the_results_is_its_own(work):
    results = await asyncio.gather(*map(Batches(work, most=3).ask, (6, 7, 8)), return_exceptions=True)
    assert (results[0], results[2]) == (12, 16)
    assert isinstance(results[1], ModelFailed)


async def test_after_a_death_each_is_tried_alone_and_only_one_is_to_blame(work):
    results = await asyncio.gather(*map(Batches(work, most=3).ask, (12, 13, 14)), return_exceptions=True)
    assert (results[0], results[2]) == (24, 28)
    assert isinstance(results[1], WorkerCrashed)
    assert work.batches == [[12, 13, 14], [12], [13], [14]]


async def test_a_request_goes_before_those_that_are_tried_alone(work):
    batches = Batches(work, most=2)
    work.free.clear()
    backlog = [asyncio.create_task(batches.ask(number)) for number in (12, 13)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    urgent = asyncio.create_task(batches.ask(1, urgent=True))
    await asyncio.sleep(0)
    work.free.set()
    await asyncio.gather(urgent, *backlog, return_exceptions=True)
    assert work.batches == [[12, 13], [1], [12], [13]]


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param(ModelFailed("no weights"), id="the model is broken for all"),
        pytest.param(KeyError("a bug"), id="nobody foresaw it"),
        pytest.param([1], id="too few results"),
    ],
)
async def test_whatever_happens_nobody_waits_forever(answers):
    async def work(numbers):
        if isinstance(answers, Exception):
            raise answers
        return answers

    batches = Batches(work, most=2)
    async with asyncio.timeout(60):
        results = await asyncio.gather(batches.ask(1), batches.ask(2), return_exceptions=True)
        assert all(isinstance(result, Exception) for result in results)


async def test_who_has_gone_is_not_served(work):
    batches = Batches(work, most=1)
    work.free.clear()
    first, second, third = (asyncio.create_task(batches.ask(number)) for number in range(3))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.sleep(0)
    work.free.set()
    assert (await first, await third) == (0, 4)
    assert work.batches == [[0], [2]]


async def test_it_rests_and_starts_again(work):
    batches = Batches(work, most=2)
    assert await batches.ask(1) == 2
    await asyncio.sleep(0)
    assert await batches.ask(2) == 4
