"""Publishers' pictures, for who wants them."""

from dataclasses import replace

from bot.chat.reply import Reply
from bot.model import Pictures, Preview
from tests.chat.visiting import ANNE
from tests.store.shelf import article, new, shelve

URL = "https://phare.example.org/1"


async def open_story(visit, image="https://phare.example.org/1.jpg") -> Reply:
    await shelve(visit.archive, new(replace(article(url=URL), image=image)), visit.now)
    return await visit.chat.pressed(ANNE, "more:1", visit.now)


async def choose(visit, size):
    while (await visit.readership.join(ANNE, "Europe/Paris", visit.now)).pictures is not size:
        await visit.touch("pictures:")


async def test_the_settings_turn_from_none_to_small_to_large_and_to_none(visit):
    labels = []
    await visit.say("/settings")
    for _ in range(4):
        (label,) = [one for one in visit.shown[ANNE] if one.startswith("Images")]
        labels.append(label.replace("\u00a0", " "))
        assert (await visit.press(label)).redraws
    assert labels == ["Images : sans", "Images : petites", "Images : grandes", "Images : sans"]


async def test_by_default_there_is_none(visit):
    (message,) = (await open_story(visit)).messages
    assert message.preview is None


async def test_an_opened_story_shows_the_picture_of_its_article(visit):
    await choose(visit, Pictures.LARGE)
    (message,) = (await open_story(visit)).messages
    assert message.preview == Preview(URL, large=True)


async def test_an_article_without_a_picture_has_no_preview(visit):
    await choose(visit, Pictures.SMALL)
    (message,) = (await open_story(visit, image="")).messages
    assert message.preview is None


async def test_lists_have_none(visit):
    await choose(visit, Pictures.LARGE)
    await open_story(visit)
    assert [one.preview for one in (await visit.said(ANNE, "/latest")).messages] == [None]
