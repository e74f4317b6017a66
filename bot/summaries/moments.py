"""One job: when an article's news is, in its own words: "lundi 3 mars", "depuis 2019", "jeudi soir"."""

from collections.abc import Iterable, Iterator, Sequence

from bot.french.capitals import Token, at, spelled
from bot.french.dates import MONTHS, WEEKDAYS

_PARTS = frozenset("matin soir apres-midi dernier prochain".split())
_TO = frozenset({"au", "et"})
"""Between two days of one month: "du 26 au 28 février"."""
_HABITUAL = frozenset("le du chaque un".split())
_BEFORE_MONTHS = frozenset({"en", "debut", "fin"})
_BEFORE_YEARS = frozenset({"en", "depuis", "des"})
_HALVES = frozenset(f"mi-{month}" for month in MONTHS)
_FIRST = _BEFORE_MONTHS | _BEFORE_YEARS | _HALVES | {*WEEKDAYS, "d'"}
"""What a moment begins with, or a number."""
_BACKGROUND = -1
"""How sure "en 2018" is: so an article tells what was before its news."""
_DAY_MAX = 31
_YEARS = range(1800, 2100)


def moments(sentences: Iterable[Sequence[Token]]) -> list[str]:
    """The surest that they name, in reading order, each in its longest form.

    A weekday with its day of a month is surest, then such a day alone, then what is vaguer.

    Args:
        sentences: the words of each, in reading order.
    """
    found = [moment for tokens in sentences for moment in _moments(tokens)]
    surest = max((0, *(sure for _, sure in found)))
    low = list(dict.fromkeys(text[:1].lower() + text[1:] for text, sure in found if sure == surest))
    return [one for one in low if not any(one != other and one in other for other in low)]


def _moments(tokens: Sequence[Token]) -> Iterator[tuple[str, int]]:
    """The moments that one sentence names, and how sure each is: a day of a month 1, with its weekday 2."""
    past = 0
    for i, token in enumerate(tokens):
        if i >= past and (token.folded in _FIRST or token.written[0].isdecimal()):
            past, sure = _end(tokens, i)
            if past > i:
                opened = at(tokens, i - 1).folded == "du" and any(
                    one.folded == "au" for one in tokens[i:past]
                )
                yield spelled(tokens[i - opened : past]), sure


def _end(tokens: Sequence[Token], i: int) -> tuple[int, int]:
    """Where the moment that begins with token `i` ends, `i` itself if none does, and how sure it is."""
    word, following = at(tokens, i).folded, at(tokens, i + 1).folded
    day = i + (word in WEEKDAYS)
    if _is_day(at(tokens, day).folded) and at(tokens, day + 1).folded in _TO:
        end, sure = _end(tokens, day + 2)
        if sure:
            return end, sure
    if _is_day(at(tokens, day).folded) and at(tokens, day + 1).folded in MONTHS:
        return day + 2 + _is_year(at(tokens, day + 2).folded), 1 + (day > i)
    if word in WEEKDAYS:
        return (i if _is_other(tokens, i) else i + 1 + (following in _PARTS)), 0
    if word in _BEFORE_MONTHS and following in MONTHS:
        return i + 2 + _is_year(at(tokens, i + 2).folded), 0
    if word in _HALVES:
        return i + 1 + _is_year(following), 0
    ici = word == "d'" and following == "ici"
    if (word in _BEFORE_YEARS or ici) and _is_year(at(tokens, i + 1 + ici).folded):
        return i + 2 + ici, _BACKGROUND if word == "en" else 0
    return i, 0


def _is_other(tokens: Sequence[Token], i: int) -> bool:
    """Whether a weekday is a habit, "le dimanche", or part of a name: "le Journal du Dimanche"."""
    before = at(tokens, i - 1)
    return before.folded in _HABITUAL or (tokens[i].is_capital and before.is_word)


def _is_day(word: str) -> bool:
    return word in {"1er", "premier"} or (word.isdecimal() and 0 < int(word) <= _DAY_MAX)


def _is_year(word: str) -> bool:
    return word.isdecimal() and int(word) in _YEARS
