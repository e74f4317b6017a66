"""Sent or not, nobody knows: once more when Telegram answers again, no third time, and never left."""

import pytest

from bot.errors import Unanswered, Unreachable
from bot.model import OutboxState
from bot.settings import Delivery
from tests.delivery.house import ANNE, BRUNO, House, headlines
from tests.store.shelf import ARDENIA

SILENCE = Unanswered(ANNE, "no answer within 15 s")
GATEWAY = Unanswered(ANNE, "HTTP 502, and no answer to the request")
HOUR = 3600


@pytest.fixture
async def told(house) -> House:
    """Anne is to hear of the lighthouse."""
    await house.reader(ANNE, ARDENIA)
    await house.story("Le phare", ARDENIA)
    return house


async def states(house) -> list[str]:
    return [state for _, state, _ in await house.outbox()]


async def test_it_is_not_sent_again_before_something_answers(told):
    told.channel.failures[ANNE] = [SILENCE]
    sender = told.sender()
    await told.deliver(sender)
    told.channel.away = True
    for _ in range(5):
        told.clock.forward(600)
        await sender.send()
    assert (len(told.channel.tried), await states(told)) == (1, [OutboxState.DUE])
    told.channel.away = False
    told.clock.forward(60)
    await sender.send()
    assert (len(told.channel.arrived), await states(told)) == (1, [OutboxState.SENT])


async def test_an_outage_of_hours_spends_no_second_attempt(told):
    """Unreachable, silent, unreachable: only what may have arrived is a doubt, and it is one."""
    told.channel.failures[ANNE] = [Unreachable(ANNE, "refused"), SILENCE, *[Unreachable(ANNE, "reset")] * 9]
    sender = told.sender()
    for _ in range(30):
        await told.deliver(sender)
        told.clock.forward(60)
    assert (len(told.channel.arrived), await states(told)) == (1, [OutboxState.SENT])


@pytest.mark.parametrize("failure", [SILENCE, GATEWAY], ids=["silence", "a gateway's page"])
async def test_whatever_comes_back_it_is_sent_twice_at_most(told, failure):
    told.channel.failures[ANNE] = [failure] * 99
    sender = told.sender(Delivery(push_life_h=24))
    for _ in range(40):
        await told.deliver(sender)
        told.clock.forward(60)
    assert len(told.channel.tried) == 2
    assert await states(told) == [OutboxState.AMBIGUOUS]


@pytest.mark.parametrize("failure", [SILENCE, GATEWAY], ids=["silence", "a gateway's page"])
async def test_after_two_doubts_its_story_comes_in_an_edition(told, failure):
    told.channel.failures[ANNE] = [failure] * 2
    for _ in range(3):
        await told.deliver()
        told.clock.forward(60)
    assert told.channel.arrived == [], "not at once: Telegram may be ill"
    told.clock.forward(6 * HOUR)
    await told.deliver(passes=2)
    assert [headlines([text])[1] for text in told.channel.read_by(ANNE)] == ["Le phare"]


@pytest.mark.parametrize("failure", [SILENCE, GATEWAY], ids=["silence", "a gateway's page"])
async def test_what_an_edition_told_of_which_nobody_knows_comes_in_the_next_one(house, failure):
    await house.reader(ANNE, ARDENIA, instant=False)
    await house.readership.set_slot(ANNE, 660, wanted=True, now=house.clock())
    await house.courier().edit(house.clock())
    await house.story("Le phare", ARDENIA)
    await house.deliver()
    house.clock.forward(HOUR)
    house.channel.failures[ANNE] = [failure] * 2
    for _ in range(4):
        await house.deliver()
        house.clock.forward(60)
    assert (len(house.channel.tried), house.channel.arrived) == (2, [])
    house.clock.forward(6 * HOUR)
    await house.deliver(passes=2)
    assert [headlines([text])[1] for text in house.channel.read_by(ANNE)] == ["Le phare"]


async def test_what_is_in_doubt_for_a_day_is_no_news_any_more(house):
    await house.reader(ANNE, ARDENIA, instant=False)
    await house.readership.set_slot(ANNE, 660, wanted=True, now=house.clock())
    await house.courier().edit(house.clock())
    await house.story("Le phare", ARDENIA)
    house.channel.failures[ANNE] = [SILENCE] * 99
    for _ in range(30):
        await house.deliver()
        house.clock.forward(HOUR)
    assert len(house.channel.tried) == 2 * 4, "an edition every six hours of a day, each at most twice"


async def test_who_never_wants_it_twice_has_it_in_the_next_edition(told):
    told.channel.failures[ANNE] = [SILENCE]
    held = told.sender(Delivery(on_ambiguous="hold"))
    await told.deliver(held)
    told.clock.forward(6 * HOUR)
    await told.deliver(held, passes=2)
    assert (len(told.channel.tried), len(told.channel.arrived)) == (2, 1)
    assert [headlines([text])[1] for text in told.channel.read_by(ANNE)] == ["Le phare"]


async def test_three_silences_in_a_row_are_an_outage_and_what_is_fresh_goes_ahead(house):
    chats = range(1, 9)
    for chat_id in chats:
        await house.reader(chat_id, ARDENIA)
        house.channel.failures[chat_id] = [Unanswered(chat_id, "no answer within 15 s")] * (chat_id < 4)
    await house.story("Le phare", ARDENIA)
    sender = house.sender(Delivery(messages_per_s=3))
    await house.courier().tell(house.clock())
    await sender.send()
    assert sorted(house.channel.tried) == [1, 2, 3], "then nobody's, for a moment"
    house.clock.forward(30)
    await sender.send()
    assert house.channel.tried[3] == 4, "one of which there is no doubt"
    for _ in range(5):
        house.clock.forward(10)
        await sender.send()
    assert sorted(chat for chat, _ in house.channel.arrived) == list(chats)
    assert set(await states(house)) == {OutboxState.SENT}


async def test_what_one_reader_makes_doubtful_holds_up_nobody(house):
    for chat_id in (ANNE, BRUNO):
        await house.reader(chat_id, ARDENIA)
    house.channel.failures[ANNE] = [SILENCE] * 2
    await house.story("Le phare", ARDENIA)
    await house.deliver()
    assert [chat for chat, _ in house.channel.arrived] == [BRUNO]
