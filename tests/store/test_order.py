"""Whatever happens to the processes, what a chat says is heeded in its order, and each word once."""

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from bot.errors import DatabaseError
from bot.model import Message
from bot.ports import Heard, Incoming, Response
from bot.store.database import Database
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore
from bot.store.schema import outbox, updates

CHATS, LEASE_S, ANSWER_S = (7001, 7002), 6.0, 60.0

steps = st.lists(
    st.one_of(
        st.tuples(st.just("said"), st.sampled_from(CHATS), st.sampled_from([1, 1, 2])),  # once, or twice
        st.tuples(st.just("claims"), st.sampled_from([0, 1])),
        st.tuples(st.just("answers"), st.sampled_from([0, 1]), st.booleans()),
        st.tuples(st.just("fails"), st.sampled_from([0, 1])),
        st.tuples(st.just("dies"), st.sampled_from([0, 1])),
        st.tuples(st.just("time"), st.sampled_from([1, 5, 7])),
    ),
    max_size=40,
)


class Model:
    """Two processes on one database, and what was said and heeded so far."""

    def __init__(self, database: Database, now) -> None:
        self.database = database
        self.now = now
        self.processes = [InboxStore(database, "one"), InboxStore(database, "two")]
        self.hands: list[list[Heard]] = [[], []]
        self.said: dict[int, list[int]] = {chat: [] for chat in CHATS}
        self.heeded: dict[int, list[int]] = {chat: [] for chat in CHATS}

    async def do(self, step) -> None:
        match step:
            case ("said", chat, times):
                number = 1 + sum(map(len, self.said.values()))
                self.said[chat].append(number)
                for _ in range(times):
                    await self.processes[0].take_in([Incoming(number, chat, "{}")], self.now)
            case ("claims", who):
                self.hands[who] += await self.processes[who].claim(9, self.now, LEASE_S)
            case ("answers", who, speaks) if self.hands[who]:
                await self._answer(who, self.hands[who].pop(0), speaks=speaks)
            case ("fails", who) if self.hands[who]:
                await self.processes[who].again(self.hands[who].pop(0), self.now)
            case ("dies", who):
                self.hands[who].clear()
            case ("time", seconds):
                self.now += timedelta(seconds=seconds)

    async def _answer(self, who: int, heard: Heard, *, speaks: bool) -> None:
        answers = [Response(Message(f"{heard.id}"))] if speaks else []
        try:
            async with self.database.unit():
                await self.processes[who].answer(heard, answers, self.now, ANSWER_S)
        except DatabaseError:
            return  # it had been believed dead
        self.heeded[heard.chat_id].append(heard.id)

    async def end(self) -> None:
        """Nobody dies any more."""
        self.hands = [[], []]
        for _ in range(sum(map(len, self.said.values())) + 1):
            self.now += timedelta(seconds=2 * LEASE_S)
            for heard in await self.processes[0].claim(9, self.now, LEASE_S):
                await self._answer(0, heard, speaks=True)


async def arrived(database, now) -> dict[int, list[int]]:
    """The answers as they would be sent, each chat's in its order."""
    sent, store = {chat: [] for chat in CHATS}, OutboxStore(database, "three")
    late = now + timedelta(hours=1)
    await store.recover(late, resend=True)
    while claimed := await store.claim(9, late, ANSWER_S):
        for one in claimed:
            sent[one.chat_id].append(int(one.message.html))
        await store.sent([(one, 1) for one in claimed], late)
    return sent


@pytest.fixture
def opened(tmp_path):
    loop = asyncio.new_event_loop()
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'order.db'}")
    loop.run_until_complete(database.open())
    yield loop, database
    loop.run_until_complete(database.close())
    loop.close()


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None
)
@given(steps)
def test_each_word_is_heeded_once_and_in_its_order(opened, now, asked):
    loop, database = opened

    async def live() -> None:
        model = Model(database, now)
        for step in asked:
            await model.do(step)
        await model.end()
        assert model.heeded == model.said
        answered = await arrived(database, model.now)
        assert all(numbers == sorted(set(numbers)) for numbers in answered.values())
        async with database.write() as connection:
            left = (await connection.execute(select(updates.c.body).where(updates.c.body.is_not(None)))).all()
            assert left == []
            await connection.execute(delete(updates))
            await connection.execute(delete(outbox))

    loop.run_until_complete(live())
