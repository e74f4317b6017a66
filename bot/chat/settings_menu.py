"""What a reader has chosen, as one message with a button for each choice."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat import menus, texts, zones
from bot.chat.menus import tick
from bot.chat.reply import plain
from bot.chat.schedule import NIGHT, NO_LIMIT
from bot.editions.slots import days_of
from bot.model import DAY_MINUTES, EVERY_DAY, Button, Message, Mode, Pictures, Subscriber
from bot.settings import Readers
from bot.wording import LANGUAGES, Marked, _, spoken
from bot.wording.formats import clock, in_a_row, long_day, weekday

SUNDAY_EVENING = 6 * DAY_MINUTES + 18 * 60
CAPS = (5, 12, 30, NO_LIMIT)
"""Alerts of a day, as one touches them."""
PICTURES: Mapping[Pictures, Marked] = {
    Pictures.NONE: Marked("sans"),
    Pictures.SMALL: Marked("petites"),
    Pictures.LARGE: Marked("grandes"),
}


def menu(subscriber: Subscriber, readers: Readers) -> Message:
    """The message: what comes when, in words, how to say it in words, and the buttons."""
    return plain(f"{when(subscriber, readers)}\n\n{texts.HOURS_IN_WORDS}", rows(subscriber, readers))


def when(subscriber: Subscriber, readers: Readers) -> str:
    """What comes when, in a sentence or two."""
    zone = ZoneInfo(subscriber.zone)
    end = moment(subscriber.pause_until.astimezone(zone)) if subscriber.pause_until else ""
    if subscriber.paused:
        return texts.PAUSED_UNTIL.format(end=end) if end else str(texts.PAUSED)
    said = []
    if subscriber.slots:
        said.append(texts.EDITIONS_AT.format(clock=in_a_row([at(minute) for minute in subscriber.slots])))
    if subscriber.instant:
        most = cap(subscriber, readers)
        said.append(at_once(most))
    said = said or [str(texts.NO_HOUR_LEFT)]
    if subscriber.pause_from:
        begin = moment(subscriber.pause_from.astimezone(zone))
        said.append(texts.PAUSE_PLANNED.format(begin=begin, end=end))
    return "\n".join(said)


def rows(subscriber: Subscriber, readers: Readers) -> menus.Rows:
    """A button for each choice; what is on is ticked."""
    offered = sorted({*readers.slots, *subscriber.slots})
    slots = [Button(_slot(minute, subscriber), data=f"slot:{minute}") for minute in offered]
    start, end = subscriber.quiet or NIGHT
    calm = _("Calme de {start} à {end}").format(start=at(start), end=at(end))
    day, minute = divmod(SUNDAY_EVENING if subscriber.week is None else subscriber.week, DAY_MINUTES)
    recap = _("Bilan du {day}, {clock}").format(day=weekday(day), clock=at(minute))
    most = cap(subscriber, readers)
    capped = _("sans limite") if most == NO_LIMIT else _("{most} par jour").format(most=most)
    at_once = Button(tick(_("Dès la parution"), on=subscriber.instant), data="now:")
    followed = sum(mode is Mode.FOLLOW for mode in subscriber.topics.values())
    paused = tick(_("Suspendre les envois"), on=bool(subscriber.paused))
    return (
        (Button(_("Vos sujets ({number})").format(number=followed), data="themes:"),),
        *menus.pairs(slots, 3),
        (at_once, Button(capped, data="alerts:")) if subscriber.instant else (at_once,),
        (Button(tick(calm, on=subscriber.quiet is not None), data="calm:"),),
        (Button(tick(recap, on=subscriber.week is not None), data="week:"),),
        (Button(tick(_("Dire aussi « rien de neuf »"), on=subscriber.says_nothing_new), data="nothing:"),),
        (menus.kinds(),),
        (Button(_("Images : {size}").format(size=PICTURES[subscriber.pictures]), data="pictures:"),),
        (
            Button(_("Fuseau : {zone}").format(zone=zones.name(subscriber.zone)), data="zones:"),
            Button(_("Langue : {language}").format(language=LANGUAGES[spoken()]), data="languages:"),
        ),
        (Button(paused, data="pause:"), Button(_("Vos données"), data="data:")),
    )


def zone_rows(subscriber: Subscriber) -> menus.Rows:
    """The zones to choose from, and the way back."""
    offered = [
        Button(tick(zones.name(zone), on=zone == subscriber.zone), data=f"zone:{zone}")
        for zone in zones.OFFERED
    ]
    return (*place(subscriber), *menus.pairs(offered, 3), (menus.to_settings(),))


def place(subscriber: Subscriber) -> menus.Rows:
    """To share where one is; nobody can in a group or a channel."""
    private = subscriber.chat_id > 0
    return ((Button(_("Partager ma position"), data="place:"),),) if private else ()


def cap(subscriber: Subscriber, readers: Readers) -> int:
    """How many stories may come at once in a day."""
    return readers.alerts_a_day if subscriber.alerts_max is None else subscriber.alerts_max


def at_once(most: int) -> str:
    """How many come at once at most, in words."""
    return str(texts.ALL_AT_ONCE) if most == NO_LIMIT else texts.SO_MANY_AT_ONCE.format(most=most)


def next_cap(most: int) -> int:
    """The cap that the next touch chooses."""
    return next((higher for higher in CAPS if higher > most), CAPS[0])


def at(minute: int) -> str:
    """A minute of the day, as one writes it."""
    return clock(*divmod(minute, 60))


def moment(local: datetime) -> str:
    """A moment of a reader's clock: «le lundi 30 novembre», at midnight, «le mardi 24 novembre à 18 h»."""
    day = _("le {day}").format(day=long_day(local.date()))
    if not local.hour and not local.minute:
        return day
    return _("{day} à {clock}").format(day=day, clock=clock(local.hour, local.minute))


def weekdays(days: int, *, short: bool = False) -> str:
    """«du lundi au vendredi», «le mardi et le jeudi»; short: «lun.-ven.», «mar., jeu.»."""
    found = days_of(days)
    is_range = len(found) > 2 and found[-1] - found[0] == len(found) - 1
    if short:
        names = [weekday(day, short=True) for day in found]
        return f"{names[0]}-{names[-1]}" if is_range else ", ".join(names)
    if is_range:
        return _("du {first} au {last}").format(first=weekday(found[0]), last=weekday(found[-1]))
    return in_a_row([_("le {day}").format(day=weekday(day)) for day in found])


def _slot(minute: int, subscriber: Subscriber) -> str:
    days = subscriber.days.get(minute, EVERY_DAY)
    label = at(minute) if days == EVERY_DAY else f"{at(minute)}, {weekdays(days, short=True)}"
    return tick(label, on=minute in subscriber.slots)
