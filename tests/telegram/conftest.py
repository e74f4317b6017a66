"""One conversation for all the tests of a module: to build and connect a bot takes a fifth of a second."""

import pytest
import pytest_asyncio

from tests.telegram.gathering import Gathering
from tests.telegram.talking import talking


@pytest.fixture(autouse=True)
def _no_warning_of_a_coming_type(monkeypatch):
    """As `connection.build` sets it: python-telegram-bot else warns of the type of `retry_after`."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def polling():
    async with talking() as talk:
        yield talk


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def hooking():
    async with talking(by_webhook=True) as talk:
        yield talk


@pytest_asyncio.fixture(loop_scope="module")
async def talk(polling):
    """By polling; nothing said yet."""
    await polling.start_over()
    return polling


@pytest_asyncio.fixture(loop_scope="module")
async def hooked(hooking):
    """By webhook; nothing said yet."""
    await hooking.start_over()
    return hooking


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gathered():
    async with talking(Gathering) as people:
        yield people


@pytest_asyncio.fixture(loop_scope="module")
async def people(gathered):
    """Before groups and channels; each test makes its own."""
    await gathered.quiet()
    return gathered
