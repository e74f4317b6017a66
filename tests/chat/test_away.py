"""A reader is away: until when is said in their own days, and it ends by itself, without a burst."""

from datetime import UTC, datetime

import pytest

from bot.chat import texts
from bot.model import ASKED_FOR
from tests.chat.visiting import ANNE

TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)  # 10:00 in Paris
MONDAY = datetime(2026, 11, 29, 23, tzinfo=UTC)
SATURDAY = datetime(2026, 11, 27, 23, tzinfo=UTC)


@pytest.fixture
async def there(visit):
    visit.now = TUESDAY
    await visit.say("/start")
    await visit.say("/follow russie")
    return visit


async def anne(visit):
    return await visit.readership.subscriber(ANNE)


@pytest.mark.parametrize(
    "said", ["mets en pause jusqu'à lundi", "/pause jusqu'à lundi", "/absence jusqu’au 30"]
)
async def test_a_pause_has_an_end_in_the_reader_s_days(there, said):
    answer = await there.say(said)
    assert answer.text.startswith(texts.AWAY.format(end="le lundi 30 novembre"))
    known = await anne(there)
    assert (known.paused, known.pause_until) == (ASKED_FOR, MONDAY)
    assert "reprennent le lundi 30 novembre" in (await there.say("/settings")).text


async def test_the_first_of_a_month_is_a_day(there):
    assert "le mardi 1er décembre" in (await there.say("pause jusqu'au 1er")).text


async def test_it_ends_by_itself_and_the_topics_are_what_they_were(there):
    await there.say("pause jusqu'à lundi")
    assert await there.readership.turn_pauses(MONDAY.replace(hour=22)) == 0
    assert await there.readership.turn_pauses(MONDAY) == 1
    known = await anne(there)
    assert (known.paused, known.pause_until, known.slots) == ("", None, (480,))
    assert await there.follows() == ["Russie"]


async def test_one_that_begins_later_is_announced_begins_and_ends(there):
    answer = await there.say("pas de messages ce week-end")
    assert answer.text.startswith(
        texts.AWAY_LATER.format(begin="le samedi 28 novembre", end="le lundi 30 novembre")
    )
    assert (await anne(there)).paused == ""
    assert "seront suspendus dès le samedi 28 novembre" in (await there.say("/settings")).text
    await there.readership.turn_pauses(SATURDAY)
    assert (await anne(there)).paused == ASKED_FOR
    await there.readership.turn_pauses(MONDAY)
    assert (await anne(there)).paused == ""


@pytest.mark.parametrize("said", ["pause jusqu'à lundi", "pas de messages ce week-end"])
@pytest.mark.parametrize("back", ["reprends", "je suis de retour"])
async def test_who_is_back_earlier_says_so(there, said, back):
    await there.say(said)
    await there.say(back)
    known = await anne(there)
    assert (known.paused, known.pause_from, known.pause_until) == ("", None, None)


async def test_a_pause_without_an_end_may_be_given_one(there):
    assert (await there.say("/absence")).text == str(texts.AWAY_OPEN)
    answer = await there.press("3 jours")
    assert answer.redraws
    assert answer.text.startswith(texts.AWAY.format(end="le vendredi 27 novembre"))
    assert str(texts.RESUMED) in (await there.press("Reprendre maintenant")).text
    assert (await anne(there)).paused == ""


async def test_in_the_language_of_the_reader(there):
    await there.say("/language english")
    answer = await there.say("no messages this weekend")
    assert answer.text.startswith(
        "All right, I will be quiet from Saturday 28 November on. I will resume on Monday 30 November."
    )


@pytest.mark.parametrize(
    "said",
    [
        *("/absence un jour peut-être", "/absence jusqu'au 31 juin", "/absence 3 siècles"),
        *("/absence du 0 au 27 mars", "/absence jusqu'au 0"),
    ],
)
async def test_what_is_not_understood_changes_nothing(there, said):
    assert (await there.say(said)).text == str(texts.AWAY_HOW)
    assert (await anne(there)).paused == ""


async def test_a_stranger_has_nothing_to_pause(visit):
    assert (await visit.say("pause jusqu'à lundi")).text == str(texts.NOT_SUBSCRIBED)


async def test_who_says_where_they_live_is_offered_the_clock_of_there(there):
    answer = await there.say("je suis réunionnais")
    assert await there.follows() == ["La Réunion", "Russie"]
    await there.touch(answer.buttons["Fuseau\u00a0: La Réunion"])
    assert (await anne(there)).zone == "Indian/Reunion"
    assert "Fuseau\u00a0: Paris" in (await there.say("j'habite à Rennes")).buttons
