"""«Ma région»: which one is asked, and a department or a town will do."""

import pytest

from bot.chat import texts
from tests.chat.visiting import ANNE


async def test_it_is_chosen_by_button_and_stands_among_the_topics(visit):
    await visit.say("/topics")
    asked = await visit.press("Ma région")
    assert (asked.text, asked.redraws) == (str(texts.WHICH_REGION), True)
    chosen = await visit.press("Bretagne")
    assert "Bretagne" in chosen.notice
    assert "✓ Bretagne" in chosen.buttons
    assert await visit.follows() == ["Bretagne"]
    await visit.press("Ma région")
    await visit.press("✓ Bretagne")
    assert await visit.follows() == []


@pytest.mark.parametrize(
    ("place", "region"),
    [
        ("Quimper", "Bretagne"),
        ("finistère", "Bretagne"),
        ("Seine-Saint-Denis", "Île-de-France"),
        ("Alsace", "Grand Est"),
        ("la Réunion", "La Réunion"),
    ],
)
async def test_a_place_leads_to_its_region(visit, place, region):
    await visit.say(f"/follow ma région {place}")
    assert await visit.follows() == [region]


async def test_a_region_is_followed_and_asked_for_by_its_name(visit):
    await visit.publish("Une usine rouvre", about=["bretagne"])
    await visit.say("/follow bretagne")
    assert await visit.follows() == ["Bretagne"]
    assert "Une usine rouvre" in (await visit.say("/topic région Bretagne")).text
    assert str(texts.OF_REGION) in (await visit.touch("why:1")).text


@pytest.mark.parametrize(
    "typed",
    ["ma région Bretagne", "/topic ma région Bretagne", "région Bretagne", "les infos de ma région Quimper"],
)
async def test_a_region_is_asked_for_as_ones_own_without_a_command(visit, typed):
    await visit.publish("Une usine rouvre", about=["bretagne"])
    told = await visit.say(typed)
    assert told.text.startswith("Bretagne")
    assert "Une usine rouvre" in told.text
    assert await visit.readership.subscriber(ANNE) is None


@pytest.mark.parametrize(("typed", "said"), [("ma région", ""), ("ma région Kervannec", "Kervannec")])
async def test_where_none_is_named_it_is_asked(visit, typed, said):
    answer = await visit.say(f"/follow {typed}")
    assert answer.text.endswith(str(texts.WHICH_REGION))
    assert said in answer.text
    assert {"Corse", "Guadeloupe"} <= set(answer.buttons)
    assert await visit.readership.subscriber(ANNE) is None
