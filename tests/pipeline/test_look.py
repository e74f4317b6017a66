"""Looking at sources: what they announce is kept once, and one that fails stops no other."""

from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.errors import DeadlineExceeded, Forbidden, NotAFeed, Postponed, TooLarge, Unfetchable, WorkerCrashed
from bot.model import Entry
from bot.pipeline import AT_ONCE
from bot.ports import Event, Look, Search, What
from bot.settings import Ingest
from bot.topics.index_tokens import asked
from tests.conftest import BOTH
from tests.pipeline.house import (
    COURRIER,
    GAZETTE,
    HOUR,
    INBOX,
    LEASE_S,
    LIGHTHOUSE,
    OTHER_EVENT,
    an_entry,
    dump,
    in_full,
    numbered,
    page,
)

# A whole pass


@BOTH
async def test_articles_of_feeds_and_folders_become_summarised_stories_and_a_second_pass_does_nothing(house):
    await house.known(GAZETTE, INBOX)
    entry = an_entry(house)
    house.announce(GAZETTE, entry)
    house.announce(INBOX, Entry("thon.txt:1:1", "/srv/inbox/thon.txt"))
    house.reader.pages[entry.address] = page(entry.address, "Le phare rallumé", LIGHTHOUSE)
    house.reader.files["/srv/inbox/thon.txt"] = dump("/srv/inbox/thon.txt", OTHER_EVENT)
    assert await house.everything() == (2, 2, 2)
    assert len(await house.stories()) == 2
    await house.later()
    assert await house.everything() == (0, 0, 0)
    assert (len(house.reader.fetched), len(house.summariser.asked)) == (1, 2)


async def test_what_is_stored_is_found_by_its_topics_and_its_words(house):
    await house.known(INBOX)
    house.announce(INBOX, Entry("k", "/srv/inbox/thon.txt"))
    house.reader.files["/srv/inbox/thon.txt"] = dump("/srv/inbox/thon.txt", OTHER_EVENT)
    await house.everything()
    assert len(await house.archive.stories(Search(topic="pays:it"), limit=9)) == 1
    assert len(await house.archive.stories(Search(words=asked("thons rouges")), limit=9)) == 1
    (untold,) = await house.tellings.untold(9)
    assert {"pays:it", "pays:gr"} <= set(untold.story.topics)
    assert {"thon", "rouge"} <= set(untold.tokens)


# Looking at sources


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(Unfetchable(GAZETTE.address, "no answer"), id="no answer"),
        pytest.param(Forbidden("a private network"), id="an address where we never go"),
        pytest.param(TooLarge("9 GB"), id="too large"),
        pytest.param(NotAFeed("a page of the site"), id="not a feed"),
        pytest.param(DeadlineExceeded("parse was stopped"), id="the parser took too long"),
        pytest.param(WorkerCrashed("out of memory"), id="the parser died"),
    ],
)
async def test_a_source_that_fails_keeps_its_reason_and_stops_no_other(house, failure):
    await house.known(GAZETTE, INBOX, COURRIER)
    house.reader.feeds[GAZETTE.name] = failure
    house.announce(COURRIER, an_entry(house))
    assert await house.pipeline().look(house.now) == 1
    assert await house.reasons() == {GAZETTE.name: str(failure), COURRIER.name: "", INBOX.name: ""}
    told = Event(What.SOURCE_FAILS, GAZETTE.name, str(failure), failure.cause)
    assert await house.events.latest(9) == [(house.now, told)]


async def test_sources_that_keep_failing_are_told_once(house):
    await house.known(GAZETTE, COURRIER)
    for source in (GAZETTE, COURRIER):
        house.reader.feeds[source.name] = Unfetchable(source.address, "no answer")
    with capture_logs() as logs:
        for _ in range(3):
            await house.pipeline().look(house.now)
            await house.later(2 * timedelta(days=1))
    told = [log for log in logs if log["log_level"] == "warning"]
    assert [(log["event"], log["number"]) for log in told] == [("sources failed", 2)]
    assert len(await house.events.latest(9)) == 2


async def test_what_nobody_had_foreseen_in_one_source_stops_no_other_and_is_tried_again(house):
    await house.known(GAZETTE, COURRIER)
    house.reader.feeds[GAZETTE.name] = ZeroDivisionError("a bug")
    house.announce(COURRIER, an_entry(house))
    with capture_logs() as logs:
        assert await house.pipeline().look(house.now) == 1
    assert "a pass stumbled" in [log["event"] for log in logs]
    house.announce(GAZETTE, an_entry(house, 2))
    await house.later()
    assert await house.pipeline().look(house.now) == 1


@BOTH
async def test_a_look_takes_a_few_sources_the_folders_first_then_the_longest_due(house):
    press = [
        replace(GAZETTE, name=f"Gazette {n}", address=f"https://{n}.example/flux") for n in range(AT_ONCE)
    ]
    await house.intake.list_sources(press, house.now)
    await house.intake.list_sources([*press, COURRIER, INBOX], house.now + HOUR)
    await house.later()
    pipeline = house.pipeline()
    await pipeline.look(house.now)
    first = house.reader.looked.copy()
    assert len(first) == AT_ONCE
    assert INBOX.name in first
    assert COURRIER.name not in first
    await pipeline.look(house.now)
    assert sorted(house.reader.looked[AT_ONCE:]) == sorted(
        {COURRIER.name, *(s.name for s in press)} - {*first}
    )


async def test_what_has_not_changed_is_known_to_have_been_looked_at(house):
    """Also when another source of the same look fails, or brings something new."""
    third = replace(GAZETTE, name="La Dépêche", address="https://depeche.example/flux")
    await house.known(GAZETTE, COURRIER, third)
    await house.later()
    house.reader.feeds[COURRIER.name] = Unfetchable(COURRIER.address, "no answer")
    house.announce(third, an_entry(house))
    house.reader.feeds[GAZETTE.name] = Look((), etag="v2")
    assert await house.pipeline().look(house.now) == 1
    succeeded = {s.source.name: s.succeeded_at for s in await house.intake.states(house.now)}
    assert succeeded == {GAZETTE.name: house.now, COURRIER.name: house.now - HOUR, third.name: house.now}
    (again,) = [
        watched
        for watched in await house.intake.due_sources(9, house.now + timedelta(days=2), LEASE_S)
        if watched.source == GAZETTE
    ]
    assert again.etag == "v2"


async def test_a_feed_is_asked_again_at_its_rhythm(house):
    await house.known(GAZETTE)
    await house.pipeline().look(house.now)
    await house.later(timedelta(seconds=Ingest().feed_check_s - 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 1
    await house.later(timedelta(seconds=Ingest().feed_check_s * 0.1 + 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 2


@pytest.mark.parametrize(
    ("failure", "wait_s"),
    [
        pytest.param(Unfetchable(GAZETTE.address, "no answer"), 1800, id="no answer: twice the usual wait"),
        pytest.param(
            Unfetchable(GAZETTE.address, "429", retry_after_s=7200), 7200, id="as long as the server asks for"
        ),
    ],
)
async def test_a_feed_that_fails_is_left_in_peace_for_a_while(house, failure, wait_s):
    await house.known(GAZETTE)
    house.reader.feeds[GAZETTE.name] = failure
    await house.pipeline().look(house.now)
    await house.later(timedelta(seconds=wait_s - 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 1
    await house.later(timedelta(seconds=wait_s * 0.1 + 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 2


async def test_a_feed_that_its_host_puts_off_has_not_failed(house):
    await house.known(GAZETTE)
    house.reader.feeds[GAZETTE.name] = Postponed(
        GAZETTE.address, "its site may be asked later", retry_after_s=20
    )
    await house.pipeline().look(house.now)
    (state,) = await house.intake.states(house.now)
    assert (state.errors, state.reason, state.next_check_at) == (0, "", house.now + timedelta(seconds=20))
    assert await house.events.latest(9) == []


@BOTH
async def test_what_was_there_before_us_is_found_but_pushed_to_nobody(house):
    await house.intake.list_sources([GAZETTE], house.now)
    long = [an_entry(house, n, in_full(numbered(n))) for n in range(1, 5)]
    house.announce(GAZETTE, *long)
    pipeline = house.pipeline(settings=Ingest(first_look_entries=2))
    assert await house.everything(pipeline) == (4, 2, 2)
    assert len(await house.stories()) >= 1
    assert await house.tellings.untold(9) == []
    fresh = an_entry(house, 9, in_full(OTHER_EVENT))
    house.announce(GAZETTE, *long, fresh)
    await house.later()
    assert await house.everything(pipeline) == (1, 1, 1)
    assert [untold.story.lead.url for untold in await house.tellings.untold(9)] == [fresh.address]


async def test_what_lies_in_a_folder_at_the_first_look_is_read_whole_however_much_it_is(house):
    await house.intake.list_sources([INBOX], house.now)
    names = [f"/srv/inbox/{n}.txt" for n in range(1, 4)]
    house.announce(INBOX, *(Entry(name, name) for name in names))
    house.reader.files |= {
        name: dump(name, text)
        for name, text in zip(names, (LIGHTHOUSE, OTHER_EVENT, numbered(7)), strict=True)
    }
    pipeline = house.pipeline(settings=Ingest(first_look_entries=2))
    assert (await house.everything(pipeline))[:2] == (3, 3)
