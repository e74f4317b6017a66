"""Which words the press writes with a capital: what tells a name from a common word where the text doesn't.

Counted on a corpus, inside sentences only, and kept by hash: two bits a word in `casing.z`, then one bit for
each two names that mostly stand side by side («Saint», «Michel»). No word of the corpus is in it.
`bench/casing.py` makes it; casing.json names the corpus, its hash and its licence.
"""

import re
import zlib
from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import lru_cache
from pathlib import Path

from bot.french.fold import fold

WORDS = 1 << 21
"""Hashes of words: of two words that share one, the commoner counts."""
PAIRS = 1 << 21
TABLE = Path(__file__).parent / "data" / "casing.z"

_A_BYTE = 4
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouy")
_SURE = 0.9
_SELDOM = 0.1


class Use(IntEnum):
    """How a word is written inside sentences."""

    UNKNOWN = 0
    COMMON = 1
    """Hardly ever with a capital."""
    BOTH = 2
    """«Tours» and «tours», «Orange» and «orange»."""
    NAME = 3
    """Nearly always with a capital."""


def use(word: str) -> Use:
    """How the press writes a folded word."""
    at = _hash(word) % WORDS
    return Use(_table()[at // _A_BYTE] >> 2 * (at % _A_BYTE) & 3)


def one_name(first: str, second: str) -> bool:
    """Whether these folded words, side by side but for function words, are mostly parts of one name."""
    at = _hash(f"{first} {second}") % PAIRS
    return bool(_table()[WORDS // _A_BYTE + at // 8] >> at % 8 & 1)


def with_names(text: str) -> str:
    """Words in small letters, with the capitals of the names among them: «Navalny», «PSG»."""
    return _LETTERS.sub(lambda found: _as_written(found[0]), text)


def _as_written(word: str) -> str:
    folded = fold(word)
    if use(folded) is not Use.NAME:
        return word
    return word.upper() if _VOWELS.isdisjoint(folded) else word[0].upper() + word[1:]


def table(capital: Mapping[str, int], small: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> bytes:
    """Make the table.

    Args:
        capital: folded word -> how often it stands inside a sentence with a capital.
        small: the same, in small letters.
        pairs: words that mostly stand side by side as one name.

    Returns: the bytes of `casing.z`.
    """
    held = bytearray(WORDS // _A_BYTE + PAIRS // 8)
    counts = {word: n for word in {*capital, *small} if (n := capital.get(word, 0) + small.get(word, 0))}
    for word in sorted(counts, key=lambda word: (counts[word], word)):  # the commonest of a hash comes last
        share = capital.get(word, 0) / counts[word]
        told = Use.NAME if share >= _SURE else Use.BOTH if share >= _SELDOM else Use.COMMON
        at = _hash(word) % WORDS
        held[at // _A_BYTE] &= ~(3 << 2 * (at % _A_BYTE)) & 255
        held[at // _A_BYTE] |= told << 2 * (at % _A_BYTE)
    for first, second in pairs:
        at = _hash(f"{first} {second}") % PAIRS
        held[WORDS // _A_BYTE + at // 8] |= 1 << at % 8
    return zlib.compress(bytes(held), 9)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode())


@lru_cache(maxsize=1)
def _table() -> bytes:
    return zlib.decompress(TABLE.read_bytes())
