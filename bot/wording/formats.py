"""Days, hours, numbers and lists, as the language that is spoken writes them.

French has its own hours («12 h 30») and its own first of the month («1er mai»), which Babel does not know;
English is as Babel has it, that of Europe: 26 May 2021, 7:45. Babel is loaded when English is first spoken:
it takes a tenth of a second.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Final

from bot.french import tables
from bot.french.dates import MONTH_NAMES, WEEKDAY_NAMES
from bot.french.typography import NARROW, NO_BREAK
from bot.wording import FRENCH, _, spoken

_ENGLISH: Final = "en_GB"
_LANGUAGES: Mapping[str, str] = tables.pairs("languages", "names")


def apart(parts: Iterable[str]) -> str:
    """«Russie ; pouvoir d’achat»; Russia; pouvoir d’achat: what may hold commas."""
    return (f"{NARROW}; " if spoken() == FRENCH else "; ").join(parts)


def clock(hour: int, minute: int) -> str:
    """A time of day: «8 h», «12 h 30»; 8:00, 12:30."""
    if spoken() != FRENCH:
        from babel.dates import format_time

        return format_time(time(hour, minute), "H:mm", locale=_ENGLISH)
    return f"{hour}{NO_BREAK}h{NO_BREAK}{minute:02d}" if minute else f"{hour}{NO_BREAK}h"


def short_day(day: date, *, with_year: bool) -> str:
    """«1er mai» or «26 mai 2021»; 1 May or 26 May 2021."""
    if spoken() != FRENCH:
        return _day(day, "d MMMM y" if with_year else "d MMMM")
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTH_NAMES[day.month - 1]}" + (f" {day.year}" if with_year else "")


def long_day(day: date) -> str:
    """«lundi 23 novembre»; Monday 23 November."""
    return f"{weekday(day.weekday())} {short_day(day, with_year=False)}"


def month_name(month: int) -> str:
    """«mai»; May."""
    return MONTH_NAMES[month - 1] if spoken() == FRENCH else _day(date(2000, month, 1), "LLLL")


def weekday(day: int, *, short: bool = False) -> str:
    """Of Monday, which is 0: «lundi», Monday; short: «lun.», Mon."""
    if spoken() != FRENCH:
        return _day(date(2001, 1, 1 + day), "ccc" if short else "cccc")
    return f"{WEEKDAY_NAMES[day][:3]}." if short else WEEKDAY_NAMES[day]


def in_a_row(parts: Sequence[str]) -> str:
    """«8 h, 12 h 30 et 19 h»."""
    *first, last = parts or [""]
    return _("{first} et {last}").format(first=", ".join(first), last=last) if first else last


def grouped(number: int) -> str:
    """«12 400», with narrow no-break spaces; 12,400."""
    written = f"{number:,}"
    return written.replace(",", NARROW) if spoken() == FRENCH else written


def language_name(code: str) -> str:
    """«allemand», German; empty for a language that has no name here."""
    if spoken() == FRENCH:
        return _LANGUAGES.get(code, "")
    from babel import Locale

    return Locale.parse(_ENGLISH).languages.get(code) or ""


def _day(day: date, pattern: str) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=_ENGLISH)
