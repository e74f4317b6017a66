"""One job: how well each sentence, and each pair of them, tells an article, as learnt from journalists.

Four stages: a logistic regression keeps the most telling sentences, boosted trees say of each word how likely
it is told again, others compare every one and every two of the sentences, and others say which of these an
editor would publish. The first three learnt from the abstracts of OrangeSum what a journalist would have
told, the last from choices that editors made (`bot.lab` made the weights; weights.json says from what).
Nothing here writes a word: it only chooses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.summaries.candidates import CHOICE, choices
from bot.summaries.features import SENTENCE, Counted, Matrix, count
from bot.summaries.length import LENGTH
from bot.summaries.salience import WORD, word_columns
from bot.summaries.trees import Trees

KEPT = 7
"""Sentences that are compared."""

_OF_EDITORS, _OF_WORDS = "editors_", "words_"
WEIGHTS = "weights.npz"
"""The file of the weights, beside this one; weights.json tells what they were learnt from."""

_EDITORS = 0.08
"""What an editor's liking counts beside expected ROUGE: more of it takes digests further from abstracts, less
further from editors."""
_PAIR = 0.01
"""What a second sentence is worth by itself: editors tell two in two digests of three."""

Choice = tuple[int, ...]
"""Positions of one or two sentences, in reading order."""


Liking = Callable[[Sequence[str], Matrix, Sequence[Choice]], Matrix]
"""How much an editor would like each of m choices: of the sentences, and how likely each is told."""


@dataclass(frozen=True, slots=True)
class Regression:
    """One coefficient a column of `features.SENTENCE`, for numbers as they come."""

    coefficients: NDArray[np.float32]
    constant: float

    def scores(self, columns: Matrix) -> Matrix:
        """Log-odds, one a row."""
        odds: Matrix = columns @ self.coefficients + np.float32(self.constant)
        return odds


@dataclass(frozen=True, slots=True)
class Ranker:
    """The weights. `titled` judges articles with a title, `untitled` the others; the trees both.

    `words` says how likely a word is repeated in a summary, `trees` what ROUGE a choice would reach,
    `editors` how much an editor would like it.
    """

    rarities: NDArray[np.uint8]
    rates: NDArray[np.int8]
    words: Trees
    titled: Regression
    untitled: Regression
    trees: Trees
    editors: Trees

    def counted(self, texts: Sequence[str], title: str, published: date | None = None) -> Counted:
        """The sentences of an article, counted with what these weights know of rare words."""
        return count(texts, title, self.rarities, published)

    def sentence_scores(self, counted: Counted) -> Matrix:
        """How likely a journalist would tell each sentence: n log-odds."""
        stage = self.titled if counted.title.any() else self.untitled
        return stage.scores(counted.columns)

    def choices(self, counted: Counted, liking: Liking | None = None) -> list[tuple[float, Choice]]:
        """One or two sentences to tell, best first, with its worth in ROUGE F1 above the article's mean.

        `liking` says what an editor would like instead of what these weights know of it.

        Returns: empty if no sentence fits: all are shorter than 6 words or longer than can be shown.
        Raises: what `liking` raises.
        """
        every, rows, expected = self.compared(counted)
        if not every:
            return []
        if liking is None:
            liked = self.editors.predict(rows)
        else:
            liked = liking(counted.texts, self.sentence_scores(counted), every)
        return self.weighed(every, expected, liked)

    def weighed(self, every: Sequence[Choice], expected: Matrix, liked: Matrix) -> list[tuple[float, Choice]]:
        """The choices by what ROUGE expects of them and how much an editor would like them, best first."""
        worth = expected + _EDITORS * liked
        worth += _PAIR * np.array([len(choice) > 1 for choice in every])
        return sorted(zip(map(float, worth), every, strict=True), key=lambda choice: (-choice[0], choice[1]))

    def compared(self, counted: Counted) -> tuple[list[Choice], Matrix, Matrix]:
        """What could be told: m choices, their rows for `editors`, and the ROUGE F1 expected; or nothing."""
        every, rows = self.candidates(counted)
        if not every:
            return every, rows, np.empty(0, np.float32)
        expected = self.trees.predict(rows)
        return every, np.column_stack([rows, expected, expected - expected.max()]), expected

    def candidates(self, counted: Counted) -> tuple[list[Choice], Matrix]:
        """One and two of the most telling sentences that fit: m choices, m x len(CHOICE) numbers."""
        fitting = [at for at, text in enumerate(counted.texts) if fits(text, counted.lengths[at])]
        if not fitting:
            return [], np.empty((0, len(CHOICE)), np.float32)
        scores = self.sentence_scores(counted)
        kept = sorted(fitting, key=lambda at: (-scores[at], at))[:KEPT]
        odds = self.words.predict(word_columns(counted, scores, self.rates))
        salience = (1 / (1 + np.exp(-odds))).astype(np.float32)
        return choices(counted, scores, salience, kept, LENGTH.short_words_max)


def fits(text: str, words: float) -> bool:
    """Whether a sentence can be shown in a digest."""
    return int(words) in LENGTH.sentence_words and len(text) <= LENGTH.sentence_characters_max


@cache
def ranker() -> Ranker:
    """The weights of the package, read once a process.

    Raises: ValueError if they were made for other columns than this code counts.
    """
    with resources.files(__package__).joinpath(WEIGHTS).open("rb") as file, np.load(file) as arrays:
        return unpacked(dict(arrays))


def packed(ranker: Ranker) -> dict[str, NDArray[np.generic]]:
    """The weights as arrays, for a file without pickles."""
    return {
        "columns": np.array(SENTENCE + CHOICE + WORD),
        "rarities": ranker.rarities,
        "rates": ranker.rates,
        "titled": np.append(ranker.titled.coefficients, np.float32(ranker.titled.constant)),
        "untitled": np.append(ranker.untitled.coefficients, np.float32(ranker.untitled.constant)),
        **ranker.trees.arrays(),
        **{_OF_WORDS + name: array for name, array in ranker.words.arrays().items()},
        **{_OF_EDITORS + name: array for name, array in ranker.editors.arrays().items()},
    }


def unpacked(arrays: dict[str, NDArray[np.generic]]) -> Ranker:
    """The weights from arrays. Raises: ValueError if they are for other columns."""
    if tuple(map(str, arrays["columns"])) != SENTENCE + CHOICE + WORD:
        msg = "the weights were made for other columns: run `laconique train-ranker` again"
        raise ValueError(msg)
    return Ranker(
        rarities=arrays["rarities"].astype(np.uint8),
        titled=_regression(arrays["titled"]),
        untitled=_regression(arrays["untitled"]),
        rates=arrays["rates"].astype(np.int8),
        words=_trees(arrays, _OF_WORDS),
        trees=Trees.from_arrays(arrays),
        editors=_trees(arrays, _OF_EDITORS),
    )


def _trees(arrays: dict[str, NDArray[np.generic]], of: str) -> Trees:
    return Trees.from_arrays(
        {name.removeprefix(of): array for name, array in arrays.items() if name.startswith(of)}
    )


def _regression(numbers: NDArray[np.generic]) -> Regression:
    learnt = numbers.astype(np.float32)
    return Regression(learnt[:-1], float(learnt[-1]))
