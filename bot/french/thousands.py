"""One job: set the thousands of a number apart: «9.400», «9 400» and «9400 euros» become «9 400».

Only where thousands are counted: no year, telephone number, score, version or measure. Where one number of a
text surely has thousands, another that looks the same is set the same.
"""

import re

from bot.french import tables
from bot.french.fold import fold
from bot.french.words import FUNCTION_WORDS, OPENERS

_NARROW = "\u202f"
_NUMBER = re.compile(
    r"(?<![\w.,:/+°'’-])(?<!\d[ \u00a0\u202f])[1-9]\d{0,2}"
    r"(?:(?P<spaced>(?:[ \u00a0]\d{3})+)(?![\w.,:/-]?\d)"
    r"|(?P<dotted>(?:\.\d{3}){1,2})(?![\w:/-]|[.,]\d)"
    r"|(?P<bare>\d{1,6})(?!\w)(?![.,:/-]\d))(?![ \u00a0\u202f]\d)"
)
_COUNTED = re.compile(r"[ \u00a0\u202f]([a-zà-ÿ]+|[€$£%])")
_THOUSANDS = re.compile(rf"\d{_NARROW}\d{{3}}")
_THIN = str.maketrans(dict.fromkeys(". \xa0", _NARROW))
_PARTING = tuple(",;:")
"""Behind a word they part it from the number: «en Bretagne, 60.000 foyers»."""
_FEWEST_DIGITS = 4
_YEARS = range(1000, 2200)

_NAMES_NUMBERS = frozenset(tables.words("typography", "names_numbers"))
_COUNTS_NOTHING = frozenset(tables.words("typography", "counts_nothing"))
_COUNTS_PERHAPS = frozenset(tables.words("typography", "counts_perhaps"))
_SURELY_COUNTED = frozenset(tables.words("typography", "counted"))


def thousands(text: str) -> str:
    """Set the thousands of all numbers of a text apart by a narrow no-break space."""
    shown = _NUMBER.sub(lambda number: _set(number, near=False), text)
    if _THOUSANDS.search(shown) is None:
        return shown
    return _NUMBER.sub(lambda number: _set(number, near=True), shown)


def _set(number: re.Match[str], *, near: bool) -> str:
    """One number; `near` if others of the text surely have thousands."""
    found = _COUNTED.match(number.string, number.end())
    counted = found[1] if found else ""
    if number["spaced"]:
        return number[0].translate(_THIN)
    if counted in _COUNTS_NOTHING or _is_name(number):
        return number[0]
    if number["dotted"]:
        is_round = number[0].endswith(".000") and number[0][1] != "."  # no measure is so exact
        sure = counted and counted not in _COUNTS_PERHAPS
        return number[0].translate(_THIN) if sure or is_round or near else number[0]
    return _grouped(number[0]) if _is_count(number[0], counted) else number[0]


def _is_count(digits: str, counted: str) -> bool:
    """Whether digits in a row count something: a number that may be a year only before what is counted so."""
    if len(digits) < _FEWEST_DIGITS or not counted:
        return False
    if int(digits) in _YEARS:
        return counted in _SURELY_COUNTED or not counted.isalpha()
    return fold(counted) not in FUNCTION_WORDS


def _grouped(digits: str) -> str:
    return f"{int(digits):,}".replace(",", _NARROW)


def _is_name(number: re.Match[str]) -> bool:
    """Whether the word before makes it a part of a name: "Nginx 1.234", "version 1.234"."""
    before = number.string[: number.start()].split()[-1:]
    named = any(
        word[0].isupper() and not word.endswith(_PARTING) and fold(word) not in OPENERS for word in before
    )
    return named or any(fold(word).rpartition("'")[2] in _NAMES_NUMBERS for word in before)
