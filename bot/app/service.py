"""The whole bot: the chat, the passes on a clock, and the one HTTP port, in one event loop."""

import asyncio
import fcntl
import gc
import os
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from socket import socket
from urllib.parse import urlsplit

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from telegram import Bot

from bot.app.alarm import Alarm
from bot.app.apart import lasting
from bot.app.assembly import rate_limiter, receiver, sender
from bot.app.clock import clock
from bot.app.configuration import sources
from bot.app.core import Core, core
from bot.app.exclusive import POLLING, held
from bot.app.folders import claim
from bot.app.keys import bot_token, web_token
from bot.app.meanwhile import meanwhile
from bot.app.monitoring import Monitor
from bot.app.passes import give_back, passes, take_over_from_the_dead
from bot.app.reloading import Reloading
from bot.app.ticks import Pass, ticking
from bot.errors import SettingsError
from bot.model import Role
from bot.receiving import Receiver
from bot.sandbox.limits import TELEGRAM_PER_S, Limits
from bot.sandbox.sandbox import Sandbox
from bot.settings import Settings
from bot.telegram import connection
from bot.telegram.command_menus import AdminMenu
from bot.telegram.contact import Contacts
from bot.telegram.webhook import webhook
from bot.web.door import LOOPBACK, Guarded, Named
from bot.web.metrics import Passes
from bot.web.server import bind, serving
from bot.wording import Remark

_ALARM_S = 60.0
_MENU_S = 5.0

log = structlog.get_logger()


async def run(
    settings: Settings,
    stop: asyncio.Event,
    ready: Callable[[str], None],
    reloading: Reloading | None = None,
) -> None:
    """What the roles of this process ask for, until `stop` is set; `ready` is told where its pages are."""
    async with AsyncExitStack() as stack:
        if settings.sandbox:
            stack.enter_context(_alone(settings.home))
        listener = stack.enter_context(bind(settings.host, settings.port))
        built = await stack.enter_async_context(core(settings, lasting(settings)))
        await stack.enter_async_context(built.tracing.started(os.environ))
        await take_over_from_the_dead(built)
        if Role.INGEST in settings.roles:
            await built.intake.list_sources(sources(settings), clock())
        local = f"http://127.0.0.1:{listener.getsockname()[1]}"
        link = local if settings.host in LOOPBACK else f"{local}/?token={web_token(settings)}"
        limits = rate_limiter(built)
        measured, alarm = Passes(), Alarm(built)
        bot, heeds, contacts, started = None, None, Contacts(clock), asyncio.Event()
        monitor = Monitor(built, contacts, alarm, lambda: started.is_set() and not stop.is_set())
        heard, menus = asyncio.Event(), list[Pass]()
        if settings.roles & {Role.CHAT, Role.DELIVER}:
            base_url = local if settings.sandbox else settings.telegram_url
            bot = connection.build(bot_token(settings), base_url, limits, contacts)
            if Role.CHAT in settings.roles:
                heeds = receiver(built, bot, measured, monitor.desk)
                menus.append(_menu_pass(bot, built, heard))
        await alarm()
        await stack.enter_async_context(_pages(built, bot, heeds, listener, measured, monitor))
        if bot is not None:
            await stack.enter_async_context(meanwhile(_connected(built, bot, heeds, heard, stop), stop))
        sending = None if bot is None else sender(built, bot, limits, heard)
        woken = [Pass("alarm", alarm, _ALARM_S), *menus, *passes(built, sending, reloading)]
        woken = [replace(one, work=built.tracing.spanned(f"pass {one.name}", one.work)) for one in woken]
        ticks = ticking(woken, measured.ended, built.events, partial(give_back, built))
        await stack.enter_async_context(ticks)
        gc.collect()
        gc.freeze()  # what is here by now stays: to search it again and again holds up the loop for 50 ms
        started.set()
        ready(link if settings.sandbox else local)
        await stop.wait()
        log.info("stopping")


def _menu_pass(bot: Bot, built: Core, heard: asyncio.Event) -> Pass:
    """Gives admins the menu of their commands, once Telegram is reached."""
    menu = AdminMenu(bot, built.settings.administrators, built.readership.language)

    async def give() -> None:
        if heard.is_set():
            await menu()

    return Pass("menu", give, _MENU_S)


@asynccontextmanager
async def _pages(
    built: Core,
    bot: Bot | None,
    heeds: Receiver | None,
    listener: socket,
    measured: Passes,
    monitor: Monitor,
) -> AsyncIterator[None]:
    """Serve what this process shows, and what Telegram calls."""
    settings = built.settings
    opens = web_token(settings)
    routes = monitor.routes(measured, opens)
    sandbox = None
    if bot is not None and settings.sandbox:
        limits = Limits(max(TELEGRAM_PER_S, settings.delivery.messages_per_s), time.monotonic)
        sandbox = Sandbox(bot.token, settings.home / "sandbox.jsonl", limits=limits)
        built.readership.after_forgetting = sandbox.forget
        routes.append(Mount("", routes=sandbox.routes(), middleware=[Middleware(Guarded, token=opens)]))
    elif bot is not None and heeds is not None and settings.public_url:
        routes.append(webhook(bot, heeds.take_in))
    named = Middleware(Named, names=_names(settings))
    async with serving(Starlette(routes=routes, middleware=[named]), listener):
        try:
            yield
        finally:
            if sandbox is not None:
                sandbox.close()


def _names(settings: Settings) -> tuple[str, ...]:
    """Under which names we are asked, besides those that can't be anybody else's."""
    public = urlsplit(settings.public_url).hostname
    return (*settings.web.names, settings.host, *([public] if public else []))


@asynccontextmanager
async def _connected(
    built: Core, bot: Bot, heeds: Receiver | None, heard: asyncio.Event, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Reach Telegram, to send only or to answer, too; of those that ask it for updates, one may at a time.

    `heard` is set when what readers said before has been taken in: until then nothing is sent to them.
    """
    settings = built.settings
    if heeds is None:
        async with connection.reached(bot):
            heard.set()
            yield
    elif settings.sandbox or settings.public_url:
        async with connection.connected(bot, heeds.take_in, settings.public_url), heeds.heeding():
            heard.set()
            yield
    else:
        async with held(built.leases, POLLING, stop):
            if stop.is_set():  # while it waited: it was never its turn
                yield
                return
            async with connection.connected(bot, heeds.take_in), heeds.heeding():
                heard.set()
                yield


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Two sandboxes would both write the same chats. Raises: SettingsError when there is another."""
    claim(home)
    with (home / "sandbox.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as err:
            told = Remark(
                "LACONIQUE_HOME : un autre Laconique tourne dans {home} ; "
                "arrêtez-le, ou donnez un autre dossier à celui-ci",
                home=home,
            )
            raise SettingsError(told) from err
        yield
