"""One job: how well each sentence, and each pair of them, tells an article, as learnt from journalists.

Two stages: a logistic regression keeps the most telling sentences, boosted trees compare every one and every
two of them. Both learnt from the abstracts of OrangeSum what a journalist would have told (`training` made
the weights; weights.json says from what). Nothing here writes a word: it only chooses.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from bot.summaries.features import CHOICE, SENTENCE, Counted, Matrix, choices, count
from bot.summaries.length import LENGTH
from bot.summaries.trees import Trees

KEPT = 6
"""Sentences that the second stage compares."""

WEIGHTS = "weights.npz"
"""The file of the weights, beside this one; weights.json tells what they were learnt from."""

Choice = tuple[int, ...]
"""Positions of one or two sentences, in reading order."""


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
    """The weights. `titled` judges articles that have a title, `untitled` the others; `trees` both."""

    rarities: NDArray[np.uint8]
    titled: Regression
    untitled: Regression
    trees: Trees

    def counted(self, texts: Sequence[str], title: str) -> Counted:
        """The sentences of an article, counted with what these weights know of rare words."""
        return count(texts, title, self.rarities)

    def sentence_scores(self, counted: Counted) -> Matrix:
        """How likely a journalist would tell each sentence: n log-odds."""
        stage = self.titled if counted.title.any() else self.untitled
        return stage.scores(counted.columns)

    def choices(self, counted: Counted) -> list[tuple[float, Choice]]:
        """One or two sentences to tell, best first, with the ROUGE F1 expected above the article's mean.

        Returns: empty if no sentence fits: all are shorter than 6 words or longer than can be shown.
        """
        fitting = [at for at, text in enumerate(counted.texts) if fits(text, counted.lengths[at])]
        if not fitting:
            return []
        scores = self.sentence_scores(counted)
        kept = sorted(fitting, key=lambda at: (-scores[at], at))[:KEPT]
        every, rows = choices(counted, scores, kept, LENGTH.short_words_max)
        expected = self.trees.predict(rows)
        return sorted(
            zip(map(float, expected), every, strict=True), key=lambda choice: (-choice[0], choice[1])
        )


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
        "columns": np.array(SENTENCE + CHOICE),
        "rarities": ranker.rarities,
        "titled": np.append(ranker.titled.coefficients, np.float32(ranker.titled.constant)),
        "untitled": np.append(ranker.untitled.coefficients, np.float32(ranker.untitled.constant)),
        **ranker.trees.arrays(),
    }


def unpacked(arrays: dict[str, NDArray[np.generic]]) -> Ranker:
    """The weights from arrays. Raises: ValueError if they are for other columns."""
    if tuple(map(str, arrays["columns"])) != SENTENCE + CHOICE:
        msg = "the weights were made for other columns: run `laconique train-ranker` again"
        raise ValueError(msg)
    return Ranker(
        rarities=arrays["rarities"].astype(np.uint8),
        titled=_regression(arrays["titled"]),
        untitled=_regression(arrays["untitled"]),
        trees=Trees.from_arrays(arrays),
    )


def _regression(numbers: NDArray[np.generic]) -> Regression:
    learnt = numbers.astype(np.float32)
    return Regression(learnt[:-1], float(learnt[-1]))
