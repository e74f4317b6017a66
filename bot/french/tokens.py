"""The words and marks of a text, each with its place: for what must cut a text where a word stands."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.french.fold import fold

_TOKEN = re.compile(r"[^\W_]+|[^\w\s'’-]")


_folded = lru_cache(maxsize=8192)(fold)
"""Of a word: a text holds most of its words more than once."""


_SENTENCE_MAX = 400
"""What is longer is a whole text, and nobody's to keep: a reader's, perhaps, and a hundred times as large."""


class Token(NamedTuple):
    """One word or mark of a text: as it is compared, as it is written, and where."""

    folded: str
    written: str
    start: int
    end: int


@lru_cache(maxsize=256)
def tokens(text: str) -> Sequence[str]:
    """Give the folded words of `text`, at apostrophes and hyphens too, and its marks, in their order."""
    return tuple(_TOKEN.findall(fold(text)))


def placed(text: str) -> Sequence[Token]:
    """Give the same with their places in `text`; all that weighs and shortens a sentence asks for them."""
    return _remembered(text) if len(text) <= _SENTENCE_MAX else _placed(text)


def _placed(text: str) -> Sequence[Token]:
    made = tuple.__new__  # what Token() calls: half the time that it takes
    return tuple(
        [
            made(Token, (folded, found[0], found.start(), found.end()))
            for found in _TOKEN.finditer(text)
            if (folded := _folded(found[0]))  # an accent that stands alone is nothing when folded
        ]
    )


_remembered = lru_cache(maxsize=128)(_placed)


def placed_words(text: str) -> list[Token]:
    """Give the words alone with their places in `text`."""
    return [token for token in placed(text) if token.folded[:1].isalnum()]
