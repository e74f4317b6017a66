"""Numbers as French writes them, in digits and in words."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.french import tables
from bot.french.capitals import Token, at
from bot.french.words import FUNCTION_WORDS, OPENERS

NUMBER_WORDS: Mapping[str, int] = tables.pairs("numbers", "words")
"""Folded words and what each counts; «un» and «une» are articles as well."""

SCALES = frozenset("million millions milliard milliards".split())
PARTS = frozenset("tiers quart quarts moitie".split())
COUNTED = SCALES | PARTS | frozenset(tables.words("numbers", "collectives"))
"""Folded nouns that end a number, and what it counts follows «de»: "une dizaine de", "deux tiers des"."""

_IN_NUMBERS = NUMBER_WORDS.keys() | {"et"}
_INSIDE = frozenset(".,/:-+")
"""Glued to a number, they make it part of another: "12:30", "n.3", "-5"."""
_SOME = frozenset("un une plusieurs quelques des la".split())
"""Before a collective or a part: "une dizaine", "des centaines", "la moitié"."""
_NO_NAMES = FUNCTION_WORDS | OPENERS
_BEGINNINGS = NUMBER_WORDS.keys() | _SOME


@lru_cache(maxsize=1 << 13)
def may_begin(word: str) -> bool:
    """Whether a number may begin with this folded word: a quick look before `range_end`."""
    return word[:1].isdecimal() or word.partition("-")[0] in _BEGINNINGS


def range_end(tokens: Sequence[Token], i: int) -> int:
    """Where the number or the range that begins with token `i` ends; `i` itself if none does."""
    end = number_end(tokens, i)
    if end > i and at(tokens, end).written in {"à", "ou"}:
        further = number_end(tokens, end + 1)
        if further > end + 1:
            return further
    return end


def number_end(tokens: Sequence[Token], i: int) -> int:
    """Where the number that begins with token `i` ends; `i` itself if none does."""
    token = at(tokens, i)
    if token.written.isdecimal():
        return i if _is_inside(tokens, i) else _digits_end(tokens, i)
    if token.folded in _SOME:
        following = at(tokens, i + 1).folded
        return _collected(tokens, i + 2) if following in COUNTED else i
    end = i
    while _is_number_word(at(tokens, end).folded):
        end += 1
    ends = end > i and at(tokens, end).folded in COUNTED - SCALES
    return _collected(tokens, end + 1) if ends else end


def _collected(tokens: Sequence[Token], end: int) -> int:
    """Where "une dizaine", which ends at `end`, ends with what it multiplies: "des dizaines de milliers"."""
    multiplied = at(tokens, end).folded == "de" and at(tokens, end + 1).folded in COUNTED
    return end + 2 * multiplied


def _is_inside(tokens: Sequence[Token], i: int) -> bool:
    """Whether a number is glued to what makes it part of another, or belongs to a name: "Canal 4"."""
    before = at(tokens, i - 1)
    named = before.is_capital and before.folded not in _NO_NAMES
    return named or before.written == "x" or (before.written in _INSIDE and not tokens[i].spaced)


def _is_number_word(word: str) -> bool:
    """Whether a folded word is a number: "cinq", "vingt-deux", "cents"; «un» alone is an article."""
    return word not in {"un", "une", "et"} and all(part in _IN_NUMBERS for part in word.split("-"))


def _digits_end(tokens: Sequence[Token], i: int) -> int:
    """Where the number that begins with the digits of token `i` ends, thousands and decimals included."""
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
