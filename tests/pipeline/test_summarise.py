"""Summaries: each made once, whatever fails, whenever the process is stopped."""

import asyncio
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.errors import DeadlineExceeded, ModelFailed, NotAnArticle, TooShort, WorkerCrashed
from bot.model import Raw
from bot.ports import Event, What
from tests.conftest import BOTH
from tests.fakes import FakeSummariser, Killed
from tests.pipeline.house import (
    GAZETTE,
    LEASE_S,
    LIGHTHOUSE,
    OTHER_EVENT,
    an_entry,
    dump,
    in_full,
    killed,
    numbered,
    waiting_article,
)

# Summaries


async def test_a_text_too_short_to_be_shortened_is_shown_itself(house):
    await waiting_article(house)
    house.summariser.failures = [TooShort("two sentences")]
    assert await house.pipeline().summarise(house.now) == 1
    (story,) = await house.archive.stories(limit=9)
    assert "phare de Kervannec" in story.summary.sentences[0]


FOREIGN = (
    "The lighthouse of Kervannec will open to visitors in the spring, the council said on Monday evening, "
    "and three keepers will tell them of the storms they have seen."
)
PICTURED = (
    "<!doctype html><html lang='fr'><head><title>Le phare de Kervannec</title><meta name='description' "
    "content='Le phare de Kervannec se visite au printemps, et nos photos montrent sa tour.'></head>"
    "<body><article>" + "<figure><img src='a.jpg'></figure>" * 9 + "</article></body></html>"
)


@pytest.mark.parametrize(
    ("text", "media_type", "told", "note"),
    [
        pytest.param(FOREIGN, "text/plain", 0, "not French: en", id="a foreign text, by its title"),
        pytest.param(PICTURED, "text/html", 1, "not prose: photos", id="pictures, by their publisher"),
        pytest.param(
            PICTURED.replace(
                "<article>",
                "<article><p>Trois gardiens nous ont ouvert leur porte un soir de mars, "
                "et voici ce qu’ils voient de la lanterne du phare de Kervannec.</p>",
            ).replace("meta", "span"),
            "text/html",
            1,
            "not prose: photos",
            id="or by the words that stand there",
        ),
    ],
)
async def test_what_cannot_be_summarised_says_so_and_is_told_otherwise(house, text, media_type, told, note):
    story = await house.pipeline().digest(Raw("note", text.encode(), media_type), "note", house.now)
    assert (len(story.summary.sentences), story.summary.note) == (told, note)


async def test_why_a_summary_is_not_what_was_asked_for_is_kept_with_it(house):
    await waiting_article(house)
    house.summariser.note = "the model failed"
    await house.pipeline().summarise(house.now)
    (story,) = await house.archive.stories(limit=9)
    assert story.summary.note == "the model failed"


async def test_a_summariser_that_cannot_is_not_asked_again_and_the_operator_is_told(house):
    await waiting_article(house)
    house.summariser.failures = [ModelFailed("no such directory")]
    await house.pipeline().summarise(house.now)
    await house.later()
    assert await house.pipeline().summarise(house.now) == 0
    [(_, event)] = await house.events.latest(9)
    assert event == Event(What.SUMMARY_GIVEN_UP, "1", "no such directory")


async def test_a_worker_that_died_is_one_try_and_the_next_makes_the_summary(house):
    await waiting_article(house)
    house.summariser.failures = [WorkerCrashed("killed"), DeadlineExceeded("too long")]
    for expected in ([], [], ["Annonce 1"]):
        await house.pipeline().summarise(house.now)
        assert await house.pipeline().summarise(house.now) == 0, "not before the lease has run out"
        assert await house.stories() == expected
        await house.later()


@pytest.mark.parametrize(
    ("silently", "reason"),
    [
        pytest.param(False, "killed", id="with a word"),
        pytest.param(True, "given up: every try ended without a word", id="the whole process each time"),
    ],
)
async def test_a_summary_that_fails_again_and_again_is_given_up(house, silently, reason):
    await waiting_article(house)
    house.summariser.failures = [WorkerCrashed("killed")] * 9
    for _ in range(4):
        if silently:
            await house.archive.claim_unsummarised(9, house.now, LEASE_S)
        else:
            await house.pipeline().summarise(house.now)
        await house.later()
    await house.pipeline().summarise(house.now)
    await house.later()
    assert await house.pipeline().summarise(house.now) == 0
    assert [event.reason for _, event in await house.events.latest(9)] == [reason]


@BOTH
async def test_articles_are_claimed_and_summarised_a_batch_at_a_time(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, *(an_entry(house, n, in_full(numbered(n))) for n in range(1, 6)))
    await house.everything(replace(house.pipeline(), batch=1))
    pipeline = replace(house.pipeline(), batch=3)
    await house.archive.summarise_again("another", house.now)
    assert [await pipeline.summarise(house.now) for _ in range(3)] == [3, 2, 0]


# Killed at any instant


@BOTH
async def test_what_a_killed_process_was_reading_is_read_by_the_next_once_its_lease_has_run_out(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    with capture_logs():
        assert await house.everything(house.pipeline(run=killed)) == (1, 0, 0)
    assert await house.everything() == (0, 0, 0), "the lease protects a process that is only slow"
    await house.later()
    assert await house.everything() == (0, 1, 1)
    await house.later()
    assert await house.everything() == (0, 0, 0)
    assert await house.stories() == ["Annonce 1"]


@BOTH
async def test_what_a_killed_process_was_summarising_is_summarised_once(house):
    await waiting_article(house)
    house.summariser.failures = [Killed()]
    with capture_logs():
        await house.pipeline().summarise(house.now)
    await house.later()
    assert await house.everything() == (0, 0, 1)
    assert await house.stories() == ["Annonce 1"]
    assert len(await house.tellings.untold(9)) == 1


@BOTH
async def test_two_processes_share_the_work_and_nothing_is_done_twice(house):
    await house.known(GAZETTE)
    long = [an_entry(house, n, in_full(numbered(n))) for n in range(1, 7)]
    house.announce(GAZETTE, *long)
    both = await asyncio.gather(*(house.everything(house.pipeline()) for _ in range(2)))
    assert sum(found for found, _, _ in both) == 6
    await house.everything()
    assert len(house.summariser.asked) == 6


# For the person who gave a text


async def test_a_text_given_in_the_chat_is_summarised_and_nothing_of_it_is_kept(house):
    story = await house.pipeline().digest(dump("texte", OTHER_EVENT), "Votre texte", house.now)
    assert (story.lead.source, story.summary.sentences) == ("Votre texte", OTHER_EVENT[:1])
    assert "pays:it" in story.topics
    assert (await house.stories(), await house.tellings.untold(9)) == ([], [])


async def test_a_text_given_in_the_chat_does_not_queue_behind_the_backlog(house):
    first = FakeSummariser()
    pipeline = replace(house.pipeline(), on_demand=first)
    await pipeline.digest(dump("texte", OTHER_EVENT), "Votre texte", house.now)
    assert (len(first.asked), len(house.summariser.asked)) == (1, 0)


async def test_a_text_without_an_article_is_refused_to_the_person_who_gave_it(house):
    with pytest.raises(NotAnArticle):
        await house.pipeline().digest(Raw("texte", b"Bonjour !", "text/plain"), "Votre texte", house.now)
