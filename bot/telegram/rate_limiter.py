"""How fast calls leave: under the limits of Telegram for a bot, for a chat and for a group.

The turns of the whole bot, and the pauses that Telegram asked for, are kept in the database (`Ledger`): ten
processes together stay under the limit, and a restart does not forget a pause. What one chat got lately is
remembered here; between processes the outbox spaces the pushes to one chat.
Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import structlog
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.errors import DatabaseError

PUSH: Final = "push"
"""`rate_limit_args` of a message nobody waits for; its turn was taken before it was claimed."""
EVERYONE: Final = 0
"""Stands for all chats where a chat is named: no chat has this id."""

_Limit = tuple[int, float]
"""So many messages at most in so many seconds."""
_PRIVATE_PUSH: Final[_Limit] = (1, 1.0)
_PRIVATE_ANSWER: Final[_Limit] = (3, 3.0)  # "we may allow short bursts": whoever asks may have one
_GROUP: Final[_Limit] = (20, 60.0)
_MEMORY: Final = 20
_SHARE: Final = 10
"""Turns are reserved for a tenth of a second: few transactions, and no answer waits behind many pushes."""
_OWED_S: Final = 0.5
"""Answers leave at once; those of so long a time are settled together."""
_PUT_BACK: Final = timedelta(seconds=5)
"""A clock that goes back by less is only being set right."""
_GLOBAL_FROM: Final = 3
"""So many chats throttled in a row, nothing accepted between: Telegram means all of them."""

log = structlog.get_logger()


class Ledger(Protocol):
    """The turns and pauses that all processes share."""

    async def reserve(self, turns: int, rate: float, now: datetime) -> datetime:
        """Reserve `turns` starts at `rate` a second; returns when the first may be, after any pause."""

    async def pause(self, chat_id: int, until: datetime, now: datetime) -> None:
        """No message to the chat, or to EVERYONE, before `until`."""

    async def pauses(self, now: datetime) -> Mapping[int, datetime]:
        """The pauses that are not over: chat -> its end."""


class TooSoon(RetryAfter):
    """We hold a call back, before Telegram does."""


@dataclass
class RateLimiter(BaseRateLimiter[str]):
    """The limits of Telegram, under python-telegram-bot.

    Args:
        ledger: the turns and pauses that all processes share.
        rate: messages a second of the whole bot.
        patience_s: a call whose turn is further away is not held: it raises TooSoon, for the outbox.
        clock: the present moment, in UTC.
    """

    ledger: Ledger
    rate: float
    patience_s: float
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _chats: dict[int, deque[datetime]] = field(default_factory=dict)
    _paused: dict[int, datetime] = field(default_factory=dict)
    _throttled: set[int] = field(default_factory=set)
    _seen: datetime | None = None
    _owed: int = 0
    """Turns that answers took without asking the ledger."""

    async def initialize(self) -> None:
        """Remember the pauses from before the start."""
        self._paused = dict(await self.ledger.pauses(self.clock()))

    async def shutdown(self) -> None:
        """Nothing to give back: what is reserved runs out by itself."""

    async def turns(self, wanted: int) -> int:
        """Wait until some pushes may start; returns how many, up to `wanted`; none during a long pause."""
        self._look_at_the_clock()
        if self._pause_s(EVERYONE) > self.patience_s:
            return 0
        share = min(wanted, max(1, round(self.rate / _SHARE)))
        wait_s = await self._reserved_in_s(share)
        if wait_s > self.patience_s:  # another process was told to pause
            return 0
        await self.sleep(wait_s)
        return share

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,  # noqa: ANN401 - as python-telegram-bot has it
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | None,
    ) -> Any:  # noqa: ANN401
        """Make the call when its turn has come. Raises: TooSoon when that is not soon."""
        if not endpoint.startswith("send") or endpoint == "sendChatAction":
            return await callback(*args, **kwargs)
        chat_id = data["chat_id"]
        await self._turn(chat_id, push=rate_limit_args == PUSH)
        try:
            answer = await callback(*args, **kwargs)
        except RetryAfter as err:
            await self._halt(chat_id, seconds(err))
            raise
        self._throttled.clear()
        return answer

    async def _turn(self, chat_id: int, *, push: bool) -> None:
        self._look_at_the_clock()
        wait_s = max(self._pause_s(EVERYONE), self._pause_s(chat_id), self._chat_s(chat_id, push=push))
        if wait_s > self.patience_s:
            raise TooSoon(timedelta(seconds=wait_s))
        starts = self._chats.setdefault(chat_id, deque(maxlen=_MEMORY))
        starts.append(self.clock() + timedelta(seconds=wait_s))  # before the wait: the next one queues behind
        await self.sleep(wait_s)
        if not push:
            self._owed += 1
            if self._owed > self.rate * _OWED_S:
                await self._settle()
        if len(self._chats) > 2 * self.rate * _GROUP[1]:
            self._forget_quiet_chats()

    def _look_at_the_clock(self) -> None:
        """One that was put back left us memories of a time to come: Telegram says again what counts."""
        now = self.clock()
        if self._seen is not None and now < self._seen - _PUT_BACK:
            self._chats.clear()
            self._paused.clear()
        self._seen = now

    async def _settle(self) -> None:
        """Many answers have left: they wait for the bot's limit, too; a database in trouble holds none up."""
        owed = self._owed
        try:
            await self.sleep(min(await self._reserved_in_s(0), self.patience_s))
        except DatabaseError as err:
            self._owed = owed
            log.warning("turns not settled", reason=str(err))

    async def _reserved_in_s(self, wanted: int) -> float:
        """Reserve turns, those that answers took included; returns how long until the first."""
        owed, self._owed = self._owed, 0
        now = self.clock()
        start = await self.ledger.reserve(wanted + owed, self.rate, now)
        return max(0.0, (start - now).total_seconds())

    def _chat_s(self, chat_id: int, *, push: bool) -> float:
        """How long until this chat may have one more message."""
        private = _PRIVATE_PUSH if push else _PRIVATE_ANSWER
        most, span_s = private if chat_id > 0 else _GROUP
        starts = self._chats.get(chat_id, ())
        if len(starts) < most:
            return 0.0
        left_s = span_s - (self.clock() - starts[-most]).total_seconds()
        return max(0.0, left_s)

    def _pause_s(self, chat_id: int) -> float:
        until = self._paused.get(chat_id)
        if until is None:
            return 0.0
        left_s = (until - self.clock()).total_seconds()
        if left_s <= 0:
            del self._paused[chat_id]
        return max(0.0, left_s)

    async def _halt(self, chat_id: int, wait_s: float) -> None:
        """Telegram wants a pause of this chat; of everyone, when it says so to one chat after the other."""
        self._throttled.add(chat_id)
        whom = EVERYONE if len(self._throttled) >= _GLOBAL_FROM else chat_id
        now = self.clock()
        self._paused[whom] = now + timedelta(seconds=wait_s)
        log.warning("Telegram asks for a pause", chat=whom or "everyone", seconds=wait_s)
        try:
            await self.ledger.pause(whom, self._paused[whom], now)
        except DatabaseError as err:  # remembered here all the same
            log.warning("pause not written down", reason=str(err))

    def _forget_quiet_chats(self) -> None:
        since = self.clock() - timedelta(seconds=_GROUP[1])
        self._chats = {chat_id: starts for chat_id, starts in self._chats.items() if starts[-1] > since}


def seconds(err: RetryAfter) -> float:
    """How long Telegram wants us to wait: python-telegram-bot says it as a number or as a timedelta."""
    wait = err.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
