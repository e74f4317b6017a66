"""Days of the press lived again: the real passes under a simulated clock, on a database of their own.

Nothing is fetched: a feed announces what its file holds, with title and description, and a page can't be
read. What a reader would get is handed over as it would leave.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.app.assembly import chat, courier
from bot.app.core import Core, core
from bot.app.second_look import second_look
from bot.attempts import Attempts
from bot.delivery import Courier
from bot.errors import NotAnArticle
from bot.model import Entry, Message, Raw, Source, SourceKind
from bot.ports import Look, Watched
from bot.sending import Sender
from bot.settings import Settings

STEP = timedelta(minutes=5)
"""Between two moments at which all passes run: as often as a feed is asked, at most."""
_ANNOUNCED = 50
"""Entries that a feed holds at a time."""
_SECOND = timedelta(seconds=1)
DATABASE = "laconique.db"
"""So that `LACONIQUE_HOME` may name the folder afterwards."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a publisher announced, with the moment at which it did."""

    publisher: str
    at: datetime
    entry: Entry


@dataclass(frozen=True, slots=True)
class Received:
    """What one reader got, and when."""

    chat_id: int
    at: datetime
    message: Message


@dataclass(slots=True)
class Clock:
    """Stands still until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        """The simulated moment."""
        return self.now


@dataclass(frozen=True, slots=True)
class Press:
    """The outside world as the file tells it (`ports.Reader`)."""

    announced: Sequence[Announced]
    clock: Clock

    async def look(self, watched: Watched) -> Look:
        """The newest entries of the publisher's feed at the simulated moment."""
        now, name = self.clock(), watched.source.name
        known = [one.entry for one in self.announced if one.publisher == name and one.at <= now]
        return Look(tuple(known[-_ANNOUNCED:]))

    async def fetch(self, address: str, source: str = "") -> Raw:  # noqa: ARG002 - the interface
        """No page: what the feed says must do."""
        msg = f"{address}: a replay reads no pages"
        raise NotAnArticle(msg)

    async def load(self, path: str, folder: str = "") -> Raw:
        """No file either."""
        return await self.fetch(path, folder)


@dataclass(slots=True)
class Doorstep:
    """Where messages arrive (`ports.Channel`)."""

    clock: Clock
    received: list[Received] = field(default_factory=list)

    async def send(
        self,
        chat_id: int,
        message: Message,
        reply_to: int | None = None,  # noqa: ARG002
        thread: int | None = None,  # noqa: ARG002
    ) -> int:
        """Keep it; its number is how many have arrived."""
        self.received.append(Received(chat_id, self.clock(), message))
        return len(self.received)

    async def redraw(self, chat_id: int, number: int, message: Message) -> None:
        """No menu is shown in a replay."""

    async def reach(self, chat_id: int) -> None:
        """Everybody is at home."""

    def take(self) -> list[Received]:
        """What has arrived since the last time."""
        taken, self.received = self.received, []
        return taken


@dataclass(frozen=True, slots=True)
class Replay:
    """The passes, on a throwaway database, by a clock that only `live` moves."""

    built: Core
    clock: Clock
    courier: Courier
    sender: Sender
    doorstep: Doorstep

    async def ask(self, chat_id: int, said: Sequence[str]) -> None:
        """A reader types, or touches a button («slot:480»), one after the other."""
        talk = chat(self.built)
        for each in said:
            verb, colon, _ = each.partition(":")
            if colon and verb.isalpha() and verb.islower():
                await talk.pressed(chat_id, each, self.clock())
            else:
                await talk.done(chat_id, talk.wish(each), self.clock())

    async def live(self, until: datetime) -> AsyncIterator[Received]:
        """Let time pass, and hand over what arrives."""
        while self.clock.now < until:
            await self._passes()
            for received in self.doorstep.take():
                yield received
            self.clock.now += STEP

    async def _passes(self) -> None:
        """All passes once, in the order of the data; each chat gets a message a second."""
        now, pipeline = self.clock.now, self.built.pipeline
        await pipeline.look(now)
        await _all(pipeline.read, now)
        await second_look(self.built, now)
        await _all(pipeline.summarise, now)
        await _all(self.courier.tell, now)
        await _all(self.courier.edit, now)
        while await self.sender.send():
            self.clock.now += _SECOND
        self.clock.now = now


@asynccontextmanager
async def replaying(
    settings: Settings, announced: Sequence[Announced], start: datetime, home: Path
) -> AsyncIterator[Replay]:
    """The passes on a new database in `home`, at the moment `start`.

    What is `announced` stands in the feeds from its moment on, the oldest first.
    """
    clock = Clock(start)
    ingest = settings.ingest.model_copy(
        # One entry after the other, and each feed as often as the clock moves: the same result each time.
        update={"parallel": 1, "feed_check_s": STEP.total_seconds(), "feed_check_max_s": STEP.total_seconds()}
    )
    database_url = f"sqlite+aiosqlite:///{home / DATABASE}"
    away = {"home": home, "database_url": database_url, "sources": (), "ingest": ingest}
    publishers = sorted({one.publisher for one in announced})
    async with core(settings.model_copy(update=away)) as made:
        feeds = [Source(name, SourceKind.FEED, f"https://{name}/") for name in publishers]
        await made.intake.list_sources(feeds, start)
        built = replace(made, pipeline=replace(made.pipeline, reader=Press(announced, clock)))
        doorstep = Doorstep(clock)
        attempts = Attempts(
            outbox=built.outbox,
            readership=built.readership,
            channel=doorstep,
            events=built.events,
            settings=settings.delivery,
            clock=clock,
        )
        sender = Sender(attempts, _at_once)
        yield Replay(built, clock, courier(built), sender, doorstep)


async def _at_once(wanted: int) -> int:
    """As many turns as are wanted: nobody limits how fast a replay sends."""
    return wanted


async def _all(work: Callable[[datetime], Awaitable[int]], now: datetime) -> None:
    while await work(now):
        pass
