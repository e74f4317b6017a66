"""Which quotation mark or bracket goes with which, and what stands inside."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

QUOTES = frozenset('"«»“”')
_BEFORE_LETTERS = "".join(sorted(QUOTES)) + " \u00a0\u202f"
_CLOSING = {"«": "»", "“": "”", "(": ")", "[": "]"}
_MARK = re.compile(r"[\"«»“”()\[\]]")
_QUOTE = re.compile(f"[{''.join(sorted(QUOTES))}]")
_LONG = 200
"""Letters: a straight mark that is still open so far before another opens was never closed."""
_DEEPEST = 4
"""Text nests no deeper; a mark further down the pile was never closed."""

Span = tuple[int, int]


@lru_cache(maxsize=256)
def pairs(text: str) -> Sequence[Span]:
    """Every mark and its partner, as (where the first stands, right after the second), sorted.

    A mark without a partner is passed over. Straight marks open or close by what they touch.
    """
    return tuple(sorted(_pairs(text)))


def quotations(text: str) -> Sequence[Span]:
    """The same of quotation marks alone."""
    return [span for span in pairs(text) if text[span[0]] in QUOTES]


def is_inside(place: int, spans: Iterable[Span]) -> bool:
    """Whether a place lies between the marks of one of the pairs."""
    return any(start < place < end for start, end in spans)


def closes(text: str, at: int, *, is_open: bool = False) -> bool:
    """Whether the straight mark at `at` closes: it touches what precedes, or the next one opens.

    One that touches both sides, before one that does so too, closes if one is open; behind a full stop it
    never closes what is not.
    """
    touches, touched = _touches(text, at)
    if touches != touched:
        return touches
    if touches and not is_open and text[at - 1] in ".!?…":
        return False
    following = text.find('"', at + 1) if touches else -1
    before, after = _touches(text, following) if following > at else (False, False)
    return is_open if before == after else after


def orphan_quotes(text: str) -> bool:
    """Whether a quotation mark has no partner."""
    marks = len(_QUOTE.findall(text))
    return marks > 0 and marks != 2 * len(quotations(text))


def unpaired(text: str) -> list[tuple[int, bool]]:
    """The quotation marks without a partner, as (where it stands, whether it opens), in reading order."""
    if not orphan_quotes(text):
        return []
    paired = {at for start, end in pairs(text) for at in (start, end - 1)}
    alone = (found.start() for found in _QUOTE.finditer(text) if found.start() not in paired)
    return [(at, text[at] in _CLOSING or (text[at] == '"' and not closes(text, at))) for at in alone]


def capital(text: str) -> str:
    """With a capital letter first, behind a quotation mark too."""
    at = len(text) - len(text.lstrip(_BEFORE_LETTERS))
    return text[:at] + text[at : at + 1].upper() + text[at + 1 :]


def _pairs(text: str) -> Iterator[Span]:
    waiting: list[tuple[str, int]] = []  # the mark that would close, where the opening one stands
    for found in _MARK.finditer(text):
        mark, at = found[0], found.start()
        if mark in _CLOSING:
            waiting.append((_CLOSING[mark], at))
        elif mark == '"' and not closes(text, at, is_open=_has_straight(waiting)):
            forgotten = (
                i for i, (closer, start) in enumerate(waiting) if closer == mark and at - start > _LONG
            )
            del waiting[next(forgotten, len(waiting)) :]
            waiting.append((mark, at))
        else:
            nearest = range(len(waiting) - 1, max(-1, len(waiting) - 1 - _DEEPEST), -1)
            level = next((i for i in nearest if waiting[i][0] == mark), None)
            if level is not None:
                yield waiting[level][1], at + 1
                del waiting[level:]


def _has_straight(waiting: list[tuple[str, int]]) -> bool:
    return any(mark == '"' for mark, _ in waiting[-_DEEPEST:])


def _touches(text: str, at: int) -> tuple[bool, bool]:
    """Whether the mark at `at` touches what stands before it, and what stands after it."""
    before = at > 0 and not text[at - 1].isspace() and text[at - 1] not in "('’[«“"
    return before, at + 1 < len(text) and text[at + 1].isalnum()
