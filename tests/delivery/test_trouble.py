"""Trouble at home and abroad: it mends itself, nothing is lost, and it is said once."""

import asyncio
import gc

import pytest
from structlog.testing import capture_logs

from bot.errors import DatabaseError, Rejected, Throttled, Unreachable
from bot.model import OutboxState
from bot.ports.events import About, Event, What
from bot.store.outbox import OutboxStore
from tests.delivery.house import ANNE, BRUNO, CHLOE
from tests.fakes import FakeChannel

NO_ROUTE = Unreachable(ANNE, "no route")


class Wall(FakeChannel):
    """Telegram behind a wall, as long as it stands."""

    def __init__(self):
        super().__init__()
        self.stands = True

    async def send(self, chat_id, message, reply_to=None, thread=None):
        if self.stands:
            self.tried.append(chat_id)
            raise NO_ROUTE
        return await super().send(chat_id, message, reply_to)


async def told_of(house, about):
    return [event for _, event in await house.events.latest(99) if event.what.about is about]


async def test_telegram_out_of_reach_for_an_hour(three):
    wall = Wall()
    sender = three.sender(channel=wall)
    with capture_logs() as logs:
        await three.deliver(sender)
        for _ in range(720):
            await sender.send()
            three.clock.forward(5)
        wall.stands = False
        for _ in range(14):
            await sender.send()
            three.clock.forward(5)
    assert sorted(chat for chat, _ in wall.arrived) == [ANNE, BRUNO, CHLOE]
    assert len(wall.tried) < 100, "one message goes ahead from time to time, not all of them each second"
    assert [entry["event"] for entry in logs if "Telegram" in entry["event"]] == [
        "Telegram is not reached",
        "Telegram is reached again",
    ]
    back, gone = await told_of(three, About.TELEGRAM)
    assert gone == Event(What.TELEGRAM_LOST, reason="no route")
    assert back.what is What.TELEGRAM_BACK
    assert 3600 <= back.fields["seconds"] < 3700


class Slow(Wall):
    """Behind the wall, a gate that only says to come back later."""

    async def send(self, chat_id, message, reply_to=None, thread=None):
        if not self.stands:
            raise Throttled(chat_id, 30.0)
        return await super().send(chat_id, message, reply_to)


async def test_to_be_told_to_wait_is_no_end_of_an_outage(three):
    slow = Slow()
    sender = three.sender(channel=slow)
    await three.deliver(sender)
    slow.stands = False
    for _ in range(20):
        three.clock.forward(5)
        await sender.send()
    assert await told_of(three, About.TELEGRAM) == [Event(What.TELEGRAM_LOST, reason="no route")]


async def test_a_clock_that_steps_back_holds_nothing_up_and_is_said_once(three):
    sender = three.sender()
    await sender.send()
    await three.courier().tell(three.clock())
    three.clock.forward(-3600)
    with capture_logs():
        for _ in range(3):
            await sender.send()
            three.clock.forward(1)
    assert len(three.channel.arrived) == 3
    assert await told_of(three, About.CLOCK) == [Event(What.CLOCK_BACK, fields={"number": 3})]


async def test_a_poison_message_is_set_aside_once_and_the_others_go(three):
    three.channel.failures[BRUNO] = [ZeroDivisionError("poison")] * 9
    with capture_logs() as logs:
        await three.deliver(passes=4)
    assert sorted(chat for chat, _ in three.channel.arrived) == [ANNE, CHLOE]
    assert three.channel.tried.count(BRUNO) == 1
    assert [entry["event"] for entry in logs].count("a message stumbled") == 1
    assert len(await three.events.latest(9)) == 1


# The database


async def test_a_database_that_is_full_or_gone_when_a_message_has_left(three):
    """What was sent is written down when that is possible again, before anything else is sent."""

    class Failing(OutboxStore):
        full = True

        async def sent(self, arrived, now):
            if self.full:
                raise DatabaseError("database or disk is full")
            await super().sent(arrived, now)

    outbox = Failing(three.database, "one")
    sender = three.sender(outbox=outbox)
    await three.courier().tell(three.clock())
    for _ in range(90):
        with pytest.raises(DatabaseError):
            await sender.send()
        three.clock.forward(1)
    arrived = len(three.channel.arrived)
    outbox.full = False
    await three.deliver(sender, passes=2)
    assert arrived == 3
    assert len(three.channel.arrived) == 3, "a minute and a half past its lease, nobody has it twice"
    assert {state for _, state, _ in await three.outbox()} == {OutboxState.SENT}


async def test_outcomes_that_are_refused_at_the_same_moment_are_all_heard_of(three):
    """The pass fails with one refusal; asyncio has no other to complain of."""

    class Full(OutboxStore):
        async def set_aside(self, outgoing, state, reason, *, untold=None):
            raise DatabaseError("database or disk is full")

    complaints = []
    asyncio.get_running_loop().set_exception_handler(lambda _, about: complaints.append(about["message"]))
    three.channel.failures = {chat: [Rejected(chat, "can't parse")] for chat in (ANNE, BRUNO, CHLOE)}
    with pytest.raises(DatabaseError), capture_logs():
        await three.deliver(three.sender(outbox=Full(three.database, "one")))
    gc.collect()
    assert complaints == []


@pytest.mark.parametrize(
    ("back_s", "told"),
    [
        pytest.param(5, [], id="a clock that is set right"),
        pytest.param(5.5, [Event(What.CLOCK_BACK, fields={"number": 0})], id="a clock that was put back"),
    ],
)
async def test_a_clock_that_goes_back_by_moments_is_nothing_to_tell(house, back_s, told):
    sender = house.sender()
    await sender.send()
    house.clock.forward(-back_s)
    await sender.send()
    assert [event for _, event in await house.events.latest(9)] == told
