"""What an operator should see: each event once, and the state of it all in a few numbers."""

from datetime import timedelta

import pytest

from bot.errors import Cause
from bot.model import Entry, OutboxState
from bot.ports import Due, Event, Failing, Health, Look, Supply, What
from bot.store.archive import ArchiveStore
from bot.store.events import EventStore
from bot.store.intake import IntakeStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.status import health
from bot.store.tellings import TellingStore
from tests.store.shelf import GAZETTE, INBOX, article, new, text

ANNE, BRUNO, CHLOE = 7001, 7002, 7003


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        pytest.param(["no answer", "no answer"], ["no answer"], id="the same again says nothing new"),
        pytest.param(["no answer", "not a feed"], ["not a feed", "no answer"], id="another reason does"),
        pytest.param(
            ["no answer", "not a feed", "no answer"],
            ["no answer", "not a feed", "no answer"],
            id="so does the first one, come back",
        ),
    ],
)
async def test_an_event_is_kept_unless_it_repeats_its_subjects_last_one(database, now, told, kept):
    events = EventStore(database)
    for reason in told:
        await events.record(Event(What.SOURCE_FAILS, "A", reason), now)
    assert [event.reason for _, event in await events.latest(10)] == kept


@pytest.mark.parametrize(
    ("between", "kept"),
    [
        pytest.param(Event(What.SOURCE_FAILS, "B", "no answer"), 1, id="of another source"),
        pytest.param(Event(What.PASS_FAILS, "A", "no answer"), 1, id="of something else of that name"),
        pytest.param(Event(What.SOURCE_ANSWERS, "A"), 2, id="of the same, and it is news again"),
        pytest.param(Event(What.SOURCE_FAILS, "A", "no answer", Cause.SILENT), 2, id="another cause"),
        pytest.param(Event(What.SOURCE_FAILS, "A", "no answer", fields={"n": 1}), 2, id="more is known"),
    ],
)
async def test_what_lies_between_two_alike(database, now, between, kept):
    events = EventStore(database)
    alike = Event(What.SOURCE_FAILS, "A", "no answer")
    for event in (alike, between, alike):
        await events.record(event, now)
    assert [event for _, event in await events.latest(10)].count(alike) == kept


async def test_an_event_is_kept_with_all_that_it_tells(database, now):
    events = EventStore(database)
    told = Event(What.SOURCE_DEAD, "Le Môle\n", "d'où\t?", Cause.SERVER, {"since": now.isoformat(), "n": 3})
    await events.record(told, now)
    assert await events.latest(1) == [(now, told)]


async def test_the_latest_events_of_all_subjects_come_newest_first(database, now):
    events = EventStore(database)
    moments = [now + timedelta(seconds=second) for second in range(3)]
    told = [Event(What.PASS_FAILS, name, "no answer") for name in "abc"]
    for moment, event in zip(moments, told, strict=True):
        await events.record(event, moment)
    assert await events.latest(2) == [(moments[2], told[2]), (moments[1], told[1])]


async def test_an_empty_house_is_in_good_health(database):
    assert await health(database) == Health(0, 0, 0, 0, 0, 0)


async def test_health_counts_what_waits_what_failed_and_what_was_sent(database, now):
    intake, outbox, readership = (
        IntakeStore(database),
        OutboxStore(database, "one"),
        ReadershipStore(database),
    )
    await intake.list_sources([GAZETTE, INBOX], now)
    for watched in await intake.due_sources(9, now, 60):
        if watched.source == GAZETTE:
            await intake.look_failed(watched, "no answer", now, now, dead=True, cause=Cause.SILENT)
        else:
            await intake.looked(watched, Look(tuple(Entry(key, key) for key in "abc")), now, now, None)
    done, failed, _ = await intake.claim_entries(3, now, 60)
    await ArchiveStore(database).add(new(article()), now, done)
    await intake.entry_failed(failed, "no article in it", None)
    for chat_id in (ANNE, BRUNO, CHLOE):
        await readership.join(chat_id, "Europe/Paris", now)
        await TellingStore(database).edition(Due(chat_id, now.date(), 480), [text()], now)
    for outgoing in await outbox.claim(2, now, 60):
        await outbox.sent([(outgoing, 11)], now)
    await readership.pause(CHLOE, "blocked")
    assert await health(database) == Health(
        articles=1,
        subscribers=2,
        entries_waiting=1,
        entries_failed=1,
        summaries_waiting=1,
        sources_unseen=1,
        outbox={OutboxState.SENT: 2, OutboxState.FAILED: 1},
        supply=Supply(2, 2, (Failing(GAZETTE.name, "no answer", Cause.SILENT, dead=True),)),
    )
