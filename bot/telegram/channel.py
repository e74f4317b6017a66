"""One message to one chat; every error of the library mapped to one of ours."""

import asyncio
from collections.abc import Sequence
from typing import Any

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.errors import (
    ChatMoved,
    DeliveryError,
    NotAllowed,
    Rejected,
    SubscriberGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import Button, Message
from bot.telegram.rate_limiter import PUSH, seconds

_NOT_NOW = (
    "not enough rights",
    "no rights to send",
    "topic_closed",
    "chat_write_forbidden",
    "chat_restricted",
)
"""How Telegram says that it is the chat, not the message."""
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""What httpx raises before a byte of the request has left."""


class TelegramChannel:
    """Sends one message to one chat (`ports.Channel`). Nothing but a DeliveryError leaves it."""

    def __init__(self, bot: Bot, timeout_s: float, *, pushes: bool = False, paid: bool = False) -> None:
        """`pushes`: nobody waits for these messages; `paid`: they may leave faster, for Stars."""
        self._bot = bot
        self._timeout_s = timeout_s
        self._options: dict[str, Any] = {"rate_limit_args": PUSH} if pushes else {}
        if paid:
            self._options["allow_paid_broadcast"] = True

    async def send(self, chat_id: int, message: Message, reply_to: int | None = None) -> int:
        """One attempt, no retry; returns the message's number. It goes also when `reply_to` is gone.

        Raises: SubscriberGone, ChatMoved, Throttled, Rejected, Unreachable, Unanswered (bot/errors.py says
            what each asks of the caller), DeliveryError for anything else from Telegram.
        """
        early_s = self._timeout_s / 4  # not even connected by then: surely not sent, and no doubt about it
        common: dict[str, Any] = {
            "parse_mode": ParseMode.HTML,
            "reply_markup": keyboard(message.buttons),
            "reply_parameters": reply_to and ReplyParameters(reply_to, allow_sending_without_reply=True),
            "read_timeout": self._timeout_s,
            "write_timeout": self._timeout_s,
            "connect_timeout": early_s,
            "pool_timeout": early_s,
            **self._options,
        }
        try:
            async with asyncio.timeout(self._timeout_s):  # httpx has none for a request as a whole
                if message.picture:
                    sent = await self._bot.send_photo(
                        chat_id, message.picture, caption=message.html, **common
                    )
                else:
                    sent = await self._bot.send_message(
                        chat_id, message.html, link_preview_options=_NO_PREVIEW, **common
                    )
        except TimeoutError as err:
            raise Unanswered(chat_id, f"no answer within {self._timeout_s:g} s") from err
        except TelegramError as err:
            raise delivery_error(chat_id, err) from err
        return sent.message_id


def keyboard(rows: Sequence[Sequence[Button]]) -> InlineKeyboardMarkup | None:
    """The rows of buttons, as Telegram takes them."""
    lines = [
        [
            InlineKeyboardButton(button.label, callback_data=button.data or None, url=button.url or None)
            for button in row
        ]
        for row in rows
    ]
    return InlineKeyboardMarkup(lines) if lines else None


def delivery_error(chat_id: int, err: TelegramError) -> DeliveryError:
    """Which of our errors this one of python-telegram-bot is."""
    reason = err.message
    match err:
        case Forbidden():
            return SubscriberGone(chat_id, reason)
        case ChatMigrated():
            return ChatMoved(chat_id, err.new_chat_id)
        case RetryAfter():
            return Throttled(chat_id, seconds(err))
        case BadRequest() if "chat not found" in reason.lower():
            return SubscriberGone(chat_id, reason)
        case BadRequest() if any(words in reason.lower() for words in _NOT_NOW):
            return NotAllowed(chat_id, reason)
        case BadRequest():  # before NetworkError, its parent
            return Rejected(chat_id, reason)
        case NetworkError() if isinstance(err.__cause__, _NOT_SENT):
            return Unreachable(chat_id, reason)
        case NetworkError() if isinstance(err.__cause__, httpx.HTTPError):
            return Unanswered(chat_id, reason)
        case _:
            return DeliveryError(chat_id, reason)
