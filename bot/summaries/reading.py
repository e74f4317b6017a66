"""One job: a sentence as the gate reads it: its words with their meanings, numbers and days, and how near they stand.

Nearness is counted in words that tell something; a comma or a conjunction sets what it parts further apart.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from unicodedata import combining, normalize

from bot.french.marks import QUOTES, pairs
from bot.summaries.concepts import meaning
from bot.summaries.numbers import Number, found

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[,;:()!?–—]")
_PARTING = {
    "et": 1.0,
    "qui": 1.0,
    "que": 1.0,
    "qu": 1.0,
    "dont": 1.0,
    "mais": 3.0,
    "tandis": 3.0,
    "contre": 1.0,
}
_COMMA = 2.0
_GROWING = frozenset({"double", "doubler", "triple", "tripler"})
"""Numbers that also say which way something goes."""
_A = frozenset({"un", "le", "du", "au", "les", "des", "ce", "ces", "deux"})
"""After these "car" is a coach, else "for"."""
_SPACES = {ord(sign): " " for sign in "\u00a0\u202f\u2009\t\r\n"}
_SPELT = {
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "Æ": "Ae",
    "…": "...",
    "’": "'",
    "\u00ad": "",
    "ﬁ": "fi",
    "ﬂ": "fl",
}
_ODD = re.compile("[" + "".join(_SPELT) + "]")
_DOTTED = re.compile(r"\b(?:[A-ZÀ-Ý]\.){2,}")


class _Folding(dict[int, str]):
    """One sign for one sign: lower case, no accent; so that a place in the folded text is the same in the text."""

    def __missing__(self, sign: int) -> str:
        bare = [part for part in normalize("NFKD", chr(sign).lower()) if not combining(part)]
        self[sign] = folded = bare[0] if bare else " "
        return folded


_FOLDING = _Folding()


class Word(NamedTuple):
    """One word. `concept` is empty for a stop word; `place` tells how near two words stand."""

    text: str
    folded: str
    concept: str
    scales: tuple[tuple[str, int], ...]
    start: int
    end: int
    place: float

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True)
class Sentence:
    """One sentence, read. `words` in order; `numbers` in order, with their spans in `text` and `folded`."""

    text: str
    folded: str
    words: tuple[Word, ...]
    numbers: tuple[Number, ...]

    @cached_property
    def concepts(self) -> frozenset[str]:
        """What the sentence speaks of, numbers included."""
        return frozenset(word.concept for word in self.words if word.concept)

    @cached_property
    def places(self) -> Mapping[int, float]:
        """Where a word begins in the text -> its place among the words."""
        return {word.start: word.place for word in self.words}

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """The spans of its quotations, marks included."""
        return tuple(span for span in pairs(self.text) if self.text[span[0]] in QUOTES)

    def is_quoted(self, at: int) -> bool:
        """Whether a place in the text lies within a quotation."""
        return any(start <= at < end for start, end in self.quoted)


def plain(text: str) -> str:
    """The text with one spelling for each sign: plain spaces and apostrophes, no ligatures, no dotted acronyms."""
    if not text.isascii():
        text = _ODD.sub(lambda sign: _SPELT[sign[0]], normalize("NFC", text).translate(_SPACES))
    return _DOTTED.sub(lambda acronym: acronym[0].replace(".", ""), text)


def folded(text: str) -> str:
    """Lower case without accents, sign for sign: as long as the text."""
    return text.translate(_FOLDING)


def read(text: str) -> Sentence:
    """Read one sentence, any text."""
    return read_plain(plain(text))


def read_plain(text: str) -> Sentence:
    """Read one sentence of a text that is `plain`."""
    bare = folded(text)
    numbers = found(bare)
    return Sentence(text, bare, tuple(_words(text, bare, numbers)), numbers)


def _words(text: str, bare: str, numbers: tuple[Number, ...]) -> list[Word]:
    spans = iter(sorted((number.start, number.end, number.label) for number in numbers))
    span = next(spans, None)
    words: list[Word] = []
    place, reached = 0.0, 0
    for match in _WORD.finditer(bare):
        start, end = match.span()
        while span is not None and span[1] <= start:
            span = next(spans, None)
        word = match[0]
        if start - reached > 1 and _GAP.search(bare, reached, start):
            place += _COMMA
        if word in _PARTING:
            place += _PARTING[word]
        reached = end
        if span is not None and span[0] <= start:
            concept = span[2] if span[0] == start else ""
            scales = meaning(word).scales if word in _GROWING else ()
        else:
            concept, scales = meaning(
                "autocar" if word == "car" and words and words[-1].folded in _A else word
            )
        place += bool(concept)
        words.append(Word(text[start:end], word, concept, scales, start, end, place))
    return words


def nearness(one: float, other: float) -> float:
    """How much two words have to do with each other: 1 side by side, less the further apart."""
    return 3 / (2 + max(abs(one - other), 1.0))


def around(sentence: Sentence, place: float, without: frozenset[str]) -> Mapping[str, float]:
    """What stands around a place in a sentence: concept -> nearness, the concepts `without` left out."""
    near: dict[str, float] = {}
    for word in sentence.words:
        if word.concept and word.concept not in without:
            weight = nearness(word.place, place)
            if weight > near.get(word.concept, 0.0):
                near[word.concept] = weight
    return near
