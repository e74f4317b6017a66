"""Updates fetched by long polling: each batch is kept before Telegram may forget it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import structlog
from telegram import Bot
from telegram.error import RetryAfter, TelegramError

from bot.errors import BadUpdate, DatabaseError
from bot.ports import Incoming
from bot.telegram.rate_limiter import seconds
from bot.telegram.raw_updates import incoming

WANTED = ("message", "callback_query", "inline_query", "my_chat_member", "chat_member")
_MOST = 100
"""Updates that Telegram gives at a time."""
_HOLD_S = 25
"""How long Telegram may keep us waiting for one."""
_SLACK_S = 10.0
_WAIT_S, _WAIT_MAX_S = 1.0, 30.0

TakeIn = Callable[[Sequence[Incoming]], Awaitable[None]]
"""Keeps updates. Raises: DatabaseError."""

log = structlog.get_logger()


class Polling:
    """Asks Telegram for updates."""

    def __init__(self, bot: Bot, take_in: TakeIn) -> None:
        self._bot = bot
        self._take_in = take_in
        self._next = 0
        self._trouble = ""
        """Why there are none: said once, and once more when there are."""

    async def catch_up(self) -> None:
        """Take in all that was said before now: a reader's word is heard before anything is sent."""
        while await self._batch(hold_s=0) == _MOST:
            pass

    @asynccontextmanager
    async def going_on(self) -> AsyncIterator[None]:
        """Take in what is said while the block runs."""
        asking = asyncio.create_task(self._ask())
        try:
            yield
        finally:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking

    async def _ask(self) -> None:
        wait_s = 0.0
        while True:
            try:
                await self._batch(_HOLD_S)
                wait_s = 0.0
                if self._trouble:
                    log.warning("updates come again")
                    self._trouble = ""
                continue
            except RetryAfter as err:
                wait_s, reason = seconds(err), str(err)
            except (TelegramError, DatabaseError, BadUpdate) as err:
                wait_s, reason = min(2 * wait_s or _WAIT_S, _WAIT_MAX_S), str(err)
            if reason != self._trouble:
                log.warning("no updates come", reason=reason)
                self._trouble = reason
            await asyncio.sleep(wait_s)

    async def _batch(self, hold_s: int) -> int:
        """Take in one batch; returns its size. Raises: TelegramError, DatabaseError, BadUpdate."""
        asked = {"offset": self._next, "limit": _MOST, "timeout": hold_s, "allowed_updates": WANTED}
        # Raw: with `get_updates` one that the library can't read would keep all the others from us. By its
        # own name the library would warn that there is `get_updates`.
        batch = await self._bot.do_api_request("get_Updates", asked, read_timeout=hold_s + _SLACK_S)
        taken, bad = [], 0
        for raw in batch if isinstance(batch, list) else [batch]:
            try:
                taken.append(incoming(raw))
            except BadUpdate:
                bad += 1
        if bad and not taken:
            raise BadUpdate(f"{bad} updates without a number")
        await self._take_in(taken)
        self._next = max((one.id + 1 for one in taken), default=self._next)
        return len(taken)
