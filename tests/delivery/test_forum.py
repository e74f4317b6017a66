"""A forum has each topic in the thread where it was followed, a channel what everybody may read."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.model import Mode
from bot.ports import Queued
from bot.store.outbox import queue
from bot.store.schema import subscribers
from tests.delivery.house import SUPERGROUP, headlines
from tests.store.shelf import ARDENIA, CULTURE, SPORT, text

ABROAD, STADIUM = 77, 88


@pytest.fixture
async def forum(house):
    """Ardenia is followed in one thread, sport in another, culture in General; editions come at eight."""
    await house.reader(SUPERGROUP, CULTURE)
    for thread, topic in ((ABROAD, ARDENIA), (STADIUM, SPORT)):
        await house.readership.in_thread(thread).set_topic(SUPERGROUP, topic, Mode.FOLLOW)
    return house


async def test_a_story_goes_to_the_thread_of_its_topic_and_the_rest_to_general(forum):
    await forum.story("Le phare", ARDENIA)
    await forum.story("Un match", SPORT)
    await forum.story("Un film", CULTURE)
    for _ in range(3):
        await forum.deliver()
        forum.clock.forward(3)  # twenty a minute
    read = {where: headlines(forum.channel.read_in(where)) for where in (None, ABROAD, STADIUM)}
    assert read == {None: ["Un film"], ABROAD: ["Le phare"], STADIUM: ["Un match"]}


async def test_what_has_a_thread_does_not_come_to_general_for_another_topic(forum):
    await forum.story("Un film ardénien", CULTURE, ARDENIA)
    await forum.deliver()
    assert headlines(forum.channel.read_in(ABROAD)) == ["Un film ardénien"]


async def test_an_edition_is_one_for_each_thread_and_general_has_the_rest(forum):
    await forum.readership.set_instant(SUPERGROUP, instant=False)
    await forum.readership.set_slot(SUPERGROUP, 480, wanted=True, now=forum.clock() - timedelta(days=1))
    await forum.courier().edit(forum.clock())
    for title, topic in {"Le phare": ARDENIA, "Un match": SPORT, "Un film": CULTURE}.items():
        await forum.story(title, topic)
    await forum.courier().tell(forum.clock())
    forum.clock.forward(24 * 3600 - 60)
    await forum.courier().edit(forum.clock())
    for _ in range(4):
        await forum.sender().send()
        forum.clock.forward(3)
    read = {where: headlines(forum.channel.read_in(where))[1:] for where in (None, ABROAD, STADIUM)}
    assert read == {None: ["Un film"], ABROAD: ["Le phare"], STADIUM: ["Un match"]}


async def test_the_week_in_brief_is_one_for_each_thread_too(forum):
    known = await forum.readership.subscriber(SUPERGROUP)
    await forum.readership.choose(replace(known, week=6 * 1440 + 18 * 60), forum.clock())
    await forum.courier().edit(forum.clock())
    for title, topic in {"Le phare": ARDENIA, "Un match": SPORT, "Un film": CULTURE}.items():
        await forum.story(title, topic)
    await forum.deliver()
    forum.clock.forward((6 * 24 + 8) * 3600)
    for _ in range(5):
        await forum.deliver()
        forum.clock.forward(3)
    last = {where: headlines(forum.channel.read_in(where)[-1:])[1:] for where in (None, ABROAD, STADIUM)}
    assert last == {None: ["Un film"], ABROAD: ["Le phare"], STADIUM: ["Un match"]}
    recap = headlines(forum.channel.read_in(ABROAD)[-1:])[0]
    assert recap == "Votre semaine en bref, dimanche 29 novembre"


async def test_a_topic_stands_in_one_thread_and_what_is_muted_in_none(forum):
    stadium = forum.readership.in_thread(STADIUM)
    await stadium.set_topic(SUPERGROUP, ARDENIA, Mode.FOLLOW)
    await stadium.set_topic(SUPERGROUP, CULTURE, Mode.MUTE)
    chosen = {
        where: [(topic.label, mode) for topic, mode in await readership.chosen(SUPERGROUP)]
        for where, readership in (
            (STADIUM, stadium),
            (ABROAD, forum.readership.in_thread(ABROAD)),
            (None, forum.readership),
        )
    }
    muted = ("Culture", Mode.MUTE)
    assert chosen == {
        STADIUM: [("Ardénie", Mode.FOLLOW), muted, ("Sport", Mode.FOLLOW)],
        ABROAD: [muted],
        None: [muted],
    }
    assert (await stadium.subscriber(SUPERGROUP)).topics.keys() == {ARDENIA.key, CULTURE.key, SPORT.key}


async def test_what_went_to_a_closed_thread_comes_to_general_which_is_told_once(forum):
    forum.channel.closed.add(ABROAD)
    await forum.story("Le phare", ARDENIA)
    await forum.story("La digue", ARDENIA)
    for _ in range(5):
        await forum.deliver()
        forum.clock.forward(3)
    first, second, told = forum.channel.read_in(None)
    assert headlines([first, second]) == ["Le phare", "La digue"]
    assert told.startswith("Le fil où je publiais n’est plus ouvert")
    assert "(Ardénie)" in told
    await forum.story("Le port", ARDENIA)
    await forum.deliver()
    assert headlines(forum.channel.read_in(None)) == ["Le phare", "La digue", "Le port"]


async def test_an_answer_whose_thread_was_closed_comes_to_general_without_a_word(forum):
    forum.channel.closed.add(99)
    async with forum.database.write() as connection:
        await queue(connection, [Queued("one", SUPERGROUP, text("Voilà"), thread=99)], forum.clock())
    await forum.sender().send()
    await forum.sender().send()
    assert forum.channel.read_in(None) == ["Voilà"]


async def test_a_channel_has_no_buttons_but_those_that_lead_somewhere(house):
    await house.reader(SUPERGROUP, ARDENIA)
    async with house.database.write() as connection:
        await connection.execute(update(subscribers).values(channel=True))
    await house.story("Le phare", ARDENIA)
    await house.deliver()
    ((_, message),) = house.channel.arrived
    assert "Vous suivez" not in message.html
    assert all(button.url and not button.data for row in message.buttons for button in row)
