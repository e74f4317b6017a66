"""One job: each one and each two of the most telling sentences, and what can be counted about them together.

Nothing here is learnt. A column is named in `CHOICE`; weights trained on other columns are refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from bot.summaries.features import SENTENCE, Counted, Matrix, near, unit

_BEST_TOLD = 32
"""Words."""

_JOINT = (
    "single", "told_words", "off_told", "best_score", "other_score", "score_sum", "distance", "alike",
    "covered", "cover_gain", "joint_centre", "joint_top", "joint_title_cosine",
    "candidates", "score_rank", "other_rank",
    "adjacent", "joint_names", "near_gain", "salience", "salience_share", "salience_gain", "overlap",
)  # fmt: skip
CHOICE = (*_JOINT, *(f"one_{name}" for name in SENTENCE), *(f"two_{name}" for name in SENTENCE))
"""Columns of one or two sentences: what the trees read."""

_ABSENT = -9.0
"""Stands for every column of the second sentence where there is only one."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What could be told: `every` choice, its first sentence, its last, whether they are one, its words."""

    every: list[tuple[int, ...]]
    one: NDArray[np.int64]
    two: NDArray[np.int64]
    single: NDArray[np.bool_]
    words: Matrix


Columns = dict[str, NDArray[np.generic]]


def choices(
    counted: Counted, scores: Matrix, salience: Matrix, kept: Sequence[int], most_words: int
) -> tuple[list[tuple[int, ...]], Matrix]:
    """Every one and every two of the sentences kept, in reading order, and what can be counted about them.

    Args:
        counted: the sentences.
        scores: n scores of the first stage.
        salience: how likely each of the m words stands in a summary.
        kept: positions of the sentences to choose from, best first.
        most_words: pairs that are longer are left out.

    Returns: m choices, and m x len(CHOICE) numbers.
    """
    told = _told(counted.lengths, kept, most_words)
    joint = {
        **_forms(counted, told),
        **_standings(scores, kept, told),
        **_coverings(counted, told),
        **_saliences(counted, salience, told),
    }
    columns = [np.asarray(joint[name], np.float32)[:, None] for name in _JOINT]
    second = np.where(told.single[:, None], np.float32(_ABSENT), counted.columns[told.two])
    return told.every, np.concatenate([*columns, counted.columns[told.one], second], axis=1)


def _told(lengths: Matrix, kept: Sequence[int], most_words: int) -> _Told:
    inside = sorted(kept)
    pairs = combinations(inside, 2)
    twos = [(one, two) for one, two in pairs if lengths[one] + lengths[two] <= most_words]
    every: list[tuple[int, ...]] = [*((at,) for at in inside), *twos]
    one, two = (np.array([choice[at] for choice in every]) for at in (0, -1))
    single = one == two
    return _Told(every, one, two, single, np.where(single, lengths[one], lengths[one] + lengths[two]))


def _forms(counted: Counted, told: _Told) -> Columns:
    """How many, how long, how near to each other and how like each other."""
    return {
        "single": told.single,
        "told_words": told.words,
        "off_told": np.abs(told.words - _BEST_TOLD),
        "distance": told.two - told.one,
        "adjacent": told.two - told.one == 1,
        "alike": np.where(told.single, _ABSENT, counted.alike[told.one, told.two]),
    }


def _standings(scores: Matrix, kept: Sequence[int], told: _Told) -> Columns:
    """How well each does by itself."""
    first, last = scores[told.one], scores[told.two]
    best, other = np.maximum(first, last), np.minimum(first, last)
    order = {at: rank for rank, at in enumerate(kept)}
    ranks = np.array([[order[each[0]], order[each[-1]]] for each in told.every], np.float32)
    return {
        "best_score": best,
        "other_score": np.where(told.single, _ABSENT, other),
        "score_sum": np.where(told.single, best, best + other),
        "candidates": np.full(len(told.every), len(kept)),
        "score_rank": ranks.min(axis=1),
        "other_rank": ranks.max(axis=1),
    }


def _coverings(counted: Counted, told: _Told) -> Columns:
    """What they hold together: words of the title, of the whole article, names; and what the second adds."""
    first = counted.vectors[told.one]
    both = np.maximum(first, counted.vectors[told.two])
    joint = unit(both)
    in_title = counted.title > 0
    sought = max(float(in_title.sum()), 1.0)
    covered = ((both > 0) & in_title).sum(axis=1) / sought
    pairs = list(zip(told.one, told.two, strict=True))
    return {
        "covered": covered,
        "cover_gain": covered - (first > 0) @ in_title.astype(np.float32) / sought,
        "joint_centre": joint @ unit(counted.vectors.sum(axis=0)),
        "joint_top": (both > 0) @ counted.top,
        "joint_title_cosine": joint @ counted.title,
        "joint_names": np.array([len(counted.names[a] | counted.names[b]) for a, b in pairs]),
        "near_gain": np.array(
            [near(counted, counted.beginnings[b] - counted.beginnings[a]) for a, b in pairs]
        ),
    }


def _saliences(counted: Counted, salience: Matrix, told: _Told) -> Columns:
    """How much they hold of what a journalist would repeat."""
    first = counted.vectors[told.one] > 0
    present = first | (counted.vectors[told.two] > 0)
    held = np.where(present, salience, 0).sum(axis=1)
    return {
        "salience": held,
        "salience_share": held / np.maximum(told.words, 1),
        "salience_gain": held - np.where(first, salience, 0).sum(axis=1),
        "overlap": 2 * held / (present.sum(axis=1) + float(salience.sum()) + 1e-6),
    }
