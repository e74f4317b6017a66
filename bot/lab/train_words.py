"""One job: how often each word of an article stands in its journalist's abstract too."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summaries.features import RARITIES, bucket
from bot.summaries.salience import RATE_STEP

_DOUBT = 20.0
"""Articles for which a word that was never met counts as an average one."""
_FARTHEST = 127


@dataclass(frozen=True, slots=True)
class Repeats:
    """In how many articles each bucket of words stands (`met`), and in how many abstracts too (`told`)."""

    met: NDArray[np.int32]
    told: NDArray[np.int32]

    def rates(self, text: Iterable[str] = (), abstract: Iterable[str] = ()) -> NDArray[np.int8]:
        """How much likelier than the average each bucket is repeated, in RATE_STEP nats.

        As if the article with these words had not been met.
        """
        met, told = self.met.astype(np.float32), self.told.astype(np.float32)
        own = {bucket(word) for word in text}
        met[list(own)] -= 1
        told[list(own & {bucket(word) for word in abstract})] -= 1
        mean = float(self.told.sum()) / max(float(self.met.sum()), 1.0)
        share = (told + _DOUBT * mean) / (met + _DOUBT)
        odds = np.log(share / (1 - share)) - np.log(mean / (1 - mean))
        rates: NDArray[np.int8] = np.clip(np.round(odds / RATE_STEP), -_FARTHEST, _FARTHEST).astype(np.int8)
        return rates


def repeats(pairs: Iterable[tuple[Iterable[str], Iterable[str]]]) -> Repeats:
    """Count over the words of each article, and those of its abstract."""
    met, told = np.zeros(RARITIES, np.int32), np.zeros(RARITIES, np.int32)
    for text, abstract in pairs:
        own = {bucket(word) for word in text}
        met[list(own)] += 1
        told[list(own & {bucket(word) for word in abstract})] += 1
    return Repeats(met, told)
