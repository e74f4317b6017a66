"""What a reader writes after /hours -> what is meant.

«7:45 lun-ven», «week-end», «pas le dimanche», «calme 22h-7h», «alertes 10», «bilan dim 18h»
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.french.dates import WEEKDAYS
from bot.french.fold import fold
from bot.model import DAY_MINUTES, EVERY_DAY, Quiet

NIGHT = (22 * 60, 7 * 60)
"""Quiet hours for who names none."""
NO_LIMIT = 1_000_000
"""More alerts than a day can hold."""

_WEEKDAYS = {word: day for day, name in enumerate(WEEKDAYS) for word in (name, name[:3])}
"""«lundi» and «lun» -> 0."""
_SETS = {
    ("en", "semaine"): 0b001_1111,
    ("semaine",): 0b001_1111,
    ("jours", "ouvres"): 0b001_1111,
    ("weekend",): 0b110_0000,
    ("weekends",): 0b110_0000,
    ("tous", "les", "jours"): EVERY_DAY,
    ("chaque", "jour"): EVERY_DAY,
    ("par", "jour"): EVERY_DAY,
}
_SUNDAY, _EVENING = 6, 18 * 60
_WEEKDAY_OF = {0: _SUNDAY, EVERY_DAY: _SUNDAY} | {1 << day: day for day in range(7)}
"""A mask -> the one day that it means for the week in brief."""
_PARTS = {"matin": 8 * 60, "midi": 12 * 60 + 30, "soir": 19 * 60, "minuit": 0}
"""When an edition comes that is wished for a part of the day."""
_EVERY = {f"{part}s": minute for part, minute in _PARTS.items()}
"""«tous les matins»: beside an hour that is named it only explains it."""
_HALF_DAY = 12 * 60
_UNITS = frozenset({":", "h", "heure", "heures"})
_TO = frozenset({"-", "–", "au", "a"})
"""Between the first and the last day of a range."""
_SMALL = frozenset("a et le les l du de des au aux dans chaque entre puis tous toutes".split())
_SMALL |= frozenset(",;'.-–")
_NO = frozenset({"non", "aucun", "aucune", "aucuns", "aucunes", "jamais", "rien", "off", "stop"})
_BY_NIGHT = frozenset({"", "la nuit", "de nuit", "nuit", "pendant la nuit"})
_ALL = frozenset({"sans limite", "toutes", "illimite"})
_AT_MOST = frozenset({"au", "plus", "par", "jour", "maximum", "max"})
_ALERTS_DIGITS_MAX = 4
_TOKEN = re.compile(r"\d+|[a-z]+|\S")


@dataclass(frozen=True, slots=True)
class At:
    """Editions at these minutes of the local day, on these weekdays; or no more of them."""

    minutes: tuple[int, ...]
    days: int = EVERY_DAY
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class On:
    """Editions on these weekdays only, at the hours that there are; or no more on these."""

    days: int
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class Calm:
    """Quiet hours, or none."""

    quiet: Quiet | None


@dataclass(frozen=True, slots=True)
class Alerts:
    """So many stories at once in a day."""

    most: int


@dataclass(frozen=True, slots=True)
class Recap:
    """The week in brief: minutes since Monday at midnight, or never."""

    week: int | None


Wish = At | On | Calm | Alerts | Recap


def wish(text: str) -> Wish | None:
    """What is meant; None when some of it can't be understood."""
    words = " ".join(fold(text).split())
    verb, _, rest = words.partition(" ")
    match verb:
        case "calme" | "silence" | "nuit":
            return _calm(rest)
        case "alertes" | "alerte":
            return _alerts(rest)
        case "bilan" | "recap":
            return _recap(rest)
        case "sans" | "supprimer" | "retirer" | "moins":
            found = _at(rest)
            return At(found.minutes, wanted=False) if isinstance(found, At) else None
        case "sauf" | "pas" | "jamais":
            found = _at(rest)
            return On(found.days, wanted=False) if isinstance(found, On) else None
        case _ if verb.isdecimal() and rest.startswith("alerte"):  # «10 alertes par jour»
            return _alerts(f"{verb} {rest.partition(' ')[2]}")
        case _:
            return _at(words)


def _calm(rest: str) -> Calm | None:
    if rest in _NO:
        return Calm(None)
    if rest in _BY_NIGHT:
        return Calm(NIGHT)
    match _named(rest):
        case 0, [start, end]:
            return Calm((start, end))
        case _:
            return None


def _alerts(rest: str) -> Alerts | None:
    if rest in _ALL:
        return Alerts(NO_LIMIT)
    number, _, words = rest.partition(" ")
    if not number.isdecimal() or len(number) > _ALERTS_DIGITS_MAX or not _AT_MOST.issuperset(words.split()):
        return None
    return Alerts(int(number)) if int(number) else None


def _recap(rest: str) -> Recap | None:
    if rest in _NO:
        return Recap(None)
    match _named(rest):
        case days, ([] | [_]) as minutes if days in _WEEKDAY_OF:
            return Recap(_WEEKDAY_OF[days] * DAY_MINUTES + (minutes or [_EVENING])[0])
        case _:
            return None


def _at(text: str) -> At | On | None:
    text, _, without = text.partition(" sauf ")
    match _named(text), _named(without):
        case (days, [_, *_] as minutes), (but, []) if (days or EVERY_DAY) & ~but:
            return At(tuple(dict.fromkeys(minutes)), (days or EVERY_DAY) & ~but)
        case (days, []), (but, []) if 0 < days & ~but < EVERY_DAY:
            return On(days & ~but)
        case _:
            return None


def _named(text: str) -> tuple[int, list[int]] | None:
    """The weekdays that are named, as a mask, and the minutes of the day; None when anything else is said."""
    tokens = _TOKEN.findall(text.replace("week-end", "weekend").replace("week end", "weekend"))
    days, minutes, parts, at = 0, list[int](), list[int](), 0
    while at < len(tokens):
        if found := _days_at(tokens, at):
            days |= found[0]
            at += found[1]
        elif found := _every_part_at(tokens, at):
            parts.append(found[0])
            at += found[1]
        elif found := _time_at(tokens, at):
            minutes.append(found[0])
            at += found[1]
        elif tokens[at] in _SMALL:
            at += 1
        else:
            return None
    if minutes and parts:
        return days, [_of_part(minute, max(parts)) for minute in minutes]
    return days, minutes or parts


def _every_part_at(tokens: Sequence[str], at: int) -> tuple[int, int] | None:
    """The part of each day that is named from `at` on, and in how many tokens: «matins», «chaque soir»."""
    every, part = [*tokens[at : at + 2], ""][:2]
    if every in _EVERY:
        return _EVERY[every], 1
    return (_PARTS[part], 2) if every == "chaque" and part in _PARTS else None


def _days_at(tokens: Sequence[str], at: int) -> tuple[int, int] | None:
    """The days that are named from `at` on, and in how many tokens: «en semaine», «lun.-ven.», «mardi»."""
    for words, days in _SETS.items():
        if tuple(tokens[at : at + len(words)]) == words:
            return days, len(words)
    first = _WEEKDAYS.get(tokens[at])
    if first is None:
        return None
    to = at + 1 + (tokens[at + 1 : at + 2] == ["."])
    between, last = [*tokens[to : to + 2], "", ""][:2]
    if between not in _TO or last not in _WEEKDAYS:
        return 1 << first, 1
    length = (_WEEKDAYS[last] - first) % 7 + 1
    return sum(1 << (first + day) % 7 for day in range(length)), to + 2 - at


def _time_at(tokens: Sequence[str], at: int) -> tuple[int, int] | None:
    """The minute of the day that is named from `at` on, and in how many tokens: «soir», «soir à 8 h»."""
    part, to = [*tokens[at : at + 2], ""][:2]
    if part not in _PARTS:
        return _clock_at(tokens, at)
    clock = _clock_at(tokens, at + 2) if to == "a" else None
    return (_of_part(clock[0], _PARTS[part]), clock[1] + 2) if clock else (_PARTS[part], 1)


def _clock_at(tokens: Sequence[str], at: int) -> tuple[int, int] | None:
    """The same of an hour in digits: «8», «7 h 45», «8 h du soir»."""
    hour, unit, minute, beyond = [*tokens[at : at + 4], "", "", "", ""][:4]
    if not hour.isdecimal() or len(hour) > 2:
        return None
    length = 1 + (unit in _UNITS)
    if length == 1 or len(minute) != 2 or not minute.isdecimal() or beyond in _UNITS:
        minute = ""  # «8h 12h»: the next number is an hour, too
    of_day = int(hour) * 60 + int(minute or 0)
    if of_day > DAY_MINUTES or int(minute or 0) > 59:
        return None
    length += bool(minute)
    of, part = [*tokens[at + length : at + length + 2], "", ""][:2]
    if of == "du" and part in _PARTS:
        return _of_part(of_day, _PARTS[part]), length + 2
    return of_day % DAY_MINUTES, length


def _of_part(minute: int, part: int) -> int:
    """An hour beside a part of the day: eight in the evening is twenty."""
    return (minute + _HALF_DAY if minute < _HALF_DAY <= part else minute) % DAY_MINUTES
