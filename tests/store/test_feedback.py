"""Votes and reports as they are kept, and which reports their readers are still to hear of."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model import Complaint, Method, Vote
from bot.ports import Outcome, Queued
from bot.store import reviews, story_edits, votes
from bot.store.archive import ArchiveStore
from bot.store.events import EventStore
from bot.store.feedback import FeedbackStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.votes import Ballot
from tests.store.shelf import SUMMARY, article, new, shelve, text

ANNE, BRUNO, CHLOE = 7001, 7002, 7003
HOUR = timedelta(hours=1)


@pytest.fixture
async def archive(database, now):
    """Story 1 of two articles, story 2 of one."""
    store = ArchiveStore(database)
    await shelve(store, new(article()), now)
    await shelve(store, new(article("Le phare rallumé", source="Le Môle"), story_id=1), now)
    await shelve(store, new(article("Le musée de Brisseuil rouvre", source="Le Môle")), now)
    return store


@pytest.fixture
def feedback(database, archive):
    return FeedbackStore(database)


async def outcomes(feedback):
    return [(one.chat_id, one.story.id, one.outcome) for one in await feedback.to_answer(9)]


async def test_one_vote_by_reader_and_story(feedback, archive, database, now):
    one, two = await archive.all_of([1, 2])
    given = [
        await feedback.vote(ANNE, one, Vote.UP, now),
        await feedback.vote(ANNE, one, Vote.UP, now),
        await feedback.vote(ANNE, one, Vote.DOWN, now),
        await feedback.vote(BRUNO, one, Vote.UP, now),
        await feedback.vote(ANNE, two, Vote.UP, now),
        await feedback.vote(ANNE, two, None, now),
        await feedback.vote(ANNE, two, None, now),
    ]
    assert given == [True, False, True, True, True, True, False]
    assert (await feedback.voted(ANNE, 1), await feedback.voted(ANNE, 2)) == (Vote.DOWN, None)
    assert await votes.most_voted(database, now, 9) == [(1, Ballot(1, 1))]
    assert await votes.number(database) == {"up": 1, "down": 1}


async def test_the_story_of_the_most_votes_comes_first_and_of_as_many_the_older(
    feedback, archive, database, now
):
    one, two = await archive.all_of([1, 2])
    await feedback.vote(ANNE, one, Vote.UP, now)
    await feedback.vote(ANNE, two, Vote.DOWN, now)
    assert await votes.most_voted(database, now, 2) == [(1, Ballot(1, 0)), (2, Ballot(0, 1))]
    await feedback.vote(BRUNO, two, Vote.UP, now)
    assert await votes.most_voted(database, now, 1) == [(2, Ballot(1, 1))]


async def test_votes_are_counted_by_what_was_read(feedback, archive, database, now):
    one, two = await archive.all_of([1, 2])
    by_model = replace(two, summary=replace(two.summary, method=Method.MODEL))
    await feedback.vote(ANNE, one, Vote.UP, now)
    await feedback.vote(BRUNO, one, Vote.UP, now - HOUR)
    await feedback.vote(ANNE, by_model, Vote.DOWN, now)
    gazette = one.lead.source
    read, told = (gazette, one.summary.method), ("Le Môle", Method.MODEL)
    counted = votes.by_source_and_method
    assert await counted(database, now) == {read: Ballot(1, 0), told: Ballot(0, 1)}
    assert await counted(database, now - HOUR) == {read: Ballot(2, 0), told: Ballot(0, 1)}
    assert await votes.of_stories(database, [1, 2, 3]) == {1: Ballot(2, 0), 2: Ballot(0, 1)}


async def test_the_votes_of_two_stories_that_were_one_are_together(feedback, archive, database, now):
    one, two = await archive.all_of([1, 2])
    await feedback.vote(ANNE, one, Vote.UP, now)
    await feedback.vote(ANNE, two, Vote.DOWN, now)
    await feedback.vote(BRUNO, two, Vote.DOWN, now)
    await story_edits.merge(database, 1, 2, now)
    assert await votes.of_stories(database, [1, 2]) == {1: Ballot(1, 1)}


async def test_the_same_report_twice_is_one_report_of_the_last_kind(feedback, database, now):
    assert await feedback.report(ANNE, 1, Complaint.FACT, now)
    assert not await feedback.report(ANNE, 1, Complaint.MISSED, now + HOUR)
    ((found,), _) = await reviews.open_reports(database, 9)
    assert (found.last, found.kinds) == (now, {Complaint.MISSED: 1})
    assert len(await EventStore(database).latest(9)) == 1


async def test_what_was_seen_to_is_reported_anew_without_its_old_words(feedback, database, now):
    await feedback.report(ANNE, 1, Complaint.FACT, now)
    await feedback.add_words(ANNE, 1, "Non.")
    await reviews.dismiss(database, 1, now)
    assert not await feedback.reported(ANNE, 1)
    assert not await feedback.add_words(ANNE, 1, "Trop tard.")
    assert await feedback.report(ANNE, 1, Complaint.FACT, now + HOUR)
    ((found,), _) = await reviews.open_reports(database, 9)
    assert (found.words, await outcomes(feedback)) == ((), [])


async def test_what_was_seen_to_is_not_taken_back(feedback, database, now):
    await feedback.report(ANNE, 1, Complaint.FACT, now)
    await reviews.dismiss(database, 1, now)
    await feedback.withdraw(ANNE, 1)
    assert await outcomes(feedback) == [(ANNE, 1, Outcome.DISMISSED)]


@pytest.mark.parametrize(
    ("deed", "outcome"), [(reviews.dismiss, Outcome.DISMISSED), (reviews.hide, Outcome.HIDDEN)]
)
async def test_whoever_reported_it_is_to_hear_of_it_once(feedback, database, now, deed, outcome):
    await ReadershipStore(database).join(ANNE, "Europe/Paris", now)
    await feedback.report(ANNE, 1, Complaint.FACT, now)
    await feedback.report(BRUNO, 1, Complaint.FACT, now)
    await feedback.report(CHLOE, 2, Complaint.FACT, now)
    await deed(database, 1, now)
    settled = await feedback.to_answer(9)
    assert [(one.chat_id, one.outcome, one.zone) for one in settled] == [
        (ANNE, outcome, "Europe/Paris"),
        (BRUNO, outcome, ""),
    ]
    told = [(one, Queued(f"report:{one.id}", one.chat_id, text())) for one in settled]
    await feedback.answer(told, now)
    assert await feedback.to_answer(9) == []
    assert len(await OutboxStore(database, "one").claim(9, now, 60)) == 2


async def test_who_paused_hears_of_it_when_they_are_back(feedback, database, now):
    readership = ReadershipStore(database)
    await readership.join(ANNE, "Europe/Paris", now)
    await feedback.report(ANNE, 1, Complaint.FACT, now)
    await readership.pause(ANNE, "blocked")
    await reviews.dismiss(database, 1, now)
    assert await outcomes(feedback) == []
    await readership.join(ANNE, "Europe/Paris", now)
    assert await outcomes(feedback) == [(ANNE, 1, Outcome.DISMISSED)]


async def test_a_summary_that_is_made_again_is_told_when_it_is_there(feedback, archive, database, now):
    await feedback.report(ANNE, 1, Complaint.MISSED, now)
    await reviews.again(database, 1, now)
    assert await outcomes(feedback) == []
    (waiting,) = await archive.claim_unsummarised(9, now, 60)
    await archive.add_summary(waiting.article_id, replace(SUMMARY, headline="Mieux"), now + HOUR)
    assert await outcomes(feedback) == [(ANNE, 1, Outcome.AGAIN)]


async def test_a_summary_that_could_not_be_made_again_stayed_the_same(feedback, archive, database, now):
    await feedback.report(ANNE, 1, Complaint.MISSED, now + HOUR)
    await reviews.again(database, 1, now + HOUR)
    (waiting,) = await archive.claim_unsummarised(9, now + HOUR, 60)
    await archive.summary_failed(waiting.article_id, "the model failed", now + HOUR)
    assert await outcomes(feedback) == [(ANNE, 1, Outcome.DISMISSED)]


async def test_a_split_answers_those_who_said_that_it_is_two_stories(feedback, database, now):
    await feedback.report(ANNE, 1, Complaint.GROUPED, now)
    await feedback.report(BRUNO, 1, Complaint.FACT, now)
    await story_edits.split(database, 1, [2], now)
    assert await outcomes(feedback) == [(ANNE, 1, Outcome.SPLIT)]
    assert await feedback.reported(BRUNO, 1)


async def test_a_correction_is_heard_once_by_whoever_reported_it(feedback, database, now):
    await feedback.report(ANNE, 1, Complaint.FACT, now)
    await feedback.report(BRUNO, 1, Complaint.FACT, now)
    told = [Queued("correction:1", ANNE, text())]
    await reviews.correct(database, 1, replace(SUMMARY, method=Method.CORRECTED), told, now)
    assert await outcomes(feedback) == [(BRUNO, 1, Outcome.CORRECTED)]
