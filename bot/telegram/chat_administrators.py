"""Who runs groups and channels: asked of Telegram, and remembered for a minute."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from telegram import Bot, Chat, ChatFullInfo, ChatMember, ChatMemberAdministrator, ChatMemberOwner
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.errors import NoChannel, NoPosting, NotTheirs, PlaceError, PlaceUnknown, PlaceUnsure
from bot.ports import NewsChannel

_REMEMBERED: Final = timedelta(minutes=1)
_CHATS_MAX: Final = 1000
_TIMEOUT_S: Final = 5.0


class TelegramChatAdministrators:
    """Asks Telegram (`ports.ChatAdministrators`). Nothing but a PlaceError leaves it."""

    def __init__(self, bot: Bot, clock: Callable[[], datetime]) -> None:
        self._bot = bot
        self._clock = clock
        self._known: dict[int, tuple[datetime, tuple[ChatMember, ...]]] = {}
        """Who ran a chat, and when Telegram said so."""

    async def is_one(self, chat_id: int, user_id: int) -> bool:
        """Whether someone runs this group."""
        return any(one.user.id == user_id for one in await self._administrators(chat_id))

    async def channel(self, named: str | int, user_id: int) -> NewsChannel:
        """The channel of this name or number, if we and this person may post there."""
        try:
            chat = await self._bot.get_chat(named, read_timeout=_TIMEOUT_S)
            if chat.type != ChatType.CHANNEL:
                raise NoChannel(chat.type)
            ours = await self._bot.get_chat_member(chat.id, self._bot.id, read_timeout=_TIMEOUT_S)
        except TelegramError as err:
            raise _place_error(err) from err
        if not _posts(ours):
            raise NoPosting(chat.id)
        if not any(one.user.id == user_id and _posts(one) for one in await self._administrators(chat.id)):
            raise NotTheirs(chat.id)
        return NewsChannel(chat.id, channel_name(chat))

    def changed(self, chat_id: int) -> None:
        """Somebody was given rights in a chat, or lost them."""
        self._known.pop(chat_id, None)

    async def _administrators(self, chat_id: int) -> tuple[ChatMember, ...]:
        now = self._clock()
        at, known = self._known.get(chat_id, (None, ()))
        if at is not None and timedelta() <= now - at < _REMEMBERED:
            return known
        try:
            known = tuple(await self._bot.get_chat_administrators(chat_id, read_timeout=_TIMEOUT_S))
        except TelegramError as err:
            raise _place_error(err) from err
        if len(self._known) >= _CHATS_MAX:
            self._known.clear()
        self._known[chat_id] = now, known
        return known


def channel_name(chat: Chat | ChatFullInfo) -> str:
    """By what its people know a channel."""
    return f"@{chat.username}" if chat.username else chat.title or str(chat.id)


def _posts(member: ChatMember) -> bool:
    """Whether a member of a channel may post there."""
    if isinstance(member, ChatMemberAdministrator):
        return bool(member.can_post_messages)
    return isinstance(member, ChatMemberOwner)


def _place_error(err: TelegramError) -> PlaceError:
    """A chat that Telegram will not tell us of is one that we are not in; all else may be asked again."""
    kind = PlaceUnknown if isinstance(err, Forbidden | BadRequest) else PlaceUnsure
    return kind(err.message)
