"""One job: which words keep the same company in many texts, by singular value decomposition.

A few thousand labels know few words; words that stand in the same company share what is learnt of each other.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.french.tokens import tokens

_DIMENSIONS = 150
_CONTEXTS = 4_000
"""The most frequent words, by which the company of all is known."""
_NEAR = (-2, -1, 1, 2)
_READ = 90
"""Words of a text that are read for the company they keep."""
_SMOOTHED = 0.75
"""What frequent company counts less."""

Floats = NDArray[np.floating[Any]]


def neighbours(texts: Iterable[str], buckets: int, bucket: Callable[[str], int]) -> Floats:
    """For each bucket, where its words stand among all words: a row as long as 1, or nothing.

    Args:
        texts: many, of which nothing need be known.
        buckets: how many there are.
        bucket: the one of a folded word.

    Raises: ImportError if the extra `train` is not installed.
    """
    from scipy.sparse import coo_matrix
    from sklearn.utils.extmath import randomized_svd

    read = [tokens(text)[:_READ] for text in texts]
    counted = Counter(word for text in read for word in text)
    contexts = {word: at for at, (word, _) in enumerate(counted.most_common(_CONTEXTS))}
    met = np.fromiter(_met(read, contexts, bucket), dtype=np.dtype((np.int32, 2)))
    shape = (buckets, len(_NEAR) * len(contexts))
    found = coo_matrix((np.ones(len(met), np.float32), met.T), shape=shape).tocsr().tocoo()
    of_word, of_company = (np.asarray(found.sum(axis=axis)).ravel() for axis in (1, 0))
    expected = of_company**_SMOOTHED
    expected *= of_word.sum() / expected.sum()
    surprise = np.log(found.data * of_word.sum() / (of_word[found.row] * expected[found.col]))
    kept = surprise > 0
    positive = coo_matrix((surprise[kept], (found.row[kept], found.col[kept])), shape=shape).tocsr()
    dimensions = min(_DIMENSIONS, min(shape) - 1)
    left, strength, _ = randomized_svd(positive, dimensions, n_iter=3, random_state=0)
    places = left * np.sqrt(strength)
    of_length_1: Floats = places / np.maximum(np.linalg.norm(places, axis=1, keepdims=True), 1e-9)
    return of_length_1


def _met(
    read: Iterable[Sequence[str]], contexts: dict[str, int], bucket: Callable[[str], int]
) -> Iterator[tuple[int, int]]:
    """Each word's bucket with each frequent word near it, told apart by where it stands."""
    for text in read:
        company = [contexts.get(word) for word in text]
        for at, word in enumerate(text):
            for turn, offset in enumerate(_NEAR):
                other = company[at + offset] if 0 <= at + offset < len(text) else None
                if other is not None:
                    yield bucket(word), turn * len(contexts) + other
