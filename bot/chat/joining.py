"""Somebody becomes a reader: until they choose when, the news come together, in the morning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, texts
from bot.chat.administration import Answer
from bot.chat.reply import Reply, plain
from bot.model import Message, Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import spoken
from bot.wording.formats import clock


def newcomer(settings: Readers, chat_id: int) -> Subscriber:
    """A chat that has chosen nothing: a morning edition, and nothing at once."""
    return Subscriber(chat_id, settings.zone, instant=False, slots=(settings.morning,))


async def joined(readership: Readership, settings: Readers, chat_id: int, now: datetime) -> Subscriber:
    """Take a chat in, or back from a pause; a new one as a `newcomer`."""
    known = await readership.subscriber(chat_id)
    subscriber = await readership.join(chat_id, settings.zone, now, spoken())
    if known is not None:
        return subscriber
    await readership.set_slot(chat_id, settings.morning, wanted=True, now=now)
    await readership.set_instant(chat_id, instant=False)
    return await readership.subscriber(chat_id) or subscriber


@dataclass(frozen=True, slots=True)
class Newcomers:
    """Tells whoever becomes a reader by what they ask for when they will hear from us."""

    readership: Readership
    settings: Readers

    def told(self, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
        """The same answers, each of which says so."""
        return {name: self.telling(answer) for name, answer in answers.items()}

    def telling(self, answer: Answer, *, apart: bool = False) -> Answer:
        """The same answer, which says so to who is a reader only since; `apart`: in a message of its own."""

        async def telling(chat_id: int, argument: str, now: datetime) -> Reply:
            if await self.readership.subscriber(chat_id) is not None:
                return await answer(chat_id, argument, now)
            reply = await answer(chat_id, argument, now)
            new = await self.readership.subscriber(chat_id)
            if new is None or not new.slots:
                return reply
            hour = clock(*divmod(new.slots[0], 60))
            return reply if _names(reply, hour) else _told(reply, hour, apart=apart)

        return telling


def _names(reply: Reply, hour: str) -> bool:
    """Whether a reply names the hour already: «8 h», and not «18 h» or «8 h 30»."""
    alone = re.compile(rf"(?<!\d){re.escape(hour)}(?!\W?\d)")
    return any(alone.search(message.html) for message in (*reply.messages, reply.instead) if message)


def _told(reply: Reply, hour: str, *, apart: bool) -> Reply:
    """The reply, and when the edition comes, where there is room for it."""
    said = texts.CALM_AT_FIRST.format(clock=hour)
    if apart:
        return replace(reply, messages=(*reply.messages, plain(said, (menus.when(),))))
    if reply.notice:
        return replace(reply, notice=f"{reply.notice} {said}")
    if reply.instead:
        return replace(reply, instead=_more(reply.instead, said))
    first, *others = reply.messages
    return replace(reply, messages=(_more(first, said), *others))


def _more(message: Message, said: str) -> Message:
    html = f"{message.html}\n\n{plain(said).html}"
    return replace(message, html=html, buttons=(*message.buttons, menus.when()))
