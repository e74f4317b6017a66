"""How fast calls leave, under python-telegram-bot: with a clock that moves only when somebody sleeps."""

import asyncio
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.errors import DatabaseError
from bot.store.send_limits import SendLimitStore
from bot.telegram.rate_limiter import EVERYONE, PUSH, RateLimiter, TooSoon
from tests.fakes import FakeClock

ANNE, BRUNO, GROUP = 7001, 7002, -55
PATIENCE_S = 4.0


class Wire:
    """Calls through a pace: when each was made, in seconds from the start; `answers` are the next ones."""

    def __init__(self, ledger, now, rate=10.0):
        self.clock = FakeClock(now)
        self.start = now
        self.answers = []
        self.made = []
        self.pace = RateLimiter(ledger, rate, PATIENCE_S, self.clock, self._sleep)

    async def _sleep(self, seconds):
        self.clock.forward(seconds)

    async def call(self, chat_id=ANNE, *, push=False, endpoint="sendMessage"):
        async def callback():
            self.made.append(round((self.clock() - self.start).total_seconds(), 3))
            if failure := self.answers.pop(0) if self.answers else None:
                raise failure
            return True

        data, kind = {"chat_id": chat_id}, PUSH if push else None
        return await self.pace.process_request(callback, (), {}, endpoint, data, kind)

    async def push(self, chat_id):
        """As the sender does it: a turn first."""
        while not await self.pace.turns(1):
            self.clock.forward(1)
        await self.call(chat_id, push=True)


@pytest.fixture
def ledger(database):
    return SendLimitStore(database)


@pytest.fixture
def wire(ledger, now):
    return Wire(ledger, now)


async def test_pushes_to_many_chats_leave_at_the_bots_rate(wire):
    for chat in range(1, 6):
        await wire.push(chat)
    assert wire.made == [0, 0.1, 0.2, 0.3, 0.4]


async def test_turns_are_reserved_for_a_tenth_of_a_second_at_most(ledger, now):
    wire = Wire(ledger, now, rate=30)
    assert [await wire.pace.turns(20), await wire.pace.turns(2), await wire.pace.turns(20)] == [3, 2, 3]
    assert (wire.clock() - now).total_seconds() == pytest.approx(5 / 30, abs=1e-5)


async def test_two_processes_share_the_rate(ledger, now):
    one, two = Wire(ledger, now), Wire(ledger, now)
    two.clock = one.clock
    two.pace.clock, two.pace.sleep = one.clock, one._sleep
    for chat in range(1, 7, 2):
        await one.push(chat)
        await two.push(chat + 1)
    assert sorted(one.made + two.made) == [0, 0.1, 0.2, 0.3, 0.4, 0.5]


@pytest.mark.parametrize(
    ("chat", "push", "made"),
    [
        pytest.param(ANNE, True, [0, 1, 2, 3, 4], id="pushes to a person: one a second"),
        pytest.param(ANNE, False, [0, 0, 0, 3, 3], id="answers: a short burst, three in three seconds"),
        pytest.param(GROUP, False, [0, 0, 0, 0, 0], id="a group may have twenty"),
    ],
)
async def test_one_chat(ledger, now, chat, push, made):
    wire = Wire(ledger, now, rate=100)
    for _ in made:
        await wire.call(chat, push=push)
    assert wire.made == made


async def test_a_group_has_its_twenty_first_message_in_the_next_minute(ledger, now):
    wire = Wire(ledger, now, rate=100)
    for _ in range(20):
        await wire.call(GROUP)
    with pytest.raises(TooSoon) as err:
        await wire.call(GROUP)
    assert err.value.retry_after == timedelta(seconds=60)
    wire.clock.forward(57)
    await wire.call(GROUP)
    assert wire.made[19:] == [0, 60], "what is no longer than our patience is waited for"


async def test_an_answer_waits_for_no_push_and_pushes_wait_for_the_answers(wire):
    await wire.pace.turns(1)
    for chat in (ANNE, BRUNO):
        await wire.call(chat)
    assert wire.made == [0, 0], "at once, although the next turn is a tenth of a second away"
    await wire.push(3)
    await wire.push(4)
    assert wire.made[2:] == [0.1, 0.4], "two turns were theirs"


async def test_a_flood_of_answers_is_slowed_down_too(wire):
    for chat in range(1, 101):
        await wire.call(chat)
    assert 8 <= wire.made[-1] <= 10


@pytest.mark.parametrize("endpoint", ["getMe", "answerCallbackQuery", "editMessageText", "sendChatAction"])
async def test_what_is_no_message_waits_for_nothing(wire, endpoint):
    await wire.pace.ledger.pause(EVERYONE, wire.clock() + timedelta(hours=1), wire.clock())
    await wire.pace.initialize()
    for _ in range(50):
        await wire.call(endpoint=endpoint)
    assert set(wire.made) == {0}


# Telegram asks for a pause


async def test_a_throttled_chat_is_left_alone_and_the_others_are_served(wire):
    wire.answers = [RetryAfter(43_838)]
    with pytest.raises(RetryAfter):
        await wire.call(ANNE, push=True)
    wire.clock.forward(43_000)
    for kind in (True, False):
        with pytest.raises(TooSoon) as err:
            await wire.call(ANNE, push=kind)
        assert err.value.retry_after == timedelta(seconds=838)
    await wire.call(BRUNO, push=True)
    assert wire.made == [0, 43_000], "and no call was made to say so"
    wire.clock.forward(838)
    await wire.call(ANNE, push=True)
    assert wire.made[2:] == [43_838]


async def test_a_pause_outlives_the_process(wire, ledger):
    wire.answers = [RetryAfter(43_838)]
    with pytest.raises(RetryAfter):
        await wire.call(ANNE)
    second = Wire(ledger, wire.clock())
    await second.pace.initialize()
    with pytest.raises(RetryAfter):
        await second.call(ANNE)
    await second.call(BRUNO)
    assert len(second.made) == 1


async def throttled(wire, *chats):
    for chat in chats:
        wire.answers = [RetryAfter(600)]
        with pytest.raises(RetryAfter):
            await wire.call(chat)


async def test_one_chat_after_the_other_throttled_means_everyone(wire, ledger, now):
    await throttled(wire, 1, 2, 3)
    assert await wire.pace.turns(5) == 0
    with pytest.raises(RetryAfter):
        await wire.call(BRUNO)
    other = Wire(ledger, now)
    assert await other.pace.turns(5) == 0, "the other processes pause, too"
    wire.clock.forward(600)
    assert await wire.pace.turns(5) == 1


async def test_chats_throttled_between_others_that_are_served_are_no_pause_for_everyone(wire):
    for chat in range(1, 9):
        await throttled(wire, chat)
        await wire.call(100 + chat)
    assert await wire.pace.turns(5) == 1


# Trouble at home


class Broken:
    """A database that is gone."""

    async def reserve(self, turns, rate, now):
        raise DatabaseError("gone")

    async def pause(self, chat_id, until, now):
        raise DatabaseError("gone")

    async def pauses(self, now):
        return {}


async def test_a_database_that_is_gone_holds_no_answer_up_and_a_pause_is_remembered_all_the_same(now):
    wire = Wire(Broken(), now)
    for chat in range(1, 30):
        await wire.call(chat)
    assert set(wire.made) == {0}
    await throttled(wire, ANNE)
    with pytest.raises(RetryAfter):
        await wire.call(ANNE)
    with pytest.raises(DatabaseError):
        await wire.pace.turns(1)


async def test_a_clock_that_is_put_back_does_not_stop_the_turns(wire):
    await wire.pace.turns(1)
    wire.clock.forward(-3600)
    before = wire.clock()
    for _ in range(3):
        assert await wire.pace.turns(1) == 1
    assert (wire.clock() - before).total_seconds() == pytest.approx(0.2)


async def test_the_memory_of_quiet_chats_is_let_go(wire):
    for chat in range(1, 3000):
        wire.clock.forward(0.1)
        await wire.call(chat, push=True)
    assert len(wire.pace._chats) <= 2 * wire.pace.rate * 60 + 1


async def test_a_push_just_after_an_answer_is_too_soon_for_who_cannot_wait(wire):
    wire.pace.patience_s = 0.5
    await wire.call()
    wire.clock.forward(0.1)
    with pytest.raises(TooSoon) as err:
        await wire.call(push=True)
    assert err.value.retry_after == timedelta(seconds=0.9)
    assert wire.made == [0], "Telegram is not asked"


async def test_calls_to_one_chat_that_come_together_queue_up(ledger, now):
    """With the real sleep: none is made before its second has come."""
    wire = Wire(ledger, now)
    wire.pace.sleep = asyncio.sleep
    wire.pace.patience_s = 0.01
    done = await asyncio.gather(*(wire.call(ANNE, push=True) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in done] == [bool, TooSoon, TooSoon]


async def test_a_clock_that_is_put_back_holds_up_no_answer(wire):
    """Neither by what a chat got, nor by a pause, in what is the future now."""
    wire.clock.forward(10_800)
    for _ in range(3):
        await wire.call()
    wire.answers = [RetryAfter(timedelta(hours=1))]
    with pytest.raises(RetryAfter):
        await wire.call(BRUNO)
    wire.clock.forward(-10_800)
    wire.made.clear()
    await wire.call()
    await wire.call(BRUNO)
    assert wire.made == [0, 0]
