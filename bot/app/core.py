"""What works without a chat: the database, the passes, and what they need."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.app.apart import workers_of
from bot.app.clock import clock
from bot.app.home import opened
from bot.app.presence import Presence
from bot.app.summarisers import Summarisers
from bot.app.tracing import SpannedSummariser, Tracing
from bot.assignment import StoryAssigner
from bot.errors import DatabaseError
from bot.pipeline import Pipeline
from bot.settings import ALL_ROLES, Settings
from bot.sources.fetch import Fetcher
from bot.sources.reader import WebAndFiles
from bot.store.archive import ArchiveStore
from bot.store.counts import CountStore
from bot.store.coverage import CoverageStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.inbox import InboxStore
from bot.store.intake import IntakeStore
from bot.store.leases import LeaseStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.send_limits import SendLimitStore
from bot.store.stories import StoryStore
from bot.store.switches import SwitchStore
from bot.store.tellings import TellingStore
from bot.stories.story_index import StoryIndex
from bot.study import packed
from bot.summaries.remembered import Remembered
from bot.topics.catalogue import Catalogue
from bot.workers import Workers

_LEASE_MARGIN_S = 10.0


@dataclass(slots=True)
class Core:
    """Everything that works without a chat: the database, the passes, and what they need.

    Who wants what the configuration says now asks for it here each time.
    """

    settings: Settings
    database: Database
    intake: IntakeStore
    archive: ArchiveStore
    readership: ReadershipStore
    tellings: TellingStore
    coverage: CoverageStore
    inbox: InboxStore
    outbox: OutboxStore
    turns: SendLimitStore
    switches: SwitchStore
    events: EventStore
    leases: LeaseStore
    reader: WebAndFiles
    catalogue: Catalogue
    counts: CountStore
    pipeline: Pipeline
    summarisers: Summarisers
    presence: Presence
    tracing: Tracing
    in_air: set[int]
    """The messages that this process is sending right now."""
    run: Callable[..., Awaitable[Any]]
    """Runs a pure function in a worker process."""
    after_reload: Callable[[], None] = lambda: None
    """Is told when something of the configuration was taken over: what was built from it is built anew."""

    def take_over(self, settings: Settings, catalogue: Catalogue) -> None:
        """Go on with this configuration; passes that are at work end with what they began with."""
        self.settings, self.catalogue = settings, catalogue
        self.pipeline = replace(self.pipeline, catalogue=packed(catalogue))
        self.after_reload()


@asynccontextmanager
async def core(settings: Settings, workers: Workers | None = None) -> AsyncIterator[Core]:
    """Build what works without a chat, and take it down at the end, `workers` that are at it already too."""
    async with AsyncExitStack() as stack:
        workers = workers or workers_of(settings)
        stack.push_async_callback(workers.close)
        catalogue = Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
        database = await stack.enter_async_context(opened(settings))
        presence = Presence(settings.home)
        stack.enter_context(presence.shown())
        leases = LeaseStore(database, presence.owner)
        fetcher = _fetcher(settings, leases)
        stack.push_async_callback(fetcher.close)
        reader = WebAndFiles(fetcher, workers.run, settings.ingest.fetch_max_bytes, settings.readers.zone)
        intake, archive, events = IntakeStore(database), ArchiveStore(database), EventStore(database)
        tracing = Tracing()
        summarisers = Summarisers(settings, workers, stack)
        pipeline = Pipeline(
            reader=reader,
            intake=intake,
            archive=archive,
            assigner=_assigner(settings, database, archive),
            events=events,
            summariser=SpannedSummariser(summarisers.news, tracing),
            on_demand=Remembered(summarisers.on_demand, archive.summary_of),
            catalogue=packed(catalogue),
            run=workers.run,
            settings=settings.ingest,
            zone=settings.readers.zone,
            lease_s=lease_s(settings),
            batch=settings.summary.batch,
        )
        yield Core(
            settings=settings,
            database=database,
            intake=intake,
            archive=archive,
            readership=ReadershipStore(database),
            tellings=TellingStore(database),
            coverage=CoverageStore(database),
            inbox=InboxStore(database, presence.owner),
            outbox=OutboxStore(database, presence.owner),
            turns=SendLimitStore(database),
            switches=SwitchStore(database),
            events=events,
            leases=leases,
            reader=reader,
            catalogue=catalogue,
            counts=CountStore(database),
            pipeline=pipeline,
            summarisers=summarisers,
            presence=presence,
            tracing=tracing,
            in_air=set(),
            run=workers.run,
        )


def _fetcher(settings: Settings, leases: LeaseStore) -> Fetcher:
    """Fetches politely; where other processes may fetch too, they take turns at each host."""
    ingest = settings.ingest
    return Fetcher(
        contact=ingest.contact,
        timeout_s=ingest.fetch_timeout_s,
        max_bytes=ingest.fetch_max_bytes,
        private_hosts=ingest.private_hosts,
        host_gap_s=ingest.host_gap_s,
        spacing=None if settings.roles == ALL_ROLES else partial(_turn, leases),
    )


def _assigner(settings: Settings, database: Database, archive: ArchiveStore) -> StoryAssigner:
    index = StoryIndex(timedelta(days=settings.ingest.story_window_days))
    return StoryAssigner(
        archive,
        StoryStore(database),
        index,
        settings.readers.suites_a_day,
        news_for=timedelta(days=settings.ingest.news_days),
        undated_is_news=settings.ingest.undated_is_news,
    )


async def _turn(leases: LeaseStore, host: str, gap_s: float, patience_s: float) -> float:
    """Our turn at a host, among all processes; without the database, among our own requests only."""
    try:
        return await leases.turn(host, gap_s, patience_s, clock())
    except DatabaseError:
        return 0.0


def lease_s(settings: Settings) -> float:
    """Longer than the slowest pass: pages to fetch, then each article's deadline, one after the other."""
    work = settings.workers
    waves = -(-max(settings.ingest.parallel, settings.summary.batch) // work.processes)
    # A batch of the model that dies is tried again article by article.
    models = bool(settings.model_dir or settings.model) + (settings.chooser is not None)
    model_s = models * (1 + settings.summary.batch) * work.model_deadline_s
    return settings.ingest.fetch_timeout_s + max(waves * work.deadline_s, model_s) + _LEASE_MARGIN_S


async def exhaust(work: Callable[[datetime], Awaitable[int]]) -> int:
    """Repeat a pass until it finds nothing more to do; returns how much it did."""
    total = 0
    while done := await work(clock()):
        total += done
    return total
