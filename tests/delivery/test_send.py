"""What becomes of what cannot arrive: one subscriber's trouble decides only of that subscriber."""

import asyncio
from contextlib import nullcontext
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.errors import (
    ChatMoved,
    DatabaseError,
    DeliveryError,
    NotAllowed,
    NotYet,
    Rejected,
    SubscriberGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import Message, Mode, OutboxState
from bot.ports import Queued
from bot.ports.events import About, Event, What
from bot.settings import Delivery
from bot.store.outbox import OutboxStore, queue
from tests.conftest import BOTH
from tests.delivery.house import ANNE, BRUNO, CHLOE, GROUP, SUPERGROUP
from tests.fakes import FakeChannel, Killed
from tests.store.shelf import ARDENIA

# What can go wrong with a send

GONE = "blocked by the user"


@pytest.mark.parametrize(
    ("failure", "settings", "state", "due_in_s", "paused"),
    [
        pytest.param(
            SubscriberGone(GROUP, GONE), {}, OutboxState.FAILED, None, GONE, id="they blocked us: let them go"
        ),
        pytest.param(
            Rejected(GROUP, "can't parse"), {}, OutboxState.PARKED, None, "", id="our text is bad: kept apart"
        ),
        pytest.param(
            Throttled(GROUP, 7.5), {}, OutboxState.DUE, 7.5, "", id="too fast: wait as long as we are told"
        ),
        pytest.param(
            Throttled(GROUP, 43_838), {}, OutboxState.DUE, 43_838, "", id="even when that is twelve hours"
        ),
        pytest.param(
            Unreachable(GROUP, "no route"), {}, OutboxState.DUE, 1, "", id="no network: a little later"
        ),
        pytest.param(
            Unanswered(GROUP, "read timeout"),
            {},
            OutboxState.DUE,
            5,
            "",
            id="no answer: again, it may be shown twice",
        ),
        pytest.param(
            Unanswered(GROUP, "read timeout"),
            {"on_ambiguous": "hold"},
            OutboxState.AMBIGUOUS,
            None,
            "",
            id="no answer, and never twice: held",
        ),
        pytest.param(
            DeliveryError(GROUP, "bad gateway"),
            {},
            OutboxState.DUE,
            5,
            "",
            id="anything else: a little later",
        ),
        pytest.param(
            DeliveryError(GROUP, "bad gateway"),
            {"max_tries": 1},
            OutboxState.PARKED,
            None,
            "",
            id="the last try failed",
        ),
        pytest.param(
            Unreachable(GROUP, "no route"),
            {"max_tries": 1},
            OutboxState.DUE,
            1,
            "",
            id="without a network no try is the last",
        ),
        pytest.param(
            ZeroDivisionError("a bug"), {}, OutboxState.PARKED, None, "", id="unforeseen: kept apart"
        ),
        pytest.param(
            Throttled(GROUP, 9),
            {"max_tries": 1},
            OutboxState.DUE,
            9,
            "",
            id="being throttled is no failed try",
        ),
    ],
)
async def test_one_message_that_cannot_arrive(house, failure, settings, state, due_in_s, paused):
    """One subscriber's trouble decides only what becomes of that subscriber."""
    await house.reader(GROUP, ARDENIA)
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    house.channel.failures[GROUP] = [failure]
    await house.deliver(house.sender(Delivery(**settings)))
    (_, now_in, reason), hers = await house.outbox()
    assert (now_in, await house.due_in_s()) == (state, due_in_s)
    assert getattr(failure, "reason", str(failure)) in reason
    assert (await house.readership.subscriber(GROUP)).paused == paused
    assert hers == (ANNE, OutboxState.SENT, "")


async def test_a_group_that_moved_gets_the_message_at_its_new_address(house):
    await house.reader(GROUP, ARDENIA)
    await house.story("Le phare", ARDENIA)
    house.channel.failures[GROUP] = [ChatMoved(GROUP, SUPERGROUP)]
    await house.deliver(passes=2)
    assert [chat_id for chat_id, _ in house.channel.arrived] == [SUPERGROUP]
    assert (await house.readership.subscriber(SUPERGROUP)).topics == {ARDENIA.key: Mode.FOLLOW}
    assert await house.readership.subscriber(GROUP) is None


async def test_who_blocked_us_gets_nothing_more_and_keeps_what_they_chose(house):
    await house.reader(ANNE, ARDENIA)
    for title in ("un", "deux"):
        await house.story(title, ARDENIA)
    house.channel.failures[ANNE] = [SubscriberGone(ANNE, GONE)]
    await house.deliver()
    await house.story("trois", ARDENIA)
    await house.deliver(passes=2)
    assert (house.channel.tried, house.channel.arrived) == ([ANNE], [])
    assert await house.outbox() == [(ANNE, OutboxState.FAILED, GONE)] * 2
    assert (await house.readership.subscriber(ANNE)).topics == {ARDENIA.key: Mode.FOLLOW}


@pytest.mark.parametrize(
    ("failures", "settings", "reason"),
    [
        pytest.param([Rejected(ANNE, "can't parse")], {}, "can't parse", id="refused"),
        pytest.param(
            [DeliveryError(ANNE, "bad gateway")] * 3,
            {"max_tries": 3},
            "bad gateway",
            id="given up",
        ),
        pytest.param([ZeroDivisionError("a bug")], {}, "ZeroDivisionError: a bug", id="unforeseen"),
    ],
)
async def test_a_parked_message_is_told_to_the_operator_and_the_next_one_goes(
    house, failures, settings, reason
):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = list(failures)
    for _ in range(5):
        await house.deliver(house.sender(Delivery(**settings)))
        house.clock.forward(3600)
    await house.story("deux", ARDENIA)
    await house.deliver()
    assert await house.outbox() == [(ANNE, OutboxState.PARKED, reason), (ANNE, OutboxState.SENT, "")]
    [(_, event)] = await house.events.latest(9)
    assert (event.what.about, event.name, event.reason) == (About.MESSAGE, "1", reason)


async def test_a_chat_in_which_we_may_not_write_is_held_and_tried_by_itself(house):
    """However often: the rights of a group, or its topic, may come back after days."""
    await house.reader(GROUP, ARDENIA)
    for title in ("un", "deux"):
        await house.story(title, ARDENIA)
    house.channel.failures[GROUP] = [NotAllowed(GROUP, "not enough rights")] * 3
    for _ in range(3):
        await house.deliver(house.sender(Delivery(max_tries=1)))
        assert {state for _, state, _ in await house.outbox()} == {OutboxState.DUE}
        house.clock.forward(900)
        held = [(GROUP, "not enough rights", house.clock())]
        assert await OutboxStore(house.database, "doctor").on_hold(9) == held
    [(_, event)] = await house.events.latest(9)
    assert event == Event(What.CHAT_HELD, str(GROUP), "not enough rights")
    for _ in range(2):
        await house.deliver(house.sender(Delivery(max_tries=1)))
        house.clock.forward(3)
    assert await house.outbox() == [(GROUP, OutboxState.SENT, "")] * 2
    assert await OutboxStore(house.database, "doctor").on_hold(9) == []


async def test_who_lowers_the_number_of_tries_gives_up_what_has_had_more(house):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = [DeliveryError(ANNE, "bad gateway")] * 3
    for most in (20, 20, 1):
        await house.deliver(house.sender(Delivery(max_tries=most)))
        house.clock.forward(60)
    assert await house.outbox() == [(ANNE, OutboxState.PARKED, "bad gateway")]


async def test_the_wait_between_two_tries_doubles_up_to_an_hour(house):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = [DeliveryError(ANNE, "bad gateway")] * 12
    waits = []
    for _ in range(12):
        await house.deliver()
        waits.append(await house.due_in_s())
        house.clock.forward(waits[-1])
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    await house.deliver()
    assert await house.outbox() == [(ANNE, OutboxState.SENT, "")]


async def test_a_throttled_chat_is_left_in_peace_until_its_time(house):
    patient = replace(house.courier(), settings=Delivery(push_life_h=24))
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = [Throttled(ANNE, 43_838)]
    await house.deliver(courier=patient)
    house.clock.forward(43_836)
    await house.deliver(courier=patient, passes=2)
    assert house.channel.tried == [ANNE]
    house.clock.forward(1)
    await house.deliver(courier=patient, passes=2)
    assert len(house.channel.arrived) == 1


@pytest.mark.parametrize(
    ("failure", "level"),
    [
        pytest.param(NotYet(ANNE, 0.9), "debug", id="our own pace: foreseen"),
        pytest.param(Throttled(ANNE, 0.9), "warning", id="Telegram's word"),
    ],
)
async def test_what_only_waits_for_its_turn_alarms_nobody_and_is_sent_then(house, failure, level):
    await house.reader(ANNE, ARDENIA)
    await house.story("un", ARDENIA)
    house.channel.failures[ANNE] = [failure]
    with capture_logs() as logged:
        await house.deliver()
    assert [one["log_level"] for one in logged if one["event"] == "message not sent"] == [level]
    house.clock.forward(0.9)
    await house.deliver()
    assert await house.outbox() == [(ANNE, OutboxState.SENT, "")]


async def test_what_nobody_had_foreseen_in_writing_it_down_lets_the_others_be_sent_first(house):
    class Stumbling(OutboxStore):
        async def sent(self, arrived, now):
            if ANNE in [outgoing.chat_id for outgoing, _ in arrived]:
                raise DatabaseError("disk full")
            await super().sent(arrived, now)

    for chat_id in (ANNE, BRUNO):
        await house.reader(chat_id, ARDENIA)
    await house.story("Le phare", ARDENIA)
    with pytest.raises(DatabaseError):
        await house.deliver(house.sender(outbox=Stumbling(house.database, "one")))
    assert [state for _, state, _ in await house.outbox()] == [OutboxState.SENDING, OutboxState.SENT]


@BOTH
async def test_what_arrives_while_one_outcome_is_written_shares_the_next_transaction(house):
    together = []

    class Noting(OutboxStore):
        async def sent(self, arrived, now):
            together.append([outgoing.chat_id for outgoing, _ in arrived])
            await asyncio.sleep(0)  # what is written takes its time
            await super().sent(arrived, now)

    for chat_id in (ANNE, BRUNO, CHLOE):
        await house.reader(chat_id, ARDENIA)
    await house.story("Le phare", ARDENIA)
    await house.deliver(house.sender(outbox=Noting(house.database, "one")))
    assert together == [[ANNE], [BRUNO, CHLOE]]
    assert {state for _, state, _ in await house.outbox()} == {OutboxState.SENT}


@pytest.mark.parametrize(
    ("settings", "handful"),
    [
        pytest.param(
            {"messages_per_s": 1000, "paid_broadcast": True}, 32, id="half of what may be in the air"
        ),
        pytest.param({"messages_per_s": 20}, 2, id="a tenth of a second's"),
        pytest.param({"messages_per_s": 0.5}, 1, id="one by one"),
    ],
)
@BOTH
async def test_messages_are_claimed_by_the_handful(house, settings, handful):
    claims = []

    class Noting(OutboxStore):
        async def claim(self, limit, now, lease_s, *, fresh=False):
            claims.append(limit)
            return await super().claim(limit, now, lease_s, fresh=fresh)

    async with house.database.write() as connection:
        await queue(connection, [Queued(f"{n}", n, Message("x")) for n in range(1, 81)], house.clock())
    await house.sender(Delivery(**settings), outbox=Noting(house.database, "one")).send()
    assert len(house.channel.arrived) == 80
    assert min(claims[:-1]) >= handful, "but for the last ones"


# Was it sent? At most once more than it should be


LOST = Unanswered(ANNE, "read timeout")
NO_ROUTE = Unreachable(ANNE, "no route")
BUSY = Throttled(ANNE, 9)


@pytest.mark.parametrize(
    ("failures", "tried", "state"),
    [
        pytest.param([LOST], 2, OutboxState.SENT, id="no answer once: sent again"),
        pytest.param([LOST, LOST], 2, OutboxState.AMBIGUOUS, id="twice: held for the operator"),
        pytest.param([LOST, NO_ROUTE], 3, OutboxState.SENT, id="what surely failed is no doubt"),
        pytest.param([NO_ROUTE, BUSY, LOST], 4, OutboxState.SENT, id="nor is it before the first doubt"),
        pytest.param([LOST, BUSY, NO_ROUTE, LOST], 4, OutboxState.AMBIGUOUS, id="nor does it take one away"),
    ],
)
async def test_a_message_that_may_have_arrived(house, failures, tried, state):
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    house.channel.failures[ANNE] = list(failures)
    for _ in range(6):
        await house.deliver()
        house.clock.forward(3600)
    assert len(house.channel.tried) == tried
    assert [kept for _, kept, _ in await house.outbox()] == [state]
    told = [event for _, event in await house.events.latest(9) if event.what.about is not About.TELEGRAM]
    assert [(event.what, event.reason) for event in told] == (
        [(What.MESSAGE_ASIDE, "read timeout")] if state is OutboxState.AMBIGUOUS else []
    )


# A sender that dies


class DyingChannel(FakeChannel):
    """Hands the message over, and the process dies before it can write that down."""

    async def send(self, chat_id, message, reply_to=None, thread=None):
        await super().send(chat_id, message)
        raise Killed


async def test_who_is_slow_has_not_died(house):
    """Its lease is over, and the process that sends it knows that it does."""
    asked, answer = asyncio.Event(), asyncio.Event()

    class Slow(FakeChannel):
        async def send(self, chat_id, message, reply_to=None, thread=None):
            asked.set()
            await answer.wait()
            return await super().send(chat_id, message, reply_to)

    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    await house.courier().tell(house.clock())
    house.channel = Slow()
    slow, other = house.sender(), house.sender()
    other.attempts.in_air = slow.attempts.in_air
    sending = asyncio.create_task(slow.send())
    await asked.wait()
    house.clock.forward(Delivery().lease_s + 1)
    assert await other.send() == 0
    answer.set()
    await sending
    assert (len(house.channel.arrived), await house.outbox()) == (1, [(ANNE, OutboxState.SENT, "")])
    assert slow.attempts.in_air == set()


@pytest.mark.parametrize(
    ("on_ambiguous", "arrivals", "state"),
    [
        pytest.param("resend", 2, OutboxState.SENT, id="resend: at most once more than it should be"),
        pytest.param("hold", 1, OutboxState.AMBIGUOUS, id="hold: kept for the operator, never twice"),
    ],
)
@BOTH
async def test_a_message_whose_sender_died(house, on_ambiguous, arrivals, state):
    settings = Delivery(on_ambiguous=on_ambiguous)
    dying = DyingChannel()
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    with pytest.raises(Killed):
        await house.deliver(house.sender(settings, channel=dying))
    survivor = house.sender(settings, owner="two")
    await house.deliver(survivor, passes=2)
    assert house.channel.arrived == [], "the lease protects a sender that is only slow"
    house.clock.forward(settings.lease_s)
    await house.deliver(survivor, passes=2)
    assert len(dying.arrived) + len(house.channel.arrived) == arrivals
    assert [kept for _, kept, _ in await house.outbox()] == [state]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(None, None, id="its sender died, and the next one too"),
        pytest.param(LOST, None, id="no answer, then its sender died"),
        pytest.param(None, LOST, id="its sender died, then no answer"),
    ],
)
async def test_a_message_that_may_have_arrived_twice_is_not_sent_a_third_time(house, before, after):
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    for failure in (before, after):
        channel = FakeChannel() if failure else DyingChannel()
        channel.failures[ANNE] = [failure]
        with nullcontext() if failure else pytest.raises(Killed):
            await house.deliver(house.sender(channel=channel))
        house.clock.forward(3600)
    await house.deliver(passes=2)
    assert house.channel.tried == []
    assert [kept for _, kept, _ in await house.outbox()] == [OutboxState.AMBIGUOUS]
