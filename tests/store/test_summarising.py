"""Which article is summarised next, which again, and which summary need not be made at all."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.articles import content_hash
from bot.model import KeyPoints, Method
from bot.store.archive import ArchiveStore
from tests.store.shelf import SUMMARY, article, new, shelve

LEASE_S = 180
HOUR = timedelta(hours=1)
OF_MODEL = replace(SUMMARY, method=Method.MODEL, version="model-2-plume-a")


@pytest.fixture
def archive(database) -> ArchiveStore:
    return ArchiveStore(database)


async def test_what_another_method_summarised_is_done_again_when_asked_and_stays_until_then(archive, now):
    old, current = [await shelve(archive, new(article(title)), now) for title in "ab"]
    await archive.add_summary(current.article_id, OF_MODEL, now)
    assert await archive.claim_unsummarised(10, now, LEASE_S) == (), "a changed method alone does nothing"

    assert await archive.summarise_again(OF_MODEL.version, now) == 1
    (again,) = await archive.claim_unsummarised(10, now, LEASE_S)
    assert (again.article_id, again.tries) == (old.article_id, 1)
    story = await archive.by_article(old.article_id)
    assert story is not None
    assert story.summary.version == SUMMARY.version


async def test_news_do_not_wait_for_what_is_only_done_again(archive, now):
    for title in "ab":
        await shelve(archive, new(article(title)), now)
    await archive.summarise_again("model-2-plume-a", now)
    news = await archive.add(new(article("c")), now + HOUR, None)
    claims = [await archive.claim_unsummarised(1, now + HOUR, LEASE_S) for _ in range(3)]
    assert [claim[0].article_id for claim in claims] == [news.article_id, 1, 2]


async def test_a_summary_is_known_by_the_words_of_its_article_and_its_method(archive, now):
    given = article("Le phare rallumé", "Le phare de Kervannec éclaire de nouveau la côte.")
    stored = await archive.add(new(given), now, None)
    made = replace(
        OF_MODEL, long=("Le phare éclaire de nouveau la côte.",), points=KeyPoints(where=("Kervannec",))
    )
    await archive.add_summary(stored.article_id, made, now)
    assert await archive.summary_of(content_hash(given), made.version) == made
    assert await archive.summary_of(content_hash(given), "model-2-plume-b") is None
    assert await archive.summary_of(content_hash(article("Autre")), made.version) is None


async def test_the_summary_of_what_an_article_said_before_is_not_that_of_what_it_says_now(archive, now):
    url = "https://gazette.example/phare"
    stored = await shelve(archive, new(article("Le phare", "Rallumé.", url=url)), now)
    changed = article("Le phare", "Rallumé, puis éteint.", url=url)
    await archive.add(new(changed), now, None)
    assert await archive.summary_of(content_hash(changed), SUMMARY.version) is None
    await archive.add_summary(stored.article_id, SUMMARY, now)
    assert await archive.summary_of(content_hash(changed), SUMMARY.version) == SUMMARY
