"""How rare a token is in the press, before the archive has seen any: counted on a corpus, kept by hash.

`rarities.z` holds one byte a bucket: 0 for what the corpus hardly knows, else 1 + the rarity in steps of a
tenth of a nat, and 128 more when the word mostly bears a capital inside a sentence. No word of the corpus is
in it. `bench/stories.py --learn` makes it; rarities.json names the corpus, its hash and its licence.
"""

import math
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

BUCKETS = 1 << 18
STEPS = 10
"""Steps of rarity in one nat."""
UNKNOWN = 11.0
"""The rarity, in nats, of what the corpus hardly knows."""

TABLE = Path(__file__).with_name("rarities.z")

_CAPITAL = 128


def bucket(token: str) -> int:
    """Where the table holds a token; two may share a bucket."""
    return zlib.crc32(token.encode()) % BUCKETS


def rarity(token: str) -> float:
    """How rare a token is, in nats: minus the logarithm of the share of articles that hold it."""
    held = _table()[bucket(token)] % _CAPITAL
    return (held - 1) / STEPS if held else UNKNOWN


def mostly_a_name(token: str) -> bool:
    """Whether a word with a capital at a sentence's beginning is a name.

    It mostly is one, or nobody knows it.
    """
    held = _table()[bucket(token)]
    return held == 0 or held >= _CAPITAL


def table(documents: Mapping[str, int], names: frozenset[str], total: int, least: int = 3) -> bytes:
    """Make the table.

    Args:
        documents: token -> how many of the corpus's articles hold it.
        names: the tokens that mostly bear a capital.
        total: articles of the corpus.
        least: what fewer articles hold is left out.

    Returns: the bytes of `rarities.z`.
    """
    held = bytearray(BUCKETS)
    for token, count in sorted(documents.items(), key=lambda item: (item[1], item[0])):
        if count >= least:  # the most frequent of those that share a bucket comes last
            step = min(1 + round(math.log(total / count) * STEPS), _CAPITAL - 1)
            held[bucket(token)] = step + _CAPITAL * (token in names)
    return zlib.compress(bytes(held), 9)


@lru_cache(maxsize=1)
def _table() -> bytes:
    return zlib.decompress(TABLE.read_bytes())
