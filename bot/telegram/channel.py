"""One message to one chat; every error of the library mapped to one of ours.

The calls are made by their names, with plain values, and of what comes back only the message's number is
read: to build the library's objects of each message and of each answer takes as long as all the rest.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from telegram import Bot, InputFile
from telegram.constants import ChatAction, ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.errors import (
    ChatMoved,
    DeliveryError,
    NotAllowed,
    NotYet,
    Rejected,
    SubscriberGone,
    ThreadGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import Button, Message, Preview, Shared
from bot.telegram.rate_limiter import PUSH, TooSoon, seconds
from bot.telegram.wire import Failed, Unsent

_NOT_NOW = (
    "not enough rights",
    "no rights to send",
    "need administrator rights",
    "chat_admin_required",
    "chat_write_forbidden",
    "chat_restricted",
)
"""How Telegram says that it is the chat, not the message."""
_NO_THREAD = ("topic_closed", "topic_deleted", "message thread not found")
_REFUSALS = ((("chat not found",), SubscriberGone), (_NO_THREAD, ThreadGone), (_NOT_NOW, NotAllowed))
_RIGHTS = (
    *("is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_post_messages"),
)
"""https://core.telegram.org/bots/api#chatadministratorrights"""
_POSTING = {right: right == "can_post_messages" for right in _RIGHTS}
_SHARING: Mapping[Shared, Mapping[str, object]] = {
    Shared.NOTHING: {},
    Shared.PLACE: {"request_location": True},
    Shared.CHANNEL: {
        "request_chat": {
            "request_id": 1,
            "chat_is_channel": True,
            "user_administrator_rights": _POSTING,
            "bot_administrator_rights": _POSTING,  # Telegram gives us them, if we are not there yet
        }
    },
}
"""https://core.telegram.org/bots/api#keyboardbutton"""
_SEND, _SEND_PICTURE, _SEND_FILE = "send_Message", "send_Photo", "send_Document"
_REDRAW, _REDRAW_BUTTONS = "edit_Message_Text", "edit_Message_Reply_Markup"
"""As the library wants to be asked for what it has methods of its own for."""

log = structlog.get_logger()


class TelegramChannel:
    """Sends one message to one chat (`ports.Channel`). Nothing but a DeliveryError leaves it."""

    def __init__(self, bot: Bot, timeout_s: float, *, pushes: bool = False, paid: bool = False) -> None:
        """`pushes`: nobody waits for these messages; `paid`: they may leave faster, for Stars."""
        self._bot = bot
        self._timeout_s = timeout_s
        self._turn: dict[str, Any] = {"rate_limit_args": PUSH} if pushes else {}
        self._paid = {"allow_paid_broadcast": True} if paid else {}

    async def send(
        self, chat_id: int, message: Message, reply_to: int | None = None, thread: int | None = None
    ) -> int:
        """One attempt, no retry; returns the message's number. It goes also when `reply_to` is gone.

        Raises: SubscriberGone, ChatMoved, Throttled, Rejected, Unreachable, Unanswered (bot/errors.py says
            what each asks of the caller), DeliveryError for anything else from Telegram.
        """
        asked: dict[str, Any] = {
            "chat_id": chat_id,
            "message_thread_id": thread,
            "parse_mode": ParseMode.HTML,
            "reply_markup": keyboard(message.buttons),
            "reply_parameters": reply_to and {"message_id": reply_to, "allow_sending_without_reply": True},
            **self._paid,
        }
        if message.attachment:
            method, asked["caption"] = _SEND_FILE, message.html
            asked["document"] = InputFile(message.attachment.content, message.attachment.name)
        elif message.picture:
            method, asked["photo"], asked["caption"] = _SEND_PICTURE, InputFile(message.picture), message.html
        else:
            method, asked["text"] = _SEND, message.html
            asked["link_preview_options"] = link_preview(message.preview)
        try:
            sent = await self._bot.do_api_request(method, asked, **self._timeouts, **self._turn)
            return int(sent["message_id"])
        except TelegramError as err:
            raise delivery_error(chat_id, err) from err
        except (KeyError, TypeError, ValueError) as err:  # accepted, and told in words that we can't read
            raise Unanswered(chat_id, f"an answer that can't be read: {type(err).__name__}") from err

    async def redraw(self, chat_id: int, number: int, message: Message) -> None:
        """Change a message; what Telegram refuses to change stays as it is. Raises: as `send` does."""
        asked: dict[str, Any] = {
            "chat_id": chat_id,
            "message_id": number,
            "reply_markup": keyboard(message.buttons),
        }
        method = _REDRAW_BUTTONS
        if message.html:
            method = _REDRAW
            asked |= {"text": message.html, "parse_mode": ParseMode.HTML}
            asked["link_preview_options"] = link_preview(message.preview)
        try:
            await self._bot.do_api_request(method, asked, **self._timeouts)
        except BadRequest as err:  # touched twice: the menu already says so
            if "not modified" not in err.message.lower():
                log.warning("menu not redrawn", reason=err.message)
        except TelegramError as err:
            raise delivery_error(chat_id, err) from err

    async def reach(self, chat_id: int) -> None:
        """Seem to be typing, which leaves no trace. Raises: Unreachable if nobody answers; as `send` does."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING, **self._timeouts)
        except BadRequest:  # an answer, too
            return
        except TelegramError as err:
            failure = delivery_error(chat_id, err)
            if isinstance(failure, Unanswered):
                raise Unreachable(chat_id, failure.reason) from err
            raise failure from err

    @property
    def _timeouts(self) -> dict[str, Any]:
        # Not even connected after a quarter of the time: surely not sent, and no doubt about it.
        return {"read_timeout": self._timeout_s, "connect_timeout": self._timeout_s / 4}


def link_preview(preview: Preview | None) -> dict[str, object]:
    """What of a page is shown beside a message: https://core.telegram.org/bots/api#linkpreviewoptions."""
    if preview is None:
        return {"is_disabled": True}
    size = "prefer_large_media" if preview.large else "prefer_small_media"
    return {"url": preview.url, size: True, "show_above_text": preview.large}


def keyboard(rows: Sequence[Sequence[Button]]) -> dict[str, object] | None:
    """The rows of buttons, as Telegram takes them; those that let something be shared hide once used."""
    if any(button.shared for row in rows for button in row):
        asking = [[{"text": button.label, **_SHARING[button.shared]} for button in row] for row in rows]
        return {"keyboard": asking, "resize_keyboard": True, "one_time_keyboard": True}
    lines = [
        [
            {"text": button.label, "url": button.url}
            if button.url
            else {"text": button.label, "callback_data": button.data}
            for button in row
        ]
        for row in rows
    ]
    return {"inline_keyboard": lines} if lines else None


def delivery_error(chat_id: int, err: TelegramError) -> DeliveryError:
    """Which of our errors this one of python-telegram-bot is."""
    reason = err.message
    match err:
        case Forbidden():
            return SubscriberGone(chat_id, reason)
        case ChatMigrated():
            return ChatMoved(chat_id, err.new_chat_id)
        case TooSoon():
            return NotYet(chat_id, seconds(err))
        case RetryAfter():
            return Throttled(chat_id, seconds(err))
        case BadRequest():
            return _refusal(reason)(chat_id, reason)
        case Unsent():
            return Unreachable(chat_id, reason)
        case Failed() | InvalidToken() | EndPointNotFound() | Conflict():
            return DeliveryError(chat_id, reason)
        case _:
            return Unanswered(chat_id, reason)


def _refusal(reason: str) -> type[DeliveryError]:
    said = reason.lower()
    return next((kind for words, kind in _REFUSALS if any(one in said for one in words)), Rejected)
