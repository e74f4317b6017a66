"""The words and marks of a text, each with its place: for what must cut a text where a word stands."""

import re
from functools import lru_cache
from typing import NamedTuple

from bot.french.fold import fold

_TOKEN = re.compile(r"[^\W_]+|[^\w\s'’-]")


_folded = lru_cache(maxsize=8192)(fold)
"""Of a word: a text holds most of its words more than once."""


class Token(NamedTuple):
    """One word or mark of a text: as it is compared, as it is written, and where."""

    folded: str
    written: str
    start: int
    end: int


def tokens(text: str) -> list[str]:
    """Give the folded words of `text`, at apostrophes and hyphens too, and its marks, in their order."""
    return _TOKEN.findall(fold(text))


def placed(text: str) -> list[Token]:
    """Give the same with their places in `text`."""
    return list(_placed(text))


def placed_words(text: str) -> list[Token]:
    """Give the words alone with their places in `text`."""
    return [token for token in _placed(text) if token.folded[:1].isalnum()]


@lru_cache(maxsize=128)
def _placed(text: str) -> tuple[Token, ...]:
    """The same; all that weighs and shortens a sentence asks for its tokens."""
    return tuple(Token(_folded(found[0]), found[0], *found.span()) for found in _TOKEN.finditer(text))
