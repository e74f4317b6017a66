"""What Telegram tells us -> the chat, and its replies."""

import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

import structlog
from telegram import (
    Bot,
    CallbackQuery,
    Document,
    InlineQuery,
    MaybeInaccessibleMessage,
    Message,
    MessageEntity,
    Update,
    User,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, TelegramError
from telegram.ext import filters

from bot.chat import texts
from bot.chat.failures import explained
from bot.chat.files import file_type
from bot.chat.inline import Offers
from bot.chat.intents import content_of
from bot.chat.reception import Reception
from bot.chat.reply import Reply, Shown, plain, say
from bot.chat.speaker import Speaker
from bot.errors import BadUpdate, TooLarge
from bot.model import Button, Raw
from bot.model import Message as Words
from bot.ports import Heard, Reaction, Readership, Response
from bot.telegram.addressing import for_us, in_group, thread_of
from bot.telegram.channel import delivery_error
from bot.telegram.inline_results import CACHE_S, articles
from bot.telegram.membership import Membership
from bot.telegram.parted import parts, whole_text
from bot.wording import language_of, speak

_FILE_MAX = 8_000_000
_NOTICE_MAX = 200  # https://core.telegram.org/bots/api#answercallbackquery
_NOTHING = Reaction()
_NEW = filters.UpdateType.MESSAGE
_SAID = _NEW & filters.TEXT
_PRIVATE = _NEW & filters.ChatType.PRIVATE  # in a group, files and pictures are for the others
_GIVEN = _PRIVATE & filters.Document.ALL
_PLACED = _PRIVATE & filters.LOCATION
_PICKED = _PRIVATE & filters.StatusUpdate.CHAT_SHARED
_OTHER = _PRIVATE & ~filters.StatusUpdate.ALL

_T = TypeVar("_T")

log = structlog.get_logger()


class Handlers:
    """Does what readers ask for (`ports.Hear`)."""

    def __init__(
        self,
        chat: Reception,
        readership: Readership,
        membership: Membership,
        bot: Bot,
        clock: Callable[[], datetime],
        menu: Callable[[int, str | None], Awaitable[None]],
    ) -> None:
        self._chat = chat
        self._readership = readership
        self._membership = membership
        self._bot = bot
        self._clock = clock
        self._menu = menu
        """Lets Telegram's menu of a chat follow the language that was chosen there, if any."""

    async def __call__(self, heard: Heard) -> Reaction:
        """Do what an update asks for; one of a kind that we did not ask for is no error."""
        update = self._read(heard)
        spoken, before = await self._language(heard, update), await self._chosen(heard)
        speak(spoken)
        reaction = await self._heeded(update, heard)
        chosen = await self._chosen(heard)
        if heard.chat_id is None or chosen in (before, spoken):
            return reaction
        return replace(reaction, afterwards=partial(self._menu, heard.chat_id, chosen))

    async def _heeded(self, update: Update, heard: Heard) -> Reaction:
        if heard.chat_id is None and (update.message or update.my_chat_member):
            raise BadUpdate("said in no chat")
        if update.callback_query is not None:
            return await self._pressed(update.callback_query, heard.id)
        if update.inline_query is not None:
            # Looked for once its words are forgotten: what fails is not tried again, nor told in a chat.
            return Reaction(confirm=partial(self._offered, update.inline_query))
        if update.my_chat_member is not None:
            return await self._membership.heed(update.my_chat_member, heard.id)
        if update.chat_member is not None:
            self._membership.others(update.chat_member)
            return _NOTHING
        return _NOTHING if update.message is None else await self._told(update.message, update, heard)

    def addressed(self, heard: Heard, reaction: Reaction) -> Reaction:
        """The reaction, to be shown where the update was said."""
        update = self._read(heard)
        if update.message is not None:
            return _addressed(reaction, update.message)
        query = update.callback_query
        return _in_thread(reaction, query.message if query else None)

    async def _told(self, message: Message, update: Update, heard: Heard) -> Reaction:
        if message.migrate_to_chat_id is not None:
            # The group became a supergroup: told once in the old chat, once in the new one.
            await self._readership.move(message.chat_id, message.migrate_to_chat_id)
            return _NOTHING
        if _GIVEN.check_update(update):
            return await self._given(message, heard.id)
        if shared := await self._shared(message, update, heard.id):
            return _shown(shared)
        together = parts(message, list(self._later(heard)))
        reaction = _NOTHING
        if _SAID.check_update(update) or any(part.caption for part in together):
            reaction = await self._said(together, heard.id)
        elif _OTHER.check_update(update):
            refusal = await self._chat.refusal(_said_by(message, heard.id), self._clock())
            reaction = _shown(refusal or say(texts.EMPTY_MESSAGE))
        return replace(reaction, later=len(together) - 1)

    def _read(self, heard: Heard) -> Update:
        try:
            return Update.de_json(json.loads(heard.body), self._bot)
        except Exception as err:  # whatever the library stumbles over
            missing = f": {err}" if isinstance(err, TypeError | KeyError) else ""  # others may quote a reader
            raise BadUpdate(f"{type(err).__name__}{missing}") from err

    async def _language(self, heard: Heard, update: Update) -> str:
        """The one that the chat has, or the asker's own; of a stranger, that of their app."""
        sender = update.effective_user
        for chat_id in dict.fromkeys((heard.chat_id, sender.id if sender else None)):
            known = await self._readership.language(chat_id) if chat_id is not None else None
            if known:
                return known
        return language_of(sender.language_code if sender else None)

    async def _chosen(self, heard: Heard) -> str | None:
        """The language of a private chat, if it has its own."""
        chat_id = heard.chat_id
        return None if chat_id is None or chat_id < 0 else await self._readership.language(chat_id)

    def _later(self, heard: Heard) -> Iterator[Message]:
        """The messages that the chat sent right after it, up to what is none or can't be read."""
        for one in heard.later:
            try:
                message = self._read(one).message
            except BadUpdate:  # said in its turn
                return
            if message is None:
                return
            yield message

    async def _said(self, together: Sequence[Message], number: int) -> Reaction:
        message = next((part for part in together if part.caption), together[0])
        text = for_us(message, message.caption or whole_text(together), self._bot)
        if text is None:
            return _NOTHING
        answers = message.reply_to_message
        quoted = (answers.text or answers.caption or "") if answers else ""
        link = _hidden_link(message) or (_hidden_link(answers) if answers else "")
        if not text.startswith("/") and (content_of(text, link) or content_of(quoted)):
            await self._typing(message)  # a link or a text takes a moment; to say so delays any other answer
        answered = _seen(answers) if answers else None
        speaker = _said_by(message, number)
        said = self._chat.said(speaker, text, self._clock(), link=link, quoted=quoted, answered=answered)
        return _addressed(_shown(await said), message)

    async def _shared(self, message: Message, update: Update, number: int) -> Reply | None:
        """What a position, or a channel that was picked, is answered; none for all else."""
        speaker = _said_by(message, number)
        if _PLACED.check_update(update):
            at = _there(message.location)
            return await self._chat.placed(speaker, at.latitude, at.longitude, self._clock())
        if _PICKED.check_update(update):
            return await self._chat.picked(speaker, _there(message.chat_shared).chat_id, self._clock())
        return None

    async def _given(self, message: Message, number: int) -> Reaction:
        document = _there(message.document)
        speaker = _said_by(message, number)
        if refusal := await self._chat.refusal(speaker, self._clock(), costs=True):
            return _shown(refusal)
        await self._typing(message)
        if (document.file_size or 0) > _FILE_MAX:
            return _shown(say(explained(TooLarge())))
        try:
            raw = await _download(document)
        except BadRequest:
            return _shown(say(explained(TooLarge())))
        except TelegramError as err:
            raise delivery_error(message.chat_id, err) from err
        speaker = _said_by(message, number)
        return _shown(await self._chat.given(speaker, raw, self._clock()))

    async def _pressed(self, query: CallbackQuery, number: int) -> Reaction:
        bearing = query.message
        if bearing is None:  # of a message that was sent through us, not by us
            return _NOTHING
        speaker = _speaker(bearing, query.from_user, number)
        reply = await self._chat.pressed(speaker, query.data or "", self._clock(), _seen(bearing))
        return Reaction(
            _in_thread(_shown(reply, bearing.message_id), bearing).responses,
            confirm=partial(_acknowledged, query, reply.notice),
            otherwise=(Response(plain(reply.notice), thread=speaker.thread),) if reply.notice else (),
        )

    async def _offered(self, query: InlineQuery) -> bool:
        """Whether who asks inline was shown what is found: nothing, when the search fails."""
        offers, cache_s = Offers(), 0
        try:
            found = self._chat.inline(query.from_user.id, query.query, query.offset, self._clock())
            offers, cache_s = await found, CACHE_S
        except Exception as err:  # noqa: BLE001 - whatever it is, the app waits for an answer
            # By its name alone: its own words, or its trace, may quote who asks.
            log.error("inline query: the search failed", reason=type(err).__name__)  # noqa: TRY400
        try:
            return await query.answer(
                articles(offers), cache_time=cache_s, is_personal=True, next_offset=offers.next_offset
            )
        except TelegramError as err:
            log.info("inline query not answered", reason=err.message)
            return False

    async def _typing(self, message: Message) -> None:
        """A courtesy: without it the answer still comes."""
        with suppress(TelegramError):
            chat_id, thread = message.chat_id, thread_of(message)
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING, message_thread_id=thread)


def _said_by(message: Message, number: int) -> Speaker:
    """Who says it; a group that writes as itself is one of those who run it."""
    as_group = (
        in_group(message) and message.sender_chat is not None and message.sender_chat.id == message.chat_id
    )
    return replace(_speaker(message, message.from_user, number), as_group=as_group)


def _speaker(message: MaybeInaccessibleMessage, user: User | None, number: int) -> Speaker:
    thread = thread_of(message) if isinstance(message, Message) else None
    return Speaker(message.chat.id, user.id if user else 0, in_group(message), thread, at=number)


def _addressed(reaction: Reaction, message: Message) -> Reaction:
    """In a group all stays in its thread of a forum, and the first answer replies to what it answers."""
    if not in_group(message):
        return reaction
    responses = _in_thread(reaction, message).responses
    first = (replace(one, quotes=message.message_id) for one in responses[:1])
    return replace(reaction, responses=(*first, *responses[1:]))


def _in_thread(reaction: Reaction, message: MaybeInaccessibleMessage | None) -> Reaction:
    """All in the thread of a forum in which a message stands."""
    thread = thread_of(message) if isinstance(message, Message) else None
    return replace(reaction, responses=tuple(replace(one, thread=thread) for one in reaction.responses))


def _shown(reply: Reply, bearing: int | None = None) -> Reaction:
    """What is shown of a reply; `bearing` is the message whose button was pressed."""
    responses = [Response(message) for message in reply.messages]
    if bearing is not None and reply.instead is not None:
        responses.insert(0, Response(reply.instead, replaces=bearing))
    elif bearing is not None and reply.rows is not None:
        responses.insert(0, Response(Words("", reply.rows), replaces=bearing))
    return Reaction(tuple(responses))


def _seen(bearing: MaybeInaccessibleMessage) -> Shown | None:
    """What the reader sees of the message that bears a button; None of one whose words can't be changed."""
    if not isinstance(bearing, Message) or not bearing.text:
        return None
    rows = bearing.reply_markup.inline_keyboard if bearing.reply_markup else ()
    return Shown(
        bearing.text,
        tuple(
            tuple(Button(one.text, data=str(one.callback_data or ""), url=one.url or "") for one in row)
            for row in rows
        ),
    )


def deep_link(bot: Bot, payload: str) -> str:
    """The address that begins a conversation with this payload."""
    return f"https://t.me/{bot.username}?start={payload}"


def channel_link(bot: Bot) -> str:
    """The address at which Telegram lets one choose a channel to add us to, to post there."""
    return f"https://t.me/{bot.username}?startchannel&admin=post_messages"


def _hidden_link(message: Message) -> str:
    """The first address that stands behind words of the message."""
    entities = (*message.entities, *message.caption_entities)
    return next((one.url for one in entities if one.type == MessageEntity.TEXT_LINK and one.url), "")


async def _download(document: Document) -> Raw:
    file = await document.get_file()
    body = bytes(await file.download_as_bytearray())
    return Raw("", body, file_type(document.file_name or "", document.mime_type or ""))


async def _acknowledged(query: CallbackQuery, notice: str) -> bool:
    """Whether the notice was shown; one that comes too late is none."""
    try:
        return await query.answer(notice[:_NOTICE_MAX] or None)
    except TelegramError as err:
        log.info("button not acknowledged", reason=err.message)
        return False


def _there(part: _T | None) -> _T:
    """The part of an update that its kind promises."""
    if part is None:
        msg = "an update without the part that its kind promises"
        raise ValueError(msg)
    return part
