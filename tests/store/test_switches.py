"""While an admin has paused all pushes nobody gets one, from whichever process; answers arrive."""

from datetime import timedelta

import pytest

from bot.model import Message
from bot.ports import Event, Incoming, Queued, Response, What
from bot.store.checks import overdue
from bot.store.events import EventStore
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore, queue
from bot.store.switches import SwitchStore
from tests.store.shelf import text

ADMIN, ANNE, BRUNO = 7009, 7001, 7002
LEASE_S = 60


@pytest.fixture
def switch(database) -> SwitchStore:
    return SwitchStore(database)


@pytest.fixture
def outbox(database) -> OutboxStore:
    return OutboxStore(database, "two")


@pytest.fixture
async def pushed(database, now) -> None:
    """Anne has a push on its way."""
    async with database.write() as connection:
        await queue(connection, [Queued("story:1", ANNE, text())], now)


async def late(database, now) -> dict[str, int]:
    async with database.read() as connection:
        return {one.what: one.number for one in await overdue(connection, now + timedelta(hours=1))}


@pytest.mark.usefixtures("pushed")
async def test_a_push_waits_until_the_pause_is_over(switch, outbox, now):
    await switch.pause(ADMIN, now)
    assert await outbox.ready(9, now) == 0
    assert await outbox.claim(9, now, LEASE_S) == []
    await switch.resume(ADMIN, now)
    assert [one.chat_id for one in await outbox.claim(9, now, LEASE_S)] == [ANNE]


@pytest.mark.usefixtures("pushed")
async def test_what_an_admin_holds_back_is_not_late(switch, database, now):
    assert await late(database, now) == {"messages": 1}
    await switch.pause(ADMIN, now)
    assert await late(database, now) == {}


async def test_an_answer_arrives_during_a_pause(switch, outbox, database, now):
    inbox = InboxStore(database, "one")
    await inbox.take_in([Incoming(1, BRUNO, "{}")], now)
    (heard,) = await inbox.claim(9, now, LEASE_S)
    async with database.unit():
        await switch.pause(ADMIN, now)
        (answer,) = await inbox.answer(heard, [Response(Message("oui"))], now, LEASE_S)
    await OutboxStore(database, "one").again(answer, now, "the network failed")
    assert [one.message.html for one in await outbox.claim(9, now, LEASE_S)] == ["oui"]


async def test_to_pause_twice_is_no_news_and_each_change_is_an_event(switch, database, now):
    later = now + timedelta(hours=1)
    assert [await switch.pause(ADMIN, now), await switch.pause(ADMIN, later)] == [True, False]
    assert await switch.paused_since() == now
    assert [await switch.resume(ADMIN, later), await switch.resume(ADMIN, later)] == [True, False]
    assert await switch.paused_since() is None
    assert [event for _, event in await EventStore(database).latest(9)] == [
        Event(What.PUSHES_RESUMED, fields={"chat": str(ADMIN)}),
        Event(What.PUSHES_PAUSED, fields={"chat": str(ADMIN)}),
    ]
