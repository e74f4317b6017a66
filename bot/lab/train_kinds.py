"""One job: learn from labelled items which kind each is.

A regression for each kind but news, on the columns of `topics.kinds`. Each item comes twice, the second time
as if it had no address: other publishers file what they send elsewhere. How sure is sure enough comes from
folds of the items: the least chance at which what is called no news is none, as often as is asked for. Needs
the extra `train` (scikit-learn). The same items give the same weights.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.model import Article, Kind
from bot.topics.kinds import Decision, Kinds, columns

_REGRESSION = {"C": 3.0, "solver": "liblinear"}
_FOLDS, _REPEATS = 5, 3
_PRECISION = 0.97
"""So much of what is told apart must be no news."""

Floats = NDArray[np.floating[Any]]
Labels = NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One item, and its kind.

    Not `chosen`: labelled since an earlier model was in doubt, and no measure of how good this one is.
    """

    article: Article
    kind: Kind
    chosen: bool = True


def train(labelled: Sequence[Labelled]) -> Kinds:
    """Learn the weights of all kinds that are among the items.

    Raises: ImportError if the extra `train` is not installed.
    """
    items = _Items.of(labelled)
    chosen = np.array([one.chosen for one in labelled])
    least = _least(_in_folds(items, chosen), items.known[chosen])
    names = [name for name, _ in columns(labelled[0].article)]
    decisions: dict[Kind, Decision] = {
        kind: Decision(
            {name: round(float(weight), 3) for name, weight in zip(names, one.coef_[0], strict=True)},
            round(float(one.intercept_[0]), 3),
        )
        for kind, one in _fitted(items, np.arange(len(labelled))).items()
    }
    return Kinds(decisions, least)


@dataclass(frozen=True, slots=True)
class _Items:
    """A row of columns an item, with its address and without, and the kind of each."""

    filed: Floats
    bare: Floats
    known: Labels

    @classmethod
    def of(cls, labelled: Sequence[Labelled]) -> "_Items":
        filed, bare = (
            np.array([[value for _, value in columns(one.article, filed=filed)] for one in labelled])
            for filed in (True, False)
        )
        return cls(filed, bare, np.array([str(one.kind) for one in labelled]))


def _fitted(items: _Items, places: NDArray[np.intp]) -> dict[Kind, Any]:
    """A regression for each kind, learnt from the items at these places."""
    from sklearn.linear_model import LogisticRegression

    rows = np.vstack([items.filed[places], items.bare[places]])
    answers = np.tile(items.known[places], 2)
    told = [kind for kind in Kind if kind is not Kind.NEWS and kind in answers]
    return {kind: LogisticRegression(**_REGRESSION).fit(rows, answers == kind) for kind in told}


def _in_folds(items: _Items, chosen: NDArray[np.bool_]) -> Floats:
    """Of each chosen item the chance of its likeliest kind, from weights that did not learn from it."""
    from sklearn.model_selection import StratifiedKFold

    places, others = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    best = np.zeros(len(chosen))
    for repeat in range(_REPEATS):
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=repeat)
        for learnt, judged in folds.split(places, items.known[places] == Kind.NEWS):
            fitted = _fitted(items, np.concatenate([places[learnt], others]))
            rows = items.filed[places[judged]]
            chances = [one.predict_proba(rows)[:, 1] for one in fitted.values()]
            best[places[judged]] += np.max(chances, axis=0) / _REPEATS
    chosen_best: Floats = best[places]
    return chosen_best


def _least(best: Floats, known: Labels) -> float:
    """The lowest chance from which on so many are no news as are asked for."""
    order = np.argsort(-best)
    right = np.cumsum(known[order] != Kind.NEWS) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= _PRECISION)
    return round(float(best[order[enough[-1]]]), 3) if len(enough) else 1.0
