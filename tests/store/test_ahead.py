"""What waits in a future that was never meant: due now, once the clock shows the true time again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.model import OutboxState, SlotKind, SourceKind
from bot.ports import Due, Incoming, Queued
from bot.store import schema
from bot.store.ahead import find, put_back
from bot.store.archive import ArchiveStore
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore
from bot.store.outbox import queue as queue_messages
from bot.store.readership import ReadershipStore
from bot.store.tellings import TellingStore
from tests.store.shelf import article, new, shelve, text

ANNE = 7001
LEASE_S = 180
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


async def mended(database, now):
    """What is found, and then put back: the same."""
    async with database.read() as connection:
        found = await find(connection, now, LEASE_S)
    assert await put_back(database, now, LEASE_S) == found
    assert not await put_back(database, now, LEASE_S), "once"
    return dict(found)


async def row_of(database, table):
    async with database.read() as connection:
        return (await connection.execute(select(table))).one()


async def a_source(database, **more):
    row = {"name": "La Gazette", "kind": SourceKind.FEED, "address": "a", "given_address": "a"}
    async with database.write() as connection:
        await connection.execute(
            insert(schema.sources).values(row | {"language": "fr", "section": "", "listed": True} | more)
        )


@pytest.mark.parametrize(
    ("checked", "next_check", "ahead"),
    [
        pytest.param(3 * HOUR, 4 * HOUR, True, id="looked at in the future"),
        pytest.param(-HOUR, 400 * DAY, True, id="to be looked at in more than a source may ask for"),
        pytest.param(-HOUR, 30 * DAY, False, id="a source asked for a month"),
        pytest.param(MINUTE, HOUR, False, id="by a machine whose clock is a minute ahead"),
    ],
)
async def test_sources(database, now, checked, next_check, ahead):
    await a_source(database, checked_at=now + checked, next_check_at=now + next_check)
    assert await mended(database, now) == ({"sources": 1} if ahead else {})
    assert ((await row_of(database, schema.sources)).next_check_at == now) is ahead


@pytest.mark.parametrize(
    ("state", "due", "ahead"),
    [
        pytest.param("new", HOUR, True, id="claimed, or to be tried again, in the future"),
        pytest.param("new", 12 * MINUTE, False, id="to be tried again"),
        pytest.param("done", None, False, id="read"),
    ],
)
async def test_entries(database, now, state, due, ahead):
    await a_source(database)
    row = dict.fromkeys(["key", "address", "title", "text", "fingerprint"], "x") | {"seen_at": now}
    row |= {"source_id": 1, "quiet": False, "state": state, "due_at": due and now + due}
    async with database.write() as connection:
        await connection.execute(insert(schema.entries).values(row))
    assert await mended(database, now) == ({"entries": 1} if ahead else {})
    assert ((await row_of(database, schema.entries)).due_at == now) is ahead


@pytest.mark.parametrize(("due", "ahead"), [(10 * MINUTE, True), (4 * MINUTE, False)])
async def test_summaries(database, now, due, ahead):
    await shelve(ArchiveStore(database), new(article()), now)
    async with database.write() as connection:
        await connection.execute(update(schema.articles).values(summary_due_at=now + due))
    assert await mended(database, now) == ({"articles": 1} if ahead else {})


async def queued(database, at, due_at=None):
    async with database.write() as connection:
        await queue_messages(connection, [Queued("key", ANNE, text("Bonjour"))], at)
        await connection.execute(update(schema.outbox).values(due_at=due_at or at))


@pytest.mark.parametrize(
    ("queued_at", "due", "pause", "ahead"),
    [
        pytest.param(3 * HOUR, 3 * HOUR, None, True, id="queued in the future"),
        pytest.param(-HOUR, 5 * HOUR, None, True, id="put off in the future"),
        pytest.param(-HOUR, 5 * HOUR, 5 * HOUR, False, id="put off since Telegram asks for a long pause"),
        pytest.param(-HOUR, 50 * MINUTE, None, False, id="to be tried again"),
    ],
)
async def test_messages(database, now, queued_at, due, pause, ahead):
    await queued(database, now + queued_at, now + due)
    if pause:
        row = {"chat_id": ANNE, "paused_at": now - HOUR, "paused_until": now + pause}
        async with database.write() as connection:
            await connection.execute(insert(schema.send_limits).values(row))
    assert await mended(database, now) == ({"outbox": 1} if ahead else {})
    assert (await OutboxStore(database, "one").ready(9, now) == 1) is ahead


async def test_what_was_said_is_heeded_now(database, now):
    inbox = InboxStore(database, "one")
    await inbox.take_in([Incoming(1, ANNE, "{}")], now + HOUR)
    assert await mended(database, now) == {"updates": 1}
    assert len(await inbox.claim(9, now, 15)) == 1


async def test_a_chat_is_not_mute_since_it_had_a_message_in_the_future(database, now):
    outbox = OutboxStore(database, "one")
    await queued(database, now)
    [had] = await outbox.claim(1, now, 60)
    await outbox.sent([(had, 1)], now + 3 * HOUR)
    async with database.write() as connection:
        await queue_messages(connection, [Queued("another", ANNE, text("Bonsoir"))], now)
    assert await outbox.ready(9, now) == 1
    assert await mended(database, now) == {"outbox": 1}
    assert (
        await row_of(
            database, select(schema.outbox).where(schema.outbox.c.state == OutboxState.SENT).subquery()
        )
    ).sent_at == now


@pytest.mark.parametrize(
    ("asked", "ahead"),
    [pytest.param(3 * HOUR, True, id="in the future"), pytest.param(-HOUR, False, id="before")],
)
async def test_pauses(database, now, asked, ahead):
    row = {"chat_id": 0, "paused_at": now + asked, "paused_until": now + 12 * HOUR}
    async with database.write() as connection:
        await connection.execute(insert(schema.send_limits).values(row))
    assert await mended(database, now) == ({"send_limits": 1} if ahead else {})
    assert ((await row_of(database, schema.send_limits)).paused_until is None) is ahead


@pytest.mark.parametrize(
    ("zone", "made", "ahead"),
    [
        pytest.param("Europe/Paris", date(2026, 11, 24), True, id="tomorrow's"),
        pytest.param("Europe/Paris", date(2027, 1, 1), True, id="next year's"),
        pytest.param("Europe/Paris", date(2026, 11, 23), False, id="today's"),
        pytest.param(
            "Pacific/Kiritimati", date(2026, 11, 24), True, id="tomorrow's, where it is still today"
        ),
    ],
)
async def test_editions(database, now, zone, made, ahead):
    """What was made of a day to come will be made when it comes."""
    readership, tellings = ReadershipStore(database), TellingStore(database)
    await readership.join(ANNE, zone, now - 30 * DAY)
    await readership.set_slot(ANNE, 480, wanted=True, now=now - 30 * DAY)
    await tellings.edition(Due(ANNE, made, 480), [text("Votre édition")], now)
    async with database.write() as connection:
        await connection.execute(update(schema.slots).values(made=made, next_at=now + 400 * DAY))
    assert await mended(database, now) == ({"slots": 1} if ahead else {})
    slot = await row_of(database, schema.slots)
    assert (slot.next_at == now, slot.made == date(2026, 11, 22)) == (ahead, ahead)
    async with database.read() as connection:
        left = (await connection.execute(select(schema.editions))).all()
    assert len(left) == (0 if ahead else 1)


async def test_an_hour_chosen_in_the_future_is_kept_from_now_on(database, now):
    readership = ReadershipStore(database)
    await readership.join(ANNE, "Europe/Paris", now)
    await readership.set_slot(ANNE, 480, wanted=True, now=now + 3 * HOUR)
    assert await mended(database, now) == {"slots": 1}
    slot = await row_of(database, schema.slots)
    assert (slot.kind, slot.since, slot.next_at) == (SlotKind.EDITION, now, now)
