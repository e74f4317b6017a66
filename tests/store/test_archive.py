"""Articles, their summaries, topics and stories: written once, found by everyone."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.model import Article, DateOrigin, Dating, Method, Summary
from bot.ports import Event, Search, Stored, What
from bot.store.archive import ArchiveStore
from bot.store.events import EventStore
from bot.store.schema import article_versions
from bot.topics.index_tokens import asked
from tests.store.shelf import (
    ARDENIA,
    CULTURE,
    MORNING,
    SPORT,
    SUMMARY,
    article,
    new,
    shelve,
)

LEASE_S = 180
HOUR = timedelta(hours=1)


@pytest.fixture
def archive(database) -> ArchiveStore:
    return ArchiveStore(database)


# What goes in comes out


@pytest.mark.parametrize(
    "dating",
    [
        pytest.param(Dating(MORNING), id="stated to the minute"),
        pytest.param(Dating(MORNING, day_only=True), id="the hour is not known"),
        pytest.param(
            Dating(MORNING, DateOrigin.INFERRED, 0.62, (date(2026, 11, 23), date(2020, 11, 23))),
            id="deduced, with the days that fit",
        ),
        pytest.param(Dating(MORNING, DateOrigin.UNKNOWN, 0.0), id="nothing says it"),
    ],
)
async def test_an_article_comes_back_as_it_was(archive, now, dating):
    whole = Article(
        title="« L’œuf » d’Éloïse & <Paul>",
        paragraphs=("Première ligne.", "Deuxième : 12 % de plus, 😀."),
        dating=dating,
        source="La Gazette",
        url="https://gazette.example/œuf",
        language="oc",
        left_out=("Publicité", "Lire aussi"),
    )
    stored = await shelve(archive, new(whole), now)
    story = await archive.story(stored.story_id)
    assert story.lead == whole


@pytest.mark.parametrize(
    "summary",
    [
        pytest.param(SUMMARY, id="an extract"),
        pytest.param(
            Summary("Un titre", ("Une.", "Deux."), Method.MODEL, "barthez-2", True, "a sentence was dropped"),
            id="a model's, with a made headline and a note",
        ),
    ],
)
async def test_a_summary_comes_back_as_it_was(archive, now, summary):
    stored = await archive.add(new(article()), now, None)
    await archive.add_summary(stored.article_id, summary, now)
    assert (await archive.story(stored.story_id)).summary == summary


async def test_a_new_summary_takes_the_place_of_the_old_one(archive, now):
    stored = await shelve(archive, new(article()), now)
    await archive.add_summary(stored.article_id, replace(SUMMARY, version="extract-2"), now)
    assert (await archive.story(stored.story_id)).summary.version == "extract-2"


async def test_topics_keep_their_order_the_most_salient_first(archive, now):
    stored = await shelve(archive, new(article(), SPORT, ARDENIA, CULTURE), now)
    assert (await archive.story(stored.story_id)).topics == (SPORT.key, ARDENIA.key, CULTURE.key)


async def test_there_is_no_story_under_an_unknown_number(archive):
    assert await archive.story(4711) is None


# The same article


@pytest.mark.parametrize(
    "again",
    [
        pytest.param(article("Le phare", url="https://gazette.example/1"), id="the same, word for word"),
        pytest.param(article("Le phare", url="https://gazette.example/9"), id="the same text elsewhere"),
    ],
)
async def test_an_article_that_is_known_by_address_or_content_is_not_stored_again(archive, now, again):
    first = await archive.add(new(article("Le phare", url="https://gazette.example/1")), now, None)
    assert await archive.add(new(again), now, None) == replace(first, known=True)


async def test_an_article_that_was_edited_in_its_place_says_what_it_says_now(archive, database, now):
    first = await shelve(archive, new(article("Le phare", url="https://gazette.example/1"), ARDENIA), now)
    edited = new(article("La digue", url="https://gazette.example/1"), SPORT)
    assert await archive.add(edited, now + HOUR, None) == replace(first, known=True, revised=True)
    (waiting,) = await archive.claim_unsummarised(9, now + HOUR, LEASE_S)
    assert waiting.article.title == "La digue"
    (story,) = await archive.stories(Search(words=asked("digue")), limit=9)
    assert (story.lead, story.topics) == (edited.article, (SPORT.key,))
    assert await archive.stories(Search(words=asked("phare")), limit=9) == []
    async with database.read() as connection:
        (kept,) = await connection.execute(select(article_versions))
        assert (kept.version, kept.title, kept.replaced_at) == (1, "Le phare", now + HOUR)


async def test_the_same_words_of_another_source_are_another_article_that_the_story_names(archive, now):
    first = await shelve(archive, new(article("Le phare")), now)
    copy = new(article("Le phare", source="Le Fanal"))
    assert await archive.copied(copy) == first.story_id
    second = await shelve(archive, replace(copy, story_id=first.story_id), now)
    assert not second.known
    (other,) = (await archive.story(first.story_id)).others
    assert other.source == "Le Fanal"


async def test_articles_without_an_address_are_not_the_same_for_that(archive, now):
    first = await archive.add(new(article("Le phare")), now, None)
    second = await archive.add(new(article("La digue")), now, None)
    assert (first.article_id, second) == (1, Stored(2, 2, known=False))


async def test_the_same_article_stored_by_two_at_once_is_there_once(archive, now):
    both = await asyncio.gather(*(archive.add(new(article()), now, None) for _ in range(2)))
    assert sorted(stored.known for stored in both) == [False, True]
    assert len({stored.article_id for stored in both}) == 1


# Stories


async def test_a_second_article_joins_the_story_and_stands_among_the_others(archive, now):
    lead, later, latest = (article(title, moment=MORNING + n * HOUR) for n, title in enumerate("abc"))
    stored = await shelve(archive, new(lead, ARDENIA), now)
    await shelve(archive, new(later, SPORT, story_id=stored.story_id), now)
    await archive.add(new(latest, story_id=stored.story_id), now, None)
    story = await archive.story(stored.story_id)
    assert (story.lead, story.others) == (lead, (latest, later))
    assert set(story.topics) == {ARDENIA.key, SPORT.key}


async def test_a_story_without_any_summary_is_not_shown(archive, now):
    stored = await archive.add(new(article(), ARDENIA), now, None)
    assert await archive.story(stored.story_id) is None
    assert await archive.stories(limit=10) == []
    assert await archive.stories(Search(topic=ARDENIA.key), limit=10) == []


async def test_while_the_lead_has_no_summary_another_article_stands_for_the_story(archive, now):
    first = await archive.add(new(article("Le premier")), now, None)
    second = article("Le second", moment=MORNING - HOUR)
    await shelve(archive, new(second, story_id=first.story_id), now)
    story = await archive.story(first.story_id)
    assert (story.lead, titles_of(story.others)) == (second, ["Le premier"])
    await archive.add_summary(first.article_id, SUMMARY, now)
    assert (await archive.story(first.story_id)).lead.title == "Le premier"


def titles_of(articles: tuple[Article, ...]) -> list[str]:
    return [one.title for one in articles]


# Waiting for a summary


async def test_an_article_waits_for_its_summary_until_it_has_one(archive, now):
    stored = await archive.add(new(article()), now, None)
    (waiting,) = await archive.claim_unsummarised(10, now, LEASE_S)
    assert (waiting.article_id, waiting.article, waiting.tries) == (stored.article_id, article(), 1)
    await archive.add_summary(stored.article_id, SUMMARY, now)
    assert await archive.claim_unsummarised(10, now + 10 * HOUR, LEASE_S) == ()


async def test_claims_are_exclusive_and_come_back_after_the_lease(archive, now):
    for title in ("un", "deux", "trois"):
        await archive.add(new(article(title)), now, None)
    claims = await asyncio.gather(*(archive.claim_unsummarised(2, now, LEASE_S) for _ in range(2)))
    assert sorted(waiting.article_id for claim in claims for waiting in claim) == [1, 2, 3]
    assert await archive.claim_unsummarised(10, now + timedelta(seconds=LEASE_S - 1), LEASE_S) == ()
    again = await archive.claim_unsummarised(10, now + timedelta(seconds=LEASE_S), LEASE_S)
    assert [(waiting.article_id, waiting.tries) for waiting in again] == [(1, 2), (2, 2), (3, 2)]


async def test_giving_a_summary_up_is_an_event_for_the_operator(archive, database, now):
    stored = await archive.add(new(article()), now, None)
    await archive.claim_unsummarised(10, now, LEASE_S)
    await archive.summary_failed(stored.article_id, "the model is broken", now)
    assert await archive.claim_unsummarised(10, now + 10 * HOUR, LEASE_S) == ()
    assert await EventStore(database).latest(10) == [
        (now, Event(What.SUMMARY_GIVEN_UP, "1", "the model is broken"))
    ]


async def test_the_operator_may_have_summaries_that_were_given_up_tried_again(archive, now):
    given_up, done, _ = [await archive.add(new(article(title)), now, None) for title in "abc"]
    await archive.claim_unsummarised(10, now, LEASE_S)
    await archive.summary_failed(given_up.article_id, "the model is broken", now)
    await archive.add_summary(done.article_id, SUMMARY, now)
    assert await archive.retry(now) == 1
    (again,) = await archive.claim_unsummarised(10, now, LEASE_S)
    assert (again.article_id, again.tries) == (given_up.article_id, 1)
    assert await archive.claim_unsummarised(10, now, LEASE_S) == ()
