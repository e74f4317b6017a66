"""Several pools of connections: who gets the next request."""

import asyncio

import pytest
from telegram.request import BaseRequest

from bot.telegram.pools import Pools


class Pool(BaseRequest):
    """Answers with its name when it is let; `on_their_way` counts what has not been answered."""

    read_timeout = 5.0

    def __init__(self, name: str) -> None:
        self.name = name.encode()
        self.is_open = False
        self.on_their_way = 0
        self.let = asyncio.Event()
        self.breaks = False

    async def initialize(self):
        self.is_open = True

    async def shutdown(self):
        self.is_open = False

    async def do_request(self, url, method, **_more):
        self.on_their_way += 1
        await self.let.wait()
        self.on_their_way -= 1
        if self.breaks:
            raise ConnectionError
        return 200, self.name


@pytest.fixture
def three() -> list[Pool]:
    return [Pool(name) for name in "abc"]


async def test_requests_are_spread_evenly(three):
    pools = Pools(three)
    asked = [asyncio.create_task(pools.do_request("/", "POST")) for _ in range(7)]
    await asyncio.sleep(0)
    assert [pool.on_their_way for pool in three] == [3, 2, 2]
    for pool in three:
        pool.let.set()
    assert [body for _, body in await asyncio.gather(*asked)] == [b"a", b"b", b"c", b"a", b"b", b"c", b"a"]


@pytest.mark.parametrize("breaks", [pytest.param(False, id="answered"), pytest.param(True, id="failed")])
async def test_a_request_that_has_ended_leaves_room_for_the_next(three, breaks):
    first, pools = three[0], Pools(three)
    asked = [asyncio.create_task(pools.do_request("/", "POST")) for _ in range(3)]
    await asyncio.sleep(0)
    first.breaks = breaks
    first.let.set()
    await asyncio.wait(asked[:1])
    assert isinstance(asked[0].exception(), ConnectionError) == breaks
    first.breaks = False
    assert await pools.do_request("/", "POST") == (200, b"a")
    for late in asked[1:]:
        late.cancel()


async def test_all_are_opened_and_closed(three):
    pools = Pools(three)
    await pools.initialize()
    assert [pool.is_open for pool in three] == [True] * 3
    await pools.shutdown()
    assert [pool.is_open for pool in three] == [False] * 3
    assert pools.read_timeout == 5.0
