"""We are let into a chat, or put out of it: by a reader who blocks us, by who runs a group or a channel."""

from collections.abc import Callable
from datetime import datetime

from telegram import Chat, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, ChatMemberUpdated
from telegram.constants import ChatType

from bot.chat.arrivals import Arrival, Arrivals, Kind
from bot.ports import Reaction, Readership
from bot.telegram.chat_administrators import TelegramChatAdministrators, channel_name

BLOCKED = "the reader blocked the bot"
PUT_OUT = "the bot was put out of the group or channel"
_NOT_HERE = frozenset({ChatMember.BANNED, ChatMember.LEFT})


class Membership:
    """Heeds `my_chat_member` and `chat_member`."""

    def __init__(
        self,
        readership: Readership,
        arrivals: Arrivals,
        administrators: TelegramChatAdministrators,
        clock: Callable[[], datetime],
    ) -> None:
        self._readership = readership
        self._arrivals = arrivals
        self._administrators = administrators
        self._clock = clock

    async def heed(self, change: ChatMemberUpdated, number: int) -> Reaction:
        """We were let in or put out; `number` is the update's."""
        self.others(change)
        chat, now = change.chat, self._clock()
        before, here = _is_here(change.old_chat_member), _is_here(change.new_chat_member)
        private = chat.type == ChatType.PRIVATE
        if not here:
            await self._readership.pause(chat.id, BLOCKED if private else PUT_OUT, now)
            return Reaction()
        await self._readership.back(chat.id, now)
        if private or before:
            return Reaction()
        return Reaction(tuple(await self._arrivals.came(_arrival(change, number), now)))

    def others(self, change: ChatMemberUpdated) -> None:
        """Somebody's rights in a chat have changed."""
        self._administrators.changed(change.chat.id)


def _is_here(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in _NOT_HERE


def _arrival(change: ChatMemberUpdated, number: int) -> Arrival:
    chat, member = change.chat, change.new_chat_member
    may_post = isinstance(member, ChatMemberAdministrator) and bool(member.can_post_messages)
    return Arrival(chat.id, _kind(chat), change.from_user.id, number, channel_name(chat), may_post)


def _kind(chat: Chat) -> Kind:
    if chat.type == ChatType.CHANNEL:
        return Kind.CHANNEL
    return Kind.FORUM if chat.is_forum else Kind.GROUP
