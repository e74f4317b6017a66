"""Editions: at their hour, once, with what has come since the one before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import Unanswered
from bot.model import Mode
from bot.settings import Readers
from bot.store.tellings import TellingStore
from tests.conftest import BOTH
from tests.delivery.house import ANNE, BRUNO, House, StumblingTellings, headlines
from tests.store.shelf import ARDENIA, SPORT

pytestmark = BOTH

# Editions

SEVEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Seven o'clock in Paris, an hour before Anne's edition."""


@pytest.fixture
async def morning(database) -> House:
    """Anne wants her stories at eight and at noon, not one by one."""
    house = House(database, SEVEN)
    await house.reader(ANNE, ARDENIA, instant=False)
    for minute in (480, 720):
        await house.readership.set_slot(ANNE, minute, wanted=True, now=SEVEN - timedelta(days=1))
    await house.courier().edit(SEVEN)
    return house


async def test_who_wants_no_story_at_once_waits_for_the_edition(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(passes=2)
    assert morning.channel.arrived == []
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    title, *stories = headlines(morning.channel.read_by(ANNE))
    assert "lundi 23 novembre" in title
    assert sorted(stories) == ["La digue", "Le phare"]


async def test_an_edition_of_two_topics_has_a_heading_for_each_and_each_story_once(morning):
    await morning.readership.set_topic(ANNE, SPORT, Mode.FOLLOW)
    for title, topics in {
        "Le phare": (ARDENIA,),
        "La digue": (ARDENIA, SPORT),
        "Un match": (SPORT,),
        "Une régate": (SPORT,),
    }.items():
        await morning.story(title, *topics)
    await morning.deliver(passes=2)
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    _title, *lines = headlines(morning.channel.read_by(ANNE))
    assert sorted(lines) == sorted(["Le phare", "La digue", "Un match", "Une régate", "Sport", "Andorre"])
    sport = lines.index("Sport")
    assert {"Un match", "Une régate"} == set(lines[sport + 1 : sport + 3])


async def test_an_edition_comes_once_whoever_makes_it(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(60)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(morning.sender(owner="two"), passes=2)
    assert len(morning.channel.arrived) == 1


async def test_a_story_stands_in_one_edition_only(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    morning.clock.forward(4 * 3600)
    await morning.deliver(passes=2)
    assert len(morning.channel.arrived) == 1


async def test_an_edition_without_a_story_is_no_message(morning):
    morning.clock.forward(3600)
    assert await morning.courier().edit(morning.clock()) == 1
    assert await morning.outbox() == []
    assert await morning.courier().edit(morning.clock()) == 0


PLACES = (
    *("Valmer", "Brisseuil", "Kervannec", "Lunoy", "Aubrac", "Tarnos"),
    *("Pellegrue", "Morlane", "Seyssac", "Vizelle", "Ondres", "Crozac"),
)


async def test_what_an_edition_has_no_room_for_waits_for_the_next_while_it_is_fresh(morning):
    most = Readers().edition_stories
    for place in PLACES:
        await morning.story(f"{place} rouvre", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(passes=2)
    (first,) = morning.channel.arrived
    number = len(headlines([first[1].html])[1:])
    assert most / 2 <= number <= most
    assert first[1].buttons[-1][0].label == f"Et {len(PLACES) - number} autres"
    morning.clock.forward(4 * 3600)
    await morning.deliver(passes=2)
    shown = [one for html in morning.channel.read_by(ANNE) for one in headlines([html])[1:]]
    assert sorted(shown) == sorted(f"{place} rouvre" for place in PLACES)


async def test_what_waited_for_a_day_is_no_news(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.courier().tell(morning.clock())
    morning.clock.forward(25 * 3600)
    await morning.deliver(passes=2)
    assert morning.channel.arrived == []


async def test_who_asked_for_both_has_the_story_at_once_and_in_the_next_edition(morning):
    await morning.readership.set_instant(ANNE, instant=True)
    await morning.story("Le phare", ARDENIA)
    await morning.deliver(passes=2)
    (push,) = morning.channel.read_by(ANNE)
    assert headlines([push]) == ["Le phare"]
    for _ in range(2):
        morning.clock.forward(3600)
        await morning.deliver(passes=2)
    (_, edition) = morning.channel.read_by(ANNE)
    assert headlines([edition])[1:] == ["Le phare"]


async def test_who_left_while_their_edition_was_made_gets_none(morning):
    class Leaving(TellingStore):
        async def pending(self, chat_id, fresh_since, liked_since):
            found = await super().pending(chat_id, fresh_since, liked_since)
            await morning.readership.pause(chat_id, "the reader asked for it")
            return found

    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    await morning.deliver(courier=morning.courier(tellings=Leaving(morning.database)))
    assert await morning.outbox() == []


async def test_an_edition_that_cannot_be_made_spares_the_others(morning):
    await morning.reader(BRUNO, ARDENIA, instant=False)
    await morning.readership.set_slot(BRUNO, 480, wanted=True, now=SEVEN)
    await morning.story("Le phare", ARDENIA)
    await morning.deliver()
    morning.clock.forward(3600)
    stumbling = morning.courier(tellings=StumblingTellings(morning.database))
    with capture_logs():
        await morning.deliver(courier=stumbling)
    assert [chat_id for chat_id, _ in morning.channel.arrived] == [ANNE]
    morning.clock.forward(300)
    await morning.deliver()
    assert [chat_id for chat_id, _ in morning.channel.arrived] == [ANNE, BRUNO]


async def test_a_telling_and_an_edition_need_no_reader(house):
    await house.story("Le phare", ARDENIA)
    assert await house.courier().tell(house.clock()) == 1
    assert await house.courier().edit(house.clock()) == 0
    assert await house.sender().send() == 0


# Held back, said or kept silent


async def chosen(house, **choice):
    """Anne, with one more choice."""
    anne = await house.readership.subscriber(ANNE)
    await house.readership.choose(replace(anne, **choice), house.clock())


NIGHT = (22 * 60, 7 * 60)


async def test_what_appears_in_quiet_hours_comes_in_one_edition_at_their_end(house):
    await house.reader(ANNE, ARDENIA)
    await chosen(house, quiet=NIGHT)
    house.clock.forward(13 * 3600)  # eleven in the evening
    for title in ("Le phare", "La digue"):
        await house.story(title, ARDENIA)
        await house.deliver(passes=2)
        house.clock.forward(3600)
    assert house.channel.arrived == []
    house.clock.forward(6 * 3600)
    await house.deliver(passes=3)
    (mini,) = house.channel.read_by(ANNE)
    title, *stories = headlines([mini])
    assert title == "Ce qui vous attendait, mardi 24 novembre"
    assert sorted(stories) == ["La digue", "Le phare"]
    await house.story("Le match", ARDENIA)
    await house.deliver(passes=3)
    assert len(house.channel.arrived) == 2, "and then at once again"


async def test_more_than_the_cap_of_a_day_comes_next_morning(house):
    await house.reader(ANNE, ARDENIA)
    await chosen(house, alerts_max=2)
    for place in PLACES[:4]:
        await house.story(f"{place} rouvre", ARDENIA)
        await house.deliver(passes=3)
    assert len(house.channel.arrived) == 2
    house.clock.forward(22 * 3600)
    await house.deliver(passes=2)
    assert headlines(house.channel.read_by(ANNE)[2:])[1:] == [f"{place} rouvre" for place in PLACES[3:1:-1]]


async def test_no_news_is_one_line_for_who_wants_it_said(morning):
    await chosen(morning, says_nothing_new=True)
    morning.clock.forward(3600)
    await morning.deliver()
    (line,) = morning.channel.read_by(ANNE)
    assert line == "Rien de neuf sur vos sujets à 8\u00a0h, lundi 23 novembre."


async def test_an_edition_is_told_in_the_reader_s_language(morning):
    await chosen(morning, says_nothing_new=True, language="en")
    morning.clock.forward(3600)
    await morning.deliver()
    assert morning.channel.read_by(ANNE) == ["Nothing new on your topics at 8:00, Monday 23 November."]


async def test_the_week_in_brief_tells_again_what_was_told(house):
    await house.reader(ANNE, ARDENIA)
    await chosen(house, week=6 * 1440 + 18 * 60)
    await house.deliver()
    await house.story("Le phare", ARDENIA)
    await house.deliver(passes=2)
    house.clock.forward((6 * 24 + 8) * 3600)
    await house.deliver(passes=2)
    _, recap = house.channel.read_by(ANNE)
    assert headlines([recap]) == ["Votre semaine en bref, dimanche 29 novembre", "Le phare"]


@pytest.mark.parametrize("minutes", [(), (1140,)], ids=["no edition is wanted", "at seven in the evening"])
async def test_a_push_that_grew_too_old_comes_in_an_edition(house, minutes):
    await house.reader(ANNE, ARDENIA)
    for minute in minutes:
        await house.readership.set_slot(ANNE, minute, wanted=True, now=house.clock())
    await house.deliver()
    await house.story("Le phare", ARDENIA)
    await house.courier().tell(house.clock())
    house.clock.forward(6 * 3600)
    await house.deliver(passes=2)
    house.clock.forward(4 * 3600)
    await house.deliver(passes=2)
    (edition,) = house.channel.read_by(ANNE)
    title, told = headlines([edition])
    assert (title.partition(",")[0], told) == (
        "Votre édition de 19\u00a0h" if minutes else "Ce qui vous attendait",
        "Le phare",
    )
    assert {(state, reason) for _, state, reason in await house.outbox()} == {
        ("expired", "too old to be told by itself: left to the next edition"),
        ("sent", ""),
    }


async def test_a_push_of_which_nobody_knows_comes_in_an_edition_when_it_grows_too_old(house):
    """Sent once: one time too often at most."""
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    house.channel.failures[ANNE] = [Unanswered(ANNE, "read timeout")]
    await house.deliver()
    for _ in range(2):
        house.clock.forward(6 * 3600)
        await house.deliver(passes=2)
    assert [headlines([text])[1] for text in house.channel.read_by(ANNE)] == ["Le phare"]
    assert [state for _, state, _ in await house.outbox()] == ["expired", "sent"]


async def test_who_moves_to_another_zone_has_their_hour_there_and_no_day_twice(morning):
    await morning.story("Le phare", ARDENIA)
    await morning.courier().tell(morning.clock())
    await chosen(morning, zone="Asia/Tokyo")
    await morning.deliver()
    assert len(morning.channel.arrived) == 1, "it is three in the afternoon there: at once"
    await chosen(morning, zone="Europe/Paris")
    morning.clock.forward(3600)
    await morning.story("La digue", ARDENIA)
    await morning.deliver(passes=2)
    assert len(morning.channel.arrived) == 1, "eight o'clock was told already"
