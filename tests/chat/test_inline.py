"""A reader asks from within another chat, and is offered stories as they would be shared."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chat.inline import Offers
from bot.errors import StaleButton
from bot.model import Kind
from bot.sandbox.markup import parse_html
from tests.chat.visiting import ANNE
from tests.editions.limits import check
from tests.store.shelf import article, new, shelve

GAZETTE = "https://gazette.example/digue"


async def titles(visit, typed, offset=""):
    offers = await visit.chat.inline(ANNE, typed, offset, visit.now)
    return [offer.title for offer in offers.page], offers.next_offset


async def test_a_story_says_what_it_is_and_is_sent_with_its_source(visit):
    written = replace(article("La digue cède", moment=visit.now), url=GAZETTE)
    await shelve(visit.archive, new(written), visit.now)
    (offer,) = (await visit.chat.inline(ANNE, "digue", "", visit.now)).page
    assert offer.title == "La digue cède"
    source, age, sentence = offer.description.split(" · ")
    assert (source, age) == ("La Gazette de Valmont", "il y a 1\xa0min")
    check(offer.message)
    text, entities = parse_html(offer.message.html)
    assert text.startswith(f"La digue cède\n{sentence}")
    (row,) = offer.message.buttons
    assert [entity["url"] for entity in entities if entity["type"] == "text_link"] == [GAZETTE]
    own = f"https://t.me/bot?start=story_{offer.story_id}"
    assert [button.url for button in row] == [GAZETTE, own], (
        "no other: what is pressed there misses its message"
    )


async def test_it_finds_what_topic_finds(visit):
    await visit.publish("La Russie vote", about=["Russie"])
    await visit.publish("La digue cède")
    assert await titles(visit, "russie depuis hier") == (["La Russie vote"], "")
    assert await titles(visit, "le mois prochain qui n’existe pas") == ([], "")


async def test_nothing_typed_offers_the_front_page(visit):
    number = None
    for source in ("La Gazette", "Le Courrier", "L’Écho"):
        given = new(article("La digue cède", source=source, moment=visit.now), story_id=number)
        number = (await shelve(visit.archive, given, visit.now)).story_id
    await visit.publish("Un cargo coule")
    assert await titles(visit, " ") == (["La digue cède", "Un cargo coule"], "")


async def test_and_the_latest_when_there_is_none(visit):
    for days_ago in (9, 8):
        written = article(f"Récit {days_ago}", moment=visit.now - timedelta(days=days_ago))
        await shelve(visit.archive, new(written), visit.now)
    assert await titles(visit, "") == (["Récit 8", "Récit 9"], "")


async def test_fifty_are_offered_page_by_page(visit):
    await visit.publish(*(f"Récit {number}" for number in range(60)))
    first, second = await titles(visit, "récit")
    assert (len(first), second) == (20, "20")
    middle, third = await titles(visit, "récit", second)
    last, end = await titles(visit, "récit", third)
    assert (len(middle), len(last), end) == (20, 10, "")
    assert len({*first, *middle, *last}) == 50
    assert await visit.chat.inline(ANNE, "récit", "50", visit.now) == Offers()


async def test_kinds_are_those_that_the_asker_wants(visit):
    await visit.publish("La digue et les astres", kind=Kind.HOROSCOPE)
    await visit.publish("La digue cède")
    assert await titles(visit, "digue") == (["La digue cède"], "")


@pytest.mark.parametrize("offset", ["-1", "x", "²", "9" * 40])
async def test_a_forged_offset_is_none_of_ours(visit, offset):
    with pytest.raises(StaleButton):
        await visit.chat.inline(ANNE, "digue", offset, visit.now)
