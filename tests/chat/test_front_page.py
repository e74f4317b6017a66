"""«À la une» and «International»: followed like a topic, and asked for like one."""

import pytest

from bot.chat import texts
from bot.model import FRONT_PAGE, Kind
from tests.chat.visiting import ANNE, PAGE
from tests.store.shelf import article, new, shelve

DIKE, CARGO = "La digue de Valmer cède", "Un cargo coule à Brisseuil"


@pytest.fixture
async def told(visit):
    """Many tell of the dike; of the ship, which came last, one does."""
    number = None
    for source in ("La Gazette", "Le Courrier", "L’Écho"):
        given = new(article(DIKE, source=source, moment=visit.now), story_id=number)
        number = (await shelve(visit.archive, given, visit.now)).story_id
    await visit.publish(CARGO)
    return visit


@pytest.mark.parametrize("typed", ["à la une", "À la Une", "la une", "gros titres"])
async def test_it_is_followed_by_its_names_and_comes_in_an_edition_in_the_morning(visit, typed):
    await visit.has_it_at_once()
    answer = await visit.say(f"/follow {typed}")
    assert "À la une" in answer.text
    assert "vous en aurez une à 8\u00a0h" in answer.text
    assert await visit.follows() == ["À la une", "Russie"]
    assert (await visit.readership.subscriber(ANNE)).slots == (480,)


async def test_who_has_editions_keeps_them_as_they_are(visit):
    await visit.say("/hours 19h")
    await visit.say("/topics")
    assert str(texts.FRONT_IN_EDITIONS) in (await visit.press("À la une")).notice
    assert (await visit.readership.subscriber(ANNE)).slots == (1140,)


async def test_who_follows_nothing_is_told_what_comes(visit):
    assert str(texts.FRONT_BY_DEFAULT) in (await visit.say("/topics")).text
    await visit.say("/follow russie")
    assert str(texts.FRONT_BY_DEFAULT) not in (await visit.say("/topics")).text


async def test_asked_for_it_tells_what_most_tell_first(told):
    answer = await told.say("/topic à la une")
    assert answer.text.startswith("À la une")
    assert answer.text.index(DIKE) < answer.text.index(CARGO)
    assert "Suivre À la une" in answer.buttons


async def test_asked_for_without_something_it_leaves_that_out(told):
    answer = await told.say("/topic à la une -cargo")
    assert DIKE in answer.text
    assert CARGO not in answer.text


async def test_it_is_turned_page_by_page_and_keeps_to_the_kinds_that_are_wanted(told):
    await told.publish(*(f"Nouvelle {n}" for n in range(PAGE)))
    await told.publish("Une opinion de trop", kind=Kind.HOROSCOPE)
    pages = [await told.say("/topic à la une"), await told.press("Plus anciens ›")]
    shown = "".join(page.text for page in pages)
    assert all(title in shown for title in (DIKE, CARGO, "Nouvelle 0", "Nouvelle 2"))
    assert "de trop" not in shown


async def test_of_other_days_the_news_is_told_and_not_called_so(told):
    answer = await told.say("/topic à la une aujourd'hui")
    assert answer.text.startswith("Les nouvelles")
    assert DIKE in answer.text


@pytest.mark.parametrize("follows", ["", "/follow à la une"])
async def test_why_a_story_came_that_no_topic_led_to(told, follows):
    if follows:
        await told.say(follows)
    assert str(texts.ON_FRONT_PAGE) in (await told.touch("why:1")).text


async def test_international_is_a_theme_and_never_silently_the_word(visit):
    await visit.say("/follow international")
    assert await visit.follows() == ["International"]
    assert visit.catalogue.named("étranger").label == "International"
    assert visit.catalogue.menu[0] == FRONT_PAGE
