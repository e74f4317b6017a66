"""The trouble that an operator asks for, as the real client meets it."""

import asyncio

import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter

from bot.sandbox import groups
from bot.sandbox.faults import Fault, Kind, take
from tests.sandbox.serving import ANNE, BRUNO


async def ask(served, **fault):
    answer = await served.page("faults", **fault)
    assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        pytest.param({"kind": "reject", "reason": "NO"}, BadRequest, "No", id="400"),
        pytest.param({"kind": "forbid"}, Forbidden, "bot was blocked by the user", id="403"),
        pytest.param({"kind": "fail"}, NetworkError, "Internal Server Error", id="500"),
        pytest.param({"kind": "throttle", "seconds": 7}, RetryAfter, "Retry in ", id="429"),
    ],
)
@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")
async def test_a_fault_meets_the_next_calls_and_is_gone(served, fault, error, words):
    served.start()
    await ask(served, **fault, times=2)
    for _ in range(2):
        with pytest.raises(error, match=words):
            await served.bot.send_message(ANNE, "x")
    assert (await served.bot.send_message(ANNE, "x")).message_id == 2


async def test_a_fault_of_one_chat_spares_the_others(served):
    served.start(ANNE)
    served.start(BRUNO)
    await ask(served, kind="fail", chat=BRUNO)
    assert await served.bot.send_message(ANNE, "x")
    with pytest.raises(NetworkError):
        await served.bot.send_message(BRUNO, "x")


async def test_a_dropped_answer_leaves_the_message_taken(online):
    online.start()
    await ask(online, kind="drop")
    with pytest.raises(NetworkError, match="an answer that breaks off"):
        await online.bot.send_message(ANNE, "peut-être")
    assert online.sandbox.state.messages[2]["text"] == "peut-être"
    assert (await online.bot.send_message(ANNE, "sûr")).message_id == 3


async def test_a_held_call_waits_before_it_is_taken(served):
    served.start()
    await ask(served, kind="hold", seconds=3600)
    held = asyncio.create_task(served.bot.send_message(ANNE, "plus tard"))
    while served.sandbox.faults:  # noqa: ASYNC110 - the fault is taken when the call begins to wait
        await asyncio.sleep(0)
    await served.bot.send_message(ANNE, "avant")
    assert [message["text"] for message in served.sandbox.state.messages.values()] == ["/start", "avant"]
    held.cancel()
    with pytest.raises(asyncio.CancelledError):
        await held


async def test_a_chat_that_moved_tells_its_new_id(served):
    group = groups.found(served.sandbox, ANNE, "Le quartier").id
    groups.set_bot(served.sandbox, ANNE, group, "member")
    to = (await served.page("migrate", user=ANNE, chat=group)).json()["chat"]
    with pytest.raises(ChatMigrated) as moved:
        await served.bot.send_message(group, "x")
    assert moved.value.new_chat_id == to
    sent = await served.bot.send_message(to, "x")
    assert (sent.chat.id, sent.chat.type, sent.chat.title) == (to, "supergroup", "Le quartier")


async def test_faults_are_listed_and_cleared(served):
    await ask(served, kind="fail", times=3, method="getMe")
    assert (await served.http.get("/sandbox/faults")).json() == [{"kind": "fail", "times": 3}]
    assert (await served.http.delete("/sandbox/faults")).json() == []
    assert await served.bot.get_me()


@pytest.mark.parametrize(
    "fault", [{"kind": "earthquake"}, {"kind": "fail", "often": 2}, {"kind": "hold", "seconds": -1}, {}]
)
async def test_a_fault_that_makes_no_sense_is_refused(served, fault):
    assert (await served.page("faults", **fault)).status_code == 400
    assert not served.sandbox.faults


def test_faults_are_met_in_the_order_they_were_asked_for():
    first, second = Fault(Kind.FAIL), Fault(Kind.HOLD, times=2)
    met, left = take([first, second], "SENDMESSAGE", "7")
    assert (met, left) == (first, [second])
    assert take([second], "getMe", "") == (None, [second])
