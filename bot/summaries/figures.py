"""One job: the figures of an article with what they count.

"3,5 millions d’euros", "plus de 1 200 personnes".
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.french.capitals import Token, at, spelled
from bot.french.dates import CALENDAR
from bot.french.words import FUNCTION_WORDS

_INSIDE = frozenset(".,/:-")
"""Glued to a number, they make it part of another: "12:30", "n.3"."""
_YEARS = range(1900, 2100)
_ABOUT = (
    *(("au", "moins"), ("au", "plus"), ("plus", "de"), ("pres", "de"), ("moins", "de")),
    *(("environ",), ("quelque",)),
)
_SIGNS = (("%",), ("€",), ("$",), ("°", "c"), ("km", "/", "h"))
_SCALES = frozenset("million millions milliard milliards millier milliers".split())
_BETWEEN = ("nouve", "premi", "grands", "grandes", "petits", "petites", "jeunes", "autres")
"""Beginnings of the adjectives that stand between a number and what it counts."""
_POWERS = frozenset({"cube", "cubes", "carre", "carres"})
_NO_UNIT = FUNCTION_WORDS.union(CALENDAR, "by the h heures heure er ere eme e rue avenue".split())
_NO_NOUN_ENDS = ("ment", "ront", "èrent", "raient", "é", "ée", "és", "ées")
_NO_NOUN_BEGINS = ("derni", "prochain", "suivant", "précédent")
"""What follows a number and is not counted by it: "2 000 habituellement", "les 18 prochains"."""


def figures(sentences: Iterable[Sequence[Token]]) -> list[str]:
    """Numbers with what they count, in reading order, ages last; no dates, no hours, no years.

    Args:
        sentences: the words of each, in reading order.
    """
    low = [figure[:1].lower() + figure[1:] for tokens in sentences for figure in _figures(tokens)]
    told = [figure for i, figure in enumerate(low) if not any(figure in before for before in low[:i])]
    return sorted(told, key=lambda figure: figure.endswith(" ans"))


def _figures(tokens: Sequence[Token]) -> Iterator[str]:
    past = 0
    for i, token in enumerate(tokens):
        if i < past or not token.written.isdecimal() or _is_inside(tokens, i):
            continue
        past = _number_end(tokens, i)
        end = _counted_end(tokens, past)
        if end > past and not (past == i + 1 and int(token.written) in _YEARS):
            yield spelled(tokens[i - _about(tokens, i) : end])


def _is_inside(tokens: Sequence[Token], i: int) -> bool:
    return at(tokens, i - 1).written in _INSIDE and not tokens[i].spaced


def _number_end(tokens: Sequence[Token], i: int) -> int:
    """Where the number that begins with token `i` ends, thousands and decimals included."""
    end = i + 1
    if len(tokens[i].written) <= 3:
        while _is_group(tokens, end) or (_is_glued(tokens, end, ".") and _is_group(tokens, end + 1)):
            end += 1 if _is_group(tokens, end) else 2
    if end == i + 1 and _is_glued(tokens, end, ",") and at(tokens, end + 1).written.isdecimal():
        end += 2
    return end


def _is_group(tokens: Sequence[Token], i: int) -> bool:
    return len(at(tokens, i).written) == 3 and at(tokens, i).written.isdecimal()


def _is_glued(tokens: Sequence[Token], i: int, mark: str) -> bool:
    """Whether this mark stands at `i`, without a space on either side."""
    return at(tokens, i).written == mark and not at(tokens, i).spaced and not at(tokens, i + 1).spaced


def _counted_end(tokens: Sequence[Token], start: int) -> int:
    """Where what is counted, which begins at `start`, ends; `start` itself if nothing is."""
    for sign in _SIGNS:
        if tuple(token.folded for token in tokens[start : start + len(sign)]) == sign:
            return start + len(sign)
    if at(tokens, start).folded in _NO_UNIT:
        return start
    noun = end = start
    if at(tokens, noun).written in _SCALES:
        noun = end = noun + 1
        noun += at(tokens, noun).folded in {"d'", "de"}
    if at(tokens, noun).written.startswith(_BETWEEN):
        noun = end = noun + 1
    found = at(tokens, noun).written
    if not found[0].islower() or found[-1] in "'’" or at(tokens, noun).folded in FUNCTION_WORDS:
        return end
    if found.endswith(_NO_NOUN_ENDS) or found.startswith(_NO_NOUN_BEGINS) or _is_odd(found):
        return start
    return noun + 1 + (at(tokens, noun + 1).folded in _POWERS)


def _about(tokens: Sequence[Token], i: int) -> int:
    """How many words right before a number bound it: "près de 300"; none of "pas moins de 300"."""
    for about in _ABOUT:
        before = max(0, i - len(about))
        if tuple(token.folded for token in tokens[before:i]) == about:
            return 0 if at(tokens, before - 1).folded == "pas" else len(about)
    return 0


def _is_odd(word: str) -> bool:
    """Whether a capital or a digit stands in it: "30h15"."""
    return not word.islower() or any(map(str.isdecimal, word))
