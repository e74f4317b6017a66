"""Which subscriber hears of which story, and why."""

import pytest

from bot.editions.compose import matches, reasons, telling
from bot.model import Message, Mode
from bot.ports import Follower, Queued, Untold
from bot.topics.query import parse
from bot.topics.stems import stems
from tests.editions.stories import story

ANNE, BRUNO, CHLOE = 7001, 7002, 7003
FOLLOW, MUTE = Mode.FOLLOW, Mode.MUTE
TEXT = "La réforme des retraites divise les députés ; le Sénat russe n’a rien à y voir."


@pytest.fixture
def asked(catalogue):
    """What a reader types -> the topic."""
    return lambda words: parse(words, catalogue).topic


@pytest.fixture
def follower(asked):
    def make(words, chat=ANNE, mode=FOLLOW, instant=True, slotted=False, zone="Europe/Paris"):
        return Follower(chat, asked(words), mode, zone, instant, slotted)

    return make


@pytest.fixture
def untold(asked):
    """A story tagged with Russia and politics."""
    topics = (asked("russie").key, asked("politique").key)
    return Untold(story(topics=topics), frozenset(stems(TEXT)))


def named(topic, zone):
    return Message(f"{topic.label} {zone}")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param("Russie", True, id="a country that it is tagged with"),
        pytest.param("russes", True, id="by another of its names"),
        pytest.param("politique", True, id="a theme that it is tagged with"),
        pytest.param("Chine", False, id="another country"),
        pytest.param("retraites", True, id="a word that it holds"),
        pytest.param("retraite", True, id="in the singular"),
        pytest.param("réforme retraites", True, id="two words that it holds"),
        pytest.param("les retraites de la réforme", True, id="in another order, with small words"),
        pytest.param("réforme hôpital", False, id="one of two is missing"),
        pytest.param("hôpital", False, id="a word that it does not hold"),
        pytest.param("ret", False, id="the beginning of a word is not the word"),
    ],
)
def test_a_story_is_about_a_topic(asked, untold, words, told):
    assert matches(asked(words), untold.story.topics, untold.stems) is told


@pytest.mark.parametrize(
    ("modes", "why"),
    [
        pytest.param({"russie": FOLLOW}, "russie", id="followed"),
        pytest.param({"russie": MUTE}, None, id="muted"),
        pytest.param({"russie": FOLLOW, "politique": MUTE}, None, id="a mute wins over a follow"),
        pytest.param({"politique": MUTE, "russie": FOLLOW}, None, id="whichever came first"),
        pytest.param({"retraites": MUTE, "russie": FOLLOW}, None, id="muted words win too"),
        pytest.param({"chine": MUTE, "russie": FOLLOW}, "russie", id="a mute of something else does not"),
        pytest.param({"russie": FOLLOW, "retraites": FOLLOW}, "russie", id="two follows are one reason"),
        pytest.param({"chine": FOLLOW}, None, id="something else followed"),
        pytest.param({}, None, id="nothing chosen"),
    ],
)
def test_why_anne_hears_of_the_story(follower, asked, untold, modes, why):
    told = reasons(untold, [follower(words, mode=mode) for words, mode in modes.items()])
    assert [one.topic for one in told] == ([asked(why)] if why else [])


def test_one_reader_s_mute_does_not_silence_another(follower, untold):
    subscriptions = [follower("russie"), follower("russie", BRUNO), follower("politique", BRUNO, MUTE)]
    assert [one.chat_id for one in reasons(untold, subscriptions)] == [ANNE]


def test_who_hears_now_and_who_in_the_next_edition(follower, untold):
    told = telling(
        untold,
        [
            follower("russie"),
            follower("politique", BRUNO, instant=False),
            follower("retraites", CHLOE, zone="Pacific/Tahiti"),
        ],
        named,
    )
    assert told.now == (
        Queued("story:7:7001", ANNE, Message("Russie Europe/Paris")),
        Queued("story:7:7003", CHLOE, Message("retraites Pacific/Tahiti")),
    )
    assert told.next_edition == (BRUNO,)
    assert told.story_id == 7


@pytest.mark.parametrize(
    ("instant", "slotted", "now", "later"),
    [
        pytest.param(True, False, True, False, id="each story at once"),
        pytest.param(True, True, True, True, id="both: both"),
        pytest.param(False, True, False, True, id="in editions only"),
        pytest.param(False, False, False, True, id="no hour is chosen yet: it waits"),
    ],
)
def test_whoever_asked_for_both_has_both(follower, untold, instant, slotted, now, later):
    told = telling(untold, [follower("russie", instant=instant, slotted=slotted)], named)
    assert (bool(told.now), bool(told.next_edition)) == (now, later)


def test_a_story_that_nobody_follows_is_told_to_nobody(follower, untold):
    told = telling(untold, [follower("chine")], named)
    assert (told.story_id, told.now, told.next_edition) == (7, (), ())
