"""One job: learn the ranker's weights from articles and what their journalists told of them.

    1. rarities     in how many articles each term stands
    2. regression   which sentences a greedy search for the best ROUGE would take (one for articles with a
                    title, one for those without)
    3. trees        what ROUGE each one or two of the best six sentences reach, above the article's mean

Needs the extra `train` (LightGBM, scikit-learn). The same rows give the same weights.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.french.sentences import split
from bot.lab.overlap import Reference, tokens
from bot.summaries.features import (
    CHOICE,
    RARITIES,
    RARITY_STEP,
    SENTENCE,
    Matrix,
    bucket,
    choices,
    count,
    terms,
)
from bot.summaries.length import LENGTH
from bot.summaries.ranker import KEPT, Ranker, Regression, fits
from bot.summaries.trees import Trees

_MOST_SENTENCES = 60
_ORACLE_SENTENCES = 3
_UNTITLED_EVERY = 2  # one article in so many is shown a second time without its title
_REGRESSION = {"C": 0.1, "max_iter": 300}
_BOOSTING = {
    "objective": "regression",
    "num_leaves": 31,
    "max_depth": 7,
    "learning_rate": 0.05,
    "min_data_in_leaf": 200,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "verbose": -1,
}
_ROUNDS = 300
_NODE = ("column", "threshold", "left", "right", "value")

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Like `map`: a pool of processes may stand behind it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One article, and its journalist's own summary."""

    title: str
    text: str
    abstract: str


@dataclass(frozen=True, slots=True)
class _Task:
    """What one process is asked: an example, with or without its title, and what was learnt so far."""

    example: Example
    ranker: Ranker
    titled: bool = True


def train(examples: Sequence[Example], each: Each = map) -> Ranker:
    """Learn the weights.

    Args:
        examples: thousands; only such whose abstract tells the article.
        each: where the work is spread.

    Raises: ImportError if the extra `train` is not installed.
    """
    blank = Regression(np.zeros(len(SENTENCE), np.float32), 0.0)
    empty = np.zeros((1, 1))
    nothing = Trees.from_arrays(dict.fromkeys(_NODE, empty) | {"depth": np.array(0)})
    ranker = Ranker(rarities(examples), blank, blank, nothing, nothing)
    with_title = [_Task(example, ranker) for example in examples]
    without = [replace(task, titled=False) for task in with_title[::_UNTITLED_EVERY]]
    ranker = replace(
        ranker,
        titled=_regression(_gathered(each(_oracle, with_title))),
        untitled=_regression(_gathered(each(_oracle, without))),
    )
    tasks = [replace(task, ranker=ranker) for task in (*with_title, *without)]
    rows, above = _gathered(each(_compared, tasks))
    return replace(ranker, trees=grown(_BOOSTING, rows, above, _ROUNDS))


def rarities(examples: Iterable[Example]) -> NDArray[np.uint8]:
    """How rare each term is: RARITIES numbers in RARITY_STEP nats, the greatest for terms never met."""
    articles, met = 0, np.zeros(RARITIES)
    for example in examples:
        articles += 1
        met[list({bucket(term) for term in terms(f"{example.title} {example.text}")})] += 1
    steps = np.round(np.log((1 + articles) / (1 + met)) / RARITY_STEP)
    return np.clip(steps, 0, 255).astype(np.uint8)


def sentences(text: str) -> list[str]:
    """The sentences of a corpus text, each once, at most 60."""
    found = (piece for paragraph in text.split("\n") for piece in split(paragraph))
    return list(dict.fromkeys(found))[:_MOST_SENTENCES]


def oracle(reference: Reference, words: Sequence[Sequence[str]]) -> set[int]:
    """The sentences that a greedy search takes while ROUGE grows, at most 3."""
    taken: set[int] = set()
    best = 0.0
    while len(taken) < min(_ORACLE_SENTENCES, len(words)):
        gains = ((_joint(reference, words, taken | {at}), -at) for at in range(len(words)) if at not in taken)
        score, at = max(gains)
        if score <= best:
            break
        best = score
        taken.add(-at)
    return taken


def _joint(reference: Reference, words: Sequence[Sequence[str]], taken: Iterable[int]) -> float:
    return sum(reference.scores([word for at in sorted(taken) for word in words[at]]))


def _gathered(parts: Iterable[tuple[Matrix, Matrix]]) -> tuple[Matrix, Matrix]:
    rows, targets = zip(*(part for part in parts if len(part[0])), strict=True)
    return np.concatenate(rows), np.concatenate(targets)


def _oracle(task: _Task) -> tuple[Matrix, Matrix]:
    """Columns of each sentence, and whether the greedy search takes it."""
    example = task.example
    texts = sentences(example.text)
    if not texts:
        return np.empty((0, len(SENTENCE)), np.float32), np.empty(0, np.float32)
    taken = oracle(Reference(example.abstract), [tokens(text) for text in texts])
    counted = count(texts, example.title if task.titled else "", task.ranker.rarities)
    return counted.columns, np.array([at in taken for at in range(len(texts))], np.float32)


def _compared(task: _Task) -> tuple[Matrix, Matrix]:
    """Columns of each choice, and its mean ROUGE above the article's."""
    example = task.example
    texts = sentences(example.text)
    counted = count(texts, example.title if task.titled else "", task.ranker.rarities) if texts else None
    fitting = [at for at, text in enumerate(texts) if counted and fits(text, counted.lengths[at])]
    if counted is None or not fitting:
        return np.empty((0, len(CHOICE)), np.float32), np.empty(0, np.float32)
    scores = task.ranker.sentence_scores(counted)
    kept = sorted(fitting, key=lambda at: (-scores[at], at))[:KEPT]
    every, rows = choices(counted, scores, kept, LENGTH.short_words_max)
    reference = Reference(example.abstract)
    words = [tokens(text) for text in texts]
    reached = np.array([_joint(reference, words, choice) / 3 for choice in every], np.float32)
    return rows, reached - reached.mean()


def _regression(learnt: tuple[Matrix, Matrix]) -> Regression:
    from sklearn.linear_model import LogisticRegression

    rows, taken = learnt
    mean, spread = rows.mean(axis=0), rows.std(axis=0)
    spread[spread == 0] = 1.0
    fitted = LogisticRegression(**_REGRESSION).fit((rows - mean) / spread, taken)
    coefficients = (fitted.coef_[0] / spread).astype(np.float32)
    return Regression(coefficients, float(fitted.intercept_[0] - (coefficients * mean).sum()))


def grown(
    how: dict[str, Any],
    rows: Matrix,
    targets: NDArray[Any],
    rounds: int,
    groups: Sequence[int] | None = None,
) -> Trees:
    """Trees that LightGBM grows; `groups` are how many rows in turn are compared with each other."""
    import lightgbm

    booster = lightgbm.train(how, lightgbm.Dataset(rows, targets, group=groups), rounds)
    return _packed([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]])


def _packed(grown: Sequence[dict[str, Any]]) -> Trees:
    """LightGBM's nested nodes as arrays."""
    flat = [list(_flattened(tree)) for tree in grown]
    most = max(map(len, flat))
    shape = (len(flat), most)
    arrays: dict[str, NDArray[Any]] = {name: np.zeros(shape) for name in _NODE}
    for tree, nodes in enumerate(flat):
        for at, node in enumerate(nodes):
            for name, value in zip(_NODE, node, strict=True):
                arrays[name][tree, at] = value
    arrays["threshold"] = _rounded_down(arrays["threshold"])
    return Trees.from_arrays(arrays | {"depth": np.array(max(map(_depth, grown)))})


def _rounded_down(numbers: NDArray[np.float64]) -> NDArray[np.float32]:
    """With half as many digits: a row is not above the one exactly when it is not above the other."""
    near = numbers.astype(np.float32)
    below: NDArray[np.float32] = np.where(near > numbers, np.nextafter(near, np.float32(-np.inf)), near)
    return below


def _flattened(tree: dict[str, Any]) -> Iterator[tuple[int, float, int, int, float]]:
    """(column, threshold, left, right, value) of each node, the root first."""
    order = [tree]
    for at, node in enumerate(order):  # it grows while it is walked
        if "leaf_value" in node:
            yield 0, math.inf, at, at, node["leaf_value"]
        else:
            left = len(order)
            order += [node["left_child"], node["right_child"]]
            yield node["split_feature"], node["threshold"], left, left + 1, 0.0


def _depth(node: dict[str, Any]) -> int:
    if "leaf_value" in node:
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))
