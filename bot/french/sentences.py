"""Cut a paragraph into its French sentences: the one door to `cleaning`, `joins`, `abbreviations`.

A sentence is never cut inside quotation marks or brackets that are closed in the same part of the page: the
piece that would remain holds an orphan mark, and puts words into the wrong mouth. A sub-heading glued to its
paragraph is a piece of its own, without a final mark; the title of a video, known by its credit, is none.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from bot.french.abbreviations import is_abbreviated
from bot.french.beginnings import begins, begins_small
from bot.french.cleaning import bare, clean
from bot.french.headings import heading
from bot.french.joins import blocks
from bot.french.marks import pairs

_END = re.compile(r"[.!?…]+[\"»”’)\]]*(?:\s*[»”](?![^\W_]))*")
_OPENERS = "\"«“‘'([-–— \u00a0\u202f"
_WORD = re.compile(r"[^\W\d_]+")
_CLOSERS = '"»”’)]%€°+ \u00a0\u202f'
_CORE = re.compile(r"[^\W_]+$")
_ADDRESS = re.compile(r"@|//|www\.|\.[^ ]*/")
_TITLE_WORDS_MAX = 40
_TITLE_WORDS_MIN = 4
_SMALL_AFTER = 4
_CAPITALS_MIN = 5


def split(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, in order.

    White space is folded; marks of notes, bullets and titles of videos are left out; nothing is put in.

    Args:
        paragraph: any text; a line break in it counts as a space.
    """
    return list(_split(" ".join(paragraph.split())))


@lru_cache(maxsize=32)
def _split(text: str) -> tuple[str, ...]:
    """The same of a text with single spaces; what chooses sentences and what makes the headline both ask."""
    pieces: list[str] = []
    for block, is_credited in blocks(clean(text)):
        found = [one for piece in _pieces(block) if (one := bare(piece))]
        pieces += _without_title(found) if is_credited else found
    return tuple(pieces)


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for end in _ends(text):
        if _WORD.search(text, start, end) is None and end < len(text):
            continue  # "1.", "...": it belongs to what follows
        yield from _without_heading(text[start:end].strip())
        start = end
    yield from _without_heading(text[start:].strip())


def _without_heading(piece: str) -> Iterator[str]:
    """The piece, or the sub-heading before it and the rest."""
    end = heading(piece)
    if end:
        yield piece[:end].rstrip()
    yield piece[end:]


def _without_title(pieces: list[str]) -> list[str]:
    """What stands before the title of a video; a date may stand between the title and who made it."""
    kept = len(pieces)
    words = 0
    while kept and words < _TITLE_WORDS_MIN:
        kept -= 1
        words += len(_WORD.findall(pieces[kept]))
    return pieces if words > _TITLE_WORDS_MAX else pieces[:kept]


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
    first = rest.lstrip(_OPENERS)
    if not first or not first[0].isalnum():
        return False
    before = text[max(0, mark - 40) : mark]
    if first[0].islower():
        return text[mark:end] == "." and rest[0] == " " and _begins_small(before, rest[1:])
    if rest[0] != " ":
        return _glued(before, text[mark:end], rest, first)
    if text[mark - 1 : mark] in {"(", "["}:
        return False  # "(…) Le": something was left out, the sentence goes on
    return text[mark:end] != "." or not is_abbreviated(f"{before}.", first)


def _begins_small(before: str, after: str) -> bool:
    """Whether only the capital is missing: "en otage. les visiteurs", but not "Warner Bros. fait"."""
    core = _CORE.search(before.rstrip(_CLOSERS))
    return (
        core is not None
        and len(core[0]) >= _SMALL_AFTER
        and begins_small(after)
        and not is_abbreviated(f"{before}.", after)
    )


def _glued(before: str, mark: str, rest: str, first: str) -> bool:
    """Whether only a space is missing between two sentences: "au port.Selon", but not "exemple.FR", "3.5"."""
    told = before.rstrip(_CLOSERS)
    word, after = told.rpartition(" ")[2], rest.partition(" ")[0]
    if _ADDRESS.search(word + mark + after):
        return False
    core = _CORE.search(word)
    last = core[0] if core else ""
    if first[0].isdigit():
        return len(last) >= _SMALL_AFTER and last.isalpha() and last[-1].islower()
    if not (first[1:2].islower() or first[1:2] in {"'", "’", " ", "."} or _in_capitals(first)):
        return False
    if mark[0] != ".":
        return True
    if is_abbreviated(f"{told}.", first):
        return False
    is_closed = len(told) < len(before)
    return begins(first) or (is_closed and last.isdigit()) or _is_word(told, word, last)


def _is_word(told: str, word: str, last: str) -> bool:
    """Whether more than an initial or the number of a list stands before: "1974", "l'AFP", but not "40°C"."""
    if last.isdigit():
        return len(word) > len("a.") or told[: -len(word)].rstrip()[-1:].isalpha()
    is_whole = last[-1:].islower() or (len(last) > 1 and last.isupper())
    return is_whole and (len(word) > len("a.") or word.islower()) and ("." not in word or last[0].isdigit())


def _in_capitals(text: str) -> bool:
    """Whether two words in capitals stand first, or a long one: a heading, and no "exemple.COM"."""
    first, _, following = text.partition(" ")
    is_long = (
        first[:_CAPITALS_MIN].isupper() and first[:_CAPITALS_MIN].isalpha() and len(first) >= _CAPITALS_MIN
    )
    return is_long or (len(first) > 1 and first[:2].isupper() and following[:2].isupper())


def _outermost(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those of the sorted spans that lie in no other."""
    reach = 0
    for start, end in spans:
        if start >= reach:
            reach = end
            yield start, end
