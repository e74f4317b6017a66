"""What readers report as wrong, and what an operator does about it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import StoryError
from bot.model import Complaint, Method, OutboxState
from bot.ports import Event, Queued, Search, Telling, What
from bot.store import reviews
from bot.store.archive import ArchiveStore
from bot.store.events import EventStore
from bot.store.feedback import FeedbackStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.reviews import Reported
from bot.store.status import health
from bot.store.tellings import TellingStore
from tests.store.shelf import SUMMARY, article, new, shelve, text

ANNE, BRUNO, CHLOE = 7001, 7002, 7003
HOUR = timedelta(hours=1)
OLDER = article("Le musée de Brisseuil rouvre")


@pytest.fixture
async def archive(database, now):
    """Story 1 was pushed to Anne and waits for Bruno's edition; both say that it is told wrongly."""
    store, readership = ArchiveStore(database), ReadershipStore(database)
    await shelve(store, new(article()), now)
    await shelve(store, new(OLDER), now)
    for chat_id in (ANNE, BRUNO, CHLOE):
        await readership.join(chat_id, "Europe/Paris", now)
    push = Queued(f"story:1:{ANNE}", ANNE, text(), story_id=1)
    await TellingStore(database).tell(Telling(1, (push,), (BRUNO,)), now)
    feedback = FeedbackStore(database)
    await feedback.report(ANNE, 1, Complaint.FACT, now)
    await feedback.report(BRUNO, 1, Complaint.GROUPED, now + HOUR)
    await feedback.add_words(BRUNO, 1, "Ce sont deux phares.")
    await feedback.report(CHLOE, 2, Complaint.OTHER, now)
    return store


async def reported(database):
    found, total = await reviews.open_reports(database, 9)
    assert len(found) == total
    return [one.story_id for one in found]


async def last_event(database):
    [(_, event)] = await EventStore(database).latest(1)
    return event


@pytest.mark.usefixtures("archive")
async def test_what_most_readers_report_comes_first_with_what_they_say(database, now):
    found, total = await reviews.open_reports(database, 1)
    kinds = {Complaint.FACT: 1, Complaint.GROUPED: 1}
    expected = Reported(1, 2, now + HOUR, hidden=False, kinds=kinds, words=("Ce sont deux phares.",))
    assert (found, total) == ([expected], 2)


async def test_a_hidden_story_is_found_by_nobody_and_told_to_nobody(archive, database, now):
    await reviews.hide(database, 1, now)
    assert await archive.story(1) is None
    assert [story.id for story in await archive.stories(Search(), limit=9)] == [2]
    assert [story.id for story in await archive.all_of([1, 2])] == [1, 2]
    assert (await health(database)).outbox == {OutboxState.EXPIRED: 1}
    assert await OutboxStore(database, "one").claim(9, now, 60) == []
    pending = await TellingStore(database).pending(BRUNO, now - HOUR, now - HOUR)
    assert pending.waiting == ()
    assert await reported(database) == [2]
    assert await last_event(database) == Event(What.STORY_HIDDEN, "1")


async def test_a_story_that_is_hidden_before_it_is_told_is_not_told(database, now):
    store = ArchiveStore(database)
    await shelve(store, new(article()), now)
    await reviews.hide(database, 1, now)
    assert await TellingStore(database).untold(9) == []
    await reviews.show(database, 1, now)
    assert await TellingStore(database).untold(9) == []


async def test_a_hidden_story_may_be_shown_again(archive, database, now):
    await reviews.hide(database, 1, now)
    await reviews.show(database, 1, now)
    assert (await archive.story(1)).id == 1
    assert await last_event(database) == Event(What.STORY_SHOWN, "1")


async def test_a_report_that_is_dismissed_is_gone_until_a_reader_says_it_again(archive, database, now):
    await reviews.dismiss(database, 1, now)
    assert await reported(database) == [2]
    assert await archive.story(1) is not None
    await FeedbackStore(database).report(ANNE, 1, Complaint.FACT, now + HOUR)
    assert sorted(await reported(database)) == [1, 2]
    assert await last_event(database) == Event(What.STORY_REPORTED, "1")


async def test_an_article_is_summarised_again(archive, database, now):
    await reviews.again(database, 1, now)
    (waiting,) = await archive.claim_unsummarised(9, now, 60)
    assert waiting.article.title == article().title
    assert await archive.story(1) is not None, "told as before until then"
    assert await reported(database) == [2]


@pytest.mark.usefixtures("archive")
async def test_who_has_had_it_is_known(database, now):
    assert await reviews.had_by(database, 1) == [reviews.Had(ANNE, "Europe/Paris", "fr", None)]
    await ReadershipStore(database).pause(ANNE, "blocked")
    assert await reviews.had_by(database, 1) == []


async def test_a_correction_replaces_the_summary_and_is_queued_for_its_readers(archive, database, now):
    corrected = replace(SUMMARY, headline="Le phare reste éteint", method=Method.CORRECTED)
    late = Queued("correction:1:1", ANNE, text("Correction"), f"story:1:{ANNE}", due_at=now + HOUR)
    await reviews.correct(database, 1, corrected, [late], now)
    assert (await archive.story(1)).summary == corrected
    outbox = OutboxStore(database, "one")
    assert [one.message.html for one in await outbox.claim(9, now, 60)] == [text().html]
    assert await reported(database) == [2]
    assert await last_event(database) == Event(What.STORY_CORRECTED, "1", fields={"readers": 1})


@pytest.mark.parametrize("deed", [reviews.hide, reviews.show, reviews.dismiss, reviews.again])
async def test_a_story_that_is_not_there(database, now, deed):
    with pytest.raises(StoryError, match="there is no story 4711"):
        await deed(database, 4711, now)
