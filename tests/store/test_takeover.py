"""What a dead process had taken is free at once; what the living have taken stays theirs."""

from datetime import timedelta

from sqlalchemy import insert, select

from bot.model import Source, SourceKind
from bot.ports import Incoming, Queued
from bot.store import schema
from bot.store.inbox import InboxStore
from bot.store.intake import IntakeStore
from bot.store.leases import LeaseStore
from bot.store.outbox import OutboxStore
from bot.store.outbox import queue as queue_messages
from bot.store.takeover import hear_again, take_over
from tests.store.shelf import text

LEASE_S = 270
DEAD, ALIVE = "here:1:dead", "here:2:alive"
FOLDER = Source("Dossier", SourceKind.FOLDER, "/srv/inbox")
FEED = Source("La Gazette", SourceKind.FEED, "https://gazette.example/flux")


async def test_duties(database, now):
    for name, owner in (("polling", DEAD), ("retention", ALIVE)):
        assert await LeaseStore(database, owner).take(name, now, LEASE_S)
    await take_over(database, [DEAD], now)
    other = LeaseStore(database, "here:3:other")
    assert await other.take("polling", now, LEASE_S)
    assert not await other.take("retention", now, LEASE_S)


async def test_folders_and_what_was_found_in_them_but_no_feed(database, now):
    intake = IntakeStore(database)
    await intake.list_sources([FOLDER, FEED], now)
    claimed = await intake.due_sources(9, now, LEASE_S)
    row = dict.fromkeys(["key", "address", "title", "text", "fingerprint"], "x") | {"seen_at": now}
    row |= {"source_id": claimed[0].id, "quiet": False, "state": "new", "due_at": now}
    async with database.write() as connection:
        await connection.execute(insert(schema.entries).values(row))
    assert len(await intake.claim_entries(9, now, LEASE_S)) == 1
    soon = now + timedelta(seconds=1)
    assert not await intake.due_sources(9, soon, LEASE_S)
    assert not await intake.claim_entries(9, soon, LEASE_S)
    await take_over(database, [DEAD], soon)
    assert [watched.source.name for watched in await intake.due_sources(9, soon, LEASE_S)] == [FOLDER.name]
    assert len(await intake.claim_entries(9, soon, LEASE_S)) == 1


async def test_messages_that_were_on_their_way(database, now):
    """Whether they arrived nobody knows, but that is known now."""
    async with database.write() as connection:
        await queue_messages(connection, [Queued(f"{n}", 7000 + n, text("x")) for n in (1, 2)], now)
    for owner in (DEAD, ALIVE):
        assert len(await OutboxStore(database, owner).claim(1, now, LEASE_S)) == 1
    await take_over(database, [DEAD], now)
    assert await OutboxStore(database, "other").recover(now, resend=True) == 1
    async with database.read() as connection:
        owners = (
            await connection.execute(select(schema.outbox.c.owner).order_by(schema.outbox.c.id))
        ).scalars()
        assert list(owners) == ["", ALIVE]


async def test_what_readers_said_when_nobody_else_is_there(database, now):
    inbox = InboxStore(database, DEAD)
    assert await inbox.take_in([Incoming(1, 7001, "{}")], now) == 1
    assert len(await inbox.claim(9, now, LEASE_S)) == 1
    soon = now + timedelta(seconds=1)
    assert not await InboxStore(database, ALIVE).claim(9, soon, LEASE_S)
    await hear_again(database, soon)
    assert len(await InboxStore(database, ALIVE).claim(9, soon, LEASE_S)) == 1
