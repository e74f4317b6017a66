"""Editions: at their hour, once, with what has come since the one before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.settings import Readers
from bot.store.tellings import TellingStore
from tests.delivery.house import ANNE, BRUNO, House, StumblingTellings, headlines
from tests.store.shelf import ARDENIA

# Editions

SEVEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Seven o'clock in Paris, an hour before Anne's edition."""


@pytest.fixture
async def morning(database) -> House:
    """Anne wants her stories at eight and at noon, not one by one."""
    house = House(database, SEVEN)
    await house.reader(ANNE, ARDENIA, instant=False)
    for minute in (480, 720):
        await house.readership.set_slot(ANNE, minute, wanted=True, now=SEVEN - timedelta(days=1))
    await house.courier().edit(SEVEN)
    return house


async def test_who_wants_no_story_at_once_waits_for_the_edition(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(passes=2)
    assert morning.channel.arrived == []
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    title, *stories = headlines(morning.channel.read_by(ANNE))
    assert "lundi 23 novembre" in title
    assert stories == ["La digue", "Le phare"]


async def test_an_edition_comes_once_whoever_makes_it(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(60)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(morning.sender(owner="two"), passes=2)
    assert len(morning.channel.arrived) == 1


async def test_a_story_stands_in_one_edition_only(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(4 * 3600)
    await morning.deliver(passes=2)
    assert len(morning.channel.arrived) == 1


async def test_an_edition_without_a_story_is_no_message(morning):
    morning.clock.forward(3600)
    assert await morning.courier().edit(morning.clock()) == 1
    assert await morning.outbox() == []
    assert await morning.courier().edit(morning.clock()) == 0


async def test_an_edition_holds_the_newest_stories_tells_how_many_more_there_are_and_nothing_waits(morning):
    most = Readers().edition_stories
    for number in range(most + 2):
        await morning.story(f"Nouvelle {number}", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    (edition,) = morning.channel.read_by(ANNE)
    assert headlines([edition])[1:] == [f"Nouvelle {number}" for number in range(most + 1, 1, -1)]
    assert "encore (2)" in edition.splitlines()[-1]
    morning.clock.forward(4 * 3600)
    await morning.deliver(passes=2)
    assert len(morning.channel.arrived) == 1, "the news of the morning is no news at noon"


async def test_who_asked_for_both_has_the_story_at_once_and_in_the_next_edition(morning):
    await morning.readership.set_instant(ANNE, instant=True)
    await morning.story("Le phare", ARDENIA)
    await morning.deliver(passes=2)
    (push,) = morning.channel.read_by(ANNE)
    assert headlines([push]) == ["Le phare"]
    for _ in range(2):
        morning.clock.forward(3600)
        await morning.deliver(passes=2)
    (_, edition) = morning.channel.read_by(ANNE)
    assert headlines([edition])[1:] == ["Le phare"]


async def test_who_left_while_their_edition_was_made_gets_none(morning):
    class Leaving(TellingStore):
        async def waiting(self, chat_id, limit):
            found = await super().waiting(chat_id, limit)
            await morning.readership.pause(chat_id, "the reader asked for it")
            return found

    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(courier=replace(morning.courier(), tellings=Leaving(morning.database)))
    assert await morning.outbox() == []


async def test_an_edition_that_cannot_be_made_spares_the_others(morning):
    await morning.reader(BRUNO, ARDENIA, instant=False)
    await morning.readership.set_slot(BRUNO, 480, wanted=True, now=SEVEN)
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    stumbling = replace(morning.courier(), tellings=StumblingTellings(morning.database))
    with capture_logs():
        await morning.deliver(courier=stumbling)
    assert [chat_id for chat_id, _ in morning.channel.arrived] == [ANNE]
    morning.clock.forward(300)
    await morning.deliver()
    assert [chat_id for chat_id, _ in morning.channel.arrived] == [ANNE, BRUNO]


async def test_a_telling_and_an_edition_need_no_reader(house):
    await house.story("Le phare", ARDENIA)
    assert await house.courier().tell(house.clock()) == 1
    assert await house.courier().edit(house.clock()) == 0
    assert await house.sender().send() == 0
