"""People in groups and channels of the sandbox before the whole bot: its real chat, its real database."""

from sqlalchemy import select

from bot.model import Topic
from bot.sandbox import groups, person
from bot.sandbox.person import Where
from bot.sending import Sender
from bot.store.readership import ReadershipStore
from bot.store.schema import setups, subscribers, subscriptions, updates
from tests.chat.visiting import FREELY, Visit
from tests.conftest import NOW
from tests.delivery.house import House, all_at_once
from tests.sandbox.serving import ANNE, BRUNO
from tests.telegram.talking import Talk


class Gathering(Talk):
    """Anne runs the group, Bruno is in it; of each test a group of its own."""

    door = FREELY
    """To whom the bot is open."""
    fails = False
    """The chat has a bug."""

    def __init__(self, *parts) -> None:
        self.chats = {}
        super().__init__(*parts)

    def who_is_known(self):
        return ReadershipStore(self.database)

    def chat_in(self, thread: int | None):
        if self.fails:
            raise RuntimeError("a bug")
        if (thread, self.door) not in self.chats:
            visit = Visit(self.database, NOW, thread=thread, telegram=self.door)
            self.chats[thread, self.door] = visit.chat
        return self.chats[thread, self.door]

    def group(self, kind: str = "supergroup", *, role: str = "member", **more) -> int:
        """A group that the bot is let into, as an administrator perhaps, and has heard of."""
        chat = groups.found(self.sandbox, ANNE, "La rédaction", kind, members=[BRUNO], **more).id
        groups.set_bot(self.sandbox, ANNE, chat, role)
        return chat

    def write(self, text: str, user: int, chat: int, **where) -> int:
        """Write in a group; returns the number of the message."""
        return person.say(self.sandbox, user, text, Where(chat, **where))["message_id"]

    def told(self, chat: int) -> list[dict]:
        """What the bot has said in a chat, oldest first."""
        messages = self.sandbox.state.messages.values()
        bot = self.sandbox.bot["id"]
        return [one for one in messages if one["chat"]["id"] == chat and one.get("from", {}).get("id") == bot]

    async def hears(self, chat: int, count: int = 1) -> dict:
        """What the bot has said last in a chat, once it has said so much."""
        await self.quiet()
        await self.until(lambda: len(self.told(chat)) >= count)
        await self.quiet()
        assert len(self.told(chat)) == count, [one["text"] for one in self.told(chat)]
        return self.told(chat)[-1]

    async def story(self, title: str, topic: Topic) -> None:
        """A story of this topic is told to whom it concerns."""
        house = House(self.database, self.clock())
        await house.story(title, topic)
        await house.courier().tell(self.clock())
        await self.send()

    async def send(self) -> None:
        """Send what is due, as the pass does."""
        await Sender(self.attempts, all_at_once).send()

    async def quiet(self) -> None:
        """All that was said is heeded, and what was answered has arrived."""
        await self.until(lambda: not self.sandbox.state.updates)

        async def heeded():
            return not await self.unheeded()

        await self.until_in(heeded)
        await self.until(lambda: not self.receiver._heeding)
        if await self.waiting():  # behind another answer
            await self.send()

    async def touch(self, label: str, user: int, chat: int) -> str:
        """Press the newest button of this label in a chat; returns the notice."""
        message, data = next(
            (one["message_id"], button["callback_data"])
            for one in reversed(self.told(chat))
            for row in one.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
            if " ".join(button["text"].split()) == label  # whichever blanks it has
        )
        answered = []
        with self.sandbox.listening() as events:
            query = person.press(self.sandbox, user, message, data)
            await self.until(lambda: query not in self.sandbox.state.queries)
            while not events.empty():
                answered.append(events.get_nowait())
        await self.quiet()
        return next(one.get("text", "") for one in answered if one["event"] == "answered")

    async def followed(self, chat: int) -> dict[str, int | None]:
        """What a chat follows: label -> thread."""
        query = select(subscriptions).where(subscriptions.c.chat_id == chat)
        async with self.database.read() as connection:
            return {row.label: row.thread for row in await connection.execute(query)}

    async def paused(self, chat: int) -> str | None:
        known = await self.readership.subscriber(chat)
        return known and known.paused

    async def set_up(self) -> list[tuple[int, str]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(setups))
            return [(row.channel_id, row.name) for row in rows]

    async def bodies(self) -> list[str]:
        """What is kept of the updates that were heeded."""
        async with self.database.read() as connection:
            found = await connection.scalars(select(updates.c.body))
            return [body for body in found if body is not None]

    async def known(self) -> list[int]:
        """The chats of which something is kept."""
        async with self.database.read() as connection:
            return list(await connection.scalars(select(subscribers.c.chat_id)))


def labels(message: dict) -> list[str]:
    """Of all its buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [button["text"] for row in rows for button in row]
