"""The reader chooses when to be told: at once, at some hours of some days, never by night, in which zone."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from bot.chat import menus, settings_menu, texts, zones
from bot.chat.joining import joined, newcomer
from bot.chat.reply import Reply, plain, say
from bot.chat.schedule import NIGHT, Alerts, At, Calm, On, Recap, Wish, wish
from bot.chat.settings_menu import SUNDAY_EVENING, weekdays
from bot.chat.settings_menu import at as clock_at
from bot.editions import buttons
from bot.errors import StaleButton, WorkerError
from bot.model import ASKED_FOR, DAY_MINUTES, EVERY_DAY, Button, Message, Pictures, Shared, Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import Marked, _
from bot.wording.formats import clock, in_a_row, weekday

_ON, _OFF = "on", "off"
SLOTS_MAX = 24
"""Editions of one reader."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Keeps when readers want to be told."""

    readership: Readership
    settings: Readers
    zone_at: Callable[[float, float], Awaitable[str]]
    """The zone of a latitude and longitude, in degrees; empty at sea."""

    async def hours(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/hours`, or `/hours 7:45 lun-ven`."""
        if not argument:
            return Reply((await self._menu(chat_id),))
        meant = wish(argument)
        if meant is None:
            return say(texts.HOURS_HOW)
        known = await self._known(chat_id)
        if isinstance(meant, On):
            meant = At(known.slots or (self.settings.morning,), _days_left(known, meant))
            if not meant.days:
                return say(texts.HOURS_HOW)
        if isinstance(meant, At) and meant.wanted:
            return await self._named(chat_id, meant, now)
        answer = await self._grant(await self._joined(chat_id, now), meant, now)
        woken = isinstance(meant, Alerts) and await self._woken(known)
        return _settled(answer, str(texts.AT_ONCE_AGAIN) if woken else "", await self._silence(chat_id))

    async def _named(self, chat_id: int, meant: At, now: datetime) -> Reply:
        """Editions at these hours; a newcomer has no other, not even the one that we would have chosen."""
        before = await self.readership.subscriber(chat_id)
        kept = before.slots if before else ()
        if len({*kept, *meant.minutes}) > SLOTS_MAX:
            return say(texts.TOO_MANY_HOURS)
        subscriber = await self._joined(chat_id, now)
        for minute in {*subscriber.slots} - {*kept}:
            await self.readership.set_slot(chat_id, minute, wanted=False, now=now)
        answer = await self._grant(subscriber, meant, now)
        if before and await self._calmed(before):
            return say(f"{answer}\n\n{texts.AT_ONCE_NO_MORE}", _at_once_too())
        return _settled(answer, _others(kept, meant.minutes))

    async def _silence(self, chat_id: int) -> str:
        """What to say when nothing would come any more; else nothing."""
        known = await self._known(chat_id)
        return "" if known.instant or known.slots else str(texts.NO_HOUR_LEFT)

    async def _calmed(self, before: Subscriber) -> bool:
        """Whether the first hour that is chosen ends «dès la parution»: who wants both asks for both."""
        if not before.instant or before.slots:
            return False
        await self.readership.set_instant(before.chat_id, instant=False)
        return True

    async def _woken(self, before: Subscriber) -> bool:
        """Whether who says how many alerts they want had none, and has them now."""
        await self.readership.set_instant(before.chat_id, instant=True)
        return not before.instant

    async def zone(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/zone`, or `/zone Montréal`."""
        if not argument:
            return Reply((await self._zones(chat_id),))
        found = zones.find(argument)
        if found is None:
            near = [Button(zones.name(zone), data=f"zone:{zone}") for zone in zones.near(argument)]
            text = texts.WHICH_ZONE_THEN if near else texts.NO_SUCH_ZONE
            offered = menus.pairs(near) or settings_menu.zone_rows(await self._known(chat_id))
            return say(text.format(zone=argument[:60]), offered)
        return say(await self._moved(chat_id, found, now))

    async def press_zone(self, chat_id: int, zone: str, now: datetime) -> Reply:
        """A zone of the menu was touched."""
        if not zones.exists(zone):
            raise StaleButton(zone)
        notice = await self._moved(chat_id, zone, now)
        return Reply(instead=await self._menu(chat_id), notice=notice)

    async def ask_place(self, _chat_id: int, _rest: str, _now: datetime) -> Reply:
        """«Partager ma position» was touched: only Telegram's own button can do it, so one is shown."""
        return say(texts.SHARE_PLACE, ((Button(_("Partager ma position"), shared=Shared.PLACE),),))

    async def placed(self, chat_id: int, latitude: float, longitude: float, now: datetime) -> Reply:
        """A position was shared: its zone is offered. The position is forgotten with this answer."""
        try:
            found = await self.zone_at(latitude, longitude)
        except WorkerError:
            found = ""
        if not zones.exists(found):
            return say(texts.NO_ZONE_THERE)
        name = zones.name(found)
        local = now.astimezone(ZoneInfo(found))
        said = texts.ZONE_THERE.format(zone=name, clock=clock(local.hour, local.minute))
        known = await self.readership.subscriber(chat_id)
        if known is not None and known.zone == found:
            return say(f"{said} {texts.YOURS_ALREADY}", ((menus.to_settings(),),))
        return say(
            said, ((Button(_("Prendre le fuseau : {zone}").format(zone=name), data=f"zone:{found}"),),)
        )

    async def toggle_slot(self, chat_id: int, minute: str, now: datetime) -> Reply:
        """An hour of the menu was touched."""
        at = buttons.number(minute)
        if at >= DAY_MINUTES:
            raise StaleButton(minute)
        known = await self._known(chat_id)
        wanted = at not in known.slots
        if wanted or await self._is_new(chat_id):
            await self._joined(chat_id, now)
        await self.readership.set_slot(chat_id, at, wanted=wanted, now=now)
        notice = (texts.HOUR_ON if wanted else texts.HOUR_OFF).format(clock=clock_at(at))
        if wanted and await self._calmed(known):
            notice = f"{notice} {texts.AT_ONCE_NO_MORE}"
        notice = " ".join(filter(None, [notice, await self._silence(chat_id)]))
        return await self._redrawn(chat_id, notice)

    async def toggle_instant(self, chat_id: int, rest: str, now: datetime) -> Reply:
        """«Dès la parution» was touched; with `on` or `off`, a button that says which."""
        subscriber = await self._known(chat_id)
        instant = rest == _ON or (rest != _OFF and not subscriber.instant)
        if instant or await self._is_new(chat_id):
            await self._joined(chat_id, now)
        await self.readership.set_instant(chat_id, instant=instant)
        notice = texts.AT_ONCE_ON
        if not instant:
            notice = texts.AT_ONCE_OFF if subscriber.slots else texts.NO_HOUR_LEFT
        return await self._redrawn(chat_id, notice)

    async def raise_cap(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """The cap of alerts was touched: the next higher one, or the lowest again."""
        most = settings_menu.cap(await self._known(chat_id), self.settings)
        return await self._touched(chat_id, Alerts(settings_menu.next_cap(most)), now)

    async def toggle_pause(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """«Suspendre les envois» was touched."""
        if (await self._known(chat_id)).paused:
            await self._joined(chat_id, now)
            return await self._redrawn(chat_id, texts.RESUMED)
        await self._joined(chat_id, now)
        await self.readership.pause(chat_id, ASKED_FOR)
        return await self._redrawn(chat_id, texts.PAUSED_NOW)

    async def toggle_quiet(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """The quiet hours were touched."""
        quiet = (await self._known(chat_id)).quiet
        return await self._touched(chat_id, Calm(None if quiet else NIGHT), now)

    async def toggle_week(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """The recap of the week was touched."""
        week = (await self._known(chat_id)).week
        return await self._touched(chat_id, Recap(SUNDAY_EVENING if week is None else None), now)

    async def toggle_nothing(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """Whether «rien de neuf» is said."""
        subscriber = await self._joined(chat_id, now)
        said = not subscriber.says_nothing_new
        await self.readership.choose(replace(subscriber, says_nothing_new=said), now)
        notice = texts.NOTHING_NEW_SAID if said else texts.NOTHING_NEW_UNSAID
        return await self._redrawn(chat_id, notice)

    async def turn_pictures(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """The size of pictures was touched: the next one, or none again."""
        subscriber = await self._joined(chat_id, now)
        sizes = [*Pictures]
        size = sizes[(sizes.index(subscriber.pictures) + 1) % len(sizes)]
        await self.readership.choose(replace(subscriber, pictures=size), now)
        return await self._redrawn(chat_id, str(texts.PICTURES_ON if size else texts.PICTURES_OFF))

    async def show(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the topics to the hours."""
        return Reply(instead=await self._menu(chat_id))

    async def show_zones(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the hours to the zones."""
        return Reply(instead=await self._zones(chat_id))

    @property
    def buttons(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """What each of its buttons does."""
        return {
            "hours": self.show,
            "slot": self.toggle_slot,
            "now": self.toggle_instant,
            "alerts": self.raise_cap,
            "pause": self.toggle_pause,
            "calm": self.toggle_quiet,
            "week": self.toggle_week,
            "nothing": self.toggle_nothing,
            "pictures": self.turn_pictures,
            "zones": self.show_zones,
            "zone": self.press_zone,
            "place": self.ask_place,
        }

    async def _touched(self, chat_id: int, meant: Wish, now: datetime) -> Reply:
        return await self._redrawn(chat_id, await self._grant(await self._joined(chat_id, now), meant, now))

    async def _redrawn(self, chat_id: int, notice: str | Marked) -> Reply:
        return Reply(instead=await self._menu(chat_id), notice=str(notice))

    async def _zones(self, chat_id: int) -> Message:
        return plain(texts.WHICH_ZONE, settings_menu.zone_rows(await self._known(chat_id)))

    async def _grant(self, subscriber: Subscriber, meant: Wish, now: datetime) -> str:
        """Keep what was wished; returns what to say of it."""
        match meant:
            case At(minutes, days, wanted):
                for minute in minutes:
                    await self.readership.set_slot(
                        subscriber.chat_id, minute, wanted=wanted, now=now, days=days
                    )
                return _said(minutes, days, wanted=wanted)
            case Calm(quiet):
                chosen, answer = replace(subscriber, quiet=quiet), _calm_said(quiet)
            case Alerts(most):
                chosen, answer = replace(subscriber, alerts_max=most), settings_menu.at_once(most)
            case Recap(week):
                chosen, answer = replace(subscriber, week=week), _recap_said(week)
        await self.readership.choose(chosen, now)
        return answer

    async def _moved(self, chat_id: int, zone: str, now: datetime) -> str:
        await self.readership.choose(replace(await self._joined(chat_id, now), zone=zone), now)
        return texts.ZONE_CHOSEN.format(zone=zones.name(zone))

    async def _known(self, chat_id: int) -> Subscriber:
        return await self.readership.subscriber(chat_id) or newcomer(self.settings, chat_id)

    async def _is_new(self, chat_id: int) -> bool:
        return await self.readership.subscriber(chat_id) is None

    async def _joined(self, chat_id: int, now: datetime) -> Subscriber:
        return await joined(self.readership, self.settings, chat_id, now)

    async def _menu(self, chat_id: int) -> Message:
        return settings_menu.menu(await self._known(chat_id), self.settings)


def _said(minutes: Sequence[int], days: int, *, wanted: bool) -> str:
    at = in_a_row([*map(clock_at, minutes)])
    if not wanted:
        return texts.HOUR_OFF.format(clock=at)
    if days == EVERY_DAY:
        return texts.HOUR_ON.format(clock=at)
    return texts.HOUR_ON_DAYS.format(clock=at, days=weekdays(days))


def _days_left(before: Subscriber, meant: On) -> int:
    """The weekdays, as a mask, of who names those wished, or those at which nothing is to come."""
    return meant.days if meant.wanted else (reduce(or_, before.days.values(), 0) or EVERY_DAY) & ~meant.days


def _others(kept: Sequence[int], named: Sequence[int]) -> str:
    """At which other hours editions come beside those just wished, if there are any: no surprise."""
    others = [minute for minute in kept if minute not in named]
    return texts.HOURS_KEPT.format(clock=in_a_row([*map(clock_at, others)])) if others else ""


def _settled(*said: str) -> Reply:
    return say(" ".join(filter(None, said)), ((Button(_("Tous vos réglages"), data="hours:"),),))


def _at_once_too() -> menus.Rows:
    return ((Button(_("Garder aussi « dès la parution »"), data="now:on"),),)


def _calm_said(quiet: tuple[int, int] | None) -> str:
    if quiet is None or quiet[0] == quiet[1]:
        return str(texts.QUIET_OFF)
    return texts.QUIET_ON.format(start=clock_at(quiet[0]), end=clock_at(quiet[1]))


def _recap_said(week: int | None) -> str:
    if week is None:
        return str(texts.RECAP_OFF)
    day, minute = divmod(week, DAY_MINUTES)
    return texts.RECAP_ON.format(day=weekday(day), clock=clock_at(minute))
