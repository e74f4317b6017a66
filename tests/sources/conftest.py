import pytest_asyncio

from tests.sources.newsstand import LOOPBACK, fetching, open_newsstand


@pytest_asyncio.fixture
async def newsstand():
    async with open_newsstand() as newsstand:
        yield newsstand


@pytest_asyncio.fixture
async def fetcher():
    """Trusts the newsstand, as an operator may trust a host of the house."""
    async with fetching(LOOPBACK) as fetcher:
        yield fetcher


@pytest_asyncio.fixture
async def guarded():
    """Trusts nobody, as by default."""
    async with fetching() as fetcher:
        yield fetcher
