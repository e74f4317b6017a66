"""Which quotation mark or bracket goes with which."""

import re
from collections.abc import Iterator

QUOTES = frozenset('"«»“”')
_CLOSING = {"«": "»", "“": "”", "(": ")", "[": "]"}
_MARK = re.compile(r"[\"«»“”()\[\]]")
_QUOTE = re.compile(f"[{''.join(sorted(QUOTES))}]")
_LONG = 200
"""Letters: a straight mark that is still open so far before another opens was never closed."""
_DEEPEST = 4
"""Text nests no deeper; a mark further down the pile was never closed."""


def pairs(text: str) -> list[tuple[int, int]]:
    """Every mark and its partner, as (where the first stands, right after the second), sorted.

    A mark without a partner is passed over. Straight marks open or close by what they touch.
    """
    return sorted(_pairs(text))


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
    if _QUOTE.search(text) is None:
        return False
    marks = sum(text.count(mark) for mark in QUOTES)
    return marks != 2 * sum(text[start] in QUOTES for start, _ in _pairs(text))


def unpaired(text: str) -> list[tuple[int, bool]]:
    """The quotation marks without a partner, as (where it stands, whether it opens), in reading order."""
    if not orphan_quotes(text):
        return []
    paired = {at for start, end in _pairs(text) for at in (start, end - 1)}
    alone = (found.start() for found in _QUOTE.finditer(text) if found.start() not in paired)
    return [(at, text[at] in _CLOSING or (text[at] == '"' and not closes(text, at))) for at in alone]


def _pairs(text: str) -> Iterator[tuple[int, int]]:
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
