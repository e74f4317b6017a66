"""Articles are assigned to their stories one after the other, in however many processes."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.assignment import StoryAssigner
from bot.errors import DatabaseError
from bot.model import DateOrigin, Dating, Entry, Source, SourceKind
from bot.ports import Job, NewArticle, SoFar, Stored
from bot.store.archive import ArchiveStore
from bot.store.stories import StoryStore
from bot.stories.signature import signature
from bot.stories.story_index import StoryIndex
from tests.store.shelf import INBOX, article, new

WEEK = timedelta(days=7)
EVENT = "Un cargo chargé de 1 200 tonnes de blé s’est échoué lundi à l’entrée du port de Valmer."
REPORTS = [
    article(f"Valmer : un cargo de blé échoué ({n})", EVENT, f"Le trafic est suspendu, dit le témoin {n}.")
    for n in range(12)
]
HARVEST = article("Blé : une récolte moyenne", "La récolte s’annonce moyenne, estime la coopérative.")


def a_process(database) -> StoryAssigner:
    """What one process has of its own."""
    return StoryAssigner(ArchiveStore(database), StoryStore(database), StoryIndex(WEEK), 3)


async def assigned(process: StoryAssigner, written, now) -> int:
    stored, _ = await process.store(new(written), now, None)
    return stored.story_id


async def test_one_event_is_one_story_whichever_processes_read_of_it_at_the_same_moment(database, now):
    processes = [a_process(database) for _ in range(3)]
    assigning = [assigned(processes[n % 3], report, now) for n, report in enumerate(REPORTS)]
    assert len(set(await asyncio.gather(*assigning))) == 1


async def test_what_one_process_has_placed_the_next_one_knows(database, now):
    first = await assigned(a_process(database), REPORTS[0], now)
    assert await assigned(a_process(database), REPORTS[1], now) == first
    assert await assigned(a_process(database), HARVEST, now) != first


async def test_a_story_keeps_its_number_across_restarts(database, now):
    numbers = [await assigned(a_process(database), report, now) for report in REPORTS[:4]]
    assert len(set(numbers)) == 1


async def test_a_decision_that_had_not_heeded_the_last_placement_is_refused_and_leaves_nothing(database, now):
    archive = ArchiveStore(database)
    first = await archive.add(replace(new(REPORTS[0]), seen=0), now, None)
    assert await archive.add(replace(new(REPORTS[1]), seen=0), now, None) is None
    story = replace(new(REPORTS[1]), seen=1, story_id=first.story_id)
    assert (await archive.add(story, now, None)).story_id == first.story_id
    number, told = await StoryStore(database).assigned_since(0, now)
    assert (number, [one.article_id for one in told]) == (2, [1, 2])


async def test_reports_that_come_late_are_of_the_day_that_they_bear(database, now):
    """A folder of old texts is read in one go.

    One event of last month is one story, also without its year.
    """
    process = a_process(database)
    then = now - timedelta(days=40)
    stated, deduced = REPORTS[0], REPORTS[1]
    old = [
        replace(stated, dating=Dating(then)),
        replace(deduced, dating=Dating(then + timedelta(hours=2), DateOrigin.INFERRED, 0.7)),
    ]
    stories = {await assigned(process, one, now) for one in old}
    assert len(stories) == 1
    assert await assigned(process, replace(REPORTS[2], dating=Dating(now)), now) not in stories


@pytest.mark.parametrize("later", [timedelta(0), timedelta(days=30)], ids=["the same day", "long after"])
async def test_what_two_sources_say_word_for_word_is_two_articles_of_one_story(database, now, later):
    process = a_process(database)
    wire = article("Météo : pluie", "Il pleut.", url="https://gazette.example/1")
    copy = replace(wire, source="Le Fanal", url="https://fanal.example/1", dating=Dating(now + later))
    first, _ = await process.store(new(wire), now, None)
    second, opened = await process.store(new(copy), now + later, None)
    assert (second.known, opened, second.story_id) == (False, False, first.story_id)
    assert second.article_id != first.article_id


async def test_who_is_never_fast_enough_says_so(database, now):
    class Busy(StoryStore):
        async def assigned_since(self, after, since):
            await ArchiveStore(database).add(new(article(f"Autre nouvelle {after}")), now, None)
            return after, ()

    crowded = StoryAssigner(ArchiveStore(database), Busy(database), StoryIndex(WEEK), 3)
    with pytest.raises(DatabaseError, match="place articles without a pause"):
        await crowded.store(new(HARVEST), now, None)


async def test_a_changed_article_is_known_by_its_new_words(database, now):
    process = a_process(database)
    old = article("Blé : une récolte moyenne", url="https://gazette.example/1")
    await process.store(new(old), now, None)
    changed = article(REPORTS[0].title, *REPORTS[0].paragraphs, url="https://gazette.example/1")
    stored, opened = await process.store(new(changed), now, None)
    assert (stored.revised, opened) == (True, False)
    assert await assigned(process, REPORTS[1], now) == stored.story_id
    _, told = await StoryStore(database).assigned_since(0, now)
    assert told[0].signature == signature(changed, {})


async def test_many_placements_are_told_in_pages_each_once(database, now):
    archive, store = ArchiveStore(database), StoryStore(database)
    for n in range(7):
        await archive.add(new(article(f"Nouvelle numéro {n}")), now, None)
    after, seen = 0, []
    while True:
        number, told = await store.assigned_since(after, now - WEEK, page=3)
        if number == after:
            break
        after = number
        seen += [one.article_id for one in told]
    assert (after, seen) == (7, list(range(1, 8)))


class Recorded:
    """An archive that keeps what it is handed, and says what it is told to say."""

    def __init__(self, so_far: SoFar | None = None, previous=None):
        self.added: list[NewArticle] = []
        self.asked_for_a_version = 0
        self._so_far, self._previous = so_far, previous

    async def add(self, new, now, job):
        self.added.append(new)
        return Stored(article_id=1, story_id=1, known=False)

    async def so_far(self, new, now):
        return self._so_far

    async def copied(self, new):
        return None

    async def previous(self, job):
        self.asked_for_a_version += 1
        return self._previous


FIRST_REPORT = article("Valmer : un cargo de blé échoué", EVENT)
NEWS = article(
    "Cargo échoué à Valmer : le capitaine condamné à 40 000 euros d’amende",
    "Il a été condamné par le tribunal, qui retient sa vitesse de 14 nœuds.",
)
INBOX_JOB = Job(1, INBOX, Entry("depeche.txt", "/srv/laconique/inbox/depeche.txt"), tries=1)


async def handed_in(database, now, archive: Recorded, written=NEWS, job=None) -> NewArticle:
    process = StoryAssigner(archive, StoryStore(database), StoryIndex(WEEK), suites_a_day=3)
    await process.store(new(written), now, job)
    return archive.added[-1]


@pytest.mark.parametrize(
    ("suites", "quiet", "leads"),
    [
        pytest.param(2, False, True, id="news of a story that was told anew twice today"),
        pytest.param(3, False, False, id="three times is enough for a day"),
        pytest.param(0, True, False, id="what a first look finds is not pushed"),
    ],
)
async def test_who_leads_a_story(database, now, suites, quiet, leads):
    archive = Recorded(SoFar((FIRST_REPORT,), FIRST_REPORT, suites))
    job = replace(INBOX_JOB, quiet=quiet)
    assert (await handed_in(database, now, archive, job=job)).leads is leads


async def test_nobody_leads_a_story_that_is_not_there(database, now):
    assert not (await handed_in(database, now, Recorded(so_far=None))).leads


async def test_who_opened_the_story_is_told(database, now):
    process = a_process(database)
    opened = [(await process.store(new(report), now, None))[1] for report in REPORTS[:2]]
    assert opened == [True, False]


@pytest.mark.parametrize(
    ("then", "url", "revises"),
    [
        pytest.param(REPORTS[1], "", 7, id="the same event in the same file"),
        pytest.param(HARVEST, "", None, id="another event took its place"),
        pytest.param(REPORTS[1], "https://gazette.example/1", None, id="an address tells by itself"),
        pytest.param(None, "", None, id="a file that was never read"),
    ],
)
async def test_a_changed_file_is_a_new_version_when_it_tells_the_same(database, now, then, url, revises):
    archive = Recorded(previous=(7, signature(then, {})) if then else None)
    told = replace(REPORTS[0], url=url)
    assert (await handed_in(database, now, archive, told, INBOX_JOB)).revises == revises
    assert archive.asked_for_a_version == (0 if url else 1)


async def test_what_nobody_handed_in_has_no_earlier_version(database, now):
    archive = Recorded(previous=(7, signature(REPORTS[1], {})))
    assert (await handed_in(database, now, archive, REPORTS[0])).revises is None


STATED, INFERRED, UNKNOWN = DateOrigin.STATED, DateOrigin.INFERRED, DateOrigin.UNKNOWN
FEED = Source("La Gazette", SourceKind.FEED, "https://gazette.example/flux")


@pytest.mark.parametrize(
    ("days", "origin", "source", "pushed"),
    [
        pytest.param(0, STATED, FEED, True, id="of today"),
        pytest.param(2.9, STATED, FEED, True, id="of the last days"),
        pytest.param(3.1, STATED, FEED, False, id="older than that, from a feed"),
        pytest.param(3.1, INFERRED, INBOX, False, id="older than that, from a folder"),
        pytest.param(0, INFERRED, INBOX, True, id="of today, as its text lets guess"),
        pytest.param(0, UNKNOWN, INBOX, False, id="without a date, from a folder"),
        pytest.param(0, UNKNOWN, FEED, True, id="without a date, announced by a feed"),
    ],
)
async def test_what_is_news_by_its_age(database, now, days, origin, source, pushed):
    told = replace(HARVEST, dating=Dating(now - timedelta(days=days), origin))
    job = Job(1, source, Entry("k", ""), tries=1)
    assert (await handed_in(database, now, Recorded(), told, job)).quiet is not pushed


async def test_an_operator_may_take_undated_texts_for_news(database, now):
    archive, undated = Recorded(), replace(HARVEST, dating=Dating(now, UNKNOWN))
    process = StoryAssigner(archive, StoryStore(database), StoryIndex(WEEK), 3, undated_is_news=True)
    await process.store(new(undated), now, INBOX_JOB)
    assert not archive.added[-1].quiet
