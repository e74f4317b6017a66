"""The client of python-telegram-bot, and how it gets its updates: by polling, or by a webhook."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import chain, repeat

import httpx
import structlog
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.errors import SettingsError
from bot.telegram import command_menus
from bot.telegram.contact import Contact, Contacts
from bot.telegram.polling import Polling, TakeIn
from bot.telegram.rate_limiter import RateLimiter
from bot.telegram.webhook import hook
from bot.telegram.wire import Wire
from bot.wording import Remark

log = structlog.get_logger()

_TELEGRAM = "https://api.telegram.org"
_CONNECTIONS = 128
"""More than are ever wanted at a time (64 pushes, 32 chats that are answered): whoever waits for one seems
not to reach Telegram."""
_FIRST_WAITS_S = (1, 2, 5, 10, 30)
_WAIT_S = 60


def build(
    token: str,
    base_url: str = "",
    limiter: RateLimiter | None = None,
    contacts: Contacts | None = None,
) -> ExtBot[str]:
    """The client; `base_url` is another Bot API server's address, without a slash at the end."""
    os.environ["PTB_TIMEDELTA"] = "1"  # how python-telegram-bot is told to stop warning of retry_after's type
    server = base_url or _TELEGRAM
    return ExtBot(
        token,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=_wire(server, _CONNECTIONS, contacts.calls if contacts else None),
        get_updates_request=_wire(server, 1, contacts.updates if contacts else None),
        rate_limiter=limiter,
    )


@asynccontextmanager
async def reached(bot: Bot) -> AsyncIterator[None]:
    """Be able to send while the block runs; whoever says what is someone else's affair."""
    try:
        await _introduced(bot)
        yield
    finally:
        await bot.shutdown()


@asynccontextmanager
async def connected(bot: Bot, take_in: TakeIn, public_url: str = "") -> AsyncIterator[None]:
    """Receive updates while the block runs: at `public_url` if there is one, else by polling.

    What was said before is taken in first. The webhook is left where it is at the end: other processes may
    stand behind it.
    """
    async with reached(bot):
        if public_url:
            await _insist(lambda: hook(bot, public_url))
            yield
            return
        await _insist(lambda: _unhooked(bot))
        polling = Polling(bot, take_in)
        await _insist(polling.catch_up)
        async with polling.going_on():
            yield


async def trouble(bot: Bot) -> str:
    """Ask Telegram who we are, once; returns why it does not say, or nothing."""
    try:
        await bot.initialize()
    except InvalidToken:  # the library's own words hold the token
        return "the token is refused"
    except TelegramError as err:
        return str(err)
    finally:
        await bot.shutdown()
    return ""


def _wire(server: str, connections: int, contact: Contact | None) -> Wire:
    """A server of our own is reached directly: the environment's proxy, if any, does not know it."""
    return Wire(connections, httpx.create_ssl_context() if server == _TELEGRAM else None, contact)


async def _unhooked(bot: Bot) -> None:
    await bot.delete_webhook()


async def _introduced(bot: Bot) -> None:
    """Say who we are. Raises: SettingsError when Telegram does not know the token."""

    async def say() -> None:
        await bot.initialize()
        await command_menus.show(bot)

    try:
        await _insist(say)
    except InvalidToken:
        told = Remark("TELEGRAM_TOKEN : Telegram le refuse ; demandez le bon à @BotFather")
        raise SettingsError(told) from None  # the library's own words hold the token


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
