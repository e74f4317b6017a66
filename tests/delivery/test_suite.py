"""What becomes of a story after it was told: a «Suite» to those who had it, or silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.assignment import StoryAssigner
from bot.model import Article
from bot.store.archive import ArchiveStore
from bot.store.stories import StoryStore
from bot.stories.story_index import StoryIndex
from tests.delivery.house import ANNE, BRUNO, CHLOE, House, headlines
from tests.store.shelf import ARDENIA, CULTURE, SUMMARY, article, new

SEVEN = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

TITLE = "Valmer : un cargo de blé échoué à l’entrée du port"
LEAD = (
    "Un cargo chargé de 1 200 tonnes de blé s’est échoué lundi à l’entrée du port de Valmer, sans faire de "
    "blessé, a annoncé la capitaine du port, Irène Laubardemont."
)
TEXT = (LEAD, "Le trafic est suspendu et deux remorqueurs sont en route.")
FIRST = article(TITLE, *TEXT, source="La Gazette", moment=SEVEN)
COPY = article(TITLE, TEXT[0].replace("a annoncé", "indique"), TEXT[1], source="Le Courrier", moment=SEVEN)
CHARGED = article(
    "Cargo échoué à Valmer : le capitaine mis en examen et écroué",
    "Le capitaine du cargo de blé échoué lundi à l’entrée du port de Valmer a été mis en examen et écroué, a "
    "indiqué la capitaine du port, Irène Laubardemont. Il naviguait trop vite.",
    source="Le Courrier",
    moment=SEVEN + timedelta(hours=5),
)
DIVER = article(
    "Cargo échoué à Valmer : une enquête ouverte, un plongeur blessé",
    "Un plongeur a été blessé mardi sous le cargo échoué lundi à l’entrée du port de Valmer ; le parquet "
    "a ouvert "
    "une enquête, a indiqué la capitaine Irène Laubardemont.",
    source="La Gazette",
    moment=SEVEN + timedelta(hours=26),
)
FINED = article(
    "Cargo échoué à Valmer : le capitaine condamné à 40 000 euros d’amende",
    "Le capitaine du cargo de blé échoué lundi à l’entrée du port de Valmer a été condamné mercredi à 40 "
    "000 euros "
    "d’amende par le tribunal, qui retient sa vitesse de 14 nœuds.",
    source="L’Écho",
    moment=SEVEN + timedelta(hours=54),
)


class Newsroom(House):
    """The road from an article to a reader, with a process's own shelf that may be lost."""

    suites_a_day = 3

    def restart(self) -> None:
        self.archive = ArchiveStore(self.database)
        shelf = StoryIndex(timedelta(days=7))
        self.assigner = StoryAssigner(self.archive, StoryStore(self.database), shelf, self.suites_a_day)

    async def publish(self, written: Article, *topics, push: bool = True) -> int:
        """The article is read and summarised, and what is due is sent, or only made; returns its story."""
        stored, _ = await self.assigner.store(new(written, *(topics or (ARDENIA,))), self.clock(), None)
        told = replace(SUMMARY, headline=written.title, sentences=written.paragraphs[:1])
        await self.archive.add_summary(stored.article_id, told, self.clock())
        await (self.deliver() if push else self.courier().tell(self.clock()))
        self.clock.forward(3600)
        return stored.story_id


@pytest.fixture
def newsroom(database) -> Newsroom:
    made = Newsroom(database, SEVEN)
    made.restart()
    return made


async def test_a_wire_copy_from_two_sources_is_one_story_and_one_push(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    assert await newsroom.publish(FIRST) == await newsroom.publish(COPY)
    assert headlines(newsroom.channel.read_by(ANNE)) == [TITLE]
    (story,) = await newsroom.archive.stories(limit=9)
    assert (story.lead.source, [other.source for other in story.others]) == ("La Gazette", ["Le Courrier"])


async def test_a_turn_is_one_suite_that_answers_the_push_and_says_where_it_is_from(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    for written in (FIRST, CHARGED):
        await newsroom.publish(written)
    await newsroom.deliver(passes=3)
    _, suite = newsroom.channel.read_by(ANNE)
    assert headlines([suite]) == [f"Suite\u00a0: {CHARGED.title}"]
    assert "Le Courrier" in suite
    assert newsroom.channel.answers == {2: 1}


async def test_it_goes_to_all_who_follow_it_and_is_news_for_who_joined_meanwhile(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.reader(BRUNO, ARDENIA)
    await newsroom.publish(FIRST)
    await newsroom.reader(CHLOE, ARDENIA)
    await newsroom.readership.set_topic(BRUNO, ARDENIA, None)
    await newsroom.publish(CHARGED)
    assert [chat_id for chat_id, _ in newsroom.channel.arrived] == [ANNE, BRUNO, ANNE, CHLOE]
    assert headlines(newsroom.channel.read_by(CHLOE)) == [CHARGED.title]
    assert newsroom.channel.answers == {3: 1}


@pytest.mark.parametrize(
    "edited",
    [
        pytest.param(replace(FIRST, title=TITLE.replace("blé", "ble")), id="a typing error put right"),
        pytest.param(replace(FIRST, paragraphs=(TEXT[0], "Deux remorqueurs arrivent.")), id="said otherwise"),
        pytest.param(replace(FIRST, paragraphs=(*TEXT, "Mis à jour à 10 h 30.")), id="the hour of an edit"),
        pytest.param(replace(FIRST, paragraphs=TEXT[::-1]), id="another order"),
    ],
)
async def test_a_trivial_edit_is_silent(newsroom, edited):
    await newsroom.reader(ANNE, ARDENIA)
    url = "https://gazette.example/cargo"
    stories = [await newsroom.publish(replace(each, url=url)) for each in (FIRST, edited)]
    assert len(set(stories)) == 1
    assert len(newsroom.channel.arrived) == 1


async def test_an_article_that_is_changed_by_a_turn_is_a_suite_too(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    url = "https://gazette.example/cargo"
    revised = replace(CHARGED, source=FIRST.source)
    for each in (FIRST, revised):
        await newsroom.publish(replace(each, url=url))
    assert newsroom.channel.answers == {2: 1}


async def test_a_repetition_of_the_turn_is_silent(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    again = replace(CHARGED, source="La Gazette", paragraphs=(f"Sur place. {CHARGED.paragraphs[0]}",))
    for each in (FIRST, CHARGED, again):
        await newsroom.publish(each)
    assert len(newsroom.channel.arrived) == 2


async def test_each_suite_answers_the_first_push_and_there_are_so_many_a_day_and_no_more(newsroom):
    newsroom.suites_a_day = 1
    newsroom.restart()
    await newsroom.reader(ANNE, ARDENIA)
    for each in (FIRST, CHARGED, DIVER):
        await newsroom.publish(each)
    assert newsroom.channel.answers == {2: 1}
    newsroom.clock.forward(24 * 3600)
    await newsroom.publish(FINED)
    assert newsroom.channel.answers == {2: 1, 3: 1}


async def test_before_it_is_told_a_story_is_led_by_what_is_newest_and_told_once(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.assigner.store(new(FIRST, ARDENIA), newsroom.clock(), None)
    await newsroom.publish(CHARGED)
    assert headlines(newsroom.channel.read_by(ANNE)) == [CHARGED.title]


async def test_in_an_edition_it_stands_as_a_suite_for_who_had_the_story_in_one_before(newsroom):
    await newsroom.reader(ANNE, ARDENIA, instant=False)
    for minute in (480, 720):
        await newsroom.readership.set_slot(ANNE, minute, wanted=True, now=SEVEN - timedelta(days=1))
    await newsroom.publish(FIRST)
    await newsroom.deliver()  # eight o'clock in Paris
    newsroom.clock.forward(3600)
    await newsroom.publish(CHARGED)
    newsroom.clock.forward(4 * 3600)
    await newsroom.deliver(passes=2)
    morning, noon = newsroom.channel.read_by(ANNE)
    assert (headlines([morning])[1:], headlines([noon])[1:]) == ([TITLE], [f"Suite\u00a0: {CHARGED.title}"])


async def test_a_suite_that_grew_too_old_to_be_pushed_is_still_a_suite_in_an_edition(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    await newsroom.publish(FIRST)
    await newsroom.publish(CHARGED, push=False)
    newsroom.clock.forward(6 * 3600)
    await newsroom.deliver(passes=3)
    _, edition = newsroom.channel.read_by(ANNE)
    assert headlines([edition])[1:] == [f"Suite\u00a0: {CHARGED.title}"]


async def test_the_next_turn_that_grew_too_old_for_who_joined_meanwhile_is_news_in_an_edition(newsroom):
    await newsroom.publish(FIRST)
    await newsroom.reader(CHLOE, ARDENIA)
    await newsroom.publish(CHARGED, push=False)
    newsroom.clock.forward(6 * 3600)
    await newsroom.deliver(passes=3)
    (edition,) = newsroom.channel.read_by(CHLOE)
    assert headlines([edition])[1:] == [CHARGED.title]


async def test_who_still_waits_for_the_story_reads_its_newest_state_once(newsroom):
    await newsroom.reader(ANNE, ARDENIA, instant=False)
    await newsroom.readership.set_slot(ANNE, 720, wanted=True, now=SEVEN)
    for each in (FIRST, CHARGED):
        await newsroom.publish(each)
    newsroom.clock.forward(4 * 3600)
    await newsroom.deliver(passes=3)
    (noon,) = newsroom.channel.read_by(ANNE)
    assert headlines([noon])[1:] == [CHARGED.title]


async def test_a_restart_between_changes_neither_numbers_nor_what_is_told(newsroom):
    await newsroom.reader(ANNE, ARDENIA)
    stories = []
    for each in (FIRST, COPY, CHARGED):
        stories.append(await newsroom.publish(each))
        newsroom.restart()
    assert len(set(stories)) == 1
    assert newsroom.channel.answers == {2: 1}


async def test_another_event_is_another_story(newsroom):
    await newsroom.reader(ANNE, ARDENIA, CULTURE)
    other = article("Brisseuil : le musée rouvre", "Le musée de Brisseuil rouvre samedi après deux ans.")
    assert await newsroom.publish(FIRST) != await newsroom.publish(other, CULTURE)
    assert newsroom.channel.answers == {}
