"""The words of a sentence as one looks for names in them, and where a name with a capital ends."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, starmap
from typing import NamedTuple

from bot.french.fold import fold

_TOKEN = re.compile(
    r"(\s?)((?:[lLdDjJcCnsmt]|[qQ]u|[jJ]usqu|[lL]orsqu)['’](?=\w)"
    r"|[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]|_)"
)
"""A space, if one stands before it, and a token."""
_LINKS_MAX = 2


class Token(NamedTuple):
    """A word with its hyphens, an elided one with its apostrophe, or a mark.

    `spaced`: a space stands before it. `is_capital`: it may be part of a name, as it begins with a capital
    and is more than an initial.
    """

    written: str
    folded: str
    spaced: bool
    is_capital: bool

    @property
    def is_word(self) -> bool:
        """Whether it is no mark."""
        return self.written[0].isalnum()


NOTHING = Token("\n", "", spaced=False, is_capital=False)
"""Stands where a sentence has no token."""


def capitals(sentence: str) -> list[Token]:
    """The words and marks of a sentence, in their order."""
    return list(starmap(_token, _TOKEN.findall(sentence)))


@lru_cache(maxsize=1 << 14)
def _token(space: str, word: str) -> Token:
    capital = word[0].isupper() and len(word) > 1 and word[-1] not in "'’"
    return Token(word, fold(word), bool(space), capital)


def at(tokens: Sequence[Token], i: int) -> Token:
    """The token at `i`, or NOTHING outside the sentence."""
    return tokens[i] if 0 <= i < len(tokens) else NOTHING


def names(tokens: Sequence[Token], links: Collection[str]) -> Iterator[tuple[int, int]]:
    """Where the runs of capitals begin and end, with at most two of the `links` between two capitals."""
    past = 0
    for i, token in enumerate(tokens):
        if i >= past and token.is_capital:
            past = name_end(tokens, i, links)
            yield i, past


def name_end(tokens: Sequence[Token], start: int, links: Collection[str]) -> int:
    """Where the run of capitals that begins at `start` ends; an initial links too: "John F. Kennedy"."""
    i = end = start + 1
    while i <= end + _LINKS_MAX and i < len(tokens):
        if tokens[i].is_capital:
            i = end = i + 1
        elif tokens[i].folded in links:
            i += 1
        elif len(tokens[i].written) == 1 and tokens[i].written.isupper() and at(tokens, i + 1).written == ".":
            i += 2
        else:
            break
    return end


def has_inner_capital(word: str) -> bool:
    """Whether a capital follows a small letter: two words glued, or a brand's name."""
    return any(a.islower() and b.isupper() for a, b in pairwise(word))


def spelled(tokens: Sequence[Token]) -> str:
    """The tokens as they are written, with single spaces."""
    return "".join(" " * (token.spaced and i > 0) + token.written for i, token in enumerate(tokens))
