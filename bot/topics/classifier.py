"""The themes of an article by linear models: which words tell which, as `lab/train_themes.py` learnt it.

Each theme is judged by itself, so that two may be as sure. Words are known by their hash only, so that the
weights hold no text. Plain Python: an article costs about a tenth of a millisecond, and nothing has to be
loaded first.
"""

import json
import math
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Any

BUCKETS = 1 << 15
WEIGHTS = "themes.bin"
CARD = "themes.json"
READ = 160
"""Stems of the text that are read: a theme shows early."""

_TITLE = 2
"""A stem of the title counts so often more."""

TITLE = "¶"
"""Begins the token of a stem of the title, beside the stem itself: «police» there tells more than below."""

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

    Returns: each stem once, those of the title more often, and once more as the title's; and for each theme
        of the first level a token as often as different words of it are met.
    """
    read = text[:READ]
    listed: Counter[str] = Counter()
    for word in told(title, words) | told(read, words):
        for key in {parents.get(key, key) for key in words[word]}:
            listed[key] += 1
    in_title = dict.fromkeys(title)
    found = [*dict.fromkeys(read), *(stem for stem in in_title for _ in range(_TITLE))]
    found += [TITLE + stem for stem in in_title]
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
    """The weights: one row a bucket, one column a theme, signed bytes of which each is worth `step`.

    The themes stand in alphabetical order, so that those below one of the first level are side by side.
    """

    themes: tuple[str, ...]
    bias: tuple[float, ...]
    step: float
    weights: bytes

    def chances(self, found: Sequence[str], below: str = "") -> dict[str, float]:
        """Give how likely each theme is, each for itself.

        Args:
            found: what `tokens` gave.
            below: only the themes below this one are asked for.

        Returns: theme key -> its probability. Empty when there is nothing to go by.
        """
        first, last = self._columns(below)
        if not found or first == last:
            return {}
        width = len(self.themes)
        table = memoryview(self.weights).cast("b")
        starts = [bucket(token) * width for token in found]
        sums = map(sum, zip(*(table[start + first : start + last] for start in starts), strict=True))
        norm = math.sqrt(sum(count * count for count in Counter(starts).values()))
        return {
            key: 1 / (1 + math.exp(-(self.step * made / norm + bias)))
            for key, made, bias in zip(self.themes[first:last], sums, self.bias[first:last], strict=True)
        }

    def _columns(self, below: str) -> tuple[int, int]:
        if not below:
            return 0, len(self.themes)
        return bisect_left(self.themes, f"{below}-"), bisect_left(self.themes, f"{below}.")


@cache
def classifiers() -> tuple[Classifier, Classifier]:
    """The weights of the package, of the first level and of the second, read once a process."""
    return read(resources.files(__package__))


def read(folder: Traversable) -> tuple[Classifier, Classifier]:
    """The weights of both levels that lie in a folder."""
    card = json.loads(folder.joinpath(CARD).read_text(encoding="utf-8"))
    weights = zlib.decompress(folder.joinpath(WEIGHTS).read_bytes())
    first, second = card["levels"]
    cut = BUCKETS * len(first["themes"])
    return _level(first, weights[:cut]), _level(second, weights[cut:])


def _level(card: Mapping[str, Any], weights: bytes) -> Classifier:
    return Classifier(tuple(card["themes"]), tuple(card["bias"]), card["step"], weights)
