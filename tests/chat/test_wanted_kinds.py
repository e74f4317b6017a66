"""The reader chooses what is told beside the news."""

import pytest

from bot.chat import texts
from bot.chat.wanted_kinds import OFFERED
from bot.model import Kind
from tests.chat.visiting import ANNE, BRUNO

BY_DEFAULT = ["Opinions", "Suivis en direct", "Critiques"]


@pytest.fixture
async def published(visit):
    """One report, and one text of each kind that nobody gets unasked."""
    await visit.publish("Le phare de Kervannec rallumé", about=["russie"])
    for kind in (Kind.BROADCAST, Kind.HOROSCOPE):
        await visit.publish(f"Genre {kind}", about=["russie"], kind=kind)
    return visit


async def test_what_the_operator_thinks_well_is_ticked(visit):
    await visit.say("/hours")
    menu = await visit.press("Opinions, podcasts, directs…")
    assert menu.redraws
    assert menu.ticked == BY_DEFAULT


async def test_a_kind_that_is_touched_is_wanted_or_no_more(visit):
    await visit.touch("kinds:")
    more = await visit.press("Podcasts, émissions")
    assert more.ticked == ["Opinions", "Suivis en direct", "Podcasts, émissions", "Critiques"]
    assert "aussi" in more.notice
    fewer = await visit.press("✓ Opinions")
    assert "Opinions" not in fewer.ticked
    assert (await visit.readership.subscriber(ANNE)).kinds == {
        Kind.NEWS,
        Kind.LIVE,
        Kind.REVIEW,
        Kind.BROADCAST,
    }


async def test_who_comes_back_to_what_the_operator_thinks_well_goes_with_it(visit):
    await visit.touch("kinds:")
    await visit.press("Horoscope")
    await visit.press("✓ Horoscope")
    assert (await visit.readership.subscriber(ANNE)).kinds is None


@pytest.mark.parametrize("name", ["", "news", "promotion", "nonsense", "opinion:more"])
async def test_news_is_no_choice_nor_is_what_no_button_bears(visit, name):
    assert (await visit.touch(f"kind:{name}")).notice == str(texts.OLD_BUTTON)
    assert await visit.readership.subscriber(ANNE) is None


@pytest.mark.parametrize("asked", ["/latest", "/topic russie"])
async def test_an_answer_tells_the_kinds_that_an_edition_would(published, asked):
    first = await published.say(asked)
    assert "phare" in first.text
    assert "Genre" not in first.text
    await published.touch("kind:broadcast", BRUNO)
    second = await published.say(asked, BRUNO)
    assert "Genre broadcast" in second.text
    assert "Genre horoscope" not in second.text


async def test_what_is_asked_for_by_name_is_told_where_nothing_else_is(published):
    assert "Genre horoscope" in (await published.say("/topic horoscope")).text
    await published.publish(*(f"Balance, jour {n}" for n in range(4)), kind=Kind.HOROSCOPE)
    await published.say("/topic balance")
    assert "jour 3" in (await published.press("Plus anciens ›")).text


def test_each_label_is_another():
    assert len(set(map(str, OFFERED.values()))) == len(OFFERED)
    assert set(Kind) - set(OFFERED) == {Kind.NEWS, Kind.PROMOTION}
