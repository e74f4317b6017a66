"""Who asks for too much at once is told calmly when to come back; nobody else waits for it."""

from datetime import timedelta

import pytest

from bot.chat.intents import Command, Link, Text
from bot.chat.request_limits import Limits, costs
from bot.settings import Telegram
from tests.chat.visiting import ADMIN, ANNE, BRUNO, Visit

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
TWO_A_MINUTE = Telegram(requests_a_minute=2, requests_an_hour=3)


@pytest.fixture
def pressed(database, now):
    """A bot that has time for two requests a minute, and three an hour."""
    return Visit(database, now, telegram=TWO_A_MINUTE)


def is_refused(answer):
    return answer.text.startswith("Vous me demandez beaucoup à la fois")


@pytest.mark.parametrize(
    ("intent", "expected"),
    [
        (Command("topic", "russie"), True),
        (Command("chercher", "russie"), True),
        (Command("latest", "5 russie"), True),
        (Command("tendances"), True),
        (Link("https://phare.example"), True),
        (Text("long"), True),
        (Command("latest"), False),
        (Command("settings"), False),
        (Command("forget"), False),
    ],
)
def test_what_has_to_be_looked_for_or_read_costs(intent, expected):
    assert costs(intent) is expected


async def test_one_more_than_may_be_is_told_when_to_come_back(pressed):
    assert not is_refused(await pressed.say("phare"))
    pressed.now += 20 * SECOND
    assert not is_refused(await pressed.say("https://phare.example/1"))
    third = await pressed.say("a" * 300)
    assert is_refused(third)
    assert "dans une minute" in third.text
    assert pressed.refused == ["too much"]
    pressed.now += 41 * SECOND
    assert not is_refused(await pressed.say("digue"))
    fourth = await pressed.say("digue")
    assert "dans 59 minutes" in fourth.text, "three in this hour"


async def test_buttons_settings_other_readers_and_admins_do_not_wait(pressed, now):
    for _ in range(4):
        last = await pressed.say("phare")
        await pressed.say("phare", ADMIN)
    assert is_refused(last)
    assert not is_refused(await pressed.say("/settings"))
    assert (await pressed.touch("hours:")).text
    assert not is_refused(await pressed.say("phare", BRUNO))
    assert not is_refused(await pressed.say("phare", ADMIN))
    assert await pressed.chat.refusal(ANNE, now, costs=True) is not None
    assert await pressed.chat.refusal(ANNE, now) is None, "a sticker costs nothing"


async def test_letters_typed_from_another_chat_are_counted_by_themselves(pressed, now):
    await pressed.publish("Le phare est rallumé")
    found = [bool((await pressed.chat.inline(ANNE, "phare", "", now)).page) for _ in range(11)]
    assert found == [True] * 10 + [False]
    assert not is_refused(await pressed.say("phare"))


def test_a_clock_that_is_put_back_makes_nobody_wait(now):
    limits = Limits(2, 3, lambda: None)
    later = now + timedelta(days=1)
    assert [limits.refusal(ANNE, later) is None for _ in range(3)] == [True, True, False]
    assert limits.refusal(ANNE, now) is None


def test_who_has_not_asked_for_an_hour_is_forgotten(now):
    limits = Limits(2, 3, lambda: None)
    for chat_id in range(10_000):
        limits.refusal(chat_id, now)
    limits.refusal(ANNE + 10_000, now + 61 * MINUTE)
    assert len(limits._asked) == 1
