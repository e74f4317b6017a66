"""What Telegram tells us -> the chat, and its replies."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from telegram import CallbackQuery, ChatMember, Document, Update
from telegram.constants import ChatAction, ChatType, ParseMode
from telegram.error import BadRequest, TelegramError
from telegram.ext import (
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from bot.chat import texts
from bot.chat.chat import Chat
from bot.chat.failures import explained
from bot.chat.intents import addressee
from bot.chat.reply import Reply, say
from bot.errors import DeliveryError, LaconiqueError, Rejected, Throttled, TooLarge
from bot.model import Message, Raw
from bot.ports import Readership
from bot.telegram.channel import TelegramChannel, keyboard
from bot.telegram.connection import App

_FILE_MAX = 8_000_000
_NOTICE_MAX = 200  # https://core.telegram.org/bots/api#answercallbackquery
_BLOCKED = "the reader blocked the bot"
_HTML_FILES = {"text/html", "application/xhtml+xml"}

_Context = ContextTypes.DEFAULT_TYPE
_T = TypeVar("_T")

log = structlog.get_logger()


Later = Callable[[int, Sequence[Message], datetime, datetime], Awaitable[None]]
"""Keeps messages for a chat: at what moment, and until when they wait."""


class Handlers:
    """Handlers for what readers do."""

    def __init__(
        self,
        chat: Chat,
        readership: Readership,
        channel: TelegramChannel,
        later: Later,
        clock: Callable[[], datetime],
    ) -> None:
        self._chat = chat
        self._later = later
        self._readership = readership
        self._channel = channel
        self._clock = clock

    def register(self, application: App) -> None:
        """Make `application` call us."""
        new = filters.UpdateType.MESSAGE
        application.add_handler(MessageHandler(new & filters.StatusUpdate.MIGRATE, self._migrated))
        application.add_handler(MessageHandler(new & filters.TEXT, self._said))
        in_private = new & filters.ChatType.PRIVATE  # in a group, files and pictures are for the others
        application.add_handler(MessageHandler(in_private & filters.Document.ALL, self._given))
        application.add_handler(MessageHandler(in_private & ~filters.StatusUpdate.ALL, self._other))
        application.add_handler(CallbackQueryHandler(self._pressed))
        application.add_handler(ChatMemberHandler(self._membership, ChatMemberHandler.MY_CHAT_MEMBER))
        application.add_error_handler(self._failed)

    async def _said(self, update: Update, context: _Context) -> None:
        chat_id, text = _chat_id(update), _there(update.effective_message).text or ""
        if not _to_us(update, text, context.bot.username):
            return
        if not text.startswith("/"):  # a link or a text takes a moment
            await _typing(context, chat_id)
        await self._answer(chat_id, await self._chat.said(chat_id, text, self._clock()))

    async def _given(self, update: Update, context: _Context) -> None:
        chat_id, document = _chat_id(update), _there(_there(update.effective_message).document)
        await _typing(context, chat_id)
        if (document.file_size or 0) > _FILE_MAX:
            await self._answer(chat_id, say(explained(TooLarge())))
            return
        raw = await _download(document)
        await self._answer(chat_id, await self._chat.given(chat_id, raw, self._clock()))

    async def _other(self, update: Update, _context: _Context) -> None:
        await self._answer(_chat_id(update), say(texts.EMPTY_MESSAGE))

    async def _pressed(self, update: Update, _context: _Context) -> None:
        query, chat_id = _there(update.callback_query), _chat_id(update)
        reply = await self._chat.pressed(chat_id, query.data or "", self._clock())
        await _acknowledge(query, reply.notice)
        await _redraw(query, reply)
        await self._answer(chat_id, reply)

    async def _membership(self, update: Update, _context: _Context) -> None:
        """The reader blocked us, or took us back: then what was chosen holds again."""
        chat_id, status = _chat_id(update), _there(update.my_chat_member).new_chat_member.status
        if status in {ChatMember.BANNED, ChatMember.LEFT}:
            await self._readership.pause(chat_id, _BLOCKED, self._clock())
            return
        known = await self._readership.subscriber(chat_id)
        if known is not None and known.paused == _BLOCKED:
            await self._readership.join(chat_id, known.zone, self._clock())

    async def _migrated(self, update: Update, _context: _Context) -> None:
        """The group became a supergroup: told once in the old chat, once in the new one."""
        new_chat = _there(update.effective_message).migrate_to_chat_id
        if new_chat is not None:
            await self._readership.move(_chat_id(update), new_chat)

    async def _failed(self, update: object, context: _Context) -> None:
        """An update that we could not answer: said in the log and to whoever waits; the next ones go on."""
        err = context.error
        if isinstance(err, TelegramError):
            log.warning("update not answered", reason=str(err))
            return
        log.error("update not answered", exc_info=err)
        if isinstance(update, Update) and update.effective_message is not None:
            await self._answer(_chat_id(update), say(explained(LaconiqueError())))

    async def _answer(self, chat_id: int, reply: Reply) -> None:
        for number, message in enumerate(reply.messages):
            try:
                await self._show(chat_id, message)
            except Throttled as err:  # nothing is dropped: the rest goes the way of the pushes, at its time
                await self._put_off(chat_id, reply.messages[number:], err)
                return
            except DeliveryError as err:
                log.warning("answer not sent", chat=chat_id, reason=err.reason)
                return

    async def _put_off(self, chat_id: int, messages: Sequence[Message], err: Throttled) -> None:
        """Leave these to the outbox, which knows words and buttons only."""
        log.warning("answer put off", chat=chat_id, reason=err.reason)
        now = self._clock()
        words = [replace(message, picture=b"") for message in messages]
        await self._later(chat_id, words, now, now + timedelta(seconds=err.retry_after_s))

    async def _show(self, chat_id: int, message: Message) -> None:
        """Send it; where pictures are refused (a group may forbid them), its words alone."""
        try:
            await self._channel.send(chat_id, message)
        except Rejected as err:
            if not message.picture:
                raise
            log.warning("picture not sent", chat=chat_id, reason=err.reason)
            await self._channel.send(chat_id, replace(message, picture=b""))


def _to_us(update: Update, text: str, username: str) -> bool:
    """In a group only commands are for us, and not those that name another bot."""
    if named := addressee(text):
        return named.lower() == username.lower()
    return text.startswith("/") or _there(update.effective_chat).type == ChatType.PRIVATE


async def _typing(context: _Context, chat_id: int) -> None:
    """A courtesy: without it the answer still comes."""
    with suppress(TelegramError):
        await context.bot.send_chat_action(chat_id, ChatAction.TYPING)


async def _download(document: Document) -> Raw:
    file = await document.get_file()
    body = bytes(await file.download_as_bytearray())
    media_type = document.mime_type or "text/plain"
    return Raw("", body, "text/html" if media_type in _HTML_FILES else "text/plain")


async def _acknowledge(query: CallbackQuery, notice: str) -> None:
    try:
        await query.answer(notice[:_NOTICE_MAX] or None)
    except BadRequest as err:  # pressed while we were away: too late for the notice, not for the rest
        log.info("button not acknowledged", reason=err.message)


async def _redraw(query: CallbackQuery, reply: Reply) -> None:
    """Replace the message that bears the button, or only its buttons."""
    try:
        if reply.instead is not None:
            shown = reply.instead
            await query.edit_message_text(shown.html, ParseMode.HTML, reply_markup=keyboard(shown.buttons))
        elif reply.rows is not None:
            await query.edit_message_reply_markup(keyboard(reply.rows))
    except BadRequest as err:  # touched twice: the menu already says so
        if "not modified" not in err.message.lower():
            log.warning("menu not redrawn", reason=err.message)


def _chat_id(update: Update) -> int:
    return _there(update.effective_chat).id


def _there(part: _T | None) -> _T:
    """The part of an update that its kind promises."""
    if part is None:
        msg = "an update without the part that its kind promises"
        raise ValueError(msg)
    return part
