"""Which subscriber hears of which story, and why."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.editions.compose import Candidate, Rules, index_terms, matches, reasons, telling
from bot.model import Message, Mode
from bot.ports import Follower, Queued, Untold, Why
from bot.topics.index_tokens import tokens
from bot.topics.query import parse
from bot.topics.source_names import called
from tests.conftest import NOW
from tests.editions.stories import article, story

HOUR = timedelta(hours=1)
TODAY, YESTERDAY = date(2026, 11, 23), date(2026, 11, 22)
RULES = Rules(push_life=6 * HOUR, alerts_max=30, morning=480)

ANNE, BRUNO, CHLOE = 7001, 7002, 7003
FOLLOW, MUTE = Mode.FOLLOW, Mode.MUTE
TEXT = "La réforme des retraites divise les députés ; le Sénat russe n’a rien à y voir."


@pytest.fixture
def asked(catalogue):
    """What a reader types -> the topic."""
    sources = called(["Le Phare", "La Vigie – Mer", "Le Fanal"])
    return lambda words: parse(words, catalogue, sources=sources).topic


@pytest.fixture
def follower(asked):
    def make(words, chat=ANNE, mode=FOLLOW, instant=True, slotted=False, zone="Europe/Paris"):
        return Follower(chat, asked(words), mode, zone, instant, slotted)

    return make


@pytest.fixture
def untold(asked):
    """A story tagged with Russia and politics."""
    topics = (asked("russie").key, asked("politique").key)
    told = tokens(replace(article("Le Phare"), title="", paragraphs=(TEXT,)))
    return Untold(story(topics=topics, others=(article("La Vigie – Mer"),)), told)


def named(reader, suite):
    return Message(f"{'Suite ' * suite}{reader.topic.label} {reader.zone}")


@pytest.mark.parametrize(
    ("words", "matching"),
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
        pytest.param("« réforme des retraites »", True, id="a phrase"),
        pytest.param("« retraites de la réforme »", False, id="a phrase in another order"),
        pytest.param("retraites -hôpital", True, id="without a word that is not there"),
        pytest.param("retraites -sénat", False, id="without a word that is there"),
        pytest.param("russie -« sénat russe »", False, id="a country without a phrase that is there"),
        pytest.param("russie -hôpital", True, id="a country without a word that is not"),
    ],
)
def test_a_story_is_about_a_topic(asked, untold, words, matching):
    assert matches(asked(words), Candidate.of(untold.story, untold.tokens)) is matching
    if matching:
        topic = asked(words)
        assert (topic.index_term or topic.key) in index_terms(untold)


@pytest.mark.parametrize(
    ("name", "followed", "muted"),
    [
        pytest.param("Le Phare", True, True, id="the lead's source"),
        pytest.param("La Vigie", True, False, id="the publisher of another article"),
        pytest.param("La Vigie – Mer", True, False, id="its very section"),
        pytest.param("Le Fanal", False, False, id="a source that tells nothing of it"),
        pytest.param("Le Phare -hôpital", True, True, id="a source, without a word that is not there"),
        pytest.param("Le Phare -retraites", False, False, id="a source, without a word that is"),
    ],
)
def test_a_source_is_followed_in_all_articles_and_muted_in_the_lead(asked, untold, name, followed, muted):
    candidate = Candidate.of(untold.story, untold.tokens)
    assert (matches(asked(name), candidate), matches(asked(name), candidate, MUTE)) == (followed, muted)


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
    told = reasons(untold, [follower(words, mode=mode) for words, mode in modes.items()], RULES)
    assert [one.topic for one in told] == ([asked(why)] if why else [])


def test_one_reader_s_mute_does_not_silence_another(follower, untold):
    subscriptions = [follower("russie"), follower("russie", BRUNO), follower("politique", BRUNO, MUTE)]
    assert [one.chat_id for one in reasons(untold, subscriptions, RULES)] == [ANNE]


def test_who_hears_now_and_who_in_the_next_edition(follower, untold):
    told = telling(
        untold,
        [
            follower("russie"),
            follower("politique", BRUNO, instant=False),
            follower("russie", CHLOE, zone="Pacific/Tahiti"),
        ],
        named,
        NOW,
        RULES,
    )
    assert told.now == (
        Queued("story:7:7001", ANNE, Message("Russie Europe/Paris"), expires_at=NOW + 6 * HOUR, story_id=7),
        Queued(
            "story:7:7003", CHLOE, Message("Russie Pacific/Tahiti"), expires_at=NOW + 6 * HOUR, story_id=7
        ),
    )
    assert told.days == ((date(2026, 11, 23), (ANNE,)), (date(2026, 11, 22), (CHLOE,)))
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
    told = telling(untold, [follower("russie", instant=instant, slotted=slotted)], named, NOW, RULES)
    assert (bool(told.now), bool(told.next_edition)) == (now, later)


@pytest.mark.parametrize(
    ("had", "said", "answers"),
    [
        pytest.param({ANNE: 1}, "Suite Russie Europe/Paris", "story:7:7001", id="who had it: a Suite"),
        pytest.param({}, "Russie Europe/Paris", "", id="who joined in the middle: news"),
        pytest.param({ANNE: 0}, "Russie Europe/Paris", "", id="who still waits for it: news"),
    ],
)
def test_what_the_next_turn_of_a_story_is(follower, untold, had, said, answers):
    again = replace(untold, version=2, had=had)
    (push,) = telling(again, [follower("russie")], named, NOW, RULES).now
    assert (push.message.html, push.reply_to) == (said, answers)


@pytest.mark.parametrize(
    ("words", "title", "at_once"),
    [
        pytest.param("retraites", "Les retraites au Sénat", True, id="words of the title"),
        pytest.param("retraites", "Le Sénat débat", False, id="words of the lead: in the morning"),
        pytest.param("politique", "Le Sénat débat", True, id="the story's second topic"),
        pytest.param("économie", "Le Sénat débat", False, id="its fourth theme: in the morning"),
        pytest.param("ukraine", "Le Sénat débat", True, id="its third topic, but a country"),
        pytest.param("Le Phare", "Le Sénat débat", True, id="a source, whatever it tells"),
    ],
)
def test_what_is_of_a_topic_by_the_way_disturbs_nobody(follower, asked, untold, words, title, at_once):
    led = untold.story
    topics = (*led.topics, asked("ukraine").key, asked("économie").key)
    lead = replace(led.lead, title=title)
    told = telling(
        replace(untold, story=replace(led, lead=lead, topics=topics)), [follower(words)], named, NOW, RULES
    )
    assert (bool(told.now), bool(told.held)) == (at_once, not at_once)


def test_what_led_to_a_story_is_the_topic_of_which_it_is_most(follower, asked, untold):
    told = telling(untold, [follower("politique"), follower("russie")], named, NOW, RULES)
    assert told.why == {ANNE: Why(asked("russie").key, 1.0)}
    told = telling(untold, [follower("politique")], named, NOW, RULES)
    assert told.why[ANNE].salience < 1


def test_a_story_that_nobody_follows_is_told_to_nobody(follower, untold):
    told = telling(untold, [follower("chine")], named, NOW, RULES)
    assert (told.story_id, told.now, told.next_edition) == (7, (), ())


# What is held back

NIGHT = (22 * 60, 7 * 60)
QUARTER = timedelta(minutes=15)
TONIGHT, AT_SEVEN = NOW + 13 * HOUR, NOW + 21 * HOUR
"""Eleven in the evening, and seven in the morning, in Paris."""


@pytest.mark.parametrize(
    ("choice", "at", "now", "held", "expires"),
    [
        pytest.param({"quiet": NIGHT}, NOW, True, None, NOW + 6 * HOUR, id="by day: at once"),
        pytest.param({"quiet": NIGHT}, TONIGHT, False, AT_SEVEN, None, id="by night: at seven"),
        pytest.param(
            {"quiet": NIGHT}, NOW + 9 * HOUR, True, None, NOW + 12 * HOUR, id="no push lives into the night"
        ),
        pytest.param({"quiet": (480, 480)}, NOW, True, None, NOW + 6 * HOUR, id="from eight to eight: never"),
        pytest.param({"alerts": (TODAY, 29)}, NOW, True, None, NOW + 6 * HOUR, id="one more"),
        pytest.param({"alerts": (TODAY, 30)}, NOW, False, NOW + 22 * HOUR, None, id="enough for today"),
        pytest.param({"alerts": (YESTERDAY, 30)}, NOW, True, None, NOW + 6 * HOUR, id="it was yesterday"),
        pytest.param(
            {"alerts": (TODAY, 2), "alerts_max": 2}, NOW, False, NOW + 22 * HOUR, None, id="her own cap"
        ),
        pytest.param(
            {"burst": (NOW - QUARTER / 3, 2)}, NOW, True, None, NOW + 6 * HOUR, id="the third within minutes"
        ),
        pytest.param(
            {"burst": (NOW - QUARTER / 3, 3)}, NOW, False, NOW + QUARTER * 2 / 3, None, id="a burst: together"
        ),
        pytest.param({"burst": (NOW - QUARTER, 3)}, NOW, True, None, NOW + 6 * HOUR, id="the burst is over"),
        pytest.param(
            {"quiet": NIGHT, "instant": False},
            TONIGHT,
            False,
            None,
            None,
            id="in editions only: nothing is held",
        ),
    ],
)
def test_a_story_that_anne_asked_for_at_once(follower, untold, choice, at, now, held, expires):
    told = telling(untold, [replace(follower("russie"), **choice)], named, at, RULES)
    assert [queued.expires_at for queued in told.now] == ([expires] if now else [])
    assert told.held == (((ANNE, held),) if held else ())
    assert bool(told.days) == now


def test_what_joins_the_next_edition_anyway_does_not_join_it_twice(follower, untold):
    told = telling(untold, [follower("russie", slotted=True)], named, NOW, RULES)
    assert [queued.story_id for queued in told.now] == [None]
