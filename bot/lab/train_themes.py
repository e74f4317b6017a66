"""One job: learn the classifier's weights from a few labelled articles and many that nobody labelled.

    1. lists        label the articles that hold many words of one theme and few of others
    2. neighbours   words that keep the same company, found in all articles (singular value decomposition),
    share
                    what is learnt of each other: a theme is then told by words that no labelled article held
    3. regression   on the words and their neighbours; both fold into one weight a word and theme

Needs the extra `train` (scikit-learn). The same articles, labels and lists give the same weights.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.french.stems import stems
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import BUCKETS, LIST, READ, Classifier, bucket, tokens, told

_DIMENSIONS = 300
_NEIGHBOURS = 2.0
"""What the neighbours weigh beside the words themselves."""

_REGRESSION = {"C": 8.0, "max_iter": 80, "tol": 1e-3}
_LABELLED = 2.0
_LISTED = 0.3
"""What an article weighs that a person labelled, and one that the lists did."""

_MOST_LISTED = 500
"""So many of each theme: the corpus is mostly politics."""

_LEAST_WORDS = 4
_RIVALS = 1.7
"""The lists label an article that holds so many words of a theme, and so many times more than of any
other."""

_READ_CHARACTERS = 2_500

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article; `themes` are keys of the first level, none where nobody labelled it.

    `weight` is 1 for a label given at a glance, more for one that was thought over.
    """

    title: str
    text: str
    themes: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Row:
    """What the model counts in an article, its theme (or nothing) and its weight."""

    found: list[str]
    theme: str = ""
    weight: float = 0.0


def train(articles: Iterable[Labelled], catalogue: Catalogue) -> Classifier:
    """Learn the weights.

    Args:
        articles: some labelled, with three themes at least, most of them not.
        catalogue: the themes and their words.

    Raises: ImportError if the extra `train` is not installed.
    """
    rows = list(_rows(articles, catalogue))
    neighbours = _neighbours(_matrix([row.found for row in rows]))
    told_rows = [row for row in rows if row.theme]
    names = tuple(sorted({row.theme for row in told_rows}))
    weights, bias = _fitted(told_rows, names, neighbours)
    step = float(np.abs(weights).max()) / 127
    signed = np.round(weights / step).astype(np.int8)
    return Classifier(names, tuple(round(float(one), 4) for one in bias), step, signed.tobytes())


def _rows(articles: Iterable[Labelled], catalogue: Catalogue) -> Iterator[_Row]:
    """Labelled articles come twice, the second time without what the lists say.

    Other words must tell as well.
    """
    listed: Counter[str] = Counter()
    for article in articles:
        title, text = stems(article.title), stems(article.text[:_READ_CHARACTERS])
        found = tokens(title, text, catalogue.themes, catalogue.parents)
        bare = [token for token in found if not token.startswith(LIST)]
        for theme in article.themes:
            weight = _LABELLED * article.weight / len(article.themes)
            yield _Row(found, theme, weight)
            yield _Row(bare, theme, weight)
        theme = "" if article.themes else _by_lists(title, text[:READ], catalogue)
        listed[theme] += 1
        if theme and listed[theme] <= _MOST_LISTED:
            yield _Row(found, theme, _LISTED)
            yield _Row(bare, theme, _LISTED)
        elif not article.themes:
            yield _Row(bare)


def _by_lists(title: Sequence[str], text: Sequence[str], catalogue: Catalogue) -> str:
    """The theme that the words tell beyond doubt, or nothing."""
    counted = Counter(
        key
        for word in told(title, catalogue.themes) | told(text, catalogue.themes)
        for key in {catalogue.parents.get(key, key) for key in catalogue.themes[word]}
    )
    (best, most), (_, next_most) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= _LEAST_WORDS and most >= _RIVALS * next_most else ""


def _matrix(found: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401 - scipy has no types
    """A sparse row of length 1 for each article, a column for each bucket."""
    from scipy.sparse import csr_matrix

    starts, places, values = [0], list[int](), list[float]()
    for row in found:
        counted = Counter(map(bucket, row))
        norm = math.sqrt(sum(count * count for count in counted.values()))
        places += counted.keys()
        values += [count / norm for count in counted.values()]
        starts.append(len(places))
    return csr_matrix((values, places, starts), shape=(len(found), BUCKETS), dtype=np.float32)


def _neighbours(matrix: Any) -> Floats:  # noqa: ANN401
    """For each bucket, where its words stand among all the words: a row of as many numbers as dimensions."""
    from sklearn.decomposition import TruncatedSVD

    held = np.asarray((matrix > 0).sum(axis=0)).ravel()
    rarity = np.log((1 + matrix.shape[0]) / (1 + held))
    dimensions = min(_DIMENSIONS, matrix.shape[0])
    fitted = TruncatedSVD(dimensions, n_iter=3, random_state=0).fit(matrix.multiply(rarity).tocsr())
    places: Floats = rarity[:, None] * fitted.components_.T
    return places


def _fitted(rows: Sequence[_Row], names: Sequence[str], neighbours: Floats) -> tuple[Floats, Floats]:
    """The weights, a row a bucket, a column a theme; and the bias of each theme."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    words = _matrix([row.found for row in rows])
    rare = _rare(rows)
    fitted = LogisticRegression(**_REGRESSION).fit(
        hstack([words, csr_matrix(_NEIGHBOURS * (words @ neighbours))]).tocsr(),
        [names.index(row.theme) for row in rows],
        sample_weight=[row.weight * rare[row.theme] for row in rows],
    )
    own, shared = fitted.coef_.T[:BUCKETS], fitted.coef_.T[BUCKETS:]
    return own + _NEIGHBOURS * (neighbours @ shared), fitted.intercept_


def _rare(rows: Sequence[_Row]) -> dict[str, float]:
    """What the articles of each theme weigh the more for being few.

    Half-way to all themes weighing the same.
    """
    total: dict[str, float] = defaultdict(float)
    for row in rows:
        total[row.theme] += row.weight
    mean = sum(total.values()) / len(total)
    return {theme: math.sqrt(mean / weight) for theme, weight in total.items()}
