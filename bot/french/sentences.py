"""Cut a paragraph into its French sentences.

A sentence is never cut inside quotation marks or brackets that are closed in the same paragraph: the piece
that would remain holds an orphan mark, and puts words into the wrong mouth.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.french import tables
from bot.french.marks import pairs

_END = re.compile(r"[.!?…]+[\"»”’)\]]*(?:\s*[»”](?![^\W_]))*")
_OPENERS = "\"«“‘'([-–— \u00a0\u202f"
_ABBREVIATIONS = frozenset(tables.words("sentences", "abbreviations"))
_STARTERS = frozenset(tables.words("sentences", "starters"))
_ARTICLES = frozenset({"Le", "La", "L"})
_INITIAL = re.compile(r"(?:^|[\s\"«“(’'-])((?:[^\W\d_]\.?-?)*[^\W\d_])\.$")
_WORD = re.compile(r"[^\W\d_]+")


def split(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, in order; white space is folded, nothing else changes.

    Args:
        paragraph: any text; a line break in it counts as a space.

    Returns: the sentences; joined by a space they are the paragraph (but for missing spaces between them).
    """
    return list(_split(" ".join(paragraph.split())))


@lru_cache(maxsize=32)
def _split(text: str) -> tuple[str, ...]:
    """The same of a text with single spaces; what chooses sentences and what makes the headline both ask."""
    pieces: list[str] = []
    start = 0
    for end in _ends(text):
        if _WORD.search(text, start, end) is None and end < len(text):
            continue  # "1.", "...": it belongs to what follows
        piece = text[start:end].strip()
        if piece:
            pieces.append(piece)
        start = end
    rest = text[start:].strip()
    return (*pieces, rest) if rest else tuple(pieces)


def _ends(text: str) -> Iterator[int]:
    """The positions right after each sentence but the last."""
    spans = pairs(text)
    openings = frozenset(start for start, _ in spans)
    closed = _outermost(spans)
    span = next(closed, None)
    for mark in _END.finditer(text):
        end = mark.end()
        if end - 1 in openings:  # `dit."Nous`: the quotation mark opens the next sentence
            end -= 1
        while span is not None and span[1] <= mark.start():
            span = next(closed, None)
        if span is not None and span[0] < mark.start() and end < span[1]:
            continue
        if _new_sentence_at(text, mark.start(), end):
            yield end


def _new_sentence_at(text: str, mark: int, end: int) -> bool:
    """Whether what stands from `end` on begins a sentence, given the final mark from `mark` to `end`."""
    rest = text[end : end + 40]
    begins = rest.lstrip(_OPENERS)
    if not begins or begins[0].islower() or not begins[0].isalnum():
        return False
    if rest[0] != " ":
        return _glued(text, mark, end, begins)
    if text[mark - 1 : mark] in {"(", "["}:
        return False  # "(…) Le": something was left out, the sentence goes on
    return text[mark:end] != "." or not _is_abbreviated(text[max(0, mark - 40) : mark + 1], begins)


def _glued(text: str, mark: int, end: int, begins: str) -> bool:
    """Whether only a space is missing between two sentences: "au port.Selon", but not "exemple.FR", "3.5"."""
    if not begins[0].isupper() or not (begins[1:2].islower() or begins[1:2] in {"'", "’", " ", "."}):
        return False
    before = text[max(0, mark - 40) : mark].rpartition(" ")[2]
    after = text[end : end + 40].partition(" ")[0]
    if any(sign in before + after for sign in "/@") or before.startswith("www"):
        return False
    return len(before) > 2 and not before[-1].isupper()


def _is_abbreviated(before: str, begins: str) -> bool:
    """Whether the full stop that ends `before` belongs to its last word."""
    initial = _INITIAL.search(before)
    if initial is None:
        return False
    word = initial[1]
    following = _WORD.match(begins)
    follower = following[0] if following else ""
    if word.casefold() in _ABBREVIATIONS:
        return True
    if "." in word:  # "U.R.S.S.", "J.-M."
        ends = follower in _STARTERS or (follower in _ARTICLES and "-" not in word)  # "J.-M. Le Pen"
        return not ends
    initials = word.rpartition("-")[2]  # "Jean-P."
    return len(initials) == 1 and initials.isupper() and follower not in _STARTERS


def _outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of the sorted spans that lie in no other."""
    reach = 0
    for start, end in spans:
        if start >= reach:
            reach = end
            yield start, end
