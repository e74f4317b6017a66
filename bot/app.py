"""The only place that builds adapters and wires them."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.chat.chat import Chat
from bot.chat.choices import Choices
from bot.chat.news import News
from bot.delivery import Courier
from bot.errors import LaconiqueError, SettingsError
from bot.model import Source, SourceKind
from bot.pipeline import Pipeline
from bot.ports import Channel
from bot.sandbox.server import Sandbox
from bot.settings import Settings
from bot.sources.fetch import Fetcher
from bot.sources.reader import WebAndFiles
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.health import health
from bot.store.intake import IntakeStore
from bot.store.outbox import PostStore
from bot.store.readership import ReadershipStore
from bot.summaries import Summariser
from bot.summaries.extractive import ExtractiveSummariser
from bot.telegram import connection
from bot.telegram.channel import TelegramChannel
from bot.telegram.updates import Updates
from bot.topics.catalogue import Catalogue
from bot.web import health as health_page
from bot.web.server import bind, serving
from bot.workers import Workers

SANDBOX_TOKEN = "1000000001:sandbox-token-of-no-value-anywhere"  # noqa: S105 - it opens nothing
SAMPLES = Source("Exemples", SourceKind.FOLDER, str(Path(__file__).parent / "sandbox" / "samples"))
"""Invented articles, so that the sandbox has something to tell without a network."""

_LOOKS = 16
_SETTLE_S = 5.0

log = structlog.get_logger()


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
    post: PostStore
    events: EventStore
    reader: WebAndFiles
    catalogue: Catalogue
    pipeline: Pipeline


@asynccontextmanager
async def core(settings: Settings) -> AsyncIterator[Core]:
    """Build what works without a chat, and take it down at the end."""
    make_folder(settings.home)
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
            catalogue=catalogue,
            run=workers.run,
            pace=settings.ingest,
            zone=settings.readers.zone,
        )
        yield Core(
            settings=settings,
            database=database,
            intake=intake,
            archive=archive,
            readership=ReadershipStore(database),
            post=PostStore(database, owner=f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"),
            events=events,
            reader=reader,
            catalogue=catalogue,
            pipeline=pipeline,
        )


def _workers(settings: Settings, deadline_s: float, memory_mb: int) -> Workers:
    return Workers(settings.workers.processes, deadline_s, memory_mb, settings.workers.idle_s)


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


async def run(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """The passes on a clock, plus the chat, until `stop` is set; `ready` is told where the page is."""
    async with AsyncExitStack() as stack:
        listener = stack.enter_context(bind(settings.host, settings.port))
        built = await stack.enter_async_context(core(settings))
        await built.intake.list_sources(sources(settings), clock())
        local = f"http://127.0.0.1:{listener.getsockname()[1]}"
        application = connection.build(token(settings), local if settings.sandbox else "")
        channel = TelegramChannel(application.bot, settings.delivery.send_timeout_s)
        Updates(_chat(built), built.readership, channel, clock).register(application)

        routes: list[BaseRoute] = [health_page.route(lambda: health(built.database))]
        if settings.sandbox:
            sandbox = Sandbox(SANDBOX_TOKEN, settings.home / "sandbox.jsonl")
            routes += sandbox.routes()
        elif settings.public_url:
            routes.append(connection.webhook(application))
        await stack.enter_async_context(serving(Starlette(routes=routes), listener))
        if settings.sandbox:
            stack.callback(sandbox.close)
        await stack.enter_async_context(connection.connected(application, settings.public_url))
        await stack.enter_async_context(_ticking(built, courier(built, channel)))
        ready(local)
        await stop.wait()
        log.info("stopping")


def token(settings: Settings) -> str:
    """The bot's own token, or the sandbox's."""
    return SANDBOX_TOKEN if settings.sandbox else settings.token.get_secret_value()


def sources(settings: Settings) -> tuple[Source, ...]:
    """The configured sources, and the sandbox's own; watched folders of ours are made."""
    for source in settings.sources:
        if source.kind is SourceKind.FOLDER and Path(source.address).is_relative_to(settings.home):
            make_folder(Path(source.address))
    return (*settings.sources, SAMPLES) if settings.sandbox else settings.sources


def make_folder(path: Path) -> None:
    """Make a folder of ours. Raises: SettingsError when it can't be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        msg = f"LACONIQUE_HOME: {path} can't be made ({err.strerror}); choose a folder that you may write to"
        raise SettingsError(msg) from err


def courier(built: Core, channel: Channel) -> Courier:
    """The passes of delivery, through `channel`."""
    return Courier(
        post=built.post,
        readership=built.readership,
        channel=channel,
        events=built.events,
        pace=built.settings.delivery,
        readers=built.settings.readers,
        clock=clock,
    )


def _chat(built: Core) -> Chat:
    readers = built.settings.readers
    news = News(
        built.archive, built.readership, built.reader, built.pipeline.digest, built.catalogue, readers
    )
    return Chat(news, Choices(built.readership, built.catalogue, readers))


@asynccontextmanager
async def _ticking(built: Core, courier: Courier) -> AsyncIterator[None]:
    """Wake the passes while the block runs; what is due is in the database: a missed tick loses nothing."""

    async def deliver() -> None:
        await courier.tell(clock())
        await courier.edit(clock())
        await courier.send()

    ticks = _Ticks()
    tick_s = built.settings.delivery.tick_s
    look_s = min(built.settings.ingest.folder_check_s, tick_s)
    scheduler = AsyncIOScheduler(timezone=UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    # A hanging feed must not keep the folders waiting: looks may overlap, each claims its own sources.
    look = ticks.of(lambda: built.pipeline.look(clock()))
    scheduler.add_job(look, "interval", seconds=look_s, max_instances=_LOOKS, next_run_time=clock())
    for work in (lambda: exhaust(built.pipeline.read), lambda: exhaust(built.pipeline.summarise), deliver):
        scheduler.add_job(ticks.of(work), "interval", seconds=tick_s)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        await ticks.settle()
        scheduler.shutdown(wait=False)


class _Ticks:
    """The passes that run right now: one that fails is logged, and all may end before the program does."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object] | None] = set()

    def of(self, work: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
        """What the clock calls: `work`, and the next tick tries again whatever became of it."""

        async def tick() -> None:
            self._running.add(task := asyncio.current_task())
            try:
                await work()
            except LaconiqueError as err:
                log.error("a pass failed", reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
            except Exception:
                log.exception("a pass failed")
            finally:
                self._running.discard(task)

        return tick

    async def settle(self) -> None:
        """Let them end; those that take too long are dropped, and claimed again when their lease runs out."""
        running = [task for task in self._running if task is not None]
        if not running:
            return
        _, late = await asyncio.wait(running, timeout=_SETTLE_S)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)


async def exhaust(work: Callable[[datetime], Awaitable[int]]) -> int:
    """Repeat a pass until it finds nothing more to do; returns how much it did."""
    total = 0
    while done := await work(clock()):
        total += done
    return total
