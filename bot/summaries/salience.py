"""One job: what can be counted about each word of an article, to tell which ones its journalist would repeat.

`ranker` holds what was learnt of it; what it makes of these numbers is how likely each word is to stand in a
summary, and so how much of the summary one or two sentences would hold.
"""

import numpy as np
from numpy.typing import NDArray

from bot.summaries.features import Counted, Matrix, terms

WORD = (
    "times", "sentences", "first_at", "last_at", "rarity", "titled", "rate", "best_score", "mean_score",
    "first_score", "letters", "figure", "named",
)  # fmt: skip
"""Columns, one row a word."""

RATE_STEP = 1 / 16
"""One unit of the table of rates, in nats."""


def word_columns(counted: Counted, scores: Matrix, rates: NDArray[np.int8]) -> Matrix:
    """Count what there is to count about each word.

    Args:
        counted: n sentences with m words.
        scores: how likely each sentence is told: n log-odds.
        rates: how much likelier than others a word is repeated where it stands, in RATE_STEP nats, a bucket.

    Returns: m x len(WORD).
    """
    present = counted.counts > 0
    holding = present.sum(axis=0)
    last = len(scores) - 1
    chances = 1 / (1 + np.exp(-scores))
    named = {term for name in frozenset().union(*counted.names) for term in terms(name)}
    columns = {
        "times": counted.counts.sum(axis=0),
        "sentences": holding,
        "first_at": present.argmax(axis=0),
        "last_at": last - present[::-1].argmax(axis=0),
        "rarity": counted.weight,
        "titled": counted.title > 0,
        "rate": rates[counted.buckets] * np.float32(RATE_STEP),
        "best_score": np.where(present, chances[:, None], 0).max(axis=0),
        "mean_score": chances @ present / np.maximum(holding, 1),
        "first_score": chances[present.argmax(axis=0)],
        "letters": [len(word) for word in counted.words],
        "figure": [word[:1].isdecimal() for word in counted.words],
        "named": [word in named for word in counted.words],
    }
    return np.stack([np.asarray(columns[name], np.float32) for name in WORD], axis=1)
