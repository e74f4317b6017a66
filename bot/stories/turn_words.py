"""How surely the words of a title say that something was decided or happened: log-odds, a little a word.

A death, an arrest, a verdict, a vote, a result. Learnt from titles that a reader labelled
(`bot.lab.train_turns`); words are known by their hash only, so that `turn_words.z` holds no text.
"""

import math
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.french.stems import stems
from bot.french.tokens import tokens

BUCKETS = 1 << 15
_STEM = "~"
"""Before what forms of one word share: marks of texts are no words."""


@dataclass(frozen=True, slots=True)
class TurnWords:
    """For each bucket of words a signed byte that is worth `step`."""

    step: float
    weights: bytes

    def odds(self, said: Iterable[str], among: int = 0) -> float:
        """What these words say, each once; weighed as if they stood `among` so many."""
        words = dict.fromkeys(said)
        table = memoryview(self.weights).cast("b")
        return self.step * sum(table[bucket(word)] for word in words) / math.sqrt(among or len(words) or 1)


def said(text: str) -> tuple[str, ...]:
    """What a text says, as the table knows it: its folded words and marks, then its stems, each once."""
    return tuple(dict.fromkeys((*tokens(text), *(f"{_STEM}{one}" for one in stems(text)))))


@lru_cache(maxsize=1 << 14)
def bucket(word: str) -> int:
    """Where the weight of a folded word stands."""
    return zlib.crc32(word.encode()) % BUCKETS
