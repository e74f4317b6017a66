"""The messages on their way: each once, in order, none lost."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.model import OutboxState, SlotKind
from bot.ports import Queued
from bot.store import schema
from bot.store.outbox import OutboxStore, hold
from bot.store.outbox import queue as queue_messages
from bot.store.readership import ReadershipStore
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
    readership = ReadershipStore(database)

    async def put(now: datetime, *messages: tuple[int, str]) -> None:
        for chat_id, _ in messages:
            await readership.join(chat_id, "Europe/Paris", now)
        queued = [Queued(f"{chat_id}:{html}", chat_id, text(html)) for chat_id, html in messages]
        async with database.write() as connection:
            await queue_messages(connection, queued, now)

    return put


def after(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)


async def claimed(outbox: OutboxStore, now: datetime, limit: int = 10) -> list[str]:
    return [outgoing.message.html for outgoing in await outbox.claim(limit, now, LEASE_S)]


async def in_outbox(database) -> list[tuple[str, str, str]]:
    async with database.read() as connection:
        rows = await connection.execute(select(schema.outbox).order_by(schema.outbox.c.id))
        return [(row.html, row.state, row.reason) for row in rows]


# Claiming: each chat in its order


async def test_a_chats_second_message_waits_until_the_first_has_ended(queue, outbox, now):
    await queue(now, (ANNE, "un"), (ANNE, "deux"), (BRUNO, "eins"))
    first, _ = await outbox.claim(10, now, LEASE_S)
    assert await claimed(outbox, now) == []
    await outbox.sent([(first, 11)], now)
    assert await claimed(outbox, after(now, 1)) == ["deux"]


@pytest.mark.parametrize(
    ("chat", "gap_s"), [pytest.param(ANNE, 1, id="a person"), pytest.param(-55, 3, id="a group: 20 a minute")]
)
async def test_a_chat_gets_its_messages_with_a_gap_whoever_sends_them(queue, outbox, other, now, chat, gap_s):
    await queue(now, (chat, "un"), (chat, "deux"))
    (first,) = await outbox.claim(10, now, LEASE_S)
    await outbox.sent([(first, 11)], now)
    assert (await other.ready(10, after(now, gap_s - 0.1)), await other.ready(10, after(now, gap_s))) == (
        0,
        1,
    )
    assert await claimed(other, after(now, gap_s - 0.1)) == []
    assert await claimed(other, after(now, gap_s)) == ["deux"]


async def test_order_is_kept_across_a_retry(queue, outbox, now):
    await queue(now, (ANNE, "un"), (ANNE, "deux"))
    (first,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(first, after(now, 30), "the network failed")
    assert await claimed(outbox, after(now, 29)) == []
    assert await claimed(outbox, after(now, 30)) == ["un"]


async def test_what_waits_longer_than_the_retry_before_it_keeps_its_time(queue, outbox, now):
    await queue(now, (ANNE, "un"))
    await queue(after(now, 86_400), (ANNE, "demain"))
    (first,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(first, after(now, 30), "the network failed")
    (first,) = await outbox.claim(10, after(now, 30), LEASE_S)
    await outbox.sent([(first, 11)], after(now, 30))
    assert await claimed(outbox, after(now, 86_399)) == []
    assert await claimed(outbox, after(now, 86_400)) == ["demain"]


async def test_a_message_that_is_set_aside_lets_the_next_one_go(queue, outbox, now):
    await queue(now, (ANNE, "un"), (ANNE, "deux"))
    (first,) = await outbox.claim(10, now, LEASE_S)
    await outbox.set_aside(first, OutboxState.PARKED, "our text is bad")
    assert await claimed(outbox, now) == ["deux"]


async def test_one_chats_trouble_holds_no_other_up(queue, outbox, now):
    await queue(now, (ANNE, "un"), (BRUNO, "eins"), (BRUNO, "zwei"))
    anne, bruno = await outbox.claim(10, now, LEASE_S)
    await outbox.again(anne, after(now, 43_838), "throttled")
    await outbox.sent([(bruno, 11)], now)
    assert await claimed(outbox, after(now, 1)) == ["zwei"]


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


@pytest.mark.parametrize(
    ("counts", "tries"),
    [
        pytest.param(True, 2, id="Telegram refused it: that was a try"),
        pytest.param(False, 1, id="it did not leave, or nobody knows: that was none"),
    ],
)
async def test_what_was_not_sent_is_claimed_again_at_its_time(queue, outbox, database, now, counts, tries):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(outgoing, after(now, 5), "no connection", counts=counts)
    assert await in_outbox(database) == [("un", OutboxState.DUE, "no connection")]
    (again,) = await outbox.claim(10, after(now, 5), LEASE_S)
    assert (again.id, again.tries) == (outgoing.id, tries)


async def test_what_was_sent_is_sent(queue, outbox, database, now):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(outgoing, now, "no connection")
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.sent([(outgoing, 11)], now)
    assert await in_outbox(database) == [("un", OutboxState.SENT, "")]
    assert await claimed(outbox, after(now, 1e6)) == []


async def test_who_doubts_that_it_was_not_sent_is_told_so_at_the_next_try(queue, outbox, now):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(outgoing, now, "no connection")
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    assert outgoing.doubts == 0
    await outbox.again(outgoing, now, "no answer", doubtful=True)
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    assert (outgoing.tries, outgoing.doubts) == (1, 1)


# An answer to an earlier message


@pytest.fixture
def reply(database):
    """Queue a text that wants to answer an earlier one, by the key of that one."""

    async def put(now: datetime, chat_id: int, html: str, reply_to: str) -> None:
        async with database.write() as connection:
            queued = Queued(f"{chat_id}:{html}", chat_id, text(html), reply_to)
            await queue_messages(connection, [queued], now)

    return put


@pytest.mark.parametrize(
    ("key", "arrived_as", "answers"),
    [
        pytest.param(f"{ANNE}:un", 77, 77, id="it answers the one that arrived"),
        pytest.param(f"{ANNE}:un", None, None, id="that one never arrived: it goes by itself"),
        pytest.param(f"{BRUNO}:eins", 77, None, id="that one is another chat's: it goes by itself"),
        pytest.param("story:9:7001", 77, None, id="nobody knows that one: it goes by itself"),
    ],
)
async def test_which_message_an_answer_answers(queue, reply, outbox, now, key, arrived_as, answers):
    await queue(now, (ANNE, "un"), (BRUNO, "eins"))
    for outgoing in await outbox.claim(10, now, LEASE_S):
        if arrived_as is None:
            await outbox.set_aside(outgoing, OutboxState.PARKED, "our text was bad")
        else:
            await outbox.sent([(outgoing, arrived_as)], now)
    await reply(now, ANNE, "suite", key)
    (suite,) = await outbox.claim(10, after(now, 3), LEASE_S)
    assert (suite.message.html, suite.reply_to) == ("suite", answers)


async def test_in_a_chat_that_moved_old_numbers_name_nothing(queue, reply, outbox, database, now):
    await queue(now, (-55, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.sent([(outgoing, 77)], now)
    await reply(now, -55, "suite", "-55:un")
    await ReadershipStore(database).move(-55, -100055)
    (suite,) = await outbox.claim(10, after(now, 3), LEASE_S)
    assert (suite.chat_id, suite.reply_to) == (-100055, None)


# The clock is put back


async def test_what_was_queued_in_the_future_is_due_now(queue, outbox, other, now):
    await queue(after(now, 3600), (ANNE, "un"), (BRUNO, "eins"), (8, "ein"))
    (_first, second, third) = await outbox.claim(10, after(now, 3600), LEASE_S)
    await outbox.again(second, after(now, 7200), "a bad gateway")
    await outbox.again(third, after(now, 3600), "no connection")
    assert await other.put_back(now, LEASE_S) == 2
    assert await claimed(other, now) == ["eins", "ein"]
    assert await other.recover(after(now, LEASE_S), resend=True) == 3, "and no lease outlives its length"


async def test_what_waits_for_its_next_try_waits_on(queue, outbox, now):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.again(outgoing, after(now, 60), "no connection")
    assert await outbox.put_back(after(now, 1), LEASE_S) == 0
    assert await claimed(outbox, after(now, 59)) == []


# What waits for an edition


@pytest.mark.parametrize(
    ("has_editions", "until_s", "held_until_s"),
    [
        pytest.param(False, 0, 0, id="nobody else would bring it: at once"),
        pytest.param(False, 60, 60, id="or when it may come"),
        pytest.param(True, 0, None, id="the next edition brings it"),
        pytest.param(True, 60, 60, id="but who wants quiet until then has it at its end"),
    ],
)
async def test_what_is_held_has_an_edition_of_its_own(
    queue, database, now, has_editions, until_s, held_until_s
):
    await queue(now, (ANNE, "un"))
    if has_editions:
        await ReadershipStore(database).set_slot(ANNE, 480, wanted=True, now=now)
    async with database.write() as connection:
        await hold(connection, {ANNE: after(now, until_s)}, now)
        found = await connection.execute(select(schema.slots).where(schema.slots.c.kind == SlotKind.HELD))
        held = [(row.chat_id, row.minute, row.next_at) for row in found]
    assert held == ([] if held_until_s is None else [(ANNE, 0, after(now, held_until_s))])


# By the operator


async def test_the_operator_sees_what_is_not_tried_again_newest_first(queue, outbox, now):
    states = [OutboxState.PARKED, OutboxState.AMBIGUOUS, OutboxState.FAILED]
    await queue(now, *((chat, "un") for chat in range(1, 6)))
    for outgoing, state in zip((await outbox.claim(10, now, LEASE_S))[:3], states, strict=True):
        await outbox.set_aside(outgoing, state, f"{state}: why")
    shown = [(number, state, f"{state}: why") for number, state in enumerate(states, 1)][::-1]
    assert await outbox.aside(10) == shown
    assert await outbox.aside(1) == shown[:1]


async def test_the_operator_may_have_it_all_tried_again_as_if_for_the_first_time(queue, outbox, now):
    await queue(now, (1, "parked"), (2, "ambiguous"), (3, "failed"), (4, "sent"))
    parked, ambiguous, failed, sent = await outbox.claim(10, now, LEASE_S)
    await outbox.set_aside(parked, OutboxState.PARKED, "our text was bad")
    await outbox.again(ambiguous, now, "no answer", doubtful=True)
    (ambiguous,) = await outbox.claim(10, now, LEASE_S)
    await outbox.set_aside(ambiguous, OutboxState.AMBIGUOUS, "no answer again")
    await outbox.set_aside(failed, OutboxState.FAILED, "they blocked us")
    await outbox.sent([(sent, 11)], now)
    late = after(now, 1e6)
    assert await outbox.retry(late) == 2
    again = await outbox.claim(10, late, LEASE_S)
    assert [(one.id, one.tries, one.doubts) for one in again] == [(parked.id, 1, 0), (ambiguous.id, 1, 0)]
    assert await outbox.retry(late) == 0


async def test_what_an_edition_will_tell_needs_no_operator(outbox, database, now):
    await ReadershipStore(database).join(ANNE, "Europe/Paris", now)
    queued = [
        Queued("push", ANNE, text("un"), story_id=1),
        Queued("edition", ANNE, text("deux"), tells=((1, 0, 1),)),
    ]
    async with database.write() as connection:
        await queue_messages(connection, queued, now)
    for number in range(2):
        (outgoing,) = await outbox.claim(10, after(now, number), LEASE_S)
        await outbox.set_aside(outgoing, OutboxState.AMBIGUOUS, "no answer again", untold=(now, now))
    assert await outbox.aside(10) == []
    assert await outbox.retry(after(now, 60)) == 0


async def test_who_wants_nothing_any_more_gets_nothing_by_the_operator_either(queue, outbox, database, now):
    await queue(now, (ANNE, "un"))
    (outgoing,) = await outbox.claim(10, now, LEASE_S)
    await outbox.set_aside(outgoing, OutboxState.PARKED, "our text was bad")
    await ReadershipStore(database).pause(ANNE, "the reader asked for it")
    assert await outbox.retry(now) == 0
    assert await claimed(outbox, now) == []


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


async def test_however_late_somebody_looks_the_next_sender_knows_of_the_doubt(queue, outbox, other, now):
    await queue(now, (ANNE, "un"))
    await outbox.claim(10, now, LEASE_S)
    late = after(now, 100 * LEASE_S)
    assert await other.recover(late, resend=True) == 1
    (again,) = await other.claim(10, late, LEASE_S)
    assert again.doubts == 1


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
    await outbox.sent([(outgoing, 11)], late)
    assert await claimed(other, late) == []


async def test_what_dead_senders_left_twice_is_held_and_the_next_one_goes(
    queue, outbox, other, database, now
):
    await queue(now, (ANNE, "un"), (ANNE, "deux"))
    for round_ in range(2):
        late = after(now, round_ * LEASE_S)
        assert await claimed(outbox, late) == ["un"]
        assert await other.recover(after(late, LEASE_S), resend=True) == 1
    assert (await in_outbox(database))[0] == ("un", OutboxState.AMBIGUOUS, "its sender died while sending")
    assert await claimed(other, after(now, 2 * LEASE_S)) == ["deux"]
