"""One job: learn from labelled descriptions which ones can stand as the digest.

    1. neighbours   words that keep the same company in all descriptions, labelled or not (singular value
                    decomposition), share what is learnt of each other: a few thousand labels know many words
    2. regression   on named columns, words and their neighbours; what it learns of these folds into one
                    weight a word and part
    3. threshold    from folds of the labels: the highest that keeps the recall asked for, of what is whole

Needs the extra `train` (scikit-learn). The same labels and texts give the same weights.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.lab.neighbours import neighbours
from bot.summaries.judge import BUCKETS, WORDS, Judge, bucket, columns, hashed
from bot.summaries.standfirst import Standfirst, is_whole

_REGRESSION = {"C": 1.0, "max_iter": 3_000}
_FOLDS, _REPEATS = 5, 3
_RECALL = 0.85
"""The least share of the digests that must be taken."""

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One description, and whether it can stand as the digest.

    `chosen` at random: only such ones say how good the weights are; others were labelled since they were in
    doubt.
    """

    standfirst: Standfirst
    digest: bool
    chosen: bool = True


def train(labelled: Sequence[Labelled], texts: Iterable[str]) -> Judge:
    """Learn the weights.

    Args:
        labelled: hundreds of descriptions.
        texts: many descriptions, of which nothing need be known.

    Raises: ImportError if the extra `train` is not installed.
    """
    matrix = _Matrix(labelled, neighbours(texts, BUCKETS, bucket))
    answers = np.array([one.digest for one in labelled])
    chosen = np.array([one.chosen for one in labelled])
    odds = _in_folds(matrix.rows, answers, chosen)
    whole = np.array([is_whole(one.standfirst) for one in labelled if one.chosen])
    odds[~whole] = -np.inf
    least = float(np.quantile(odds[answers[chosen]], 1 - _RECALL, method="lower"))
    return matrix.judge(_fitted(matrix.rows, answers), least)


class _Matrix:
    """The rows to learn from, and the way back from what was learnt to weights."""

    def __init__(self, labelled: Sequence[Labelled], neighbours: Floats) -> None:
        from scipy.sparse import csr_matrix, hstack

        self._neighbours = neighbours
        counted = [dict(columns(one.standfirst)) for one in labelled]
        self._names = list(counted[0])
        named = np.array([[row[name] for name in self._names] for row in counted])
        filled = _sparse([list(hashed(one.standfirst)) for one in labelled])
        parts = [filled[:, at * BUCKETS : (at + 1) * BUCKETS] @ neighbours for at in range(len(WORDS))]
        self.rows = hstack([csr_matrix(np.hstack([named, *parts])), filled]).tocsr()

    def judge(self, fitted: Any, least: float) -> Judge:  # noqa: ANN401 - scikit-learn has no types
        """The weights as the product reads them."""
        learnt = fitted.coef_[0]
        ends = np.cumsum([len(self._names), self._neighbours.shape[1] * len(WORDS)])
        named, shared, own = np.split(learnt, ends)
        table = own.copy()
        for at, part in enumerate(np.split(shared, len(WORDS))):
            table[at * BUCKETS : (at + 1) * BUCKETS] += self._neighbours @ part
        step = float(np.abs(table).max()) / 127
        signed = np.round(table / step).astype(np.int8)
        told = {name: round(float(one), 4) for name, one in zip(self._names, named, strict=True)}
        return Judge(told, round(float(fitted.intercept_[0]), 4), round(least, 4), step, signed.tobytes())


def _sparse(rows: Sequence[Sequence[tuple[int, float]]]) -> Any:  # noqa: ANN401 - scipy has no types
    from scipy.sparse import csr_matrix

    starts = np.cumsum([0, *map(len, rows)])
    places = [at for row in rows for at, _ in row]
    values = [value for row in rows for _, value in row]
    return csr_matrix((values, places, starts), shape=(len(rows), BUCKETS * (len(WORDS) + 1)))


def _fitted(rows: Any, answers: NDArray[np.bool_]) -> Any:  # noqa: ANN401
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(**_REGRESSION).fit(rows, answers)


def _in_folds(rows: Any, answers: NDArray[np.bool_], chosen: NDArray[np.bool_]) -> Floats:  # noqa: ANN401
    """The log-odds of each one chosen at random, from weights that did not learn from it."""
    from sklearn.model_selection import StratifiedKFold

    places, others = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    odds = np.zeros(len(answers))
    for repeat in range(_REPEATS):
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=repeat)
        for learnt, judged in folds.split(places, answers[places]):
            known = np.concatenate([places[learnt], others])
            fitted = _fitted(rows[known], answers[known])
            odds[places[judged]] += fitted.decision_function(rows[places[judged]]) / _REPEATS
    chosen_odds: Floats = odds[places]
    return chosen_odds
