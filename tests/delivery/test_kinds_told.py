"""What is no report is told only to who wants it, and leads a story only while there is no report."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Dating, Kind
from tests.delivery.house import ANNE, BRUNO, headlines
from tests.delivery.test_suite import CHARGED, FIRST, SEVEN, Newsroom
from tests.store.shelf import ARDENIA

PODCAST = replace(FIRST, kind=Kind.BROADCAST, source="Radio Valmer")
COLUMN = replace(FIRST, kind=Kind.OPINION, source="Le Courrier", title=f"Éditorial. {FIRST.title}")


@pytest.fixture
def newsroom(database) -> Newsroom:
    made = Newsroom(database, SEVEN)
    made.restart()
    return made


async def wants(newsroom: Newsroom, chat_id: int, *kinds: Kind) -> None:
    known = await newsroom.readership.subscriber(chat_id)
    await newsroom.readership.choose(replace(known, kinds=frozenset(kinds)), newsroom.clock())


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        pytest.param(Kind.NEWS, True, id="a report"),
        pytest.param(Kind.OPINION, True, id="an opinion"),
        pytest.param(Kind.LIVE, True, id="a live page"),
        pytest.param(Kind.BROADCAST, False, id="a podcast"),
        pytest.param(Kind.RESULTS, False, id="the numbers of a race"),
        pytest.param(Kind.PROMOTION, False, id="an advert"),
        pytest.param(Kind.HOROSCOPE, False, id="a horoscope"),
    ],
)
async def test_who_chose_nothing_hears_of_what_the_operator_thinks_well(newsroom, kind, told):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.publish(replace(FIRST, kind=kind))
    assert bool(newsroom.channel.arrived) is told


async def test_each_reader_hears_of_the_kinds_that_they_chose(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.reader(BRUNO, ARDENIA)
    await wants(newsroom, ANNE, Kind.NEWS)
    await wants(newsroom, BRUNO, Kind.NEWS, Kind.BROADCAST)
    await newsroom.publish(PODCAST)
    assert [chat_id for chat_id, _ in newsroom.channel.arrived] == [BRUNO]


async def test_an_opinion_says_so(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.publish(COLUMN)
    (push,) = newsroom.channel.read_by(ANNE)
    assert " · opinion · " in push


async def test_what_nobody_heard_of_as_a_podcast_is_told_as_news_by_its_first_report(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.publish(PODCAST)
    await newsroom.publish(FIRST)
    (push,) = newsroom.channel.read_by(ANNE)
    assert headlines([push]) == [FIRST.title]


async def test_a_report_takes_the_lead_from_an_opinion(newsroom):
    story_id = await newsroom.publish(COLUMN)
    assert await newsroom.publish(FIRST) == story_id
    assert (await newsroom.archive.story(story_id)).lead.title == FIRST.title


async def test_an_opinion_never_takes_it_from_a_report_whatever_news_it_brings(newsroom):
    story_id = await newsroom.publish(FIRST)
    later = Dating(SEVEN + timedelta(hours=5))
    assert await newsroom.publish(replace(CHARGED, kind=Kind.OPINION, dating=later)) == story_id
    assert (await newsroom.archive.story(story_id)).lead.title == FIRST.title
