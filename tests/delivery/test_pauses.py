"""After a pause that ended by itself, nobody is buried under what they missed."""

from datetime import UTC, datetime, timedelta

from bot.model import ASKED_FOR
from bot.settings import Readers
from tests.delivery.house import ANNE, House, headlines
from tests.store.shelf import SPORT

FRIDAY = datetime(2026, 11, 27, 12, tzinfo=UTC)
MONDAY = datetime(2026, 11, 29, 23, tzinfo=UTC)  # at midnight in Paris
MORNING = MONDAY + timedelta(hours=8)


async def test_what_came_meanwhile_is_no_burst_and_the_next_edition_tells_as_much_as_any(database):
    house = House(database, FRIDAY)
    await house.reader(ANNE, SPORT)
    await house.readership.set_slot(ANNE, 8 * 60, wanted=True, now=FRIDAY)
    await house.readership.pause(ANNE, ASKED_FOR, until=MONDAY)
    house.clock.now = MONDAY - timedelta(hours=2)
    for number in range(12):
        await house.story(f"Match {number}", SPORT)
    await house.deliver()
    house.clock.now = MONDAY
    await house.readership.turn_pauses(MONDAY)
    await house.deliver()
    assert house.channel.arrived == []
    house.clock.now = MORNING
    await house.story("Un but", SPORT)
    await house.deliver(passes=3, courier=house.courier(Readers(edition_stories=5)))
    told = headlines([message.html for _chat, message in house.channel.arrived])
    assert "Un but" in told
    assert len([one for one in told if one.startswith(("Match", "Un but"))]) <= 6, "an alert and an edition"


async def test_who_left_during_a_pause_is_served_when_they_are_back_after_it(database):
    house = House(database, FRIDAY)
    await house.reader(ANNE, SPORT)
    await house.readership.pause(ANNE, ASKED_FOR, until=MONDAY)
    await house.readership.pause(ANNE, "blocked", gone_at=FRIDAY)
    await house.readership.turn_pauses(MONDAY)
    assert (await house.readership.subscriber(ANNE)).paused
    await house.readership.back(ANNE, MONDAY)
    assert (await house.readership.subscriber(ANNE)).paused == ""
