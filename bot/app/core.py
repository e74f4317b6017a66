"""What works without a chat: the database, the passes, and what they need."""

import os
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.errors import SettingsError
from bot.model import SourceKind
from bot.pipeline import Pipeline, packed
from bot.settings import Settings
from bot.sources.fetch import Fetcher
from bot.sources.reader import WebAndFiles
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.intake import IntakeStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.tellings import TellingStore
from bot.summaries import Summariser
from bot.summaries.extractive import ExtractiveSummariser
from bot.topics.catalogue import Catalogue
from bot.workers import Workers

_LEASE_MARGIN_S = 10.0


def clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Core:
    """Everything that works without a chat: the database, the passes, and what they need."""

    settings: Settings
    database: Database
    intake: IntakeStore
    archive: ArchiveStore
    readership: ReadershipStore
    tellings: TellingStore
    outbox: OutboxStore
    events: EventStore
    reader: WebAndFiles
    catalogue: Catalogue
    pipeline: Pipeline


@asynccontextmanager
async def core(settings: Settings) -> AsyncIterator[Core]:
    """Build what works without a chat, and take it down at the end."""
    for folder in (settings.home, *_watched_folders(settings)):
        make_folder(folder)
    catalogue = Catalogue.from_toml(settings.topics, str(settings.config / "topics.toml"))
    async with AsyncExitStack() as stack:
        database = Database(settings.database_url)
        stack.push_async_callback(database.close)
        await database.open()
        workers = _workers(settings, settings.workers.deadline_s, settings.workers.memory_mb)
        stack.push_async_callback(workers.close)
        fetcher = Fetcher(
            contact=settings.ingest.contact,
            timeout_s=settings.ingest.fetch_timeout_s,
            max_bytes=settings.ingest.fetch_max_bytes,
            private_hosts=settings.ingest.private_hosts,
            host_gap_s=settings.ingest.host_gap_s,
        )
        stack.push_async_callback(fetcher.close)
        reader = WebAndFiles(fetcher, workers.run, settings.ingest.fetch_max_bytes)
        intake, archive, events = IntakeStore(database), ArchiveStore(database), EventStore(database)
        pipeline = Pipeline(
            reader=reader,
            intake=intake,
            archive=archive,
            events=events,
            summariser=_summariser(settings, workers, stack),
            catalogue=packed(catalogue),
            run=workers.run,
            pace=settings.ingest,
            zone=settings.readers.zone,
            lease_s=_lease_s(settings),
        )
        yield Core(
            settings=settings,
            database=database,
            intake=intake,
            archive=archive,
            readership=ReadershipStore(database),
            tellings=TellingStore(database),
            outbox=OutboxStore(
                database, owner=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
            ),
            events=events,
            reader=reader,
            catalogue=catalogue,
            pipeline=pipeline,
        )


def _workers(settings: Settings, deadline_s: float, memory_mb: int) -> Workers:
    return Workers(settings.workers.processes, deadline_s, memory_mb, settings.workers.idle_s)


def _lease_s(settings: Settings) -> float:
    """Longer than the slowest batch: pages to fetch, then each article's deadline, one after the other."""
    slowest_s = 0.0 if settings.model_dir is None else settings.workers.model_deadline_s
    deadline_s = max(settings.workers.deadline_s, slowest_s)
    waves = -(-settings.ingest.parallel // settings.workers.processes)
    return settings.ingest.fetch_timeout_s + waves * deadline_s + _LEASE_MARGIN_S


def _summariser(settings: Settings, workers: Workers, stack: AsyncExitStack) -> Summariser:
    """The model behind its fallback where one is set, else extracts."""
    extractive = ExtractiveSummariser(workers.run)
    method, model_dir = settings.summary.method, settings.model_dir
    if method == "extract" or (method == "auto" and model_dir is None):
        return extractive
    if model_dir is None:
        msg = 'LACONIQUE_MODEL_DIR: needed by summary.method = "model": the directory of a model'
        raise SettingsError(msg)
    from bot.summaries.fallback import WithFallback
    from bot.summaries.generative import GenerativeSummariser

    apart = _workers(settings, settings.workers.model_deadline_s, settings.workers.model_memory_mb)
    stack.push_async_callback(apart.close)
    return WithFallback(GenerativeSummariser(apart.run, model_dir), extractive)


def _watched_folders(settings: Settings) -> list[Path]:
    """Those that lie in our home: they are ours to make."""
    folders = [Path(source.address) for source in settings.sources if source.kind is SourceKind.FOLDER]
    return [folder for folder in folders if folder.is_relative_to(settings.home)]


def make_folder(path: Path) -> None:
    """Make a folder of ours. Raises: SettingsError when it can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        msg = f"LACONIQUE_HOME: {path} can't be made ({err.strerror}); choose a folder that you may write to"
        raise SettingsError(msg) from err


async def exhaust(work: Callable[[datetime], Awaitable[int]]) -> int:
    """Repeat a pass until it finds nothing more to do; returns how much it did."""
    total = 0
    while done := await work(clock()):
        total += done
    return total
