"""An answer arrives, whatever fails on its way; a button is acknowledged when its deed is done."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.chat.reply import Reply, plain
from bot.model import Button
from bot.receiving import Receiver
from bot.sandbox.faults import Fault, Kind
from bot.store.outbox import OutboxStore

pytestmark = pytest.mark.asyncio(loop_scope="module")
SHOWN = ((Button("✓ Russie", data="topic:pays:ru"),),)

TROUBLE = [
    pytest.param(Kind.THROTTLE, id="too fast"),
    pytest.param(Kind.FAIL, id="500"),
]


async def send_what_waits(talk) -> None:
    """As the pass that sends does it, a minute later."""
    talk.clock.forward(60)
    for one in await OutboxStore(talk.database, "one").claim(9, talk.clock(), 60):
        await talk.receiver.attempts.attempt(one)


@pytest.mark.parametrize("kind", TROUBLE)
async def test_an_answer_is_sent_later_and_those_behind_it_come_after_it(talk, kind):
    talk.sandbox.faults.append(Fault(kind))
    with capture_logs():
        talk.say("un")
        await talk.until_in(talk.waiting)
        talk.say("deux")
        await talk.until_in(lambda: two_wait(talk))
        assert talk.said() == []
        await send_what_waits(talk)
        await send_what_waits(talk)
    assert talk.said() == ["Vous dites : un", "Vous dites : deux"]
    assert await talk.waiting() == []


@pytest.mark.parametrize("kind", TROUBLE)
async def test_of_several_messages_none_is_lost_and_none_comes_before_another(talk, kind):
    talk.say("x")
    await talk.answered()
    talk.chat.presses = [Reply((plain("un"), plain("deux"), plain("trois")))]
    with capture_logs():
        talk.sandbox.faults.append(Fault(kind))
        talk.press("topic:pays:ru")
        await talk.until_in(lambda: three_wait(talk))
        for _ in range(3):
            await send_what_waits(talk)
    assert talk.said()[1:] == ["un", "deux", "trois"]


@pytest.mark.parametrize("kind", TROUBLE)
@pytest.mark.parametrize(
    ("method", "reply"),
    [
        pytest.param("editMessageReplyMarkup", Reply(rows=SHOWN), id="its buttons"),
        pytest.param("editMessageText", Reply(instead=plain("Vous suivez", SHOWN)), id="its words"),
    ],
)
async def test_a_menu_is_redrawn_later(talk, kind, method, reply):
    talk.say("x")
    await talk.answered()
    talk.chat.presses = [reply]
    with capture_logs():
        talk.sandbox.faults.append(Fault(kind, method=method))
        talk.press("topic:pays:ru")
        await talk.until_in(talk.waiting)
        await send_what_waits(talk)
    (menu,) = [one for one in talk.sandbox.state.messages.values() if one.get("reply_markup")]
    assert menu["reply_markup"]["inline_keyboard"][0][0]["text"] == "✓ Russie"
    assert await talk.waiting() == []


@pytest.mark.parametrize("kind", [*TROUBLE, pytest.param(Kind.REJECT, id="too late")])
async def test_a_deed_is_done_and_shown_although_the_button_cannot_be_acknowledged(talk, kind):
    talk.say("x")
    await talk.answered()
    talk.sandbox.faults.append(Fault(kind, method="answerCallbackQuery"))
    talk.chat.presses = [Reply((plain("suite"),), rows=SHOWN)]
    talk.press("topic:pays:ru")
    await talk.answered(2)
    (menu,) = [one for one in talk.sandbox.state.messages.values() if one.get("reply_markup")]
    assert menu["reply_markup"]["inline_keyboard"] == [
        [{"text": "✓ Russie", "callback_data": "topic:pays:ru"}]
    ]


async def test_a_notice_that_cannot_be_shown_is_said(talk):
    talk.say("x")
    await talk.answered()
    talk.sandbox.faults.append(Fault(Kind.FAIL, method="answerCallbackQuery"))
    talk.chat.presses = [Reply(notice="Noté, merci.")]
    talk.press("topic:pays:ru")
    assert (await talk.answered(2))[1] == "Noté, merci."


async def test_a_button_is_acknowledged_only_when_its_deed_is_stored(talk):
    talk.say("x")
    await talk.answered()
    talk.inbox.full = True
    query = talk.press("topic:pays:ru")
    with capture_logs() as logged:
        await talk.until(lambda: logged)
        assert query in talk.sandbox.state.queries
        talk.inbox.full = False
        talk.clock.forward(1)
        await talk.until(lambda: query not in talk.sandbox.state.queries)


async def test_it_ends_in_the_very_moment_in_which_something_arrives(talk):
    running = talk.receiver
    other = Receiver(
        running.inbox, running.hear, running.attempts, running.unit, talk.count, running.addressed
    )

    async def heed():
        async with other.heeding():
            await asyncio.sleep(0.05)  # it has looked, and waits
            other._wake.set()
            await asyncio.sleep(0)

    ending = asyncio.create_task(heed())
    done, _ = await asyncio.wait({ending}, timeout=60)
    ending.cancel()
    assert done


async def two_wait(talk) -> bool:
    return len(await talk.waiting()) == 2


async def three_wait(talk) -> bool:
    return len(await talk.waiting()) == 3
