"""A bot that is not open to everybody: a stranger gets a kind word, an invitation opens the door."""

import re
from datetime import timedelta

import pytest

from bot.chat import texts
from bot.settings import Telegram
from tests.chat.visiting import ADMIN, ANNE, BRUNO, Visit

CHLOE, GROUP = 7003, -100055
CLOSED = Telegram(open=False, requests_a_minute=1000, requests_an_hour=1000)
DAY = timedelta(days=1)


@pytest.fixture
def closed(database, now):
    return Visit(database, now, telegram=CLOSED)


async def invited(closed, argument=""):
    """Let the admin make an invitation; returns what opens the door."""
    told = (await closed.say(f"/invite {argument}", ADMIN)).text
    (payload,) = re.findall(r"\?start=(inv_[A-Za-z0-9_-]+)$", told, re.MULTILINE)
    assert len(payload) <= 64, "https://core.telegram.org/bots/features#deep-linking"
    return f"/start {payload}"


async def is_let_in(closed, who, typed):
    return "Choisissez les sujets" in (await closed.say(typed, who)).text


@pytest.mark.parametrize(
    "typed", ["/start", "/latest", "bonjour", "/privacy", "/invite", "/start inv_devine", "a" * 300]
)
async def test_a_stranger_gets_a_kind_word_and_nothing_is_kept(closed, typed):
    await closed.publish("Le phare est rallumé")
    answer = await closed.say(typed)
    assert "invitation" in answer.text
    assert "phare" not in answer.text
    assert not answer.buttons
    assert await closed.readership.kept(ANNE) == {}
    assert closed.refused == ["stranger"]


async def test_a_strangers_buttons_and_questions_from_other_chats_lead_to_nothing(closed, now):
    await closed.publish("Le phare est rallumé")
    assert "invités" in (await closed.touch("last:0")).text
    assert (await closed.chat.inline(ANNE, "phare", "", now)).page == ()
    assert (await closed.chat.inline(ADMIN, "phare", "", now)).page


async def test_what_has_no_words_is_refused_before_it_is_fetched(closed, now):
    assert "invités" in (await closed.chat.refusal(ANNE, now, costs=True)).messages[0].html
    assert await closed.chat.refusal(ADMIN, now, costs=True) is None


async def test_an_invitation_lets_one_in_once(closed):
    opens = await invited(closed)
    assert await is_let_in(closed, ANNE, opens)
    assert "n’est plus valable" in (await closed.say(opens, BRUNO)).text
    assert (await closed.say("/topics")).text, "who is in stays"
    assert "admissions" in await closed.readership.kept(ANNE)
    assert "uses" not in str(await closed.readership.kept(ANNE)), "nor what the invitation was"


async def test_one_for_two_lets_two_in_and_touched_again_costs_nothing(closed):
    opens = await invited(closed, "2")
    assert await is_let_in(closed, ANNE, opens)
    await closed.say(opens)
    assert await is_let_in(closed, BRUNO, opens)
    assert "n’est plus valable" in (await closed.say(opens, CHLOE)).text


async def test_an_invitation_ends(closed):
    opens = await invited(closed, "5 3")
    closed.now += 3 * DAY - timedelta(seconds=1)
    assert await is_let_in(closed, ANNE, opens)
    closed.now += timedelta(seconds=2)
    assert "n’est plus valable" in (await closed.say(opens, BRUNO)).text


async def test_an_admin_takes_back_what_is_out(closed):
    opens = await invited(closed, "9")
    assert await is_let_in(closed, ANNE, opens)
    assert "annulées\u00a0: 1" in (await closed.say("/invite stop", ADMIN)).text
    assert "n’est plus valable" in (await closed.say(opens, BRUNO)).text
    assert "annulées\u00a0: 0" in (await closed.say("/invite stop", ADMIN)).text


async def test_a_group_comes_in_like_a_person(closed):
    assert await is_let_in(closed, GROUP, await invited(closed))


async def test_who_was_there_before_the_door_was_closed_stays(database, now):
    await Visit(database, now).say("/start")
    assert "sujet" in (await Visit(database, now, telegram=CLOSED).say("/topics")).text


async def test_who_is_forgotten_is_told_that_the_door_closes_behind_them(closed):
    await closed.say(await invited(closed))
    assert "une nouvelle invitation" in (await closed.say("/forget")).text
    await closed.press("Tout effacer")
    assert await closed.readership.kept(ANNE) == {}
    assert "invités" in (await closed.say("/latest")).text


@pytest.mark.parametrize("argument", ["0", "x", "5 400", "1001", "-1", "1 2 3", "٣"])
async def test_an_invitation_that_can_not_be_is_explained(closed, argument):
    assert (await closed.say(f"/invite {argument}", ADMIN)).text.startswith("/inviter 5 30")


async def test_where_everybody_may_come_in_no_invitation_is_needed(visit):
    assert "aucune invitation" in (await visit.say("/invite", ADMIN)).text
    assert await is_let_in(visit, ANNE, "/start inv_devine")
    assert (await visit.say("/invite")).text == str(texts.UNKNOWN_COMMAND)
