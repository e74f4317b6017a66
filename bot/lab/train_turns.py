"""One job: learn which articles tell a turn of their story.

    1. words        from labelled titles, which say that something was decided or happened; words that keep
                    the same company in many texts share what is learnt of each other (`neighbours`)
    2. regression   on the columns of `stories.suite`, from labelled pairs of a story as it was told and a
                    later article of it
    3. threshold    from folds of the pairs: the highest that finds as many turns as are asked for

Needs the extra `train` (scikit-learn). The same labels and texts give the same weights.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.lab.labelled_turns import NONE, OTHER, Pair, Title
from bot.lab.neighbours import neighbours
from bot.stories.suite import Suites, columns
from bot.stories.turn_words import BUCKETS, TurnWords, bucket, said

_WORDS = {"C": 1.0, "max_iter": 3_000}
_REGRESSION = {"C": 0.1, "max_iter": 3_000}
_OTHER_COUNTS = 0.4
"""What an other change weighs, as a turn: it may be told, and need not."""
_FOLDS, _REPEATS = 5, 3
_RECALL = 0.75
"""The least share of the turns that must be found: of pairs that were mostly chosen for being in doubt."""
_BYTE = 127

Floats = NDArray[np.floating[Any]]


def train(titles: Sequence[Title], pairs: Sequence[Pair], texts: Iterable[str]) -> Suites:
    """Learn the weights.

    Args:
        titles: a thousand or two, with whether each says that something happened.
        pairs: hundreds.
        texts: many, of which nothing need be known.

    Raises: ImportError if the extra `train` is not installed.
    """
    words = _words([one for one in titles if one.turn != OTHER], neighbours(texts, BUCKETS, bucket))
    found = [dict(columns(one.article, one.before, words)) for one in pairs]
    names = list(found[0])
    rows = np.array([[row[name] for name in names] for row in found])
    answers = np.array([one.turn != NONE for one in pairs])
    sure = np.array([one.turn != OTHER for one in pairs])
    odds = _in_folds(rows, answers, sure)
    least = float(np.quantile(odds[answers & sure], 1 - _RECALL, method="lower"))
    scaled, regression = _fitted(rows, answers, sure)
    weights = regression.coef_[0] / scaled.scale_
    constant = regression.intercept_[0] - weights @ scaled.mean_
    told = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return Suites(told, round(float(constant), 4), round(least, 4), words)


def _words(titles: Sequence[Title], near: Floats) -> TurnWords:
    """What each bucket of words is worth in a title."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    told = [said(one.title) for one in titles]
    ends = np.cumsum([0, *map(len, told)])
    places = [bucket(word) for words in told for word in words]
    worth = [1 / np.sqrt(len(words)) for words in told for _ in words]
    filled = csr_matrix((worth, places, ends), shape=(len(titles), BUCKETS))
    rows = hstack([csr_matrix(filled @ near), filled]).tocsr()
    answers = np.array([one.turn != NONE for one in titles])
    shared, own = np.split(LogisticRegression(**_WORDS).fit(rows, answers).coef_[0], [near.shape[1]])
    table = own + near @ shared
    step = float(np.abs(table).max()) / _BYTE
    return TurnWords(step, np.round(table / step).astype(np.int8).tobytes())


def _fitted(rows: Floats, answers: NDArray[np.bool_], sure: NDArray[np.bool_]) -> tuple[Any, Any]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaled = StandardScaler().fit(rows)
    counts = np.where(sure, 1.0, _OTHER_COUNTS)
    return scaled, LogisticRegression(**_REGRESSION).fit(
        scaled.transform(rows), answers, sample_weight=counts
    )


def _in_folds(rows: Floats, answers: NDArray[np.bool_], sure: NDArray[np.bool_]) -> Floats:
    """The log-odds of each pair, from weights that did not learn from it."""
    from sklearn.model_selection import StratifiedKFold

    odds = np.zeros(len(answers))
    for repeat in range(_REPEATS):
        folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=repeat)
        for learnt, judged in folds.split(rows, answers):
            scaled, regression = _fitted(rows[learnt], answers[learnt], sure[learnt])
            odds[judged] += regression.decision_function(scaled.transform(rows[judged])) / _REPEATS
    return odds
