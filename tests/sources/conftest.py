"""One newsstand and two fetchers for all tests of a module: making a fetcher takes a tenth of a second."""

import pytest
import pytest_asyncio

from tests.sources.newsstand import LOOPBACK, fetching, open_newsstand


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def opened():
    async with open_newsstand() as newsstand:
        yield newsstand


@pytest.fixture
def newsstand(opened):
    """Where nobody has been yet."""
    opened.seen.clear()
    return opened


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fetcher():
    """Trusts the newsstand, as an operator may trust a host of the house."""
    async with fetching(LOOPBACK) as fetcher:
        yield fetcher


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def guarded():
    """Trusts nobody, as by default."""
    async with fetching() as fetcher:
        yield fetcher
