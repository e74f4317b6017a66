"""The whole bot: the chat, the passes on a clock, and the one HTTP port, in one event loop."""

import asyncio
import fcntl
import gc
import secrets
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from functools import partial
from pathlib import Path

import structlog
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from telegram import Bot

from bot.app.core import Core, clock, core, make_folder
from bot.app.ticks import ticking
from bot.chat.chat import Chat
from bot.chat.choices import Choices
from bot.chat.news import News
from bot.chat.trending import Trending
from bot.delivery import Courier
from bot.errors import SettingsError
from bot.model import Source, SourceKind
from bot.sandbox.server import Sandbox
from bot.sending import Sender
from bot.settings import Settings
from bot.store.health import health
from bot.telegram import connection
from bot.telegram.channel import TelegramChannel
from bot.telegram.pace import Pace
from bot.telegram.updates import Updates
from bot.trends.chart import draw
from bot.web import health as health_page
from bot.web.server import bind, serving

_SANDBOX_BOT = 1_000_000_001
SAMPLES = Source("Exemples", SourceKind.FOLDER, str(Path(__file__).parents[1] / "sandbox" / "samples"))
"""Invented articles, so that the sandbox has something to tell without a network."""

log = structlog.get_logger()


async def run(settings: Settings, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
    """The passes on a clock, plus the chat, until `stop` is set; `ready` is told where the page is."""
    async with AsyncExitStack() as stack:
        if settings.sandbox:
            stack.enter_context(_alone(settings.home))
        listener = stack.enter_context(bind(settings.host, settings.port))
        built = await stack.enter_async_context(core(settings))
        await built.intake.list_sources(sources(settings), clock())
        local = f"http://127.0.0.1:{listener.getsockname()[1]}"
        limits = pace(built)
        application = connection.build(token(settings), local if settings.sandbox else "", limits)
        answers = TelegramChannel(application.bot, settings.delivery.send_timeout_s)
        Updates(_chat(built), built.readership, answers, clock).register(application)

        routes: list[BaseRoute] = [health_page.route(lambda: health(built.database))]
        if settings.sandbox:
            sandbox = Sandbox(application.bot.token, settings.home / "sandbox.jsonl")
            routes += sandbox.routes()
        elif settings.public_url:
            routes.append(connection.webhook(application))
        await stack.enter_async_context(serving(Starlette(routes=routes), listener))
        if settings.sandbox:
            stack.callback(sandbox.close)
        await stack.enter_async_context(connection.connected(application, settings.public_url))
        await stack.enter_async_context(
            ticking(built, courier(built), sender(built, application.bot, limits))
        )
        gc.collect()
        gc.freeze()  # what is here by now stays: to search it again and again holds up the loop for 50 ms
        ready(local)
        await stop.wait()
        log.info("stopping")


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two sandboxes would both write the same chats. Raises: SettingsError when there is another."""
    make_folder(home)
    with (home / "sandbox.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as err:
            msg = f"LACONIQUE_HOME: another Laconique runs in {home}; stop it, or give this one another home"
            raise SettingsError(msg) from err
        yield


def token(settings: Settings) -> str:
    """The bot's own token, or the sandbox's: made once for each home, so that no web page can guess it."""
    if not settings.sandbox:
        return settings.token.get_secret_value()
    make_folder(settings.home)
    kept = settings.home / "sandbox.token"
    kept.touch(mode=0o600)
    known = kept.read_text(encoding="ascii")
    if not known:
        known = f"{_SANDBOX_BOT}:{secrets.token_urlsafe(32)}"
        kept.write_text(known, encoding="ascii")
    return known


def sources(settings: Settings) -> tuple[Source, ...]:
    """The configured sources, and the sandbox's own."""
    return (*settings.sources, SAMPLES) if settings.sandbox else settings.sources


def pace(built: Core) -> Pace:
    """How fast messages leave, with all other processes on this database."""
    delivery = built.settings.delivery
    # A turn that is further away than this would eat up the time that a send has.
    return Pace(built.turns, delivery.messages_per_s, delivery.send_timeout_s / 4, clock)


def courier(built: Core) -> Courier:
    """The passes that fill the outbox."""
    return Courier(
        tellings=built.tellings,
        outbox=built.outbox,
        events=built.events,
        pace=built.settings.delivery,
        readers=built.settings.readers,
    )


def sender(built: Core, bot: Bot, limits: Pace) -> Sender:
    """The pass that empties it, through `bot`."""
    delivery = built.settings.delivery
    return Sender(
        outbox=built.outbox,
        readership=built.readership,
        channel=TelegramChannel(bot, delivery.send_timeout_s, pushes=True, paid=delivery.paid_broadcast),
        events=built.events,
        pace=delivery,
        clock=clock,
        turns=limits.turns,
    )


def _chat(built: Core) -> Chat:
    readers = built.settings.readers
    news = News(
        built.archive, built.readership, built.reader, built.pipeline.digest, built.catalogue, readers
    )
    trending = Trending(built.counts, built.catalogue, partial(built.run, draw), readers.zone)
    return Chat(news, Choices(built.readership, built.catalogue, readers), trending)
