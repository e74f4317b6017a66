"""The application of python-telegram-bot, and how it gets its updates: by polling, or by a webhook."""

import asyncio
import hashlib
import hmac
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, repeat
from typing import Any, cast

import httpx
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from telegram import BotCommand, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, ApplicationBuilder, Updater
from telegram.request import HTTPXRequest

from bot.chat import texts
from bot.errors import DatabaseError, SettingsError
from bot.telegram.per_chat import PerChat
from bot.telegram.pools import Pools
from bot.telegram.rate_limiter import RateLimiter

log = structlog.get_logger()

App = Application[Any, Any, Any, Any, Any, Any]
"""We keep nothing in its contexts, so none of its parameters matters."""

WEBHOOK_PATH = "/telegram"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_POOLS, _POOL = 8, 4
_FIRST_WAITS_S = (1, 2, 5, 10, 30)
_WAIT_S = 60
_WANTED = [Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]


def build(token: str, base_url: str = "", limiter: RateLimiter | None = None) -> App:
    """The application; `base_url` is another Bot API server's address, without a slash at the end."""
    os.environ["PTB_TIMEDELTA"] = "1"  # how python-telegram-bot is told to stop warning of retry_after's type
    # A server of our own is reached directly: the environment's proxy, if any, does not know it.
    options = {"trust_env": not base_url, "verify": httpx.create_ssl_context(trust_env=not base_url)}
    builder = (
        ApplicationBuilder()
        .token(token)
        .concurrent_updates(PerChat(_POOLS * _POOL))
        .request(Pools([HTTPXRequest(_POOL, httpx_kwargs=options) for _ in range(_POOLS)]))
        .get_updates_request(HTTPXRequest(httpx_kwargs=options))
        .job_queue(None)
    )
    if limiter is not None:
        builder.rate_limiter(limiter)
    if base_url:
        builder = builder.base_url(f"{base_url}/bot").base_file_url(f"{base_url}/file/bot")
    return builder.build()


@asynccontextmanager
async def reached(application: App) -> AsyncIterator[None]:
    """Be able to send while the block runs; whoever says what is someone else's affair."""
    try:
        await _introduced(application)
        yield
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # of an application that never got so far, too


@asynccontextmanager
async def connected(application: App, public_url: str = "") -> AsyncIterator[None]:
    """Receive updates while the block runs: at `public_url` if there is one, else by polling.

    The webhook is left where it is at the end: other processes may stand behind it.
    """
    async with reached(application):
        await application.start()
        try:
            if public_url:
                await _insist(lambda: _hook(application, public_url))
                yield
            else:
                updater = cast("Updater", application.updater)  # the builder makes one unless told not to
                await updater.start_polling(allowed_updates=_WANTED, bootstrap_retries=-1)
                try:
                    yield
                finally:
                    await updater.stop()
        finally:
            await application.stop()


async def _introduced(application: App) -> None:
    """Say who we are. Raises: SettingsError when Telegram does not know the token."""

    async def say() -> None:
        await application.initialize()
        await application.bot.set_my_commands([BotCommand(*command) for command in texts.COMMANDS])

    try:
        await _insist(say)
    except InvalidToken:
        msg = "TELEGRAM_TOKEN: Telegram refuses it; ask @BotFather for the right one"
        raise SettingsError(msg) from None  # the library's own words hold the token


async def _hook(application: App, public_url: str) -> None:
    url = public_url.rstrip("/") + WEBHOOK_PATH
    await application.bot.set_webhook(url, secret_token=_secret(application), allowed_updates=_WANTED)


async def _insist(work: Callable[[], Awaitable[None]]) -> None:
    """Do it as often as it takes: the network may come up after us, or several of us start at once."""
    for wait_s in chain(_FIRST_WAITS_S, repeat(_WAIT_S)):
        try:
            await work()
        except (NetworkError, RetryAfter) as err:
            if isinstance(err, BadRequest):  # a child of NetworkError; waiting would not mend it
                raise
            log.warning("Telegram is not reached", reason=str(err), again_in_s=wait_s)
            await asyncio.sleep(wait_s)
        else:
            return


def webhook(application: App, first_time: Callable[[int], Awaitable[bool]]) -> Route:
    """Where Telegram delivers; whoever does not know the secret is turned away.

    `first_time` says of an update's number whether no process has taken it in yet: after a slow answer
    Telegram sends it again, and perhaps to another process.
    """

    async def receive(request: Request) -> Response:
        given = request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), _secret(application).encode()):
            return Response(status_code=403)
        try:
            update = Update.de_json(await request.json(), application.bot)
            if await first_time(update.update_id):
                await application.update_queue.put(update)
        except DatabaseError as err:  # Telegram will send it again
            log.warning("update not taken in", reason=str(err))
            return Response(status_code=503)
        return Response()

    return Route(WEBHOOK_PATH, receive, methods=["POST"])


def _secret(application: App) -> str:
    """Known to whoever knows the token, and to nobody else; the same after a restart."""
    return hashlib.sha256(b"webhook:" + application.bot.token.encode()).hexdigest()
