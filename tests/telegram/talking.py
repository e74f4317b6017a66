"""The real application talks to the sandbox; behind it a chat that says what the test wants."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import delete, select
from starlette.applications import Starlette
from telegram import Bot

from bot.attempts import Attempts
from bot.chat.arrivals import Arrivals
from bot.chat.channels import Channels
from bot.chat.doorkeeper import Doorkeeper
from bot.chat.inline import Offers
from bot.chat.reception import Reception
from bot.chat.reply import Reply, say
from bot.errors import DatabaseError
from bot.model import Button
from bot.receiving import Receiver
from bot.sandbox import person
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.state import State
from bot.settings import Delivery
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.inbox import InboxStore
from bot.store.outbox import OutboxStore
from bot.store.schema import events, outbox, updates
from bot.store.setups import SetupStore
from bot.telegram import connection
from bot.telegram.channel import TelegramChannel
from bot.telegram.chat_administrators import TelegramChatAdministrators
from bot.telegram.command_menus import follow
from bot.telegram.handlers import Handlers, channel_link
from bot.telegram.membership import Membership
from bot.telegram.webhook import webhook
from bot.wording import spoken
from tests.conftest import NOW
from tests.databases import empty
from tests.fakes import FakeClock
from tests.sandbox.serving import ANNE, TOKEN, listening

MENU = ((Button("Russie", data="topic:pays:ru"), Button("Chine", data="topic:pays:cn")),)


def handlers(chat_in, readership, database: Database, bot: Bot, clock) -> Handlers:
    """What hears updates, in front of a chat for each thread."""
    administrators = TelegramChatAdministrators(bot, clock)
    arrivals = Arrivals(readership, lambda: bot.username, lambda chat_id: chat_in(None).lets_in(chat_id))
    membership = Membership(readership, arrivals, administrators, clock)
    setups = SetupStore(database)
    channels = Channels(setups, administrators, partial(channel_link, bot))
    reception = Reception(chat_in, Doorkeeper(administrators), channels, setups)
    return Handlers(reception, readership, membership, bot, clock, partial(follow, bot, ()))


class FakeChat:
    """Repeats what it hears, with a menu; `presses` are its next answers to a button."""

    def __init__(self) -> None:
        self.heard = []
        self.seen = []
        self.spoken = []
        self.presses = []
        self.offers = Offers()
        self.failure = None
        self.refused = None

    def wish(self, message, *, link="", quoted=""):
        return message, link, quoted

    async def lets_in(self, chat_id):
        return True

    async def answered(self, chat_id, message, quoted="", answered=None):
        return None

    async def done(self, chat_id, wish, now):
        message, link, quoted = wish
        self.heard.append((chat_id, message, now, *filter(None, (link, quoted))))
        self.spoken.append(spoken())
        if self.failure:
            raise self.failure
        return say(f"Vous dites : {message}", MENU)

    async def refusal(self, chat_id, now, *, costs=False):
        return self.refused

    async def given(self, chat_id, raw, now):
        self.heard.append((chat_id, raw, now))
        return say(f"{len(raw.body)} octets")

    async def inline(self, asker, typed, offset, now):
        self.heard.append((asker, typed, offset, now))
        if self.failure:
            raise self.failure
        return self.offers

    async def pressed(self, chat_id, data, now, shown=None):
        self.seen.append(shown)
        self.heard.append((chat_id, data, now))
        return self.presses.pop(0) if self.presses else Reply(notice="Noté")


class FakeReadership:
    """What the updates ask of it, kept."""

    def __init__(self) -> None:
        self.paused = {}
        self.moved = {}
        self.known = {}
        self.returned = []
        self.languages = {}

    async def subscriber(self, chat_id):
        return self.known.get(chat_id)

    async def language(self, chat_id):
        return self.languages.get(chat_id)

    async def back(self, chat_id, now):
        self.returned.append((chat_id, now))

    async def pause(self, chat_id, reason, gone_at=None):
        self.paused[chat_id] = reason

    async def move(self, chat_id, new_chat_id):
        self.moved[chat_id] = new_chat_id


class Inbox(InboxStore):
    """The real one; its database is gone while `gone`, and takes no answer while it is `full`."""

    gone = full = False

    async def answer(self, heard, responses, now, lease_s, also=()):
        if self.full:
            raise DatabaseError("full")
        return await super().answer(heard, responses, now, lease_s, also)

    async def take_in(self, incoming, now):
        if self.gone:
            raise DatabaseError("gone")
        return await super().take_in(incoming, now)


class Talk:
    """A person in front of the sandbox, and what the bot answers."""

    def __init__(self, sandbox: Sandbox, bot: Bot, database: Database) -> None:
        self.sandbox = sandbox
        self.bot = bot
        self.database = database
        self.chat = FakeChat()
        self.readership = self.who_is_known()
        self.clock = FakeClock(NOW)
        self.inbox = Inbox(database, "one")
        self.attempts = Attempts(
            outbox=OutboxStore(database, "one"),
            readership=self.readership,
            channel=TelegramChannel(bot, 5),
            events=EventStore(database),
            settings=Delivery(),
            clock=self.clock,
        )
        hear = handlers(self.chat_in, self.readership, database, bot, self.clock)
        self.passed_over = 0
        self.receiver = Receiver(self.inbox, hear, self.attempts, database.unit, self.count, hear.addressed)

    def who_is_known(self):
        return FakeReadership()

    def chat_in(self, thread: int | None):
        return self.chat

    def count(self) -> None:
        self.passed_over += 1

    async def start_over(self) -> None:
        """Another test begins: what was asked is answered, nothing was said yet, the connection goes on."""
        await self.until(lambda: not self.receiver._heeding)
        past = self.sandbox.state
        kept = ("last_update", "last_message", "commands", "webhook", "allowed")
        self.sandbox.state = State(**{name: getattr(past, name) for name in kept})
        self.sandbox.faults.clear()
        self.inbox.gone = self.inbox.full = False
        self.passed_over = 0
        self.chat.__init__()
        self.readership.__init__()
        self.clock.now = NOW
        async with self.database.write() as connection_:
            for table in (updates, outbox, events):
                await connection_.execute(delete(table))

    async def waiting(self) -> list[tuple[str, timedelta]]:
        """The answers that have not arrived, and in how long each is due."""
        async with self.database.read() as connection_:
            rows = await connection_.execute(select(outbox).order_by(outbox.c.id))
            return [(row.html, row.due_at - self.clock()) for row in rows if row.due_at is not None]

    async def unheeded(self) -> list[int]:
        """The updates that are in the inbox still."""
        async with self.database.read() as connection_:
            return list(await connection_.scalars(select(updates.c.id).where(updates.c.body.is_not(None))))

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

    async def offered(self, typed: str, offset: str = "") -> dict:
        """Ask from within another chat; returns what Telegram is answered."""
        query = person.ask_inline(self.sandbox, ANNE, typed, offset)
        await self.until(lambda: query in self.sandbox.offered)
        return self.sandbox.offered[query]

    async def until(self, true: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not true():  # noqa: ASYNC110 - nothing to wait on: the bot is at work elsewhere in this loop
                await asyncio.sleep(0.002)

    async def until_in(self, asked: Callable[[], Awaitable[object]]) -> None:
        """As `until`, of what the database says."""
        async with asyncio.timeout(60):
            while not await asked():  # noqa: ASYNC110 - nothing to wait on here, either
                await asyncio.sleep(0.005)

    async def answered(self, count: int = 1) -> list[str]:
        await self.until(lambda: len(self.said()) >= count)
        return self.said()


@asynccontextmanager
async def talking(kind: type[Talk] = Talk, *, by_webhook: bool = False) -> AsyncIterator[Talk]:
    """The bot runs, and gets its updates by polling or by its webhook."""
    sandbox = Sandbox(TOKEN)
    async with AsyncExitStack() as stack:
        file = Path(stack.enter_context(TemporaryDirectory())) / "talk.db"
        file.write_bytes(empty())
        database = Database(f"sqlite+aiosqlite:///{file}")
        stack.push_async_callback(database.close)
        await database.open()
        url = await stack.enter_async_context(listening(Starlette(routes=sandbox.routes())))
        stack.callback(sandbox.close)
        bot = connection.build(TOKEN, url)
        talk = kind(sandbox, bot, database)
        take_in = talk.receiver.take_in
        own = ""
        if by_webhook:
            own = await stack.enter_async_context(listening(Starlette(routes=[webhook(bot, take_in)])))
        await stack.enter_async_context(connection.connected(bot, take_in, own))
        await stack.enter_async_context(talk.receiver.heeding())
        yield talk
