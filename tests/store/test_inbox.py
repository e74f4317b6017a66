"""What readers said is kept until it is heeded: of each chat one thing at a time, in its order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.model import Attachment, Button, Message
from bot.ports import Heard, Incoming, Queued, Response
from bot.store.database import Database
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore, queue
from bot.store.readership import ReadershipStore
from bot.store.schema import outbox, updates
from tests.conftest import ON_BOTH

ANNE, BRUNO = 7001, 7002
LEASE_S = 15.0
HELLO = Response(Message("Bonjour", ((Button("Oui", data="oui"),),)))


@pytest.fixture(params=ON_BOTH)
def database_url(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
async def inbox(database) -> InboxStore:
    await database.open()
    return InboxStore(database, "one")


@pytest.fixture
async def other(database_url):
    """Another process."""
    database = Database(database_url)
    yield InboxStore(database, "two")
    await database.close()


def said(*numbers: int, chat: int | None = ANNE) -> list[Incoming]:
    return [Incoming(number, chat, f'{{"update_id": {number}}}') for number in numbers]


async def claimed(inbox: InboxStore, now, **more) -> list[int]:
    return [one.id for one in await inbox.claim(10, now, LEASE_S, **more)]


async def rows(database, table):
    async with database.read() as connection:
        return (await connection.execute(select(table).order_by(table.c.id))).all()


async def test_an_update_is_taken_in_once_by_whoever_comes_first(inbox, other, now):
    assert [await inbox.take_in(said(7), now), await other.take_in(said(7, 8), now)] == [1, 1]
    (heard,) = await inbox.claim(10, now, LEASE_S)
    assert heard == Heard(7, ANNE, '{"update_id": 7}', 1, (Heard(8, ANNE, '{"update_id": 8}', 0),))


async def test_of_a_chat_one_at_a_time_in_the_order_of_their_numbers_whoever_asks(inbox, other, now):
    await other.take_in(said(3, 2), now)
    await inbox.take_in([*said(1), *said(4, chat=BRUNO)], now)
    assert await claimed(inbox, now) == [1, 4]
    assert await claimed(other, now) == []
    await inbox.answer(Heard(1, ANNE, ""), [], now, 60)
    assert await claimed(other, now) == [2]
    await other.answer(Heard(2, ANNE, ""), [], now, 60)
    assert await claimed(inbox, now, but=[ANNE]) == []
    assert await claimed(inbox, now) == [3]


async def test_what_is_of_no_chat_waits_for_nobody(inbox, now):
    await inbox.take_in(said(1, 2, chat=None), now)
    assert await claimed(inbox, now, but=[ANNE]) == [1, 2]


async def test_who_dies_gives_it_back_by_doing_nothing_and_who_works_long_keeps_it(inbox, other, now):
    await inbox.take_in([*said(1), *said(2, chat=BRUNO)], now)
    await claimed(inbox, now)
    late = now + timedelta(seconds=LEASE_S)
    await inbox.renew([2], late, LEASE_S)
    (heard,) = await other.claim(10, late, LEASE_S)
    assert (heard.id, heard.tries) == (1, 2)


async def test_what_could_not_be_heeded_holds_back_what_the_chat_said_after_it(inbox, now):
    await inbox.take_in(said(1, 2), now)
    (heard,) = await inbox.claim(10, now, LEASE_S)
    soon = now + timedelta(seconds=1)
    await inbox.again(heard, soon)
    assert await claimed(inbox, now) == []
    assert await claimed(inbox, soon) == [1]


async def test_of_what_was_heeded_nothing_is_kept_but_its_number(inbox, database, now):
    await inbox.take_in(said(1, 2, 3), now)
    await inbox.answer(Heard(1, ANNE, ""), [HELLO], now, 60)
    await inbox.pass_over(Heard(2, ANNE, ""), "TypeError")
    kept = [(row.id, row.chat_id, row.body, row.due_at, row.reason) for row in await rows(database, updates)]
    assert kept[:2] == [(1, None, None, None, ""), (2, None, None, None, "TypeError")]
    assert await inbox.take_in(said(1, 2), now) == 0, "it is still known"


async def test_answers_are_kept_until_they_have_arrived(inbox, database, now):
    await inbox.take_in(said(1), now)
    redraw = Response(Message("", HELLO.message.buttons), replaces=55)
    first, second = await inbox.answer(Heard(1, ANNE, ""), [HELLO, redraw], now, 60)
    assert (first.message, first.is_answer, second.replaces) == (HELLO.message, True, 55)
    await OutboxStore(database, "one").sent([(first, 901), (second, 55)], now)
    assert await rows(database, outbox) == []


async def test_an_answer_comes_after_those_that_have_not_arrived(inbox, database, now):
    waiting = OutboxStore(database, "one")
    (first,) = await inbox.answer(Heard(1, ANNE, ""), [HELLO], now, 60)
    await waiting.again(first, now + timedelta(seconds=9), "throttled")
    assert await inbox.answer(Heard(2, ANNE, ""), [HELLO], now, 60) == ()
    assert len(await inbox.answer(Heard(3, BRUNO, ""), [HELLO], now, 60)) == 1
    assert await waiting.ready(9, now) == 0
    assert [one.id for one in await waiting.claim(9, now + timedelta(seconds=9), 60)] == [first.id]


@pytest.mark.parametrize(
    "borne",
    [
        pytest.param({"attachment": Attachment("laconique.json", b"\xff{}")}, id="a file"),
        pytest.param({"picture": b"\x89PNG"}, id="a picture"),
    ],
)
async def test_what_an_answer_bears_comes_with_it_however_late(inbox, database, now, borne):
    bearing = replace(HELLO.message, **borne)
    waiting = OutboxStore(database, "one")
    (first,) = await inbox.answer(Heard(1, ANNE, ""), [Response(bearing)], now, 60)
    await waiting.again(first, now, "throttled")
    assert await inbox.answer(Heard(2, ANNE, ""), [Response(bearing)], now, 60) == ()
    for _ in range(2):
        (late,) = await waiting.claim(9, now, 60)
        assert late.message == bearing
        await waiting.sent([(late, 901)], now)


async def test_answers_of_a_dead_process_go_again(inbox, database, now):
    await inbox.answer(Heard(1, ANNE, ""), [HELLO], now, 60)
    late = now + timedelta(seconds=60)
    survivor = OutboxStore(database, "two")
    assert await survivor.recover(late, resend=False) == 1
    (again,) = await survivor.claim(9, late, 60)
    assert (again.message.html, again.doubts, again.is_answer) == ("Bonjour", 1, True)


async def test_nothing_is_pushed_to_a_chat_whose_words_have_not_been_heeded(inbox, database, now):
    waiting = OutboxStore(database, "one")
    async with database.write() as connection:
        await queue(connection, [Queued("push", ANNE, HELLO.message)], now)
    await inbox.take_in(said(2), now)
    assert await waiting.ready(9, now) == 0
    await inbox.pass_over(Heard(2, ANNE, ""), "odd")
    assert await waiting.ready(9, now) == 1


async def test_an_answer_waits_for_nothing_that_was_said_later(inbox, database, now):
    waiting = OutboxStore(database, "one")
    (answer,) = await inbox.answer(Heard(1, ANNE, ""), [HELLO], now, 60)
    await waiting.again(answer, now, "later")
    await inbox.take_in(said(2), now)
    assert await waiting.ready(9, now) == 1


# All that an update asks for, its answer and its end are one


async def test_what_is_done_together_is_done_or_not(inbox, database, now):
    readership = ReadershipStore(database)
    await inbox.take_in(said(1), now)
    with pytest.raises(ZeroDivisionError):  # noqa: PT012 - it is what comes before that is looked at
        async with database.unit():
            await readership.join(ANNE, "Europe/Paris", now)
            await inbox.answer(Heard(1, ANNE, ""), [HELLO], now, 60)
            assert await readership.subscriber(ANNE) is not None, "it sees what it has done itself"
            raise ZeroDivisionError
    assert (await readership.subscriber(ANNE), await rows(database, outbox)) == (None, [])
    assert await claimed(inbox, now) == [1]
    async with database.unit():
        await readership.join(ANNE, "Europe/Paris", now)
        await inbox.answer(Heard(1, ANNE, ""), [HELLO], now, 60)
    assert await readership.subscriber(ANNE) is not None
    assert len(await rows(database, outbox)) == 1


async def test_what_only_reads_holds_up_no_writer(inbox, other, database, now):
    async with database.unit():
        assert await ReadershipStore(database).subscriber(ANNE) is None
        assert await other.take_in(said(1), now) == 1


async def test_what_may_be_one_of_several_waits_a_moment_for_the_others(inbox, now):
    pasted = replace(said(1)[0], parted=True)
    await inbox.take_in([pasted], now)
    assert await claimed(inbox, now) == []
    await inbox.take_in([*said(2, 3), *said(4, chat=BRUNO)], now)
    soon = now + timedelta(seconds=1)
    (anne, bruno) = await inbox.claim(10, soon, LEASE_S)
    assert [(one.id, [each.id for each in one.later]) for one in (anne, bruno)] == [(1, [2, 3]), (4, [])]


async def test_what_is_answered_together_is_heeded_together(inbox, now):
    await inbox.take_in(said(1, 2, 3), now)
    (heard,) = await inbox.claim(10, now, LEASE_S)
    await inbox.answer(heard, [], now, 60, heard.later[:1])
    assert await claimed(inbox, now) == [3]
