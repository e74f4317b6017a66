"""One job: learn the ranker's weights from articles and what their journalists told of them.

    1. rarities     in how many articles each term stands
    2. regression   which sentences a greedy search for the best ROUGE would take (one for articles with a
                    title, one for those without)
    3. words        which of an article's words its journalist repeats (`train_words`)
    4. trees        what ROUGE each one or two of the best sentences reach, above the article's mean

Needs the extra `train` (LightGBM, scikit-learn). The same rows give the same weights.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.french.sentences import split
from bot.lab.grow import NOTHING, REPEATABLE, grown
from bot.lab.overlap import Reference, tokens
from bot.lab.train_words import Repeats, repeats
from bot.summaries.candidates import CHOICE
from bot.summaries.features import RARITIES, RARITY_STEP, SENTENCE, Counted, Matrix, bucket, terms
from bot.summaries.ranker import Ranker, Regression
from bot.summaries.salience import WORD, word_columns

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
    **REPEATABLE,
}
_ROUNDS = 300
_OF_WORDS = {
    "objective": "binary",
    "num_leaves": 31,
    "max_depth": 7,
    "learning_rate": 0.1,
    "min_data_in_leaf": 500,
    **REPEATABLE,
}
_ROUNDS_OF_WORDS = 60
_WORDS_EVERY = 3  # one article in so many shows its words: they are a hundred times as many

Each = Callable[[Callable[[Any], Any], Iterable[Any]], Iterable[Any]]
"""Like `map`: a pool of processes may stand behind it."""


@dataclass(frozen=True, slots=True)
class Example:
    """One article, and its journalist's own summary."""

    title: str
    text: str
    abstract: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    """What one process is asked: an example, with or without its title, and what was learnt so far."""

    example: Example
    ranker: Ranker
    repeats: Repeats
    titled: bool = True

    def counted(self) -> Counted | None:
        """Its sentences; None if it has none."""
        texts = sentences(self.example.text)
        title = self.example.title if self.titled else ""
        return self.ranker.counted(texts, title, self.example.day) if texts else None

    def unseen(self) -> Ranker:
        """The ranker as if it had not met this article: else it would know the words of its abstract."""
        text = f"{self.example.title} {self.example.text}"
        return replace(self.ranker, rates=self.repeats.rates(terms(text), terms(self.example.abstract)))


def train(examples: Sequence[Example], each: Each = map) -> Ranker:
    """Learn the weights.

    Args:
        examples: thousands; only such whose abstract tells the article.
        each: where the work is spread.

    Raises: ImportError if the extra `train` is not installed.
    """
    blank = Regression(np.zeros(len(SENTENCE), np.float32), 0.0)
    known = repeats((terms(f"{one.title} {one.text}"), terms(one.abstract)) for one in examples)
    ranker = Ranker(rarities(examples), known.rates(), NOTHING, blank, blank, NOTHING, NOTHING)
    with_title = [_Task(example, ranker, known) for example in examples]
    without = [replace(task, titled=False) for task in with_title[::_UNTITLED_EVERY]]
    ranker = replace(
        ranker,
        titled=_regression(_gathered(each(_oracle, with_title))),
        untitled=_regression(_gathered(each(_oracle, without))),
    )
    tasks = [replace(task, ranker=ranker) for task in (*with_title, *without)]
    rows, repeated = _gathered(each(_repeated, tasks[::_WORDS_EVERY]))
    ranker = replace(ranker, words=grown(_OF_WORDS, rows, repeated, _ROUNDS_OF_WORDS))
    rows, above = _gathered(each(_compared, [replace(task, ranker=ranker) for task in tasks]))
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
    counted = task.counted()
    if counted is None:
        return np.empty((0, len(SENTENCE)), np.float32), np.empty(0, np.float32)
    taken = oracle(Reference(task.example.abstract), [tokens(text) for text in counted.texts])
    return counted.columns, np.array([at in taken for at in range(len(counted.texts))], np.float32)


def _repeated(task: _Task) -> tuple[Matrix, Matrix]:
    """Columns of each word, and whether the abstract repeats it."""
    counted, ranker = task.counted(), task.unseen()
    if counted is None:
        return np.empty((0, len(WORD)), np.float32), np.empty(0, np.float32)
    told = set(terms(task.example.abstract))
    columns = word_columns(counted, ranker.sentence_scores(counted), ranker.rates)
    return columns, np.array([word in told for word in counted.words], np.float32)


def _compared(task: _Task) -> tuple[Matrix, Matrix]:
    """Columns of each choice, and its mean ROUGE above the article's."""
    counted = task.counted()
    nothing = np.empty((0, len(CHOICE)), np.float32)
    every, rows = task.unseen().candidates(counted) if counted else ([], nothing)
    if counted is None or not every:
        return nothing, np.empty(0, np.float32)
    reference = Reference(task.example.abstract)
    words = [tokens(text) for text in counted.texts]
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
