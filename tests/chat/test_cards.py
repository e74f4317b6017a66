"""A topic is shared as a picture, which leads whoever reads it to the topic."""

from io import BytesIO

import pytest
import segno
from PIL import Image

from bot.chat import texts
from bot.chat.qr import qr
from bot.errors import WorkerCrashed
from tests.chat.visiting import ANNE, BRUNO

ADDRESS = "https://t.me/bot?start=topic_{}"


def modules(picture):
    """The dark and light squares of a picture of a code, without its margin."""
    image = Image.open(BytesIO(picture)).convert("L")
    dark = [at for at in range(image.width) if image.getpixel((at, image.width // 2)) < 128]
    start = next(at for at in range(image.width) if image.getpixel((at, at)) < 128)
    wide = next(at for at in range(start, image.width) if image.getpixel((at, at)) >= 128) - start
    assert dark
    count = (image.width - 2 * start) // wide
    middle = [start + wide * at + wide // 2 for at in range(count)]
    return [[int(image.getpixel((x, y)) < 128) for x in middle] for y in middle]


@pytest.mark.parametrize("address", [ADDRESS.format("russie"), "https://t.me/b?start=topic_" + "a" * 57])
def test_the_picture_is_the_code_of_the_address_and_wide_enough_for_a_phone(address):
    picture = qr(address)
    assert Image.open(BytesIO(picture)).width >= 800
    assert modules(picture) == [list(row) for row in segno.make_qr(address, error="m").matrix]


@pytest.mark.parametrize(
    ("said", "payload"),
    [
        ("russie", "russie"),
        ("Corée du Nord", "coree_du_nord"),
        ("l'économie", "economie"),
        ("retraites", "retraites"),
        ("bretagne", "bretagne"),
        ("à la une", "a_la_une"),
    ],
)
async def test_who_opens_the_link_follows_the_topic_that_was_shared(visit, said, payload):
    await visit.say("/start")
    answer = await visit.say(f"/partager {said}")
    assert ADDRESS.format(payload) in answer.text
    assert [modules(one) for one in answer.pictures] == [modules(qr(ADDRESS.format(payload)))]
    await visit.say(f"/start topic_{payload}", BRUNO)
    await visit.say(f"/follow {said}")
    assert await visit.follows(BRUNO) == await visit.follows(ANNE) != []


async def test_it_stands_under_a_story_and_anybody_of_a_group_may_touch_it(visit):
    await visit.publish("La Russie vote", about=["russie"])
    await visit.touch("more:1")
    answer = await visit.press("Partager ce thème")
    assert answer.text.startswith("Russie")
    assert list(answer.buttons) == ["Envoyer le lien"]


async def test_without_a_picture_the_link_is_told(visit):
    visit.lost = WorkerCrashed("killed")
    answer = await visit.say("/partager russie")
    assert (answer.pictures, ADDRESS.format("russie") in answer.text) == ([], True)


@pytest.mark.parametrize("said", ["« pouvoir d'achat » -sport", "x" * 80])
async def test_what_a_link_cannot_name_is_not_shared(visit, said):
    answer = await visit.say(f"/partager {said}")
    assert answer.pictures == []
    assert answer.text.startswith("Un lien ne saurait nommer ce sujet")


async def test_which_topic_is_asked(visit):
    assert (await visit.say("/partager")).text == texts.WHICH_TOPIC.format(command="partager")
