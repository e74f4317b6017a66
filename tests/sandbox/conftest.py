import pytest
import pytest_asyncio

from tests.sandbox.serving import Clock, at_hand, serving


@pytest.fixture
def clock():
    return Clock()


@pytest_asyncio.fixture
async def served(clock):
    async with at_hand(clock=clock) as served:
        yield served


@pytest_asyncio.fixture
async def online(clock):
    async with serving(clock=clock) as served:
        yield served
