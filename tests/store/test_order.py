"""Whatever happens to the processes, what a chat says is heeded and answered in its order, each word once."""

import asyncio
import shutil
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from bot.errors import DatabaseError
from bot.model import Message, Outgoing
from bot.ports import Heard, Incoming, Response
from bot.store.database import Database
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore
from bot.store.schema import updates
from tests.conftest import NOW

CHATS, LEASE_S, ANSWER_S = (7001, 7002), 6.0, 60.0
whoever = st.sampled_from([0, 1])


class Chats(RuleBasedStateMachine):
    """Two processes on one database: what was said, heeded and answered so far."""

    url = ""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.database = Database(self.url)
        self.now = NOW
        self.inboxes = [InboxStore(self.database, "one"), InboxStore(self.database, "two")]
        self.outboxes = [OutboxStore(self.database, "one"), OutboxStore(self.database, "two")]
        self.hands: list[list[Heard]] = [[], []]
        self.leaving: list[list[Outgoing]] = [[], []]
        self.said: dict[int, list[int]] = {chat: [] for chat in CHATS}
        self.heeded: dict[int, list[int]] = {chat: [] for chat in CHATS}
        self.answered: dict[int, list[int]] = {chat: [] for chat in CHATS}

    def do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    @rule(chat=st.sampled_from(CHATS), times=st.sampled_from([1, 1, 2]))
    def something_is_said(self, chat, times):
        """Telegram may give it twice."""
        number = 1 + sum(map(len, self.said.values()))
        self.said[chat].append(number)
        for _ in range(times):
            self.do(self.inboxes[0].take_in([Incoming(number, chat, "{}")], self.now))

    @rule(who=whoever)
    def claims(self, who):
        self.hands[who] += self.do(self.inboxes[who].claim(9, self.now, LEASE_S))

    @rule(who=whoever, speaks=st.booleans())
    def heeds(self, who, speaks):
        if self.hands[who]:
            self.do(self._heed(who, self.hands[who].pop(0), speaks=speaks))

    async def _heed(self, who: int, heard: Heard, *, speaks: bool) -> None:
        answers = [Response(Message(f"{heard.id}"))] if speaks else []
        try:
            async with self.database.unit():
                self.leaving[who] += await self.inboxes[who].answer(heard, answers, self.now, ANSWER_S)
        except DatabaseError:
            return  # it had been believed dead
        self.heeded[heard.chat_id].append(heard.id)

    @rule(who=whoever)
    def gives_back(self, who):
        if self.hands[who]:
            self.do(self.inboxes[who].again(self.hands[who].pop(0), self.now))

    @rule(who=whoever, arrives=st.booleans())
    def answers(self, who, arrives):
        if self.leaving[who]:
            self.do(self._answer(who, self.leaving[who].pop(0), arrives=arrives))

    @rule(who=whoever, arrives=st.booleans())
    def sends(self, who, arrives):
        """What could not be answered at once."""
        for one in self.do(self.outboxes[who].claim(9, self.now, ANSWER_S)):
            self.do(self._answer(who, one, arrives=arrives))

    async def _answer(self, who: int, one: Outgoing, *, arrives: bool) -> None:
        if arrives:
            self.answered[one.chat_id].append(int(one.message.html))
            await self.outboxes[who].sent([(one, 1)], self.now)
        else:
            await self.outboxes[who].again(one, self.now + timedelta(seconds=5), "no route")

    @rule(chat=st.sampled_from(CHATS), first=whoever)
    def the_second_is_faster(self, chat, first):
        """Both are at one chat: what it said later may be neither heeded nor answered before."""
        second = 1 - first
        for who in (first, second):
            self.something_is_said(chat, times=1)
            self.claims(who)
        self._does_all(second)
        while self.hands[first]:
            self.heeds(first, speaks=True)
        self.claims(second)
        self._does_all(second)
        self._does_all(first)

    def _does_all(self, who: int) -> None:
        while self.hands[who]:
            self.heeds(who, speaks=True)
        while self.leaving[who]:
            self.answers(who, arrives=True)

    @rule(who=whoever)
    def dies(self, who):
        self.hands[who].clear()
        self.leaving[who].clear()

    @rule(seconds=st.sampled_from([1, 5, 7]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @rule()
    def the_dead_are_found(self):
        """Long after: whoever has an answer in hand has sent it by then, or is dead."""
        self.now += timedelta(seconds=ANSWER_S)
        self.leaving = [[], []]
        self.do(self.outboxes[0].recover(self.now, resend=True))

    @invariant()
    def each_word_is_heeded_once_and_in_its_order(self):
        for chat in CHATS:
            assert self.heeded[chat] == self.said[chat][: len(self.heeded[chat])]

    @invariant()
    def answers_come_in_that_order_too(self):
        for numbers in self.answered.values():
            assert numbers == sorted(set(numbers))

    def teardown(self):
        """Nobody dies any more."""
        try:
            self.do(self._to_the_end())
            self.the_dead_are_found()
            for _ in range(1 + sum(map(len, self.said.values()))):
                self.now += timedelta(seconds=5)
                self.sends(0, arrives=True)
            assert self.heeded == self.said
            self.answers_come_in_that_order_too()
        finally:
            self.do(self.database.close())
            self.loop.close()

    async def _to_the_end(self) -> None:
        for _ in range(sum(map(len, self.said.values())) + 1):
            self.now += timedelta(seconds=2 * LEASE_S)
            for heard in await self.inboxes[0].claim(9, self.now, LEASE_S):
                await self._heed(0, heard, speaks=True)
        async with self.database.read() as connection:
            words = await connection.scalars(select(updates.c.body).where(updates.c.body.is_not(None)))
            assert words.all() == []


def test_whatever_happens_to_the_processes(migrated, tmp_path):
    class OnFile(Chats):
        def __init__(self) -> None:
            for old in tmp_path.glob("order.db*"):
                old.unlink()
            self.url = f"sqlite+aiosqlite:///{shutil.copy(migrated, tmp_path / 'order.db')}"
            super().__init__()

    checks = list(HealthCheck)
    quick = settings(
        max_examples=12, stateful_step_count=25, deadline=None, database=None, suppress_health_check=checks
    )
    run_state_machine_as_test(OnFile, settings=quick)
