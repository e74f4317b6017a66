"""The themes of an article by a linear model: which words tell which theme, as `training` learnt it.

Words are known by their hash only, so that the weights hold no text. Plain Python: an article costs about a
tenth of a millisecond, and nothing has to be loaded first.
"""

import json
import math
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

BUCKETS = 1 << 14
WEIGHTS = "themes.bin"
CARD = "themes.json"
READ = 160
"""Stems of the text that are read: a theme shows early."""

_TITLE = 2
"""A stem of the title counts so often more."""

LIST = "§"
"""Begins the token that says that a word of a theme's list is met."""

_LISTED_MOST = 6


def tokens(
    title: Sequence[str], text: Sequence[str], words: Mapping[str, Iterable[str]], parents: Mapping[str, str]
) -> list[str]:
    """Give what the model counts in one article, repeated as often as it counts.

    Args:
        title: the stems of the title.
        text: the stems of the text, in reading order.
        words: stem, or two in a row with a space between -> the themes that it speaks of.
        parents: theme of the second level -> the one above.

    Returns: each stem once, those of the title more often; and for each theme of the first level a token as
    often
        as different words of it are met.
    """
    read = text[:READ]
    listed: Counter[str] = Counter()
    for word in told(title, words) | told(read, words):
        for key in {parents.get(key, key) for key in words[word]}:
            listed[key] += 1
    found = [*dict.fromkeys(read), *(stem for stem in dict.fromkeys(title) for _ in range(_TITLE))]
    for key, count in listed.items():
        found += [LIST + key] * min(count, _LISTED_MOST)
    return found


def told(found: Sequence[str], words: Mapping[str, object]) -> set[str]:
    """The stems, and pairs of stems in a row, that are among `words`."""
    return {stem for stem in found if stem in words} | {
        pair for one, two in pairwise(found) if (pair := f"{one} {two}") in words
    }


@lru_cache(maxsize=1 << 16)
def bucket(token: str) -> int:
    """Where the weights of a token stand."""
    return zlib.crc32(token.encode()) % BUCKETS


@dataclass(frozen=True, slots=True)
class Classifier:
    """The weights: one row a bucket, one column a theme, signed bytes of which each is worth `step`."""

    themes: tuple[str, ...]
    bias: tuple[float, ...]
    step: float
    weights: bytes

    def shares(self, found: Sequence[str]) -> dict[str, float]:
        """Give the probability of each theme.

        Args:
            found: what `tokens` gave.

        Returns: theme key -> its share; they sum to 1. Empty when there is nothing to go by.
        """
        if not found:
            return {}
        width = len(self.themes)
        table = memoryview(self.weights).cast("b")
        starts = [bucket(token) * width for token in found]
        sums = map(sum, zip(*(table[start : start + width] for start in starts), strict=True))
        norm = math.sqrt(sum(count * count for count in Counter(starts).values()))
        scores = [self.step * made / norm + bias for made, bias in zip(sums, self.bias, strict=True)]
        top = max(scores)
        powers = [math.exp(score - top) for score in scores]
        total = sum(powers)
        return {key: power / total for key, power in zip(self.themes, powers, strict=True)}


@cache
def classifier() -> Classifier:
    """The weights of the package, read once a process."""
    folder = resources.files(__package__)
    card = json.loads(folder.joinpath(CARD).read_text(encoding="utf-8"))
    weights = zlib.decompress(folder.joinpath(WEIGHTS).read_bytes())
    return Classifier(tuple(card["themes"]), tuple(card["bias"]), card["step"], weights)
