"""Finds the French datelines of a text: which day, which hour, and how plainly it says "published"."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.french.dates import WEEKDAYS
from bot.french.fold import fold_line

_SHORT = tuple(name[:3] for name in WEEKDAYS)
_MONTHS = ("jan", "fev", "mar", "avr", "mai", "juin", "juil", "aou", "sep", "oct", "nov", "dec")

_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_DAY_NAME = rf"(?P<weekday>{'|'.join(WEEKDAYS)}|(?:{'|'.join(name[:3] for name in WEEKDAYS)})\b\.?)"
_MONTH = (
    r"(?P<month>janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept?(?:embre)?|oct(?:obre)?"
    r"|nov(?:embre)?|dec(?:embre)?)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_NUMBER = r"(?<![\d/.,-])(?P<day>\d{1,2})"
_BEFORE = rf"(?:\b{_DAY_NAME},? (?:le )?)?"
_IN_WORDS = rf"{_BEFORE}{_NUMBER}(?:er)? {_MONTH}(?:,? {_YEAR})?"
_DAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        _IN_WORDS,
        rf"{_BEFORE}{_NUMBER}/(?P<month>\d{{1,2}})(?:/(?P<year>(?:19|20)?\d\d))?(?![\d/%])",
        rf"{_BEFORE}{_NUMBER}(?P<dot>[.-])(?P<month>\d{{1,2}})(?P=dot){_YEAR}",
        rf"{_BEFORE}{_NUMBER}\.(?P<month>\d{{2}})\.(?P<year>\d\d)(?![\d.,%])",
    )
)
_CLOCK = re.compile(
    r"\b(?P<sharp>midi|minuit)\b"
    r"|(?<![\d/:.,-])(?P<hour>[01]?\d|2[0-3]) ?(?:heures?\b|h|:) ?(?P<minute>[0-5]\d)?(?::[0-5]\d)?(?![\d/])"
)
_AGO = re.compile(r"\bil y a (?:environ )?(?P<count>\d{1,3}|une?) ?(?P<unit>min|h|j|sem)[a-z]*\b")
_NEAR = re.compile(rf"\b(?:(?P<near>aujourd'hui|ce jour|avant-hier|hier)|{_WEEKDAY})\b")
_UNITS = {
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "j": timedelta(days=1),
    "sem": timedelta(weeks=1),
}
_BACK = {"aujourd'hui": 0, "ce jour": 0, "hier": 1, "avant-hier": 2}

_MAY_DATE = re.compile(rf"\d|hier|aujourd|ce jour|une? |{'|'.join(WEEKDAYS)}", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:(?P<published>publi(?:e|ee|cation|es)|paru(?:e|tion)?|postee?|ecrit|redigee?"
    r"|diffusee?|creee?|mise? en ligne)"
    r"|(?P<updated>mise? a jour|maj|modifiee?|actualisee?))\b"
)
_GLUE = re.compile(r"\b(?:le|la|a|du|de|derniere|dernier|date|vers|ce|heure|paris|et)\b")
_CUE_GAP = 12
"""Letters that may stand between "publié" and the day ("publié à Paris le"): more, and it is a sentence."""
_LINE_MAX = 250

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
    if len(line) > _LINE_MAX or not _MAY_DATE.search(line):
        return []
    folded = fold_line(line)
    found = [stamp for part in _parts(folded) if (stamp := _stamp(part, today))]
    return found if found and _is_dateline(folded, found) else []


def pairs(text: str) -> list[Stamp]:
    """Find the "mardi 25 mai" of a text: weekday, day and month, without a year."""
    found = (_day(match) for match in _DAYS[1].finditer(text) if match["weekday"] and not match["year"])
    return [stamp for stamp in found if stamp]


def dated_lead(lead: str) -> Stamp | None:
    """Find the day of an agency's opening: "PARIS, 3 juin 2021 (Agence) -"."""
    opening = re.match(
        rf"[^.]{{0,60}}?, (?:le )?{_IN_WORDS} ?(?:\([^)]{{1,30}}\)|[-–—:])", fold_line(lead[:160])
    )
    return _day(opening) if opening else None


def _parts(folded: str) -> list[str]:
    """Cut a line before each cue: "publié le … mis à jour le …" names two days."""
    starts = [match.start() for match in _CUE.finditer(folded)]
    if not starts:
        return [folded]
    return [folded[a:b] for a, b in zip(starts, [*starts[1:], len(folded)], strict=True)]


def _stamp(part: str, today: datetime) -> Stamp | None:
    cue = _CUE.match(part)
    rank = BARE if cue is None else PUBLISHED if cue["published"] else UPDATED
    for pattern in _DAYS:
        for match in pattern.finditer(part):
            stamp = _day(match)
            if stamp:
                rest = part[: match.start()] + " ; " + part[match.end() :].replace("t", " ", 1)
                near = cue is None or len(_CLOCK.sub("", part[cue.end() : match.start()])) <= _CUE_GAP
                return _with(stamp, _clock(rest), rank if near else BARE)
    return _relative(part, today, rank)


def _with(stamp: Stamp, clock: time | None, cue: int) -> Stamp:
    return Stamp(stamp.month, stamp.day, stamp.year, stamp.weekday, clock, cue)


def _day(match: re.Match[str]) -> Stamp | None:
    named = match["month"]
    month = (
        int(named) if named.isdigit() else next(n for n, m in enumerate(_MONTHS, 1) if named.startswith(m))
    )
    year = int(match["year"]) if match["year"] else None
    if year is not None and year < 100:
        year += 2000
    weekday = match.groupdict().get("weekday")
    day = int(match["day"])
    try:
        date(year or 2000, month, day)  # 2000 has a 29 February
    except ValueError:
        return None
    return Stamp(month, day, year, _SHORT.index(weekday[:3]) if weekday else None)


def _clock(text: str) -> time | None:
    match = _CLOCK.search(text)
    if match is None:
        return None
    if match["sharp"]:
        return time(12 if match["sharp"] == "midi" else 0)
    return time(int(match["hour"]), int(match["minute"] or 0))


def _relative(part: str, today: datetime, cue: int) -> Stamp | None:
    ago = _AGO.search(part)
    if ago:
        count = int(ago["count"]) if ago["count"].isdigit() else 1
        then = today - count * _UNITS[ago["unit"]]
        exact = then.time().replace(second=0, microsecond=0) if ago["unit"] in ("min", "h") else None
        return Stamp(then.month, then.day, then.year, None, exact, cue, relative=True)
    near = _NEAR.search(part)
    clock = _clock(part)
    if near is None or (clock is None and cue == BARE):
        return None
    back = _BACK[near["near"]] if near["near"] else (today.weekday() - WEEKDAYS.index(near["weekday"])) % 7
    then = today - timedelta(days=back)
    return Stamp(then.month, then.day, then.year, None, clock, cue, relative=True)


def _is_dateline(folded: str, found: list[Stamp]) -> bool:
    """Tell a dateline from a sentence or a headline that names a day, by the words that are left."""
    rest = folded
    for pattern in (*_DAYS, _AGO, _NEAR, _CLOCK, _CUE, _GLUE):
        rest = pattern.sub(" ", rest)
    left = len(re.findall(r"\w+", rest))
    best = max(stamp.cue for stamp in found)
    if best > BARE:
        return left <= (3 if folded.endswith(".") else 10)
    full = any(stamp.clock or stamp.year for stamp in found) and not any(stamp.relative for stamp in found)
    return left <= (5 if full else 0) and not (left and folded.endswith("."))
