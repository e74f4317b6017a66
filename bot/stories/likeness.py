"""Do two signatures tell one event? What speaks for it and against it, in numbers, and what each is worth.

The weights are those of a logistic regression over pairs of invented articles (`bench/stories.py --fit`).
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.stories.signature import EMPTY

_COPY = 0.6
"""Share of two sketches that agree: one text is a copy of the other."""

# What a pair is measured by -> what it is worth, in log-odds.
WEIGHTS = {
    "alike": 3.29,
    "words": 2.12,
    "names": 1.56,
    "words and names": 1.61,
    "strange names": -1.18,
    "other figures": -1.74,
    "other days": -1.66,
    "other way": -1.09,
}
BIAS = -2.01

THRESHOLD = 0.3
"""Log-odds from which on two articles tell one event; how it was chosen: tests/quality/stories."""
_BARE = -0.25
"""The same where one has only a title: it has less to say for itself."""
_SURE = 9.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signature ready to be compared: token -> how much it counts; which tokens are of which kind."""

    weights: Mapping[int, float]
    names: Collection[int]
    titled: Collection[int]
    """Names in the title."""
    figures: frozenset[int]
    days: frozenset[int]
    way: int
    """1 when it tells of a rise, -1 of a fall."""
    bare: bool
    """There was nothing but a title."""
    sketch: Sequence[int]


def threshold(one: Weighed) -> float:
    """What `likeness` must reach for `one` to join another."""
    return _BARE if one.bare else THRESHOLD


def likeness(one: Weighed, other: Weighed) -> float:
    """The log-odds that two articles, a few days apart at most, tell one event."""
    measured = measure(one, other)
    if _agreement(one.sketch, other.sketch) >= _COPY and not measured["other figures"]:
        return _SURE
    return BIAS + sum(WEIGHTS[name] * value for name, value in measured.items())


def measure(one: Weighed, other: Weighed) -> dict[str, float]:
    """The numbers of `WEIGHTS` for a pair; all lie between 0 and 1."""
    names, figures = {*one.names, *other.names}, one.figures | other.figures
    products = _Kinds()
    for token, weight in one.weights.items():
        if token in other.weights:
            products.add(token, weight * other.weights[token], names, figures)
    mine, yours = _squares(one, names, figures), _squares(other, names, figures)
    by_words = _cosine(products.words, mine.words, yours.words)
    by_names = _cosine(products.names, mine.names, yours.names)
    return {
        "alike": _cosine(products.all, mine.all, yours.all),
        "words": by_words,
        "names": by_names,
        "words and names": by_words * by_names,
        "strange names": max(_strange(one, other), _strange(other, one)),
        "other figures": float(_apart(one.figures, other.figures)),
        "other days": float(_apart(one.days, other.days)),
        "other way": float(one.way * other.way < 0),
    }


@dataclass(slots=True)
class _Kinds:
    """Sums over tokens: over all, over words alone, over names alone."""

    all: float = 0.0
    words: float = 0.0
    names: float = 0.0

    def add(self, token: int, value: float, names: Collection[int], figures: Collection[int]) -> None:
        self.all += value
        if token in names:
            self.names += value
        elif token not in figures:
            self.words += value


def _squares(one: Weighed, names: Collection[int], figures: Collection[int]) -> _Kinds:
    sums = _Kinds()
    for token, weight in one.weights.items():
        sums.add(token, weight * weight, names, figures)
    return sums


def _cosine(product: float, one: float, other: float) -> float:
    return product / math.sqrt(one * other) if product else 0.0


def _strange(one: Weighed, other: Weighed) -> float:
    """How much of the names in the title of `one` the other has nowhere."""
    total = sum(one.weights[token] for token in one.titled)
    missing = sum(one.weights[token] for token in one.titled if token not in other.weights)
    return missing / total if total else 0.0


def _apart(one: frozenset[int], other: frozenset[int]) -> bool:
    return bool(one and other and one.isdisjoint(other))


def _agreement(one: Sequence[int], other: Sequence[int]) -> float:
    if not one or not other:
        return 0.0
    return sum(mine == yours != EMPTY for mine, yours in zip(one, other, strict=True)) / len(one)
