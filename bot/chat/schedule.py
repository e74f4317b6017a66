"""What a reader writes after /hours -> what is meant: «7:45 lun-ven», «calme 22h-7h», «alertes 10», «bilan dim 18h»."""

import re
from dataclasses import dataclass

from bot.french.fold import fold
from bot.model import EVERY_DAY, Quiet

NO_LIMIT = 1_000_000
"""More alerts than a day can hold."""

_DAY_MINUTES = 24 * 60
_NAMED = {"matin": 480, "midi": 750, "soir": 1140, "minuit": 0}
_DAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
_DAY = rf"\b({'|'.join(_DAYS)})(?:\.|[a-z]*di|anche)?(?!\w)"
_SPAN = re.compile(rf"(?:\bdu )?{_DAY}(?: ?[-–] ?| au | a ){_DAY}")
_ONE_DAY = re.compile(_DAY)
_SETS = (
    (re.compile(r"\b(?:en )?semaine\b|\bjours ouvres\b"), 0b001_1111),
    (re.compile(r"\b(?:le )?week[- ]?ends?\b"), 0b110_0000),
    (re.compile(r"\btous les jours\b|\bchaque jour\b"), EVERY_DAY),
)
_TIME = re.compile(
    rf"\b(?:(?P<named>{'|'.join(_NAMED)})|(?P<hour>\d{{1,2}})(?: ?(?:[:h]|heures?)(?: ?(?P<minute>\d\d)(?!\d))?)?)(?!\w)"
)
_SMALL = re.compile(r"\b(?:a|et|le|les|l|du|de|des|au|aux|dans|chaque|entre|puis)\b|[,;'’.]|[-–]")
_NO = re.compile(r"\b(?:non|aucune?s?|jamais|rien|off|stop)\b")


@dataclass(frozen=True, slots=True)
class At:
    """Editions at these minutes of the local day, on these weekdays; or no more of them."""

    minutes: tuple[int, ...]
    days: int = EVERY_DAY
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


Wish = At | Calm | Alerts | Recap


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
            return At(found.minutes, wanted=False) if found else None
        case _:
            return _at(words)


def _calm(rest: str) -> Calm | None:
    if _NO.fullmatch(rest):
        return Calm(None)
    times, left = _times(rest)
    if len(times) != 2 or _meaning(left):
        return None
    return Calm((times[0], times[1]))


def _alerts(rest: str) -> Alerts | None:
    if rest in {"sans limite", "toutes", "illimite"}:
        return Alerts(NO_LIMIT)
    most = re.fullmatch(r"(\d{1,4})(?: (?:au plus|par jour|maximum|max))*", rest)
    return Alerts(int(most[1])) if most and int(most[1]) else None


def _recap(rest: str) -> Recap | None:
    if _NO.fullmatch(rest):
        return Recap(None)
    days, left = _weekdays(rest)
    times, left = _times(left)
    if len(times) > 1 or _meaning(left) or (days & (days - 1) and days != EVERY_DAY):
        return None
    day = 6 if days == EVERY_DAY else days.bit_length() - 1
    return Recap(day * _DAY_MINUTES + (times[0] if times else 18 * 60))


def _at(text: str) -> At | None:
    days, left = _weekdays(text)
    times, left = _times(left)
    return At(tuple(times), days) if times and not _meaning(left) else None


def _weekdays(text: str) -> tuple[int, str]:
    """The weekdays that are named, all when none is, and what is left of the text."""
    found = 0
    for words, days in _SETS:
        found |= days if words.search(text) else 0
        text = words.sub(" ", text)
    for span in _SPAN.finditer(text):
        first, last = _DAYS.index(span[1]), _DAYS.index(span[2])
        for day in range(first, first + (last - first) % 7 + 1):
            found |= 1 << day % 7
    text = _SPAN.sub(" ", text)
    for one in _ONE_DAY.finditer(text):
        found |= 1 << _DAYS.index(one[1])
    return found or EVERY_DAY, _ONE_DAY.sub(" ", text)


def _times(text: str) -> tuple[list[int], str]:
    """The minutes of the day that are named, and what is left of the text; no such hour is left, too."""
    minutes = []

    def taken(match: re.Match[str]) -> str:
        if match["named"]:
            minutes.append(_NAMED[match["named"]])
            return " "
        hour, minute = int(match["hour"]), int(match["minute"] or 0)
        if hour > 24 or minute > 59 or (hour == 24 and minute):
            return match[0]
        minutes.append((hour * 60 + minute) % _DAY_MINUTES)
        return " "

    left = _TIME.sub(taken, text)
    return minutes, left


def _meaning(left: str) -> str:
    """What is left but for small words."""
    return _SMALL.sub(" ", left).strip()
