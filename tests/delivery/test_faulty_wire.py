"""What fails on the wire between us and Telegram loses nothing, and tells nobody more than twice."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from starlette.applications import Starlette
from telegram import Bot

from bot.settings import Delivery
from bot.telegram.channel import TelegramChannel
from bot.telegram.wire import Wire
from tests.conftest import BOTH
from tests.delivery.fleet import TOKEN, Counted
from tests.delivery.house import House
from tests.fault_proxy import UNHEARD, FaultProxy, Trouble, nothing, storm
from tests.sandbox.serving import listening
from tests.store.shelf import ARDENIA

TIMEOUT_S = 2.0
QUICK = Delivery(send_timeout_s=TIMEOUT_S, lease_s=60)
SHARES = dict.fromkeys(Trouble, 0.4 / len(Trouble))
"""Four calls in ten go wrong."""
TROUBLES = [pytest.param(trouble, id=trouble.value) for trouble in Trouble]


class Line:
    """A house, the proxy that it sends through, and the Bot API behind it."""

    def __init__(self, house: House, server: Counted, proxy: FaultProxy, bot: Bot) -> None:
        self.house = house
        self.server = server
        self.proxy = proxy
        self.bot = bot

    def sender(self, owner: str = "one"):
        return self.house.sender(QUICK, owner=owner, channel=TelegramChannel(self.bot, TIMEOUT_S))

    async def live(self, sender, seconds: float, step_s: float = 10) -> None:
        """So long by the house's clock."""
        for _ in range(round(seconds / step_s)):
            await self.house.deliver(sender)
            self.house.clock.forward(step_s)

    def heard(self) -> Counter[tuple[int, str]]:
        """How often each chat was told of each story."""
        return Counter((chat, title) for chat, text in self.server.arrived for title in told(text))


def told(text: str) -> list[str]:
    """The stories of a message, each once."""
    return sorted(set(re.findall(r"Nouvelle \d+", text)))


@asynccontextmanager
async def line_to(house: House, readers: int) -> AsyncIterator[Line]:
    server = Counted(readers, limits=None, faults=[])
    for chat_id in range(1, readers + 1):
        await house.reader(chat_id, ARDENIA)
    async with (
        listening(Starlette(routes=server.routes())) as url,
        FaultProxy(url, slow_s=1.5 * TIMEOUT_S).listening() as proxy,
        Wire(32) as wire,
    ):
        yield Line(house, server, proxy, Bot(TOKEN, base_url=f"{proxy.url}/bot", request=wire))


def first(times: int, trouble: Trouble):
    """The first sends meet it."""
    left = [trouble] * times
    return lambda method: left.pop() if method == "sendMessage" and left else None


@pytest.mark.parametrize("trouble", TROUBLES)
async def test_what_fails_once_arrives_in_its_order_and_comes_twice_only_if_it_was_carried_out(
    house, trouble
):
    async with line_to(house, readers=3) as line:
        line.proxy.chooses = first(2, trouble)
        for number in range(2):
            await house.story(f"Nouvelle {number}", ARDENIA)
        await line.live(line.sender(), 60)
    assert line.proxy.met == {trouble: 2}
    heard = line.heard()
    assert set(heard) == {(chat, f"Nouvelle {number}") for chat in (1, 2, 3) for number in range(2)}
    twice = sum(times - 1 for times in heard.values())
    assert twice == (0 if trouble in UNHEARD else 2)
    for chat in (1, 2, 3):
        mine = [title for to, text in line.server.arrived if to == chat for title in told(text)]
        assert mine == sorted(mine)


@pytest.mark.parametrize(
    "trouble",
    [
        pytest.param(Trouble.RESET_BEFORE, id="a wall"),
        pytest.param(Trouble.GATEWAY_UNHEARD, id="a gateway with nobody behind it"),
        pytest.param(Trouble.BAD_GATEWAY, id="a gateway that tells nothing of what it did"),
    ],
)
async def test_an_outage_is_waited_out(house, trouble):
    async with line_to(house, readers=8) as line:
        line.proxy.chooses = lambda _method: trouble
        await house.story("Nouvelle 0", ARDENIA)
        sender = line.sender()
        await line.live(sender, 600, step_s=120)
        line.proxy.chooses = nothing
        await line.live(sender, 180, step_s=30)
    heard = line.heard()
    assert len(heard) == 8, "nobody is left without it"
    assert max(heard.values()) <= 2


@BOTH
async def test_in_a_storm_two_senders_lose_nothing(house):
    """What stays in doubt is told in an edition."""
    async with line_to(house, readers=8) as line:
        line.proxy.chooses = storm(random.Random(5).random, SHARES)
        for number in range(3):
            await house.story(f"Nouvelle {number}", ARDENIA)
        senders = [line.sender(owner) for owner in ("one", "two")]
        for _ in range(6):
            await house.courier().tell(house.clock())
            await asyncio.gather(*(sender.send() for sender in senders))
            house.clock.forward(20)
        line.proxy.chooses = nothing
        await line.live(senders[0], 60)
        pushed = line.heard()
        house.clock.forward(QUICK.push_life_h * 3600)
        await line.live(senders[0], 20)
    assert sum(line.proxy.met.values()) > 10
    assert max(pushed.values()) <= 2
    assert len(line.heard()) == 8 * 3
