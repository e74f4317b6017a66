"""The reader chooses when to be told: at once, at some hours of some days, never by night, in which zone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, texts, zones
from bot.chat.menus import tick
from bot.chat.reply import Reply, plain, say
from bot.chat.schedule import NIGHT, NO_LIMIT, Alerts, At, Calm, Recap, Wish, wish
from bot.editions import buttons
from bot.editions.render import clock
from bot.editions.slots import days_of
from bot.errors import StaleButton
from bot.french.dates import WEEKDAY_NAMES
from bot.model import DAY_MINUTES, EVERY_DAY, Button, Message, Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import _

_SUNDAY_EVENING = 6 * DAY_MINUTES + 18 * 60
_OFF = "off"
_AT_ONCE_OR_NOT: menus.Rows = (
    (Button(_("Seulement à mes heures"), data=f"now:{_OFF}"),),
    (Button(_("Garder aussi « dès la parution »"), data="hours:"),),
)
SLOTS_MAX = 24
"""Editions of one reader."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Keeps when readers want to be told."""

    readership: Readership
    settings: Readers

    async def hours(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/hours`, or `/hours 7:45 lun-ven`."""
        if not argument:
            return Reply((await self._menu(chat_id),))
        meant = wish(argument)
        if meant is None:
            return say(texts.HOURS_HOW)
        known = await self._known(chat_id)
        if isinstance(meant, At) and meant.wanted and len({*known.slots, *meant.minutes}) > SLOTS_MAX:
            return say(texts.TOO_MANY_HOURS)
        answer = await self._grant(await self._joined(chat_id, now), meant, now)
        if isinstance(meant, At) and meant.wanted and known.instant and not known.slots:
            question = f"{answer}\n\n{texts.AT_ONCE_TOO}"
            return say(question, (*_AT_ONCE_OR_NOT, *await self._rows(chat_id)))
        return say(answer, await self._rows(chat_id))

    async def zone(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/zone`, or `/zone Montréal`."""
        if not argument:
            return Reply((plain(texts.WHICH_ZONE, _zones()),))
        found = zones.find(argument)
        if found is None:
            return say(texts.NO_SUCH_ZONE.format(zone=argument[:60]), _zones())
        return say(await self._moved(chat_id, found, now))

    async def press_zone(self, chat_id: int, zone: str, now: datetime) -> Reply:
        """A zone of the menu was touched."""
        if zone not in zones.OFFERED:
            raise StaleButton(zone)
        notice = await self._moved(chat_id, zone, now)
        return Reply(instead=await self._menu(chat_id), notice=notice)

    async def toggle_slot(self, chat_id: int, minute: str, now: datetime) -> Reply:
        """An hour of the menu was touched."""
        at = buttons.number(minute)
        if at >= DAY_MINUTES:
            raise StaleButton(minute)
        wanted = at not in (await self._known(chat_id)).slots
        if wanted:
            await self._joined(chat_id, now)
        await self.readership.set_slot(chat_id, at, wanted=wanted, now=now)
        notice = (texts.HOUR_ON if wanted else texts.HOUR_OFF).format(clock=_clock(at))
        return Reply(rows=await self._rows(chat_id), notice=notice)

    async def toggle_instant(self, chat_id: int, rest: str, now: datetime) -> Reply:
        """«Dès la parution» was touched; with `off`, «Seulement à mes heures»."""
        subscriber = await self._known(chat_id)
        instant = rest != _OFF and not subscriber.instant
        if instant:
            await self._joined(chat_id, now)
        await self.readership.set_instant(chat_id, instant=instant)
        notice = texts.AT_ONCE_ON
        if not instant:
            notice = texts.AT_ONCE_OFF if subscriber.slots else texts.NO_HOUR_LEFT
        return Reply(rows=await self._rows(chat_id), notice=notice)

    async def toggle_quiet(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """The quiet hours were touched."""
        quiet = (await self._known(chat_id)).quiet
        return await self._touched(chat_id, Calm(None if quiet else NIGHT), now)

    async def toggle_week(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """The recap of the week was touched."""
        week = (await self._known(chat_id)).week
        return await self._touched(chat_id, Recap(_SUNDAY_EVENING if week is None else None), now)

    async def toggle_nothing(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """Whether «rien de neuf» is said."""
        subscriber = await self._joined(chat_id, now)
        said = not subscriber.says_nothing_new
        await self.readership.choose(replace(subscriber, says_nothing_new=said), now)
        notice = texts.NOTHING_NEW_SAID if said else texts.NOTHING_NEW_UNSAID
        return Reply(rows=await self._rows(chat_id), notice=notice)

    async def show(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the topics to the hours."""
        return Reply(instead=await self._menu(chat_id))

    async def show_zones(self, _chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the hours to the zones."""
        return Reply(instead=plain(texts.WHICH_ZONE, _zones()))

    async def _touched(self, chat_id: int, meant: Wish, now: datetime) -> Reply:
        notice = await self._grant(await self._joined(chat_id, now), meant, now)
        return Reply(rows=await self._rows(chat_id), notice=notice)

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
                chosen, answer = replace(subscriber, alerts_max=most), _alerts_said(most)
            case Recap(week):
                chosen, answer = replace(subscriber, week=week), _recap_said(week)
        await self.readership.choose(chosen, now)
        return answer

    async def _moved(self, chat_id: int, zone: str, now: datetime) -> str:
        await self.readership.choose(replace(await self._joined(chat_id, now), zone=zone), now)
        return texts.ZONE_CHOSEN.format(zone=zones.name(zone))

    async def _known(self, chat_id: int) -> Subscriber:
        return await self.readership.subscriber(chat_id) or Subscriber(chat_id, self.settings.zone)

    async def _joined(self, chat_id: int, now: datetime) -> Subscriber:
        return await self.readership.join(chat_id, self.settings.zone, now)

    async def _menu(self, chat_id: int) -> Message:
        most = (await self._known(chat_id)).alerts_max or self.settings.alerts_a_day
        alerts = texts.ALL_AT_ONCE if most == NO_LIMIT else texts.SO_MANY_AT_ONCE.format(most=most)
        return plain(f"{texts.CHOOSE_HOURS}\n\n{alerts}\n\n{texts.HOURS_IN_WORDS}", await self._rows(chat_id))

    async def _rows(self, chat_id: int) -> menus.Rows:
        subscriber = await self._known(chat_id)
        offered = sorted({*self.settings.slots, *subscriber.slots})
        slots = [Button(_slot_label(minute, subscriber), data=f"slot:{minute}") for minute in offered]
        calm = _("Calme de {start} à {end}").format(
            start=_clock((subscriber.quiet or NIGHT)[0]), end=_clock((subscriber.quiet or NIGHT)[1])
        )
        day, minute = divmod(_SUNDAY_EVENING if subscriber.week is None else subscriber.week, DAY_MINUTES)
        recap = _("Bilan du {day}, {clock}").format(day=WEEKDAY_NAMES[day], clock=_clock(minute))
        return (
            (Button(tick(_("Dès la parution"), on=subscriber.instant), data="now:"),),
            *menus.pairs(slots, 3),
            (Button(tick(calm, on=subscriber.quiet is not None), data="calm:"),),
            (Button(tick(recap, on=subscriber.week is not None), data="week:"),),
            (
                Button(
                    tick(_("Dire aussi « rien de neuf »"), on=subscriber.says_nothing_new), data="nothing:"
                ),
            ),
            (Button(_("Opinions, podcasts, directs…"), data="kinds:"),),
            (Button(_("Fuseau : {zone}").format(zone=zones.name(subscriber.zone)), data="zones:"),),
            (Button(_("Choisir les sujets"), data="themes:"),),
        )


def _zones() -> menus.Rows:
    return menus.pairs([Button(zones.name(zone), data=f"zone:{zone}") for zone in zones.OFFERED], 3)


def _slot_label(minute: int, subscriber: Subscriber) -> str:
    days = subscriber.days.get(minute, EVERY_DAY)
    label = _clock(minute) if days == EVERY_DAY else f"{_clock(minute)}, {_weekdays(days, short=True)}"
    return tick(label, on=minute in subscriber.slots)


def _said(minutes: Sequence[int], days: int, *, wanted: bool) -> str:
    at = _(" et ").join(filter(None, [", ".join(map(_clock, minutes[:-1])), _clock(minutes[-1])]))
    if not wanted:
        return texts.HOUR_OFF.format(clock=at)
    if days == EVERY_DAY:
        return texts.HOUR_ON.format(clock=at)
    return texts.HOUR_ON_DAYS.format(clock=at, days=_weekdays(days))


def _calm_said(quiet: tuple[int, int] | None) -> str:
    if quiet is None or quiet[0] == quiet[1]:
        return texts.QUIET_OFF
    return texts.QUIET_ON.format(start=_clock(quiet[0]), end=_clock(quiet[1]))


def _alerts_said(most: int) -> str:
    return texts.ALL_AT_ONCE if most == NO_LIMIT else texts.SO_MANY_AT_ONCE.format(most=most)


def _recap_said(week: int | None) -> str:
    if week is None:
        return texts.RECAP_OFF
    day, minute = divmod(week, DAY_MINUTES)
    return texts.RECAP_ON.format(day=WEEKDAY_NAMES[day], clock=_clock(minute))


def _weekdays(days: int, *, short: bool = False) -> str:
    """«du lundi au vendredi», «le mardi et le jeudi»; short: «lun.-ven.», «mar., jeu.»."""
    found = days_of(days)
    in_a_row = len(found) > 2 and found[-1] - found[0] == len(found) - 1
    if short:
        names = [f"{WEEKDAY_NAMES[day][:3]}." for day in found]
        return f"{names[0]}-{names[-1]}" if in_a_row else ", ".join(names)
    if in_a_row:
        return _("du {first} au {last}").format(first=WEEKDAY_NAMES[found[0]], last=WEEKDAY_NAMES[found[-1]])
    names = [_("le {day}").format(day=WEEKDAY_NAMES[day]) for day in found]
    return _(" et ").join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _clock(minute: int) -> str:
    return clock(*divmod(minute, 60))
