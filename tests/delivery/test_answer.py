"""Readers hear what became of what they reported."""

from dataclasses import replace

import pytest

from bot.model import Complaint
from bot.store import reviews
from tests.delivery.house import ANNE, House
from tests.store.shelf import SPORT


@pytest.fixture
async def house(database, now):
    """Anne has had story 1 as a push, and says that a fact is wrong."""
    one = House(database, now)
    await one.reader(ANNE, SPORT)
    await one.story("Le phare & la <mer>", SPORT)
    await one.deliver()
    await one.feedback.report(ANNE, 1, Complaint.FACT, one.clock())
    one.clock.forward(60)
    return one


async def heard(house):
    assert await house.courier().answer(house.clock()) == 1
    await house.sender().send()
    assert await house.courier().answer(house.clock()) == 0
    return house.channel.read_by(ANNE)[-1].replace("\u00a0", " ").replace("\u202f", " ")


async def test_in_answer_to_the_push_and_with_the_story_as_it_is_told(house):
    await reviews.dismiss(house.database, 1, house.clock())
    told = await heard(house)
    assert told.startswith("Vous aviez signalé une erreur. Le résumé a été relu, et reste le même :")
    assert "<b>Le phare &amp; la &lt;mer&gt;</b>" in told
    assert house.channel.answers == {2: 1}


async def test_a_story_that_was_hidden_is_named_and_not_told(house):
    await reviews.hide(house.database, 1, house.clock())
    told = await heard(house)
    head = "Vous aviez signalé une erreur. Cette nouvelle a été retirée :"
    assert told == f"{head}\n\n<b>Le phare &amp; la &lt;mer&gt;</b>"


async def test_not_in_quiet_hours(house):
    anne = await house.readership.subscriber(ANNE)
    await house.readership.choose(replace(anne, quiet=(9 * 60, 11 * 60)), house.clock())  # it is ten in Paris
    await reviews.dismiss(house.database, 1, house.clock())
    assert await house.courier().answer(house.clock()) == 1
    await house.sender().send()
    assert len(house.channel.read_by(ANNE)) == 1
    house.clock.forward(3600)
    await house.sender().send()
    assert len(house.channel.read_by(ANNE)) == 2


async def test_nothing_to_tell_is_nothing(house):
    assert await house.courier().answer(house.clock()) == 0
