"""Who hears of a story: its followers, each once, in order."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.model import Mode, OutboxState, Topic
from bot.ports import Event, What
from bot.store.tellings import TellingStore
from tests.conftest import BOTH
from tests.delivery.house import ANNE, BRUNO, CHLOE, StumblingTellings, headlines
from tests.store.shelf import ARDENIA, CULTURE, LIGHTHOUSE, SPORT

pytestmark = BOTH

# Who hears of a story


@pytest.mark.parametrize(
    ("follows", "mutes", "hears"),
    [
        pytest.param([ARDENIA], [], True, id="follows one of its topics"),
        pytest.param([ARDENIA, SPORT], [], True, id="follows two of its topics: once"),
        pytest.param([CULTURE], [], False, id="follows something else"),
        pytest.param([], [], False, id="follows nothing"),
        pytest.param([ARDENIA], [SPORT], False, id="a mute wins over a follow"),
        pytest.param([ARDENIA], [CULTURE], True, id="mutes something else"),
        pytest.param([LIGHTHOUSE], [], True, id="follows a word that stands in it"),
        pytest.param([ARDENIA], [LIGHTHOUSE], False, id="mutes a word that stands in it"),
    ],
)
async def test_who_hears_of_a_story_about_sport_in_ardenia_with_a_lighthouse(house, follows, mutes, hears):
    await house.reader(ANNE, *follows, mutes=mutes)
    await house.story("Le phare d’Ardénie", ARDENIA, SPORT)
    await house.deliver(passes=2)
    assert len(house.channel.read_by(ANNE)) == int(hears)


async def test_all_the_words_of_a_topic_must_stand_in_the_story(house):
    both = Topic("mots:digue+phare", "phare et digue", "phare")
    await house.reader(ANNE, both)
    await house.story("Le phare")
    await house.story("La digue")
    await house.story("Le phare et la digue")
    await house.deliver(passes=4)
    assert headlines(house.channel.read_by(ANNE)) == ["Le phare et la digue"]


async def test_a_push_says_which_followed_topic_it_answers(house):
    await house.reader(ANNE, SPORT)
    await house.story("Le match", ARDENIA, SPORT)
    await house.deliver()
    (push,) = house.channel.read_by(ANNE)
    assert push.endswith("Sport</i>")


async def test_each_reader_is_told_in_their_own_language(house):
    for chat_id, language in ((ANNE, "fr"), (BRUNO, "en")):
        await house.readership.join(chat_id, "Europe/Paris", house.clock(), language)
        await house.readership.set_topic(chat_id, SPORT, Mode.FOLLOW)
    await house.story("Le match", SPORT)
    await house.deliver()
    (french,), (english,) = house.channel.read_by(ANNE), house.channel.read_by(BRUNO)
    assert french.endswith("<i>Vous suivez\u00a0: Sport</i>")
    assert english.endswith("<i>You follow: Sport</i>")
    assert "<b>Le match</b>" in english, "the news are French"


async def test_however_often_the_passes_run_a_story_arrives_once(house):
    await house.reader(ANNE, ARDENIA)
    await house.reader(BRUNO, ARDENIA)
    await house.story("Le phare", ARDENIA)
    await house.deliver(passes=5)
    await house.deliver(house.sender(owner="two"), passes=5)
    assert sorted(chat_id for chat_id, _ in house.channel.arrived) == [ANNE, BRUNO]


async def test_stories_arrive_in_their_order_one_a_second(house):
    await house.reader(ANNE, ARDENIA)
    for title in ("un", "deux", "trois"):
        await house.story(title, ARDENIA)
    for arrived in (1, 2, 3):
        await house.deliver()
        house.clock.forward(0.9)
        await house.deliver()
        assert len(house.channel.arrived) == arrived
        house.clock.forward(0.1)
    assert headlines(house.channel.read_by(ANNE)) == ["un", "deux", "trois"]
    assert await house.outbox() == [(ANNE, OutboxState.SENT, "")] * 3


async def test_who_subscribes_later_is_not_told_of_what_was_told_before(house):
    await house.story("Le phare", ARDENIA)
    await house.deliver()
    await house.reader(ANNE, ARDENIA)
    await house.deliver(passes=2)
    assert house.channel.arrived == []


async def test_who_left_while_a_story_was_told_hears_nothing(house):
    class Leaving(TellingStore):
        async def followers(self, topics):
            found = await super().followers(topics)
            await house.readership.forget(ANNE)
            await house.readership.pause(BRUNO, "the reader asked for it")
            return found

    for chat_id in (ANNE, BRUNO, CHLOE):
        await house.reader(chat_id, ARDENIA)
    await house.story("Le phare", ARDENIA)
    await house.deliver(courier=replace(house.courier(), tellings=Leaving(house.database)))
    assert await house.outbox() == [(CHLOE, OutboxState.SENT, "")]


async def test_a_story_that_cannot_be_told_spares_the_others_and_is_shown_to_the_operator(house):
    await house.reader(ANNE, ARDENIA, SPORT)
    await house.story("Le match", SPORT)
    await house.story("Le phare", ARDENIA)
    stumbling = replace(house.courier(), tellings=StumblingTellings(house.database))
    with capture_logs():
        await house.deliver(courier=stumbling, passes=2)
    assert headlines(house.channel.read_by(ANNE)) == ["Le phare"]
    [(_, event)] = await house.events.latest(9)
    assert event == Event(What.STORY_STUMBLED, "1", "RuntimeError: unforeseen")
    await house.deliver()
    assert headlines(house.channel.read_by(ANNE)) == ["Le phare", "Le match"]
