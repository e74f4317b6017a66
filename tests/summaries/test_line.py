"""So many at a time, in the order in which they came, but for those for whom a person waits."""

import asyncio

import pytest

from bot.summaries.line import Line


class Visitors:
    """Go in one by one, and stay until they are let out."""

    def __init__(self, most):
        self.line = Line(most)
        self.entered = []
        self.doors = {}

    def come(self, name, *, urgent=False):
        self.doors[name] = asyncio.Event()
        return asyncio.create_task(self._visit(name, urgent=urgent))

    async def _visit(self, name, *, urgent):
        async with self.line.turn(urgent=urgent):
            self.entered.append(name)
            await self.doors[name].wait()

    async def out(self, name):
        self.doors[name].set()
        await settled()


async def settled():
    for _turn in range(5):
        await asyncio.sleep(0)


async def test_no_more_are_in_than_there_is_room_for():
    visitors = Visitors(2)
    tasks = [visitors.come(name) for name in "abc"]
    await settled()
    assert visitors.entered == ["a", "b"]
    await visitors.out("b")
    assert visitors.entered == ["a", "b", "c"]
    for name in "ac":
        await visitors.out(name)
    await asyncio.gather(*tasks)


async def test_the_urgent_go_in_before_who_came_earlier():
    visitors = Visitors(1)
    tasks = [visitors.come("a"), visitors.come("b"), visitors.come("c", urgent=True)]
    await settled()
    for name in "acb":
        await visitors.out(name)
    await asyncio.gather(*tasks)
    assert visitors.entered == ["a", "c", "b"]


@pytest.mark.parametrize("late", [False, True], ids=["while waiting", "when the turn has come"])
async def test_who_gives_up_leaves_the_turn_to_the_next(late):
    visitors = Visitors(1)
    first, second, third = (visitors.come(name) for name in "abc")
    await settled()
    if late:
        visitors.doors["a"].set()
        await asyncio.sleep(0)
    second.cancel()
    visitors.doors["a"].set()
    visitors.doors["c"].set()
    await asyncio.gather(first, third)
    assert visitors.entered[-1] == "c"
    fourth = visitors.come("d")
    await settled()
    assert visitors.entered[-1] == "d"
    await visitors.out("d")
    await fourth
