"""A reader is away for a while, and is told nothing meanwhile; the pause ends by itself."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat import menus, settings_menu, texts
from bot.chat.absences import Absence, absence
from bot.chat.joining import joined
from bot.chat.reply import Reply, plain, say
from bot.editions import buttons
from bot.errors import StaleButton
from bot.model import ASKED_FOR, Button, Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import _, plural

_DAYS = (3, 7, 14)
"""Ends that are offered to who asks for a pause without one."""


@dataclass(frozen=True, slots=True)
class Away:
    """Keeps from when until when a reader wants to hear nothing."""

    readership: Readership
    settings: Readers

    async def away(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/away`, without an end; `/away jusqu'à lundi`, «silence pendant 3 jours»."""
        known = await self.readership.subscriber(chat_id)
        if known is None:
            return say(texts.NOT_SUBSCRIBED)
        if not argument:
            await self.readership.pause(chat_id, ASKED_FOR)
            return say(texts.AWAY_OPEN, (tuple(map(_for, _DAYS)), (_back(),)))
        meant = absence(argument, now.astimezone(ZoneInfo(known.zone)))
        return say(await self._gone(known, meant, now), ((_back(),),)) if meant else say(texts.AWAY_HOW)

    async def press(self, chat_id: int, days: str, now: datetime) -> Reply:
        """An end was touched. Raises: StaleButton when it is none of them."""
        known = await self.readership.subscriber(chat_id)
        number = buttons.number(days)
        if known is None or number not in _DAYS:
            raise StaleButton(days)
        meant = absence(f"{number} jours", now.astimezone(ZoneInfo(known.zone)))
        return Reply(instead=plain(await self._gone(known, meant, now), ((_back(),),))) if meant else Reply()

    async def back(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """«Reprendre maintenant» was touched."""
        known = await joined(self.readership, self.settings, chat_id, now)
        await self.readership.plan_pause(chat_id, None, None)
        said = f"{texts.RESUMED} {settings_menu.when(known, self.settings)}"
        return Reply(instead=plain(said, ((menus.to_settings(),),)))

    @property
    def commands(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """Its own."""
        return {"away": self.away}

    @property
    def buttons(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """What each of its buttons does."""
        return {"away": self.press, "back": self.back}

    async def _gone(self, known: Subscriber, meant: Absence, now: datetime) -> str:
        """Keep it; returns what to say of it."""
        ends = settings_menu.moment(meant.ends)
        if known.paused or meant.begins <= now:
            await self.readership.pause(known.chat_id, ASKED_FOR, until=meant.ends)
            said = texts.AWAY.format(end=ends)
        else:
            await self.readership.plan_pause(known.chat_id, meant.begins, meant.ends)
            said = texts.AWAY_LATER.format(begin=settings_menu.moment(meant.begins), end=ends)
        return f"{said}\n\n{texts.NOTHING_IN_A_BURST}"


def _for(days: int) -> Button:
    label = plural("{number} jour", "{number} jours", days)
    return Button(label.format(number=days), data=f"away:{days}")


def _back() -> Button:
    return Button(_("Reprendre maintenant"), data="back:")
