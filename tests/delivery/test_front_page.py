"""«À la une»: decided when an edition is made, by what the press has told so far."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model import FRONT_PAGE, Kind, Mode, Topic
from bot.topics.source_names import key_of
from tests.conftest import BOTH
from tests.delivery.house import ANNE, BRUNO, House, headlines
from tests.store.shelf import ARDENIA, LIGHTHOUSE, SPORT, article, new, shelve

pytestmark = BOTH

SEVEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
"""Seven o'clock in Paris, an hour before the editions."""
DIKE, CARGO, PHARE = "La digue de Valmer cède", "Un cargo coule à Brisseuil", "Le phare de Kervannec rallumé"
MANY = ("La Gazette", "Le Courrier", "L’Écho", "La Revue")


class Morning(House):
    """A house at seven, whose readers have an edition at eight and one at noon."""

    async def wakes(self, chat_id: int, *follows: Topic, mutes=(), kinds=None) -> None:
        await self.reader(chat_id, *follows, mutes=mutes, instant=False)
        known = await self.readership.subscriber(chat_id)
        await self.readership.choose(replace(known, kinds=kinds), SEVEN)
        for minute in (480, 720):
            await self.readership.set_slot(
                chat_id, minute, wanted=True, now=self.clock() - timedelta(minutes=1)
            )
        await self.courier().edit(self.clock())

    async def told(self, title: str, *topics: Topic, sources=MANY, kind=Kind.NEWS, quiet=False) -> int:
        """A story that these sources have told; its number."""
        number = None
        for source in sources:
            written = replace(article(title, source=source, moment=self.clock()), kind=kind)
            given = new(written, *topics, story_id=number, quiet=quiet)
            number = (await shelve(self.archive, given, self.clock())).story_id
        await self.courier().tell(self.clock())
        return number

    async def edition(self, minutes: int = 60, chat_id: int = ANNE) -> list[str]:
        """The headlines of a reader's edition that comes after so many minutes."""
        before = len(self.channel.read_by(chat_id))
        self.clock.forward(60 * minutes)
        await self.deliver(passes=3)
        return headlines(self.channel.read_by(chat_id)[before:])[1:]


@pytest.fixture
def morning(database) -> Morning:
    return Morning(database, SEVEN)


@pytest.mark.parametrize("follows", [(), (FRONT_PAGE,)], ids=["who follows nothing", "who follows it"])
async def test_what_many_tell_comes_first_to(morning, follows):
    await morning.wakes(ANNE, *follows)
    await morning.told(CARGO, SPORT, sources=MANY[:1])
    await morning.told(DIKE, ARDENIA)
    assert await morning.edition() == [DIKE, CARGO]
    assert await morning.edition(240) == []


async def test_who_follows_something_else_gets_none_of_it(morning):
    await morning.wakes(ANNE, ARDENIA)
    await morning.told(DIKE, ARDENIA)
    await morning.told(CARGO, SPORT)
    assert await morning.edition() == [DIKE]


async def test_beside_a_topic_it_adds_what_the_topic_does_not_tell_and_nothing_twice(morning):
    await morning.wakes(ANNE, ARDENIA, FRONT_PAGE)
    await morning.told(DIKE, ARDENIA)
    await morning.told(CARGO, SPORT)
    assert sorted(await morning.edition()) == sorted([DIKE, CARGO])


async def test_a_story_is_weighed_by_what_is_told_of_it_when_the_edition_is_made(morning):
    await morning.wakes(ANNE)
    await morning.told(CARGO, sources=MANY[:2])
    number = await morning.told(DIKE, sources=MANY[:1])
    for source in (*MANY[1:], "Le Phare"):
        copy = new(article(DIKE, source=source, moment=SEVEN), story_id=number)
        await shelve(morning.archive, copy, morning.clock())
    assert await morning.edition() == [DIKE, CARGO]


async def test_what_is_muted_stays_away_by_topic_by_word_and_by_source(morning):
    await morning.wakes(ANNE, mutes=(SPORT, LIGHTHOUSE, Topic(key_of("L’Aube"), "L’Aube")))
    await morning.told(CARGO, SPORT)
    await morning.told(PHARE)
    await morning.told("Le moulin de Lunoy rouvre", sources=("L’Aube",))
    await morning.told(DIKE)
    assert await morning.edition() == [DIKE]


async def test_it_may_be_followed_without_something(morning):
    await morning.wakes(ANNE, Topic("une:jour+-phare", "À la une, sans phare"))
    await morning.told(PHARE)
    await morning.told(DIKE)
    assert await morning.edition() == [DIKE]


async def test_a_kind_of_text_that_is_not_wanted_stays_away(morning):
    await morning.wakes(ANNE, kinds=frozenset({Kind.NEWS}))
    await morning.wakes(BRUNO)
    await morning.told(CARGO, kind=Kind.OPINION)
    await morning.told(DIKE)
    assert await morning.edition() == [DIKE]
    assert CARGO in headlines(morning.channel.read_by(BRUNO))


async def test_a_turn_of_a_story_that_was_had_is_a_suite(morning):
    await morning.wakes(ANNE)
    number = await morning.told(DIKE)
    assert await morning.edition() == [DIKE]
    turn = article("La digue de Valmer réparée", source="Le Phare", moment=morning.clock())
    await shelve(morning.archive, replace(new(turn, story_id=number), leads=True), morning.clock())
    await morning.courier().tell(morning.clock())
    assert await morning.edition(240) == [f"Suite\u00a0: {turn.title}"]


async def test_what_stood_in_a_new_source_s_backlog_or_is_a_day_old_is_on_no_front_page(morning):
    await morning.told(CARGO)
    morning.clock.forward(24 * 3600)
    await morning.wakes(ANNE)
    await morning.told(PHARE, quiet=True)
    await morning.told(DIKE, sources=MANY[:1])
    assert await morning.edition() == [DIKE]


async def test_what_quiet_hours_held_back_comes_without_it(morning):
    await morning.reader(ANNE, ARDENIA, FRONT_PAGE)
    known = await morning.readership.subscriber(ANNE)
    await morning.readership.choose(replace(known, quiet=(22 * 60, 8 * 60)), SEVEN)
    await morning.told(DIKE, ARDENIA)
    await morning.told(CARGO, SPORT)
    assert await morning.edition() == [DIKE]


async def test_who_mutes_only_follows_nothing(morning):
    await morning.wakes(ANNE)
    await morning.readership.set_topic(ANNE, SPORT, Mode.MUTE)
    await morning.told(CARGO, SPORT)
    await morning.told(DIKE)
    assert await morning.edition() == [DIKE]
