"""One job: when an article's news is, in its own words: "lundi 3 mars", "depuis 2019", "jeudi soir"."""

from collections.abc import Iterable, Iterator, Sequence

from bot.french.capitals import Token, at, spelled
from bot.french.dates import MONTHS, WEEKDAYS

_PARTS = frozenset("matin soir apres-midi dernier prochain".split())
_BEFORE_MONTHS = frozenset({"en", "debut", "fin"})
_BEFORE_YEARS = frozenset({"en", "depuis", "des"})
_HALVES = frozenset(f"mi-{month}" for month in MONTHS)
_FIRST = _BEFORE_MONTHS | _BEFORE_YEARS | _HALVES | {*WEEKDAYS, "d'"}
"""What a moment begins with, or a number."""
_DAY_MAX = 31
_YEARS = range(1800, 2100)


def moments(sentences: Iterable[Sequence[Token]]) -> Iterator[str]:
    """Days with a month, or, where there is none, what is vaguer, in reading order, each in its longest form.

    Args:
        sentences: the words of each, in reading order.
    """
    found = [moment for tokens in sentences for moment in _moments(tokens)]
    exact = [moment for moment, day in found if day] or [moment for moment, _ in found]
    low = list(dict.fromkeys(moment[:1].lower() + moment[1:] for moment in exact))
    yield from (one for one in low if not any(one != other and one in other for other in low))


def _moments(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """The moments that one sentence names, and whether each is a day of a month."""
    past = 0
    for i, token in enumerate(tokens):
        if i >= past and (token.folded in _FIRST or token.written[0].isdecimal()):
            past, exact = _end(tokens, i)
            if past > i:
                yield spelled(tokens[i:past]), exact


def _end(tokens: Sequence[Token], i: int) -> tuple[int, bool]:
    """Where the moment that begins with token `i` ends, `i` itself if none does.

    And whether it is a day of a month.
    """
    word, following = at(tokens, i).folded, at(tokens, i + 1).folded
    day = i + (word in WEEKDAYS)
    if _is_day(at(tokens, day).folded) and at(tokens, day + 1).folded in MONTHS:
        return day + 2 + _is_year(at(tokens, day + 2).folded), True
    if word in WEEKDAYS:
        return i + 1 + (following in _PARTS), False
    if word in _BEFORE_MONTHS and following in MONTHS:
        return i + 2 + _is_year(at(tokens, i + 2).folded), False
    if word in _HALVES:
        return i + 1 + _is_year(following), False
    ici = word == "d'" and following == "ici"
    if (word in _BEFORE_YEARS or ici) and _is_year(at(tokens, i + 1 + ici).folded):
        return i + 2 + ici, False
    return i, False


def _is_day(word: str) -> bool:
    return word == "1er" or (word.isdecimal() and 0 < int(word) <= _DAY_MAX)


def _is_year(word: str) -> bool:
    return word.isdecimal() and int(word) in _YEARS
