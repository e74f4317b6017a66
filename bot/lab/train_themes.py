"""One job: learn the classifiers' weights from articles with themes and many more that nobody labelled.

    1. lists        label the articles that hold many words of one theme and few of others
    2. neighbours   words that keep the same company, found in all articles (singular value decomposition),
                    share what is learnt of each other: a theme is told by words that stand in no labelled one
    3. regression   each theme for itself, on the words and their neighbours; both fold into one weight a word

A person's label tells all themes of an article, or what its title shows. A publisher's section, or a list,
tells one: of the others it is silent, and the more so where their words are met. Needs the extra `train`
(scikit-learn). The same articles, labels and lists give the same weights.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.french.stems import stems
from bot.lab.sections import clearest, met
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import BUCKETS, LIST, READ, Classifier, bucket, tokens, told

_DIMENSIONS = 200
_NEIGHBOURS = 2.0
"""What the neighbours weigh beside the words themselves."""

_CLOSENESS = 2.0
"""How much fitting the labels counts against keeping the weights small."""

_ROUNDS = 60
_LABELLED = 2.0
_TOLD = 0.3
"""What an article weighs that a person labelled, and one that its section or the lists did."""

_SILENT = 0.5
_DOUBTED = 2
"""A section or a list counts so much as a sign that an article has not another theme, and as none where so
many words of that theme are met."""

_LEAST_BELOW = 60
"""Fewer articles teach no theme of the second level: its list tells it."""

_MOST_LISTED = 500
"""So many of each theme: the corpus is mostly politics."""

_LEAST_WORDS = 4
"""The lists label an article that holds so many words of a theme, and few of any other."""

_READ_CHARACTERS = 2_500

Floats = NDArray[np.floating[Any]]


class Told(Enum):
    """How the themes of an article are known."""

    WHOLE = auto()
    """A person told all that it has of the first level."""
    GLANCE = auto()
    """A person told what a title shows: of others it is silent."""
    SECTION = auto()
    """Its publisher's section names one: of others it is silent."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article; `themes` are keys of either level, none where nobody labelled it.

    `weight` is 1 for a label given at a glance, more for one that was thought over; `allowed` are themes that
    it may have as well.
    """

    title: str
    text: str
    themes: tuple[str, ...] = ()
    weight: float = 1.0
    told: Told = Told.WHOLE
    allowed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Row:
    """What the model counts in an article, its themes of a level and its weight.

    `silent`: of other themes nothing is said, least of all of the `doubted`.
    """

    found: list[str]
    themes: tuple[str, ...] = ()
    weight: float = 0.0
    silent: bool = False
    doubted: frozenset[str] = frozenset()


def train(articles: Iterable[Labelled], catalogue: Catalogue) -> tuple[Classifier, Classifier]:
    """Learn the weights.

    Args:
        articles: some labelled, with three themes at least, most of them not.
        catalogue: the themes and their words.

    Returns: the classifiers of the first level and of the second.

    Raises: ImportError if the extra `train` is not installed.
    """
    firsts, seconds, read = list[_Row](), list[_Row](), list[list[str]]()
    listed: Counter[str] = Counter()
    for article in articles:
        title, text = stems(article.title), stems(article.text[:_READ_CHARACTERS])
        read.append(tokens(title, text, {}, {}))
        firsts += _firsts(article, title, text, catalogue, listed)
        if row := _below(article, title, text, catalogue):
            seconds.append(row)
    neighbours = _neighbours(_matrix(read))
    return (
        _learnt(firsts, neighbours, {}, 1),
        _learnt(seconds, neighbours, catalogue.parents, _LEAST_BELOW),
    )


def _firsts(
    article: Labelled, title: Sequence[str], text: Sequence[str], catalogue: Catalogue, listed: Counter[str]
) -> Iterator[_Row]:
    """Labelled articles come twice, the second time without what the lists say.

    Other words must tell as well. Those of sections are many: each comes once, half of them without.
    """
    found = tokens(title, text, catalogue.themes, catalogue.parents)
    bare = [token for token in found if not token.startswith(LIST)]
    words = met(title, text[:READ], catalogue)
    doubted = frozenset(key for key, count in words.items() if count >= _DOUBTED)
    themes = tuple(key for key in article.themes if key not in catalogue.parents)
    if themes and article.told is not Told.SECTION:
        silent = article.told is Told.GLANCE
        for one in (found, bare):
            yield _Row(
                one, themes, _LABELLED * article.weight, silent, doubted if silent else article.allowed
            )
        return
    if not themes and (theme := clearest(words, _LEAST_WORDS)):
        listed[theme] += 1
        themes = (theme,) if listed[theme] <= _MOST_LISTED else ()
    if themes:
        weight = _TOLD * article.weight
        by_lists = article.told is not Told.SECTION
        for one in (found, bare) if by_lists else (found if len(found) % 2 else bare,):
            yield _Row(one, themes, weight, silent=True, doubted=doubted)


def _below(article: Labelled, title: Sequence[str], text: Sequence[str], catalogue: Catalogue) -> _Row | None:
    """What teaches the second level: themes of it, or a section that names the first alone."""
    if article.told is not Told.SECTION and not any(key in catalogue.parents for key in article.themes):
        return None
    counted = Counter(
        key
        for word in told(title, catalogue.themes) | told(text[:READ], catalogue.themes)
        for key in catalogue.themes[word]
    )
    doubted = frozenset(key for key, count in counted.items() if count >= _DOUBTED)
    found = tokens(title, text, {}, {})
    return _Row(found, article.themes, _LABELLED * article.weight, silent=True, doubted=doubted)


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


def _learnt(rows: Sequence[_Row], neighbours: Floats, parents: Mapping[str, str], least: int) -> Classifier:
    """Learn the themes that `least` rows have; those with a parent from what has the parent alone."""
    counted = Counter(key for row in rows for key in row.themes if not parents or key in parents)
    names = tuple(sorted(key for key, count in counted.items() if count >= least))
    if not names:
        return Classifier((), (), 1.0, b"")
    weights, bias = _fitted(rows, neighbours, *_asked(rows, names, parents))
    step = float(np.abs(weights).max()) / 127
    signed = np.round(weights / step).astype(np.int8)
    return Classifier(names, tuple(round(float(one), 4) for one in bias), step, signed.tobytes())


def _asked(rows: Sequence[_Row], names: Sequence[str], parents: Mapping[str, str]) -> tuple[Floats, Floats]:
    """For each row and theme whether it has it (1 or -1), and what that weighs.

    Those that have a theme weigh the more for being few: half-way to all themes weighing the same.
    """
    signs = np.full((len(rows), len(names)), -1.0, dtype=np.float32)
    weighs = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, row in enumerate(rows):
        above = {parents.get(key, key) for key in row.themes}
        for j, name in enumerate(names):
            if name in row.themes:
                signs[i, j], weighs[i, j] = 1.0, row.weight
            elif name not in row.doubted and (name not in parents or parents[name] in above):
                weighs[i, j] = row.weight * (_SILENT if row.silent else 1.0)
    having = np.where(signs > 0, weighs, 0.0).sum(axis=0)
    return signs, np.where(signs > 0, weighs * np.sqrt(having.mean() / having), weighs)


def _fitted(rows: Sequence[_Row], neighbours: Floats, signs: Floats, weighs: Floats) -> tuple[Floats, Floats]:
    """The weights, a row a bucket, a column a theme; and the bias of each theme: a regression of each."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix, hstack

    words = _matrix([row.found for row in rows])
    read = hstack([words, csr_matrix(_NEIGHBOURS * (words @ neighbours))]).tocsr().astype(np.float32)
    turned = read.T.tocsr()
    shape = (read.shape[1] + 1, signs.shape[1])

    def cost(flat: Floats) -> tuple[float, Floats]:
        learnt = flat.reshape(shape).astype(np.float32)
        margins = signs * (read @ learnt[:-1] + learnt[-1])
        pulls = -_CLOSENESS * weighs * signs / (1 + np.exp(np.clip(margins, -30, 30)))
        slope = np.vstack([turned @ pulls + learnt[:-1], pulls.sum(axis=0)])
        loss = _CLOSENESS * (weighs * np.logaddexp(0, -margins)).sum() + (learnt[:-1] ** 2).sum() / 2
        return float(loss), slope.ravel().astype(np.float64)

    options = {"maxiter": _ROUNDS, "maxcor": 6}
    found = minimize(cost, np.zeros(math.prod(shape)), jac=True, method="L-BFGS-B", options=options)
    learnt = found.x.reshape(shape)
    own, shared = learnt[:BUCKETS], learnt[BUCKETS:-1]
    return own + _NEIGHBOURS * (neighbours @ shared), learnt[-1]
