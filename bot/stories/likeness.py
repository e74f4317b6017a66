"""Do two signatures tell one event? What speaks for it and against it, in numbers, and what each is worth.

The weights are those of a logistic regression over pairs of labelled articles, real and invented; they lie in
`likeness.json`, which says of what they were learnt. `bench/stories.py --fit` makes it.
"""

import json
import math
from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.stories.signature import EMPTY

WEIGHTS = Path(__file__).with_name("likeness.json")

COPY = 0.6
"""Share of two sketches that agree: one text is a copy of the other."""
_COPIED = 4.5
"""Nats: a copy shares two words as rare as this; what a programme says of itself every day shares none."""

_BY_CHANCE = 4.5
"""Nats: two articles of one day share commoner words than this without telling one event."""
_NATS = 8.0
"""What rarities are divided by: few tokens that two articles share are rarer."""
_MANY = 6

THRESHOLD = 0.7
"""Log-odds from which on two articles tell one event; how it was chosen: tests/quality/stories."""
TOGETHER = 0.8
"""Log-odds from which on two stories tell one event: half the nearest of their articles, half the mean."""
_SURE = 9.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A signature ready to be compared: token -> how much it counts; which tokens are of which kind."""

    weights: Mapping[int, float]
    rarities: Mapping[int, float]
    title: AbstractSet[int]
    names: AbstractSet[int]
    places: AbstractSet[int]
    """The tokens that only say where it happens, or under which heading it is told."""
    figures: AbstractSet[int]
    days: AbstractSet[int]
    concepts: AbstractSet[int]
    way: int
    """1 when it tells of a rise, -1 of a fall."""
    bare: bool
    """There was nothing but a title."""
    sketch: Sequence[int]


@lru_cache(maxsize=1)
def weights() -> tuple[Mapping[str, float], float]:
    """What each number of a pair is worth, in log-odds, and what a pair begins with."""
    learnt = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return learnt["weights"], learnt["bias"]


def likeness(one: Weighed, other: Weighed) -> float:
    """The log-odds that two articles, a few days apart at most, tell one event."""
    measured = measure(one, other)
    if _copied(one, other) and not measured["other figures"]:
        return _SURE
    worth, bias = weights()
    return bias + sum(worth[name] * value for name, value in measured.items())


def measure(one: Weighed, other: Weighed) -> dict[str, float]:
    """The numbers of a pair that `weights` knows; all lie between 0 and 1."""
    kinds = _Kinds(one.places | other.places, one.names | other.names, one.figures | other.figures)
    mine, yours, both = kinds.squares(one), kinds.squares(other), kinds.products(one, other)
    shared = [token for token in one.weights if token in other.weights and token not in one.concepts]
    words = _rarities(shared, one, kinds, _WORD)
    names = _rarities(shared, one, kinds, _NAME)
    covered = _covered(one, other, kinds.places), _covered(other, one, kinds.places)
    rare = sum(rarity >= _BY_CHANCE for rarity in (*words, *names))
    by_words = _cosine(both[_WORD], mine[_WORD], yours[_WORD])
    by_names = _cosine(*(sums[_NAME] + sums[_PLACE] for sums in (both, mine, yours)))
    return {
        "alike": _cosine(sum(both), sum(mine), sum(yours)),
        "words": by_words,
        "names": by_names,
        "words and names": by_words * by_names,
        "titles": _titles(one, other),
        "title told": max(covered),
        "both titles told": min(covered),
        "rarest word": _nth(words, 0),
        "second word": _nth(words, 1),
        "rarest name": _nth(names, 0),
        "rare ones": min(rare, _MANY) / _MANY,
        "nothing rare": float(not rare),
        "strange names": max(_strange(one, other), _strange(other, one)),
        "other figures": float(_apart(one.figures, other.figures)),
        "other days": float(_apart(one.days, other.days)),
        "other way": float(one.way * other.way < 0),
        "title alone": float(one.bare or other.bare),
    }


_WORD, _NAME, _PLACE, _FIGURE = range(4)


@dataclass(frozen=True, slots=True)
class _Kinds:
    """The kinds of the tokens of a pair: what is a name in one of two articles is one in the other."""

    places: AbstractSet[int]
    names: AbstractSet[int]
    figures: AbstractSet[int]

    def of(self, token: int) -> int:
        if token in self.places:
            return _PLACE
        if token in self.names:
            return _NAME
        return _FIGURE if token in self.figures else _WORD

    def squares(self, one: Weighed) -> list[float]:
        return self.products(one, one)

    def products(self, one: Weighed, other: Weighed) -> list[float]:
        sums, yours = [0.0, 0.0, 0.0, 0.0], other.weights
        for token, weight in one.weights.items():
            if token in yours:
                sums[self.of(token)] += weight * yours[token]
        return sums


def _rarities(shared: Sequence[int], one: Weighed, kinds: _Kinds, kind: int) -> list[float]:
    """How rare the shared tokens of one kind are, the rarest first."""
    return sorted((one.rarities[token] for token in shared if kinds.of(token) == kind), reverse=True)


def _titles(one: Weighed, other: Weighed) -> float:
    rarities = one.rarities
    both = sum(rarities[token] ** 2 for token in one.title if token in other.title)
    return _cosine(both, _squared(one), _squared(other))


def _squared(one: Weighed) -> float:
    return sum(one.rarities[token] ** 2 for token in one.title)


def _covered(one: Weighed, other: Weighed, places: Collection[int]) -> float:
    """How much of the title of `one`, places aside, the other says anywhere."""
    said = [token for token in one.title if token not in places]
    total = sum(one.rarities[token] for token in said)
    return sum(one.rarities[token] for token in said if token in other.weights) / total if total else 0.0


def _nth(rarities: Sequence[float], n: int) -> float:
    return min(rarities[n] / _NATS, 1.0) if n < len(rarities) else 0.0


def _cosine(product: float, one: float, other: float) -> float:
    return product / math.sqrt(one * other) if product else 0.0


def _strange(one: Weighed, other: Weighed) -> float:
    """How much of the names in the title of `one` the other has nowhere."""
    titled = one.names & one.title
    total = sum(one.weights[token] for token in titled)
    missing = sum(one.weights[token] for token in titled if token not in other.weights)
    return missing / total if total else 0.0


def _apart(one: AbstractSet[int], other: AbstractSet[int]) -> bool:
    return bool(one and other and one.isdisjoint(other))


def _copied(one: Weighed, other: Weighed) -> bool:
    if agreement(one.sketch, other.sketch) < COPY:
        return False
    rare = [token for token, rarity in one.rarities.items() if rarity >= _COPIED and token in other.weights]
    return len(rare) > 1


def agreement(one: Sequence[int], other: Sequence[int]) -> float:
    """Which share of two sketches is the same."""
    if not one or not other:
        return 0.0
    return sum(mine == yours != EMPTY for mine, yours in zip(one, other, strict=True)) / len(one)
