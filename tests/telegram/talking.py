"""The real application talks to the sandbox; behind it a chat that says what the test wants."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager

from starlette.applications import Starlette
from telegram.ext import Application

from bot.chat.reply import Reply, say
from bot.errors import DatabaseError
from bot.model import Button
from bot.sandbox import person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.state import State
from bot.telegram import connection
from bot.telegram.channel import TelegramChannel
from bot.telegram.handlers import Handlers
from tests.conftest import NOW
from tests.sandbox.serving import ANNE, TOKEN, listening

MENU = ((Button("Russie", data="topic:pays:ru"), Button("Chine", data="topic:pays:cn")),)


class FakeChat:
    """Repeats what it hears, with a menu; `presses` are its next answers to a button."""

    def __init__(self) -> None:
        self.heard = []
        self.presses = []
        self.failure = None

    async def said(self, chat_id, message, now):
        self.heard.append((chat_id, message, now))
        if self.failure:
            raise self.failure
        return say(f"Vous dites : {message}", MENU)

    async def given(self, chat_id, raw, now):
        self.heard.append((chat_id, raw, now))
        return say(f"{len(raw.body)} octets")

    async def pressed(self, chat_id, data, now):
        self.heard.append((chat_id, data, now))
        return self.presses.pop(0) if self.presses else Reply(notice="Noté")


class FakeReadership:
    """What the updates ask of it, kept."""

    def __init__(self) -> None:
        self.paused = {}
        self.moved = {}
        self.known = {}
        self.joined = []

    async def subscriber(self, chat_id):
        return self.known.get(chat_id)

    async def join(self, chat_id, zone, now):
        self.joined.append((chat_id, zone, now))

    async def pause(self, chat_id, reason, gone_at=None):
        self.paused[chat_id] = reason

    async def move(self, chat_id, new_chat_id):
        self.moved[chat_id] = new_chat_id


class Talk:
    """A person in front of the sandbox, and what the bot answers."""

    def __init__(self, sandbox: Sandbox, application: Application) -> None:
        self.sandbox = sandbox
        self.application = application
        self.chat = FakeChat()
        self.readership = FakeReadership()
        self.taken_in = set()
        channel = TelegramChannel(application.bot, 5)
        self.put_off = []
        Handlers(self.chat, self.readership, channel, self._later, lambda: NOW).register(application)

    async def _later(self, chat_id, messages, now, due_at):
        self.put_off.append((chat_id, [message.html for message in messages], due_at - now))

    async def first_time(self, update_id: int) -> bool:
        """As the database says it; it is gone while `taken_in` is none."""
        if self.taken_in is None:
            raise DatabaseError("gone")
        known = update_id in self.taken_in
        self.taken_in.add(update_id)
        return not known

    async def start_over(self) -> None:
        """Another test begins: what was asked is answered, nothing was said yet, the connection goes on."""
        await self.until(lambda: not self.application.update_processor.current_concurrent_updates)
        past = self.sandbox.state
        kept = ("last_update", "last_message", "commands", "webhook", "allowed")
        self.sandbox.state = State(**{name: getattr(past, name) for name in kept})
        self.sandbox.faults.clear()
        self.taken_in = set()
        self.chat.__init__()
        self.readership.__init__()
        self.put_off.clear()

    def say(self, text: str, user: int = ANNE) -> None:
        person.say(self.sandbox, user, text)

    def press(self, data: str, user: int = ANNE) -> str:
        """Press the newest button with this data; returns the id of the query."""
        bearing = [
            number
            for number, one in self.sandbox.state.messages.items()
            if data in str(one.get("reply_markup"))
        ]
        return person.press(self.sandbox, user, bearing[-1], data)

    def said(self, user: int = ANNE) -> list[str]:
        """What the bot has said to this person, oldest first."""
        messages = self.sandbox.state.messages.values()
        return [one["text"] for one in messages if one["from"]["is_bot"] and one["chat"]["id"] == user]

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(10):
            while not true():  # noqa: ASYNC110 - nothing to wait on: the bot is at work elsewhere in this loop
                await asyncio.sleep(0.002)

    async def answered(self, count: int = 1) -> list[str]:
        await self.until(lambda: len(self.said()) >= count)
        return self.said()


@asynccontextmanager
async def talking(*, by_webhook: bool = False) -> AsyncIterator[Talk]:
    """The bot runs, and gets its updates by polling or by its webhook."""
    sandbox = Sandbox(TOKEN)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(listening(Starlette(routes=sandbox.routes())))
        stack.callback(sandbox.close)
        application = connection.build(TOKEN, url)
        talk = Talk(sandbox, application)
        own = ""
        if by_webhook:
            own = await stack.enter_async_context(
                listening(Starlette(routes=[connection.webhook(application, talk.first_time)]))
            )
        await stack.enter_async_context(connection.connected(application, own))
        yield talk
