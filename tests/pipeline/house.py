"""A pipeline with a real database, an outside world of a test's making, and no worker process."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.assignment import StoryAssigner
from bot.model import Entry, Raw, Source, SourceKind
from bot.pipeline import Pipeline
from bot.ports import Look
from bot.settings import Ingest
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.intake import IntakeStore
from bot.store.schema import articles, entries
from bot.store.stories import StoryStore
from bot.store.tellings import TellingStore
from bot.stories.story_index import StoryIndex
from tests.editions.stories import packed_catalogue
from tests.fakes import FakeReader, FakeSummariser, Killed, directly

GAZETTE = Source("La Gazette", SourceKind.FEED, "https://gazette.example/flux")
COURRIER = Source("Le Courrier", SourceKind.FEED, "https://courrier.example/flux")
INBOX = Source("Dossier", SourceKind.FOLDER, "/srv/inbox")
HOUR = timedelta(hours=1)
LEASE_S = 180

LIGHTHOUSE = (
    "Dimanche, la maire de Morlann, Solène Guivarch, a rallumé le phare de Kervannec, éteint deux ans.",
    "Trois cents habitants de Morlann ont assisté à la cérémonie, malgré la pluie et un vent violent.",
    "Des artisans de la région ont remplacé la lanterne et consolidé l’escalier de granit.",
)
SAME_EVENT = (
    "Le phare de Kervannec, éteint depuis deux ans, a été rallumé dimanche par la maire, Solène Guivarch.",
    "Malgré la pluie, trois cents habitants de Morlann étaient venus assister à la cérémonie.",
    "La lanterne est neuve et l’escalier consolidé, grâce à des artisans de la région, précise la mairie.",
)
OTHER_EVENT = (
    "L’Italie et la Grèce ont signé mardi à Rome un accord sur la pêche au thon rouge en mer Ionienne.",
    "Le texte limite à deux cents le nombre de navires italiens autorisés entre mai et septembre.",
    "La Grèce demandait depuis dix ans une règle commune ; l’Italie s’y refusait jusqu’à présent.",
)


def page(url: str, title: str, paragraphs: tuple[str, ...]) -> Raw:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    return Raw(url, html.encode(), "text/html", "utf-8")


def dump(path: str, paragraphs: tuple[str, ...]) -> Raw:
    return Raw(path, "\n".join(paragraphs).encode(), "text/plain")


def carried(paragraphs: tuple[str, ...]) -> str:
    """What a feed carries of an article: a part."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def in_full(paragraphs: tuple[str, ...]) -> str:
    """What a feed carries of an article: so much that it must be all of it."""
    return "".join(f"<p>{paragraph} ({n}.)</p>" for n in range(6) for paragraph in paragraphs)


def numbered(number: int) -> tuple[str, ...]:
    """A text of which no line stands in another: what a source repeats is not news."""
    return tuple(f"{paragraph[:-1]}, dit le récit numéro {number}." for paragraph in LIGHTHOUSE)


class House:
    """A pipeline with a real database, an outside world of a test's making, and no worker process."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database = database
        self.now = now
        self.reader = FakeReader()
        self.summariser = FakeSummariser()
        self.intake, self.archive = IntakeStore(database), ArchiveStore(database)
        self.events, self.tellings = EventStore(database), TellingStore(database)

    def pipeline(
        self, run: Callable[..., Awaitable[object]] = directly, settings: Ingest | None = None
    ) -> Pipeline:
        return Pipeline(
            reader=self.reader,
            intake=self.intake,
            archive=self.archive,
            assigner=StoryAssigner(
                self.archive,
                StoryStore(self.database),
                StoryIndex(timedelta(days=7)),
                suites_a_day=3,
                undated_is_news=True,
            ),
            events=self.events,
            summariser=self.summariser,
            on_demand=self.summariser,
            catalogue=packed_catalogue(),
            run=run,
            settings=settings or Ingest(),
            zone="Europe/Paris",
            lease_s=LEASE_S,
            batch=4,
        )

    async def known(self, *sources: Source) -> None:
        """These sources are listed, and their first look is behind us."""
        await self.intake.list_sources(sources, self.now)
        for watched in await self.intake.due_sources(99, self.now, 0):
            await self.intake.looked(watched, Look(), self.now, self.now, keep=None)

    def announce(self, source: Source, *announced: Entry) -> None:
        self.reader.feeds[source.name] = Look(announced)

    async def everything(self, pipeline: Pipeline | None = None) -> tuple[int, int, int]:
        """The three passes, each until it finds no more; returns how much each did."""
        chosen = pipeline or self.pipeline()
        found, looked = 0, -1
        while len(self.reader.looked) > looked:  # a look takes a few sources only
            looked = len(self.reader.looked)
            found += await chosen.look(self.now)
        return found, await self._all(chosen.read), await self._all(chosen.summarise)

    async def _all(self, work: Callable[[datetime], Awaitable[int]]) -> int:
        total = 0
        while done := await work(self.now):
            total += done
        return total

    async def later(self, by: timedelta = HOUR) -> None:
        self.now += by

    async def stories(self) -> list[str]:
        return [story.lead.title for story in await self.archive.stories(limit=50)]

    async def entry(self) -> tuple[str, str, float | None]:
        """State, reason and wait in seconds of the only entry."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(entries))).one()
        return row.state, row.reason, row.due_at and (row.due_at - self.now).total_seconds()

    async def waiting(self) -> list[tuple[str, str]]:
        """Address and reason of the entries that are still to be read."""
        query = select(entries.c.address, entries.c.reason).where(entries.c.state == "new")
        async with self.database.read() as connection:
            return [(row.address, row.reason) for row in await connection.execute(query)]

    async def urls(self) -> list[str]:
        """The address of every article."""
        async with self.database.read() as connection:
            return list((await connection.execute(select(articles.c.url))).scalars())

    async def reasons(self) -> dict[str, str]:
        return {state.source.name: state.reason for state in await self.intake.states(self.now)}


def an_entry(house: House, number: int = 1, text: str = "") -> Entry:
    url = f"https://gazette.example/{number}"
    return Entry(str(number), url, f"Annonce {number}", house.now - timedelta(minutes=number), text)


async def announce_one_event(house: House, known: tuple[Source, ...] = (GAZETTE, COURRIER, INBOX)) -> None:
    """Two articles on one event from two sources, and one on another."""
    await house.known(*known)
    await house.intake.list_sources([GAZETTE, COURRIER, INBOX], house.now)
    for number, (source, paragraphs) in enumerate([(GAZETTE, LIGHTHOUSE), (COURRIER, SAME_EVENT)], 1):
        url = f"https://presse.example/{number}"
        house.announce(source, Entry(url, url, f"Le phare de Kervannec, {number}", house.now))
        house.reader.pages[url] = page(url, "", paragraphs)
    house.announce(INBOX, Entry("k", "/srv/inbox/thon.txt"))
    house.reader.files["/srv/inbox/thon.txt"] = dump("/srv/inbox/thon.txt", OTHER_EVENT)


async def waiting_article(house: House) -> None:
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    pipeline = house.pipeline()
    await pipeline.look(house.now)
    await pipeline.read(house.now)


async def killed(_work: Callable[..., object], *_args: object) -> object:
    """A worker during whose work the whole bot dies."""
    raise Killed
