"""The messages on their way: each once, in order, none lost."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.model import OutboxState
from bot.ports import Queued, Telling
from bot.store import tables
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.tellings import TellingStore
from tests.store.shelf import text

ANNE, BRUNO = 7001, 7002
LEASE_S = 60


@pytest.fixture
def outbox(database) -> OutboxStore:
    return OutboxStore(database, "one")


@pytest.fixture
def other(database) -> OutboxStore:
    """Another process with the same database."""
    return OutboxStore(database, "two")


@pytest.fixture
def queue(database):
    """Queue texts to chats, whose readers join for it."""
    readership, tellings = ReadershipStore(database), TellingStore(database)

    async def queue(now: datetime, *messages: tuple[int, str]) -> None:
        for chat_id, _ in messages:
            await readership.join(chat_id, "Europe/Paris", now)
        queued = (Queued(f"{chat_id}:{html}", chat_id, text(html)) for chat_id, html in messages)
        await tellings.tell(Telling(1, tuple(queued)), now)

    return queue


def after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


async def claimed(outbox: OutboxStore, now: datetime, limit: int = 10) -> list[str]:
    return [outgoing.message.html for outgoing in await outbox.claim(limit, now, LEASE_S)]


async def in_outbox(database) -> list[tuple[str, str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(select(tables.outbox).order_by(tables.outbox.c.id))
        return [(row.html, row.state, row.reason) for row in rows]


# Claiming: each chat in its order


async def test_a_chats_second_message_waits_until_the_first_has_ended(queue, outbox, now):
    await queue(now, (ANNE, "un"), (ANNE, "deux"), (BRUNO, "eins"))
    first, _ = await outbox.claim(10, now, LEASE_S)
    assert await claimed(outbox, now) == []
    await outbox.sent(first, now)
    assert await claimed(outbox, now) == ["deux"]


async def test_order_is_kept_across_a_retry(queue, outbox, now):
    await queue(now, (ANNE, "un"), (ANNE, "deux"))
    (first,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(first, after(now, 30), "the network failed")
    assert await claimed(outbox, after(now, 29)) == []
    assert await claimed(outbox, after(now, 30)) == ["un"]


async def test_a_message_that_is_set_aside_lets_the_next_one_go(queue, outbox, now):
    await queue(now, (ANNE, "un"), (ANNE, "deux"))
    (first,) = await outbox.claim(10, now, LEASE_S)
    await outbox.set_aside(first, OutboxState.PARKED, "our text is bad")
    assert await claimed(outbox, now) == ["deux"]


async def test_one_chats_trouble_holds_no_other_up(queue, outbox, now):
    await queue(now, (ANNE, "un"), (BRUNO, "eins"), (BRUNO, "zwei"))
    anne, bruno = await outbox.claim(10, now, LEASE_S)
    await outbox.again(anne, after(now, 43_838), "throttled")
    await outbox.sent(bruno, now)
    assert await claimed(outbox, now) == ["zwei"]


async def test_claims_are_exclusive(queue, outbox, other, now):
    await queue(now, *((chat, str(chat)) for chat in range(1, 8)))
    both = await asyncio.gather(claimed(outbox, now, 4), claimed(other, now, 4))
    assert sorted(both[0] + both[1]) == [str(chat) for chat in range(1, 8)]


async def test_no_more_are_claimed_than_asked_for_the_longest_due_first(queue, outbox, now):
    await queue(after(now, 1), (BRUNO, "später"))
    await queue(now, (ANNE, "avant"))
    assert await claimed(outbox, after(now, 1), limit=1) == ["avant"]


async def test_nothing_is_claimed_before_it_is_due(queue, outbox, now):
    await queue(after(now, 10), (ANNE, "bientôt"))
    assert await claimed(outbox, now) == []


# How it ends


@pytest.mark.parametrize(
    "state",
    [OutboxState.PARKED, OutboxState.FAILED, OutboxState.AMBIGUOUS],
)
async def test_what_is_set_aside_keeps_its_reason_and_is_not_tried_again(queue, outbox, database, now, state):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.set_aside(outgoing, state, "the reason")
    assert await in_outbox(database) == [("un", state, "the reason")]
    assert await claimed(outbox, after(now, 1e6)) == []


async def test_what_was_not_sent_is_claimed_again_at_its_time_and_its_tries_counted(
    queue, outbox, database, now
):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(outgoing, after(now, 5), "no connection")
    assert await in_outbox(database) == [("un", OutboxState.DUE, "no connection")]
    (again,) = await outbox.claim(10, after(now, 5), LEASE_S)
    assert (again.id, again.tries) == (outgoing.id, 2)


async def test_what_was_sent_is_sent(queue, outbox, database, now):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(outgoing, now, "no connection")
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.sent(outgoing, now)
    assert await in_outbox(database) == [("un", OutboxState.SENT, "")]
    assert await claimed(outbox, after(now, 1e6)) == []


# A sender that died


@pytest.mark.parametrize(
    ("resend", "state", "claimed_again"),
    [
        pytest.param(True, OutboxState.DUE, ["un"], id="resend: it may be shown twice"),
        pytest.param(False, OutboxState.AMBIGUOUS, ["deux"], id="hold: it is kept, and the next one goes"),
    ],
)
async def test_what_a_dead_sender_left(queue, outbox, other, database, now, resend, state, claimed_again):
    await queue(now, (ANNE, "un"), (ANNE, "deux"))
    await outbox.claim(10, now, LEASE_S)
    late = after(now, LEASE_S)
    assert await other.recover(after(now, LEASE_S - 1), resend=resend) == 0
    assert await other.recover(late, resend=resend) == 1
    assert (await in_outbox(database))[0] == ("un", state, "its sender died while sending")
    assert await other.recover(late, resend=resend) == 0
    assert await claimed(other, late) == claimed_again


async def test_a_sender_that_was_believed_dead_cannot_take_its_message_back(
    queue, outbox, other, database, now
):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    late = after(now, LEASE_S)
    await other.recover(late, resend=True)
    assert await claimed(other, late) == ["un"]
    await outbox.again(outgoing, late, "slow network")
    await outbox.set_aside(outgoing, OutboxState.PARKED, "slow network")
    assert await in_outbox(database) == [("un", OutboxState.SENDING, "its sender died while sending")]


async def test_what_a_sender_believed_dead_did_send_is_sent(queue, outbox, other, now):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    late = after(now, LEASE_S)
    await other.recover(late, resend=True)
    await outbox.sent(outgoing, late)
    assert await claimed(other, late) == []
