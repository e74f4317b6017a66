"""Finds the French datelines of a text: which day, which hour, and how plainly it says "published"."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from bot.french.ago import DAYS_BACK, ago, without_ago
from bot.french.dates import WEEKDAYS, NamedDay, clock, named_days, without_dates
from bot.french.fold import fold_line

_CUE = re.compile(
    r"\b(?:(?P<published>publi(?:e|ee|cation|es)|paru(?:e|tion)?|postee?|ecrit|redigee?"
    r"|diffusee?|creee?|mise? en ligne)"
    r"|(?P<updated>mise? a jour|maj|modifiee?|actualisee?))\b"
)
_GLUE = frozenset("le la a du de derniere dernier date vers ce heure paris et".split())
"""What may stand around a day without making a sentence of it."""
_NEAR = frozenset([*WEEKDAYS, *(word for name in DAYS_BACK for word in re.findall("[a-z]+", name))])
_RIGHTS = ("©", "copyright", "(c)", "tous droits reserves")
"""What stands before a year that is the site's, and no article's."""
_DASHES = ("-", "–", "—", ":")
_LEAD_WITHIN, _TOWN_MAX, _AGENCY_MAX = 160, 62, 32
_CUE_GAP = 12
"""Letters that may stand between "publié" and the day ("publié à Paris le"): more, and it is a sentence."""
_LINE_MAX = 250
_OLDEST = 1900

PUBLISHED, UPDATED, BARE = 3, 2, 1
"""How plainly a line says that its day is the day of publication."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One day named by a line. `cue` is PUBLISHED, UPDATED or BARE; `relative` if it was counted from now."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    clock: time | None = None
    cue: int = BARE
    relative: bool = False


def stamps(line: str, today: datetime) -> list[Stamp]:
    """Find the days that a dateline names, or none if the line is no dateline.

    Args:
        line: one line of text.
        today: the moment of reading, in the zone of the text: "hier" counts from it.
    """
    if len(line) > _LINE_MAX:
        return []
    folded = fold_line(line)
    if any(sign in folded for sign in _RIGHTS):
        return []
    found = [stamp for part in _parts(folded) if (stamp := _stamp(part, today))]
    return found if found and _is_dateline(folded, found) else []


def cue_of(line: str) -> int:
    """How plainly a line says "published": PUBLISHED, UPDATED, or BARE when it says nothing of the kind."""
    cue = _CUE.search(fold_line(line))
    return BARE if cue is None else PUBLISHED if cue["published"] else UPDATED


def pairs(text: str) -> list[Stamp]:
    """Find the "mardi 25 mai" of a folded text: weekday, day and month, without a year."""
    named = (day for day in named_days(text) if day.weekday is not None and not day.year)
    return [stamp for day in named if (stamp := _stamped(day))]


def dated_lead(lead: str) -> Stamp | None:
    """Find the day of an agency's opening: "PARIS, 3 juin 2021 (Agence) -"."""
    folded = fold_line(lead[:_LEAD_WITHIN])
    first = next(named_days(folded), None)
    if first is None:
        return None
    before, after = folded[: first.start], folded[first.end :].lstrip()
    closes = after.startswith(_DASHES) or (after.startswith("(") and ")" in after[:_AGENCY_MAX])
    opens = before.removesuffix("le ").endswith(", ") and len(before) <= _TOWN_MAX and "." not in before
    return _stamped(first) if opens and closes else None


def _parts(folded: str) -> list[str]:
    """Cut a line before each cue: "le … mis à jour le …" names two days."""
    starts = [match.start() for match in _CUE.finditer(folded)]
    return [folded[a:b] for a, b in pairwise([0, *starts, len(folded)]) if a < b]


def _stamp(part: str, today: datetime) -> Stamp | None:
    cue = _CUE.match(part)
    rank = BARE if cue is None else PUBLISHED if cue["published"] else UPDATED
    for day in named_days(part):
        stamp = _stamped(day)
        if stamp:
            rest = f"{part[: day.start]} ; {part[day.end :].removeprefix('t')}"
            near = cue is None or len(without_dates(part[cue.end() : day.start])) <= _CUE_GAP
            return replace(stamp, clock=clock(rest), cue=rank if near else BARE)
    return _relative(part, today, rank)


def _stamped(day: NamedDay) -> Stamp | None:
    """The day, if there is such a day."""
    if day.year and day.year < _OLDEST:
        return None  # of history, not of the press
    try:
        date(day.year or 2000, day.month, day.day)  # 2000 has a 29 February
    except ValueError:
        return None
    return Stamp(day.month, day.day, day.year, day.weekday)


def _relative(part: str, today: datetime, cue: int) -> Stamp | None:
    """The day that a dateline counts from today: «il y a deux jours», «hier à 9h», «lundi», «publié à 9h»."""
    past = ago(part, today)
    if past:
        exact = past.at.time().replace(second=0, microsecond=0) if past.to_the_minute else None
        return Stamp(past.at.month, past.at.day, past.at.year, None, exact, cue, relative=True)
    told = clock(part)
    back = _days_back(part, today, told, cue)
    if back is None or (told is None and cue == BARE):
        return None
    then = today - timedelta(days=back)
    return Stamp(then.month, then.day, then.year, None, told, cue, relative=True)


def _days_back(part: str, today: datetime, told: time | None, cue: int) -> int | None:
    """How many days ago the day lies that a line names without its date: «hier», «lundi».

    An hour alone is of today, or of yesterday when it is still to come. None if the line names no day, or one
    that was not understood.
    """
    said = f" {part.replace(',', ' ')} "
    near = next((back for name, back in DAYS_BACK.items() if f" {name} " in said), None)
    if near is not None:
        return near
    if any(map(str.isdecimal, without_dates(part))):
        return None
    weekday = next((word for word in said.split() if word in WEEKDAYS), None)
    if weekday is not None:
        return (today.weekday() - WEEKDAYS.index(weekday)) % 7
    if told is None or cue == BARE:
        return None
    return int(datetime.combine(today, told, told.tzinfo or today.tzinfo) > today)


def _is_dateline(folded: str, found: list[Stamp]) -> bool:
    """Tell a dateline from a sentence or a headline that names a day, by the words that are left."""
    rest = _CUE.sub(" ", without_dates(without_ago(folded)))
    words = "".join(sign if sign.isalnum() else " " for sign in rest).split()
    left = sum(word not in _GLUE and word not in _NEAR for word in words)
    best = max(stamp.cue for stamp in found)
    if best > BARE:
        return left <= (3 if folded.endswith(".") else 10)
    full = any(stamp.clock or stamp.year for stamp in found) and not any(stamp.relative for stamp in found)
    return left <= (5 if full else 0) and not (left and folded.endswith("."))
