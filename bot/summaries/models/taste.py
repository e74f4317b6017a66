"""Edge, one job: a chooser's folder, loaded once in a worker process, and what it likes of an article.

Of each sentence it says two things: how well it opens a digest, and what it adds behind another. A choice of
one is worth the first, a choice of two the first of the one and the second of the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from bot.errors import ModelFailed
from bot.summaries.features import Matrix
from bot.summaries.models.choosers import HEAD, NEEDS, ChooserDir
from bot.summaries.models.encoders import Encoder, Pieces, Rows, encoder, pieces
from bot.summaries.models.engines import usable
from bot.summaries.models.packing import packed
from bot.summaries.ranker import Choice

WEIGHT, BIAS = "weight", "bias"
"""The arrays of the head: 2 x width, 2."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is made of the mean of a sentence's rows: two numbers."""

    weight: Rows
    bias: Rows

    def read(self, rows: Rows) -> Rows:
        """How well it opens, and what it adds."""
        judged: Rows = self.weight @ rows.mean(axis=0) + self.bias
        return judged


class Taste:
    """A chooser, ready to read."""

    def __init__(self, chooser: ChooserDir, known: Pieces, reading: Encoder, head: Head) -> None:
        self._chooser = chooser
        self._pieces = known
        self._encoder = reading
        self._head = head

    @property
    def abreast(self) -> int:
        """How many threads may ask it at once."""
        return self._encoder.abreast

    def liking(self, title: str, texts: Sequence[str], scores: Matrix, every: Sequence[Choice]) -> Matrix:
        """How much it likes each choice: m numbers; minus infinity for what its window did not hold.

        Raises: ModelFailed if its window held none of them.
        """
        read = packed(
            self._pieces.ids(title),
            [self._pieces.ids(text) for text in texts],
            scores.tolist(),
            self._chooser.marks,
            self._chooser.reads,
        )
        rows = self._encoder.rows(read.ids)
        judged = np.full((len(texts), 2), -np.inf, np.float32)
        for at, place in read.places.items():
            judged[at] = self._head.read(rows[place])
        liked = self._chooser.share * worth(judged, every)
        if not np.isfinite(liked).any():
            raise ModelFailed("the window of the chooser held nothing that may be told")
        return liked


def worth(judged: Matrix, every: Sequence[Choice]) -> Matrix:
    """What each choice is worth by what was said of each sentence: n x 2 -> m."""
    first = np.array([choice[0] for choice in every])
    second = np.array([choice[-1] for choice in every])
    told: Matrix = judged[first, 0] + np.where(first == second, np.float32(0), judged[second, 1])
    return told


@lru_cache(maxsize=1)
def loaded(chooser: ChooserDir) -> Taste:
    """Load a chooser, or take the one that this process has.

    Raises: ModelFailed if a library is missing, the files are broken, or do not belong together.
    """
    with usable(chooser, NEEDS):
        return Taste(chooser, pieces(chooser), encoder(chooser), _head(chooser))


def _head(chooser: ChooserDir) -> Head:
    with np.load(chooser.path / HEAD) as arrays:
        head = Head(arrays[WEIGHT].astype(np.float32), arrays[BIAS].astype(np.float32))
    if head.weight.shape != (2, chooser.width) or head.bias.shape != (2,):
        msg = f"{HEAD} is of another encoder: {head.weight.shape}, not (2, {chooser.width})"
        raise ValueError(msg)
    return head
