"""Who may say what where: in private everything, in a group its administrators, for a channel who runs it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import channels as of_channels
from bot.chat import group_texts as texts
from bot.chat import menus
from bot.chat.admission import invitation
from bot.chat.channels import Channels, headed
from bot.chat.chat import Chat
from bot.chat.doorkeeper import Doorkeeper
from bot.chat.failures import explained
from bot.chat.inline import Offers
from bot.chat.intents import Command, Intent, addressee
from bot.chat.reply import Reply, Shown, say
from bot.chat.rights import OF_CHANNELS, changes, changes_by, forgets, is_of_a_channel, name_of, votes
from bot.chat.speaker import Speaker
from bot.errors import PlaceError, PlaceUnknown, StaleButton
from bot.model import Raw
from bot.ports import Setups


@dataclass(frozen=True, slots=True)
class Reception:
    """Leads what is said to the chat, if who says it may. `chat_in` makes the chat in a thread of a forum."""

    chat_in: Callable[[int | None], Chat]
    doorkeeper: Doorkeeper
    channels: Channels
    setups: Setups

    async def said(
        self,
        speaker: Speaker,
        message: str,
        now: datetime,
        *,
        link: str = "",
        quoted: str = "",
        answered: Shown | None = None,
    ) -> Reply:
        """Answer what was typed; see `Chat.wish`, and of what answers a message of ours `Chat.answered`."""
        chat = self.chat_in(speaker.thread)
        if told := await chat.answered(speaker.chat_id, message, quoted, answered):
            return told
        wish = chat.wish(message, link=link, quoted=quoted)
        if speaker.in_group:
            return await self._in_group(chat, speaker, wish, now, called=bool(addressee(message)))
        try:
            if isinstance(wish, Command) and name_of(wish) == OF_CHANNELS:
                return await self._channel(speaker, wish.argument, now)
            channel = await self.channels.chosen(speaker.chat_id, now) if is_of_a_channel(wish) else None
            if channel is not None:
                await self.channels.check(channel, speaker.user_id)
                return headed(await chat.done(channel.chat_id, wish, now), channel)
        except PlaceError as err:
            return say(explained(err))
        return await chat.done(speaker.chat_id, wish, now)

    async def given(self, speaker: Speaker, raw: Raw, now: datetime) -> Reply:
        """Answer a file."""
        return await self.chat_in(speaker.thread).given(speaker.chat_id, raw, now)

    async def placed(self, speaker: Speaker, latitude: float, longitude: float, now: datetime) -> Reply:
        """Answer a position that was shared in private."""
        chat = self.chat_in(None)
        refused = await chat.refusal(speaker.chat_id, now, costs=True)
        return refused or await chat.placed(speaker.chat_id, latitude, longitude, now)

    async def picked(self, speaker: Speaker, channel: int, now: datetime) -> Reply:
        """A channel was chosen with Telegram's own list: it is set up."""
        try:
            return await self._set_up(speaker, str(channel), now)
        except PlaceError as err:
            return say(explained(err))

    async def refusal(self, speaker: Speaker, now: datetime, *, costs: bool = False) -> Reply | None:
        """Why what has no words is not heeded."""
        return await self.chat_in(None).refusal(speaker.chat_id, now, costs=costs)

    async def inline(self, asker: int, typed: str, offset: str, now: datetime) -> Offers:
        """What is offered to who asks from within another chat."""
        return await self.chat_in(None).inline(asker, typed, offset, now)

    async def pressed(self, speaker: Speaker, data: str, now: datetime, shown: Shown | None = None) -> Reply:
        """Answer a button; see `Chat.pressed`."""
        chat = self.chat_in(speaker.thread)
        if speaker.in_group and not await chat.lets_in(speaker.chat_id):
            return Reply(notice=str(texts.GROUP_BY_INVITATION))
        if not changes_by(data):
            reply = await chat.pressed(speaker.chat_id, data, now, shown)
            return replace(reply, messages=()) if await self._offers_in_vain(speaker, data) else reply
        if speaker.in_group:
            refused = await self.doorkeeper.notice(speaker)
            return Reply(notice=refused) if refused else await chat.pressed(speaker.chat_id, data, now, shown)
        try:
            return await self._changed(chat, speaker, data, now, shown)
        except (PlaceError, StaleButton) as err:
            return Reply(notice=explained(err))

    async def _offers_in_vain(self, speaker: Speaker, data: str) -> bool:
        """Whether a vote would offer a group «moins de cela» that who votes may not choose for it."""
        return speaker.in_group and votes(data) and bool(await self.doorkeeper.notice(speaker))

    async def _in_group(
        self, chat: Chat, speaker: Speaker, wish: Intent, now: datetime, *, called: bool
    ) -> Reply:
        name = name_of(wish)
        if name == OF_CHANNELS:
            return say(texts.CHANNEL_IN_PRIVATE)
        if name and not chat.knows(name):  # most likely another bot's
            return await chat.done(speaker.chat_id, wish, now) if called else Reply()
        if not await chat.lets_in(speaker.chat_id):
            return await self._at_the_door(chat, speaker, wish, now)
        refused = await self.doorkeeper.refusal(speaker, now) if changes(wish) else None
        return refused or await chat.done(speaker.chat_id, wish, now)

    async def _at_the_door(self, chat: Chat, speaker: Speaker, wish: Intent, now: datetime) -> Reply:
        """A group that was not let in: who runs it brings it along, or an invitation; it is told so once."""
        if name_of(wish) == "start":
            if refused := await self.doorkeeper.refusal(speaker, now):
                return refused
            if await chat.lets_in(speaker.user_id):
                return await chat.begin(speaker.chat_id, now)
            if invitation(wish):
                return await chat.done(speaker.chat_id, wish, now)
        return self.doorkeeper.once(replace(speaker, user_id=0), str(texts.GROUP_BY_INVITATION), now)

    async def _channel(self, speaker: Speaker, argument: str, now: datetime) -> Reply:
        if not argument:
            return await self.channels.offered(speaker.chat_id)
        return await self._set_up(speaker, argument, now)

    async def _set_up(self, speaker: Speaker, named: str, now: datetime) -> Reply:
        """Begin with a channel, or go on: its topics first. Raises: PlaceError."""
        chat = self.chat_in(None)
        if refusal := await chat.refusal(speaker.chat_id, now):
            return refusal
        channel = await self.channels.named(speaker.user_id, named)
        reply = await chat.begin(channel.chat_id, now)
        await self.setups.keep(speaker.chat_id, channel, now)
        return headed(reply, channel)

    async def _changed(
        self, chat: Chat, speaker: Speaker, data: str, now: datetime, shown: Shown | None
    ) -> Reply:
        """A button that changes something. Raises: PlaceError, StaleButton."""
        verb, _, rest = data.partition(":")
        if verb == of_channels.OPEN:
            return await self._opened(speaker, rest, now)
        if verb == of_channels.PICK:
            return self.channels.asked()
        if verb == of_channels.CLOSE:
            return await self.channels.close(speaker.chat_id, now)
        channel = await self.channels.borne(speaker.chat_id, shown)
        if channel is None:
            return await chat.pressed(speaker.chat_id, data, now, shown)
        await self.channels.check(channel, speaker.user_id, to_forget=forgets(data))
        reply = await chat.pressed(channel.chat_id, data, now, shown)
        return headed(reply, channel, lasting=verb != "forget")

    async def _opened(self, speaker: Speaker, rest: str, now: datetime) -> Reply:
        """A channel was touched in the list; one that we are no more in can be forgotten."""
        try:
            return await self._set_up(speaker, rest, now)
        except PlaceUnknown:
            known = {str(one.chat_id): one for one in await self.setups.all(speaker.chat_id)}
            if rest not in known:
                raise
            return headed(say(texts.NO_MORE_THERE, menus.forget()), known[rest])
