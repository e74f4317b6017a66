"""What may take long to begin holds nothing up, neither the start nor the stop."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from bot.app.meanwhile import meanwhile
from bot.errors import SettingsError


class Place:
    """Lets us in when it opens."""

    def __init__(self, failure=None):
        self.open, self.entered = asyncio.Event(), asyncio.Event()
        self.failure = failure
        self.seen = []

    @asynccontextmanager
    async def visited(self):
        await self.open.wait()
        if self.failure:
            raise self.failure
        self.seen.append("in")
        self.entered.set()
        try:
            yield
        finally:
            self.seen.append("out")


async def test_the_block_runs_before_we_are_let_in_and_ends_without_it():
    place, stop = Place(), asyncio.Event()
    async with asyncio.timeout(60), meanwhile(place.visited(), stop):
        assert place.seen == []
    assert place.seen == []


async def test_who_is_inside_leaves_by_the_door():
    place, stop = Place(), asyncio.Event()
    async with meanwhile(place.visited(), stop):
        place.open.set()
        await place.entered.wait()
        assert (place.seen, stop.is_set()) == (["in"], False)
    assert place.seen == ["in", "out"]


async def test_a_refusal_stops_everything_and_is_told():
    place, stop = Place(SettingsError("no such token")), asyncio.Event()
    place.open.set()

    async def run():
        async with asyncio.timeout(60), meanwhile(place.visited(), stop):
            await stop.wait()

    with pytest.raises(SettingsError, match="no such token"):
        await run()
