"""What one process does for all: taken by one, taken over from the dead, done once in its time."""

import asyncio
from datetime import timedelta

import pytest

from bot.store.database import Database
from bot.store.leases import LeaseStore

HOLD_S = 60
DAY = timedelta(days=1)


@pytest.fixture
def one(database) -> LeaseStore:
    return LeaseStore(database, "one")


@pytest.fixture
def other(database) -> LeaseStore:
    return LeaseStore(database, "other")


@pytest.mark.parametrize(
    ("by", "after_s", "taken"),
    [
        pytest.param("other", 0, False, id="nobody else while it is held"),
        pytest.param("other", 59, False, id="nor a moment before its end"),
        pytest.param("other", 60, True, id="whoever held it is dead"),
        pytest.param("one", 30, True, id="who holds it may hold it longer"),
    ],
)
async def test_a_duty_is_held_for_a_while(database, now, by, after_s, taken):
    assert await LeaseStore(database, "one").take("sweep", now, HOLD_S)
    later = now + timedelta(seconds=after_s)
    assert await LeaseStore(database, by).take("sweep", later, HOLD_S) is taken


@pytest.mark.parametrize("ahead", [timedelta(hours=3), timedelta(days=400)])
async def test_a_duty_of_a_clock_that_was_put_back_waits_for_nobody(one, other, now, ahead):
    """Whether it was held in the future, or done there."""
    assert await one.take("sweep", now + ahead, HOLD_S)
    assert await other.take("sweep", now, HOLD_S)
    await other.release("sweep", done_at=now + ahead)
    assert await one.take("sweep", now, HOLD_S, every=DAY)


async def test_the_clocks_of_two_machines_may_differ_a_little(one, other, now):
    assert await one.take("sweep", now + timedelta(minutes=1), HOLD_S)
    assert not await other.take("sweep", now, HOLD_S)


async def test_a_duty_given_back_is_free(one, other, now):
    await one.take("sweep", now, HOLD_S)
    await one.release("sweep")
    assert await other.take("sweep", now, HOLD_S)


async def test_nobody_gives_back_what_another_holds(one, other, now):
    await one.take("sweep", now, HOLD_S)
    await other.release("sweep", done_at=now)
    assert not await other.take("sweep", now, HOLD_S)
    assert await one.done_at("sweep") is None


@pytest.mark.parametrize(
    ("after", "due"),
    [(timedelta(hours=23, minutes=59), False), (DAY, True), (3 * DAY, True)],
    ids=["done today", "a day later", "after some days without us"],
)
async def test_a_daily_duty_is_done_once_a_day(one, other, now, after, due):
    assert await one.take("sweep", now, HOLD_S, every=DAY)
    await one.release("sweep", done_at=now)
    assert await other.take("sweep", now + after, HOLD_S, every=DAY) is due


async def test_a_duty_that_was_not_done_to_its_end_is_still_due(one, other, now):
    await one.take("sweep", now, HOLD_S, every=DAY)
    assert await other.take("sweep", now + timedelta(seconds=HOLD_S), HOLD_S, every=DAY)


async def test_of_many_who_ask_at_once_one_gets_it(database_url, now):
    opened = [Database(database_url) for _ in range(8)]
    asked = (LeaseStore(one, str(n)).take("sweep", now, HOLD_S) for n, one in enumerate(opened))
    assert sum(await asyncio.gather(*asked)) == 1
    for one in opened:
        await one.close()


async def test_what_was_noted_is_remembered(one, now):
    assert await one.done_at("backup") is None
    await one.note("backup", now)
    await one.note("backup", now + DAY)
    assert await one.done_at("backup") == now + DAY


async def test_turns_at_a_host_are_a_gap_apart_whoever_asks(one, other, now):
    asked = [await who.turn("phare.example", 2, 5, now) for who in (one, other, one, other)]
    assert asked == [0, 2, 4, 6]
    assert await one.turn("phare.example", 2, 7, now) == 6  # the last one was too long, and not taken
    assert await other.turn("autre.example", 2, 5, now) == 0
    assert await other.turn("phare.example", 2, 5, now + timedelta(seconds=60)) == 0


async def test_a_turn_that_is_absurdly_far_away_is_of_a_clock_that_was_wrong(one, other, now):
    await one.turn("phare.example", 2, 5, now + DAY)
    assert await other.turn("phare.example", 2, 5, now) == 0
