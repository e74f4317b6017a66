"""Whatever comes to pass between stories and readers: all is told, in order, hardly ever twice, and to nobody
who wants no more."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Coroutine
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.errors import (
    DeliveryError,
    NotAllowed,
    Rejected,
    SubscriberGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import OutboxState
from bot.ports import Incoming
from bot.settings import Delivery
from bot.store.database import Database
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore
from tests.conftest import NOW
from tests.delivery.house import ANNE, BRUNO, GROUP, House, headlines
from tests.store.shelf import ARDENIA

CHATS = (ANNE, BRUNO, GROUP)
PLACES = ("Valmer", "Brisseuil", "Kervannec", "Lunoy", "Tarnos")
"""One story each: titles that are alike would be one event."""
HOURS_MAX = 14
"""Together with the last hours, in which all goes well, less than the day for which news is news."""
SETTINGS = Delivery(lease_s=20)
EXAMPLES, STEPS = 6, 20
"""So many lives, of so many deeds: some seconds."""

ENDS = {
    "arrives": None,
    "silent, not heard": Unanswered(0, "silence"),
    "silent, and heard": Unanswered(0, "silence"),
    "not reached": Unreachable(0, "no route"),
    "too fast": Throttled(0, 7),
    "fails": DeliveryError(0, "500"),
    "no rights": NotAllowed(0, "not enough rights"),
    "refused": Rejected(0, "can't parse"),
    "blocked": SubscriberGone(0, "blocked"),
}
outcomes = st.lists(st.sampled_from(sorted(ENDS)), max_size=4)
chats, owners = st.sampled_from(CHATS), st.sampled_from(["one", "two"])


class Wire:
    """A channel: `coming` are the ends of the next sends; a send that nobody may make fails the test."""

    def __init__(self, machine: "Outbox") -> None:
        self.machine = machine
        self.coming: list[str] = []
        self.arrived: list[tuple[int, str]] = []

    async def send(self, chat_id, message, reply_to=None, thread=None) -> int:
        self.machine.may_be_told(chat_id)
        end = self.coming.pop(0) if self.coming else "arrives"
        if end in ("arrives", "silent, and heard"):
            self.arrived.append((chat_id, message.html))
        if end == "blocked":
            self.machine.left(chat_id)
        if end == "refused":
            self.machine.refused.update((chat_id, title) for title in headlines([message.html]))
        if failure := ENDS[end]:
            raise failure
        return len(self.arrived)

    async def reach(self, chat_id) -> None:
        """Telegram is well: what is in doubt is sent again."""

    def titles(self, chat_id: int) -> list[str]:
        """The stories as they arrived, also those that came again."""
        return [
            line for to, html in self.arrived if to == chat_id for line in headlines([html]) if line in PLACES
        ]


class Outbox(RuleBasedStateMachine):
    """Two processes on one database, three chats, and what each of these should have heard."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.database = Database(self.url)
        self.house = House(self.database, NOW)
        self.wire = Wire(self)
        self.senders = {owner: self.sender(owner) for owner in ("one", "two")}
        self.places = iter(PLACES)
        self.wanting: set[int] = set()
        self.unheeded: dict[int, int] = {}
        self.owed: set[tuple[int, str]] = set()
        self.refused: set[tuple[int, str]] = set()
        self.said = 0

    def sender(self, owner: str):
        return self.house.sender(SETTINGS, owner=owner, channel=self.wire)

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def may_be_told(self, chat_id: int) -> None:
        assert chat_id in self.wanting, "who left hears nothing"
        assert chat_id not in self.unheeded, "first what the chat said is heeded"

    def left(self, chat_id: int) -> None:
        self.wanting.discard(chat_id)
        self.owed = {(chat, title) for chat, title in self.owed if chat != chat_id}

    # What readers do

    @rule(chat=chats)
    def joins(self, chat):
        self.do(self.house.reader(chat, ARDENIA))
        self.wanting.add(chat)

    @rule(chat=chats)
    def unsubscribes(self, chat):
        self.do(self.house.readership.pause(chat, "the reader asked for it"))
        self.left(chat)

    @rule(chat=chats)
    def is_forgotten(self, chat):
        self.do(self.house.readership.forget(chat))
        self.left(chat)

    @rule(chat=chats)
    def says_something(self, chat):
        self.said += 1
        self.unheeded.setdefault(chat, self.said)
        self.do(self.inbox.take_in([Incoming(self.said, chat, "{}")], self.house.clock()))

    @precondition(lambda self: self.unheeded)
    @rule()
    def is_heeded(self):
        self.do(self._heed())

    async def _heed(self) -> None:
        while heard := await self.inbox.claim(9, self.house.clock(), 6):
            for one in heard:
                await self.inbox.answer(one, [], self.house.clock(), 60)
        self.unheeded.clear()

    @property
    def inbox(self) -> InboxStore:
        return InboxStore(self.database, "one")

    # What we do

    @rule()
    def a_story_is_told(self):
        if title := next(self.places, ""):
            self.do(self.house.story(title, ARDENIA))
            self.do(self.house.courier().tell(self.house.clock()))
            self.owed |= {(chat, title) for chat in self.wanting}

    @rule(owner=owners, ends=outcomes)
    def sends(self, owner, ends):
        self.wire.coming = list(ends)
        self.do(self.senders[owner].send())

    @rule(owner=owners, ends=outcomes, number=st.integers(1, 3), heard=st.booleans())
    def dies_while_it_sends(self, owner, ends, number, heard):
        """Some messages are claimed, have perhaps arrived, and nobody writes it down."""
        store = OutboxStore(self.database, owner)
        for one in self.do(store.claim(number, self.house.clock(), SETTINGS.lease_s)):
            self.may_be_told(one.chat_id)
            if heard:
                self.wire.arrived.append((one.chat_id, one.message.html))
        self.senders[owner] = self.sender(owner)

    @rule()
    def makes_editions(self):
        self.do(self.house.courier().edit(self.house.clock()))

    @rule()
    def the_operator_tries_again(self):
        self.do(OutboxStore(self.database, "operator").retry(self.house.clock()))

    @precondition(lambda self: (self.house.clock() - NOW).total_seconds() < HOURS_MAX * 3600)
    @rule(seconds=st.sampled_from([1, 10, 30, 900, 7 * 3600]))
    def time_passes(self, seconds):
        self.house.clock.forward(seconds)

    # What holds

    @invariant()
    def hardly_anything_comes_twice(self):
        """One copy too many of each message, and each story stands in a push and perhaps in an edition."""
        copies = Counter(self.wire.arrived)
        assert not copies or max(copies.values()) <= 2

    @invariant()
    def who_is_forgotten_has_no_message(self):
        rows = self.do(self.house.outbox())
        known = {chat for chat in CHATS if self.do(self.house.readership.subscriber(chat))}
        assert {chat for chat, _, _ in rows} <= known

    def teardown(self):
        """All is well from now on: who still wants them has had all stories, and nothing is left."""
        try:
            self.wire.coming = []
            self.do(self._heed())
            self.do(self._the_last_hours())
            heard = {(chat, title) for chat in CHATS for title in self.wire.titles(chat)}
            assert self.owed - self.refused <= heard
            states = {state for _, state, _ in self.do(self.house.outbox())}
            assert not states & {OutboxState.DUE, OutboxState.SENDING}
        finally:
            self.do(self.database.close())
            self.loop.close()

    async def _the_last_hours(self) -> None:
        for _ in range(9):
            for seconds in (0, 2, 2, 3600):
                self.house.clock.forward(seconds)
                await self.house.courier().edit(self.house.clock())
                await self.senders["one"].send()


def test_whatever_comes_to_pass(migrated, tmp_path):
    class OnFile(Outbox):
        def __init__(self) -> None:
            path = tmp_path / "machine.db"
            for old in tmp_path.glob("machine.db*"):
                old.unlink()
            shutil.copy(migrated, path)
            self.url = f"sqlite+aiosqlite:///{path}"
            super().__init__()

    quick = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(OnFile, settings=quick)
