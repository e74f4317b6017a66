"""An operator splits and merges stories, and it stays so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.assignment import StoryAssigner
from bot.errors import StoryError
from bot.ports import Telling
from bot.store import story_edits
from bot.store.archive import ArchiveStore
from bot.store.readership import ReadershipStore
from bot.store.stories import StoryStore
from bot.store.tellings import TellingStore
from bot.stories.story_index import StoryIndex
from tests.store.shelf import GAZETTE, SUMMARY, article, new, shelve, titles

CARGO = article("Un cargo de blé s’échoue à l’entrée du port de Valmer", url="https://gazette.example/1")
TRAWLER = article("Un chalutier s’échoue à l’entrée du port de Brisseuil", url="https://gazette.example/2")
THIRD = article("Le cargo de blé échoué bloque le port de Valmer", url="https://gazette.example/3")


@pytest.fixture
async def archive(database, now) -> ArchiveStore:
    """Story 1 holds articles 1 to 3 and was told; the second should not be there. Story 2 holds article 4."""
    store = ArchiveStore(database)
    for written, story_id in ((CARGO, None), (TRAWLER, 1), (THIRD, 1), (article("Le musée"), None)):
        await shelve(store, new(written, story_id=story_id), now)
    await TellingStore(database).tell(Telling(1), now)
    return store


def a_process(database) -> StoryAssigner:
    return StoryAssigner(ArchiveStore(database), StoryStore(database), StoryIndex(timedelta(days=7)), 3)


async def test_the_latest_stories_are_listed_with_their_articles(archive, database):
    second, first = await story_edits.recent(database, 9)
    assert (second.id, [one[2] for one in second.articles]) == (2, ["Le musée"])
    assert (first.id, [one[0] for one in first.articles]) == (1, [1, 2, 3])
    assert len(await story_edits.recent(database, 1)) == 1


async def test_an_article_without_a_title_is_listed_by_its_headline(archive, database, now):
    headline = "Le phare rallumé"
    stored = await archive.add(new(article("", "Le phare est rallumé.")), now, None)
    assert (await story_edits.recent(database, 1))[0].articles == ((stored.article_id, GAZETTE.name, ""),)
    await archive.add_summary(stored.article_id, replace(SUMMARY, headline=headline), now)
    assert (await story_edits.recent(database, 1))[0].articles[0][2] == headline


async def test_what_is_split_off_is_a_story_of_its_own_and_is_told(archive, database, now):
    assert await story_edits.split(database, 1, [2], now) == 3
    assert titles([await archive.story(3), await archive.story(1)]) == [TRAWLER.title, CARGO.title]
    assert 3 in [untold.story.id for untold in await TellingStore(database).untold(9)]


async def test_a_story_that_loses_its_lead_has_another(archive, database, now):
    await story_edits.split(database, 1, [1, 3], now)
    assert (await archive.story(1)).lead.title == TRAWLER.title


@pytest.mark.parametrize("restarted", [False, True], ids=["in a process that runs", "after a restart"])
async def test_what_was_split_stays_split(archive, database, now, restarted):
    running = a_process(database)
    await running.store(new(article("Une autre nouvelle de Kervannec")), now, None)
    new_id = await story_edits.split(database, 1, [2], now)
    process = a_process(database) if restarted else running
    again, _ = await process.store(new(replace(TRAWLER, paragraphs=("Le chalutier, encore.",))), now, None)
    near = article(f"{TRAWLER.title} lundi", "Un chalutier s’est échoué à Brisseuil.")
    copy, _ = await process.store(new(near), now, None)
    assert (again.story_id, copy.story_id) == (new_id, new_id)


async def test_merged_stories_are_one_and_their_readers_had_it(archive, database, now):
    await story_edits.merge(database, 1, 2, now)
    assert len((await archive.story(1)).others) == 3
    assert await archive.story(2) is None
    assert 2 not in [untold.story.id for untold in await TellingStore(database).untold(9)]


@pytest.mark.parametrize(("had", "waits"), [((), [1]), ((1,), []), ((2,), []), ((1, 2), [])])
async def test_who_had_one_of_the_two_has_had_both(archive, database, now, had, waits):
    reader, store = 7001, TellingStore(database)
    await ReadershipStore(database).join(reader, "Europe/Paris", now)
    for story_id in (1, 2):
        await store.tell(Telling(story_id, next_edition=(reader,)), now)
    await store.shown(reader, dict.fromkeys(had, 1), now)
    await story_edits.merge(database, 1, 2, now)
    pending = await store.pending(reader, now, now)
    assert [one.story_id for one in pending.waiting] == waits
    assert list(pending.had) == ([] if waits else [1])


async def test_what_was_split_may_be_merged_again(archive, database, now):
    new_id = await story_edits.split(database, 1, [2], now)
    await story_edits.merge(database, 1, new_id, now)
    assert len((await archive.story(1)).others) == 2


@pytest.mark.parametrize(
    ("story_id", "article_ids", "said"),
    [
        pytest.param(4711, [1], "there is no story 4711", id="no such story"),
        pytest.param(1, [4], "story 1 has no article 4; it has 1, 2, 3", id="an article of another story"),
        pytest.param(1, [1, 2, 3], "one must stay", id="all of them"),
        pytest.param(1, [], "at least one article must go", id="none of them"),
    ],
)
async def test_what_cannot_be_split_is_said_and_nothing_changes(
    archive, database, now, story_id, article_ids, said
):
    before = await story_edits.recent(database, 9)
    with pytest.raises(StoryError, match=said):
        await story_edits.split(database, story_id, article_ids, now)
    assert await story_edits.recent(database, 9) == before


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [(1, 1, "can’t be merged with itself"), (1, 4711, "no story 4711"), (4711, 1, "no story 4711")],
)
async def test_what_cannot_be_merged_is_said(archive, database, now, one, other, said):
    with pytest.raises(StoryError, match=said):
        await story_edits.merge(database, one, other, now)
