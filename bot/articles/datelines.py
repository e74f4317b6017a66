"""Finds the French datelines of a text: which day, which hour, and how plainly it says "published"."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from bot.french.dates import WEEKDAYS, NamedDay, clock, named_days, without_dates
from bot.french.fold import fold_line

_AGO = re.compile(r"\bil y a (?:environ )?(?P<count>\d{1,3}|une?) ?(?P<unit>min|h|j|sem)[a-z]*\b")
_UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "j": timedelta(days=1),
    "sem": timedelta(weeks=1),
}
_BACK = {"avant-hier": 2, "aujourd'hui": 0, "ce jour": 0, "hier": 1}

_CUE = re.compile(
    r"\b(?:(?P<published>publi(?:e|ee|cation|es)|paru(?:e|tion)?|postee?|ecrit|redigee?"
    r"|diffusee?|creee?|mise? en ligne)"
    r"|(?P<updated>mise? a jour|maj|modifiee?|actualisee?))\b"
)
_GLUE = frozenset("le la a du de derniere dernier date vers ce heure paris et".split())
"""What may stand around a day without making a sentence of it."""
_NEAR = frozenset([*"aujourd hui jour hier avant".split(), *WEEKDAYS])
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
    found = [stamp for part in _parts(folded) if (stamp := _stamp(part, today))]
    return found if found and _is_dateline(folded, found) else []


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
    """Cut a line before each cue: "publié le … mis à jour le …" names two days."""
    starts = [match.start() for match in _CUE.finditer(folded)]
    if not starts:
        return [folded]
    return [folded[a:b] for a, b in zip(starts, [*starts[1:], len(folded)], strict=True)]


def _stamp(part: str, today: datetime) -> Stamp | None:
    cue = _CUE.match(part)
    rank = BARE if cue is None else PUBLISHED if cue["published"] else UPDATED
    for day in named_days(part):
        stamp = _stamped(day)
        if stamp:
            rest = f"{part[: day.start]} ; {part[day.end :].replace('t', ' ', 1)}"
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
    ago = _AGO.search(part)
    if ago:
        count = int(ago["count"]) if ago["count"].isdigit() else 1
        then = today - count * _UNITS[ago["unit"]]
        exact = then.time().replace(second=0, microsecond=0) if ago["unit"] in ("min", "h") else None
        return Stamp(then.month, then.day, then.year, None, exact, cue, relative=True)
    told = clock(part)
    back = _days_back(part, today)
    if back is None or (told is None and cue == BARE):
        return None
    then = today - timedelta(days=back)
    return Stamp(then.month, then.day, then.year, None, told, cue, relative=True)


def _days_back(part: str, today: datetime) -> int | None:
    """How many days ago the day lies that a line names without its date: «hier», «lundi».

    None if it names none.
    """
    said = f" {part.replace(',', ' ')} "
    near = next((back for name, back in _BACK.items() if f" {name} " in said), None)
    if near is not None:
        return near
    weekday = next((word for word in said.split() if word in WEEKDAYS), None)
    return None if weekday is None else (today.weekday() - WEEKDAYS.index(weekday)) % 7


def _is_dateline(folded: str, found: list[Stamp]) -> bool:
    """Tell a dateline from a sentence or a headline that names a day, by the words that are left."""
    rest = _CUE.sub(" ", _AGO.sub(" ", without_dates(folded)))
    words = "".join(sign if sign.isalnum() else " " for sign in rest).split()
    left = sum(word not in _GLUE and word not in _NEAR for word in words)
    best = max(stamp.cue for stamp in found)
    if best > BARE:
        return left <= (3 if folded.endswith(".") else 10)
    full = any(stamp.clock or stamp.year for stamp in found) and not any(stamp.relative for stamp in found)
    return left <= (5 if full else 0) and not (left and folded.endswith("."))
