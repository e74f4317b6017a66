"""A courier with a real database, a channel that answers what a test wants, and its readers."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from bot.attempts import Attempts
from bot.delivery import Courier
from bot.editions.selection import Selection
from bot.model import Kind, Mode
from bot.sending import Sender
from bot.settings import Delivery, Readers
from bot.store.archive import ArchiveStore
from bot.store.coverage import CoverageStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.feedback import FeedbackStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.schema import outbox
from bot.store.tellings import TellingStore
from tests.editions.stories import shipped_catalogue
from tests.fakes import FakeChannel, FakeClock
from tests.store.shelf import SPORT, article, new, shelve

ANNE, BRUNO, CHLOE, GROUP, SUPERGROUP = 7001, 7002, 7003, -55, -100055
PARIS = "Europe/Paris"


async def all_at_once(wanted: int) -> int:
    """No limit: as many turns as are wanted."""
    return wanted


class House:
    """A courier with a real database, a channel that answers what a test wants, and its readers."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.clock = FakeClock(now)
        self.channel = FakeChannel()
        self.archive = ArchiveStore(database)
        self.readership = ReadershipStore(database)
        self.events = EventStore(database)
        self.feedback = FeedbackStore(database)

    def courier(self, readers: Readers | None = None, tellings: TellingStore | None = None) -> Courier:
        tellings = tellings or TellingStore(self.database)
        return Courier(
            tellings=tellings,
            feedback=self.feedback,
            selection=Selection(tellings, CoverageStore(self.database), frozenset(Kind)),
            outbox=OutboxStore(self.database, "one"),
            events=self.events,
            settings=Delivery(),
            readers=readers or Readers(),
            catalogue=shipped_catalogue(),
        )

    def sender(
        self,
        settings: Delivery | None = None,
        *,
        channel: FakeChannel | None = None,
        owner: str = "one",
        outbox: OutboxStore | None = None,
    ) -> Sender:
        attempts = Attempts(
            outbox=outbox or OutboxStore(self.database, owner),
            readership=self.readership,
            channel=channel or self.channel,
            events=self.events,
            settings=settings or Delivery(),
            clock=self.clock,
        )
        return Sender(attempts, all_at_once)

    async def reader(self, chat_id: int = ANNE, *follows, mutes=(), instant: bool = True) -> None:
        await self.readership.join(chat_id, PARIS, self.clock())
        for topic in follows:
            await self.readership.set_topic(chat_id, topic, Mode.FOLLOW)
        for topic in mutes:
            await self.readership.set_topic(chat_id, topic, Mode.MUTE)
        if not instant:
            await self.readership.set_instant(chat_id, instant=False)

    async def story(self, title: str = "Le phare", *topics) -> None:
        await shelve(self.archive, new(article(title), *topics), self.clock())

    async def deliver(
        self, sender: Sender | None = None, passes: int = 1, courier: Courier | None = None
    ) -> None:
        """The passes as the clock wakes them, a second apart for a chat that gets several messages."""
        filling, emptying = courier or self.courier(), sender or self.sender()
        for number in range(passes):
            self.clock.forward(min(number, 1))
            await filling.tell(self.clock())
            await filling.edit(self.clock())
            await emptying.send()

    async def outbox(self) -> list[tuple[int, str, str]]:
        async with self.database.read() as connection:
            rows = await connection.execute(select(outbox).order_by(outbox.c.id))
            return [(row.chat_id, row.state, row.reason) for row in rows]

    async def due_in_s(self) -> float | None:
        """How long the first message of the outbox has to wait still."""
        async with self.database.read() as connection:
            due_at = (
                (await connection.execute(select(outbox.c.due_at).order_by(outbox.c.id))).scalars().first()
            )
        return due_at and (due_at - self.clock()).total_seconds()


def headlines(texts: Sequence[str]) -> list[str]:
    """The bold lines of all these messages."""
    return [line for text in texts for line in re.findall("<b>(?:[0-9]+[.] )?(.*?)</b>", text)]


class StumblingTellings(TellingStore):
    """Holds something that no part of us had foreseen: about sport, and about Bruno's edition."""

    async def followers(self, topics):
        if SPORT.key in topics:
            raise RuntimeError("unforeseen")
        return await super().followers(topics)

    async def pending(self, chat_id, fresh_since, liked_since):
        if chat_id == BRUNO:
            raise RuntimeError("unforeseen")
        return await super().pending(chat_id, fresh_since, liked_since)
