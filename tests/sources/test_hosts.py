"""One request per host at a time, and a gap before the next."""

import asyncio
from itertools import pairwise

import pytest

from bot.sources.hosts import Hosts, TooSoon


async def at(hosts: Hosts, host: str, diary: list[str], name: str, *, gap: bool = True) -> None:
    async with hosts.turn(host, gap=gap):
        diary.append(f"{name} in")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        diary.append(f"{name} out")


async def test_one_at_a_time():
    hosts, diary = Hosts(0), []
    await asyncio.gather(*[at(hosts, "phare.example.org", diary, name) for name in "abc"])
    assert diary == ["a in", "a out", "b in", "b out", "c in", "c out"]


async def test_hosts_do_not_wait_for_each_other():
    hosts, diary = Hosts(3600), []
    await asyncio.gather(*[at(hosts, f"{name}.example.org", diary, name) for name in "ab"])
    assert diary == ["a in", "b in", "a out", "b out"]


async def test_there_is_a_gap_before_the_next():
    hosts, clock = Hosts(0.05), asyncio.get_running_loop().time
    times = []
    for _ in range(3):
        async with hosts.turn("phare.example.org"):
            times.append(clock())
    assert all(later - earlier >= 0.05 for earlier, later in pairwise(times))


async def test_a_host_may_ask_for_a_longer_gap_and_who_has_no_patience_is_told_how_long():
    hosts = Hosts(0)
    async with hosts.turn("phare.example.org", asked_s=30):
        pass
    with pytest.raises(TooSoon) as told:
        async with hosts.turn("phare.example.org", patience_s=5):
            pass
    assert 29 < told.value.wait_s <= 30
    async with hosts.turn("autre.example.org", patience_s=0):
        pass


async def test_who_came_too_soon_keeps_nobody_waiting():
    hosts, diary = Hosts(0.05), []
    async with hosts.turn("phare.example.org"):
        pass
    with pytest.raises(TooSoon):
        async with hosts.turn("phare.example.org", patience_s=0):
            pass
    await at(hosts, "phare.example.org", diary, "a")
    assert diary == ["a in", "a out"]


async def test_who_asks_for_no_gap_has_none_and_leaves_none():
    hosts, diary = Hosts(3600), []
    for name, gap in (("robots", False), ("page", True), ("robots", False)):
        await at(hosts, "phare.example.org", diary, name, gap=gap)
    assert len(diary) == 6


async def test_whoever_gives_up_lets_the_others_pass():
    hosts, diary = Hosts(0), []
    async with hosts.turn("phare.example.org"):
        waiting = asyncio.create_task(at(hosts, "phare.example.org", diary, "a"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    await at(hosts, "phare.example.org", diary, "b")
    assert diary == ["b in", "b out"]


async def test_hosts_met_long_ago_are_forgotten():
    hosts, diary = Hosts(0), []
    for number in range(1500):
        await at(hosts, f"{number}.example.org", diary, "a")
    assert len(hosts._lines) <= 1001


@pytest.mark.parametrize(
    ("taken_s", "patience_s", "said"),
    [
        pytest.param(0.0, 5, "in", id="nobody else is there"),
        pytest.param(0.02, 5, "in", id="another process was: a moment later"),
        pytest.param(30.0, 5, "in 30 s", id="too long: later, and no turn is taken"),
    ],
)
async def test_what_other_processes_have_taken_is_waited_for(taken_s, patience_s, said):
    async def turns(host: str, gap_s: float, patience: float) -> float:
        assert (host, gap_s, patience) == ("phare.example.org", 30, patience_s)
        return taken_s

    hosts, clock = Hosts(1, turns), asyncio.get_running_loop().time
    start, told = clock(), "in"
    try:
        async with hosts.turn("phare.example.org", asked_s=30, patience_s=patience_s):
            assert clock() - start >= taken_s
    except TooSoon as err:
        told = str(err)
    assert told == said
