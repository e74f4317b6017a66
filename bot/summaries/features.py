"""One job: what can be counted about the sentences of an article.

Nothing here is learnt: the numbers go into `ranker`, whose weights say what each is worth. A column is named
in `SENTENCE`; weights trained on other columns are refused.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.french.tokens import tokens
from bot.french.words import FUNCTION_WORDS, visible_words, words
from bot.summaries.habits import HABITS, STEM, habits
from bot.summaries.recency import RECENCY, recency

Matrix = NDArray[np.float32]

RARITIES = 1 << 16
"""Buckets of the table that says how rare a term is."""
RARITY_STEP = 1 / 20
"""One unit of that table, in nats."""

_BEST_LENGTH = 28
_BEGINNING = 4
"""Letters by which a word is like another: "propose" like "proposition"."""
_TOP = 8
_ROUNDS = 12
_DAMPING = 0.85
_MARKS = '.,;:!?…()[]«»“”"\u00a0\u202f'


SENTENCE = (
    "at", "nearness", "depth", "last", "sentences", "article_words",
    "words", "off_length", "log_words", "content", "word_length",
    "titled", "title_near", "title_share", "title_weight", "title_cosine", "title_of_best", "title_rank",
    "centre", "lexrank", "lexrank_rank", "likeness", "nearest", "to_first", "to_earlier", "to_later",
    "frequency", "top", "new", "new_beginnings", "names", "name_share", "next_points",
    *HABITS, *RECENCY,
)  # fmt: skip
"""Columns of one sentence: what the regression reads."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The sentences of one article, counted.

    `texts`: n sentences; `terms`: how often each holds which; `lengths`: their words; `words`: the m terms of
    all; `buckets`: where a table of words has each; `counts`: n x m, how often; `vectors`: n x m, tf-idf rows
    of norm one; `alike`: n x n cosines; `title`: the title's vector of norm one, or zeros; `weight`: how rare
    each term is; `top`: which are the article's most frequent; `names` of each sentence; `beginnings`: the
    first letters of each sentence's words; `sought`: those of the title's; `columns`: n x len(SENTENCE).
    """

    texts: tuple[str, ...]
    terms: tuple[Counter[str], ...]
    lengths: Matrix
    words: tuple[str, ...]
    buckets: NDArray[np.int64]
    counts: Matrix
    vectors: Matrix
    alike: Matrix
    title: Matrix
    weight: Matrix
    top: Matrix
    names: tuple[frozenset[str], ...]
    beginnings: tuple[frozenset[str], ...]
    sought: frozenset[str]
    columns: Matrix


def terms(text: str) -> list[str]:
    """The words that tell something, folded and cut so that inflected forms meet, in their order."""
    return _telling(words(text))


def _telling(said: Iterable[str]) -> list[str]:
    return [word[:STEM] for word in said if len(word) > 1 and word not in FUNCTION_WORDS]


def _names(text: str) -> frozenset[str]:
    """The words with a capital but the first, without what is elided before them."""
    cased = (word for word in text.split()[1:] if not word.islower())
    bare = (word.replace("’", "'").rpartition("'")[2].strip(_MARKS) for word in cased)
    return frozenset(word for word in bare if len(word) > 1 and word[0].isupper())


def bucket(term: str) -> int:
    """Where the table of rarities holds a term; two terms may share a bucket."""
    return crc32(term.encode()) % RARITIES


def count(
    texts: Sequence[str], title: str, rarities: NDArray[np.uint8], published: date | None = None
) -> Counted:
    """Count everything about the sentences of an article.

    Args:
        texts: its sentences in reading order, at least one.
        title: its own title, or empty.
        rarities: RARITIES numbers, in RARITY_STEP nats.
        published: its day; None where it is not surely known.
    """
    said = [[token for token in tokens(text) if token[0].isalnum()] for text in texts]
    found = [Counter(_telling(each)) for each in said]
    place = {term: at for at, term in enumerate(dict.fromkeys(chain.from_iterable(found)))}
    known = tuple(place) or ("",)  # a text of no terms has one column too
    buckets = np.fromiter(map(bucket, known), np.int64, len(known))
    weight: Matrix = rarities[buckets] * np.float32(RARITY_STEP if place else 0.0)
    counts = _counts(found, place)
    sought = terms(title)
    titled = np.array([term in sought for term in known], np.float32)
    vectors = unit(np.log1p(counts) * weight)
    bare = Counted(
        texts=tuple(texts),
        terms=tuple(found),
        lengths=np.array([len(visible_words(text)) for text in texts], np.float32),
        words=known,
        buckets=buckets,
        counts=counts,
        vectors=vectors,
        alike=vectors @ vectors.T,
        title=titled * weight / _norm(sought, rarities),
        weight=weight,
        top=_top(counts.sum(axis=0) * weight),
        names=tuple(map(_names, texts)),
        beginnings=tuple(frozenset(word[:_BEGINNING] for word in each) for each in said),
        sought=frozenset(term[:_BEGINNING] for term in sought),
        columns=np.empty((0, 0), np.float32),
    )
    return replace(bare, columns=_columns(bare, said, titled, published))


def _counts(found: Sequence[Mapping[str, int]], place: Mapping[str, int]) -> Matrix:
    """How often each sentence holds each term: n x m, with one column at least."""
    counts = np.zeros((len(found), max(len(place), 1)), np.float32)
    rows = np.repeat(np.arange(len(found)), [len(each) for each in found])
    columns = [place[term] for each in found for term in each]
    counts[rows, columns] = [times for each in found for times in each.values()]
    return counts


def _norm(sought: Iterable[str], rarities: NDArray[np.uint8]) -> float:
    """The length of the title's vector, its words without an equal in the article included."""
    return math.sqrt(sum((float(rarities[bucket(term)]) * RARITY_STEP) ** 2 for term in set(sought))) or 1.0


def _top(worth: Matrix) -> Matrix:
    """1 for the terms that the article speaks of most, 0 for the others."""
    top = np.zeros_like(worth)
    top[np.argsort(-worth, kind="stable")[:_TOP]] = 1.0
    return top


def unit(rows: Matrix) -> Matrix:
    """The rows, or the one row, each brought to length one; zeros stay."""
    norms = np.sqrt((rows * rows).sum(axis=-1, keepdims=True))
    unit: Matrix = rows / np.maximum(norms, 1e-9)
    return unit


def _columns(
    counted: Counted, said: Sequence[Sequence[str]], titled: Matrix, published: date | None
) -> Matrix:
    """All that is counted of each sentence: n x len(SENTENCE)."""
    n = len(counted.texts)
    counts = counted.counts
    ones = np.ones(n, np.float32)
    habitual = np.array(
        [habits(*each) for each in zip(counted.texts, said, counted.terms, strict=True)], np.float32
    )
    recent = np.array(
        [recency(text, each, published) for text, each in zip(counted.texts, said, strict=True)], np.float32
    )
    columns = {
        **_places(counted.lengths, ones),
        **_sizes(counted, counts),
        **_titles(counted, counts > 0, titled, ones),
        **_likenesses(counted.alike, counted.vectors, counts, counted.weight),
        **_contents(counted, counts),
        **dict(zip(HABITS, habitual.T, strict=True)),
        **dict(zip(RECENCY, recent.T, strict=True)),
    }
    columns["next_points"] = np.append(columns["pointing"][1:], np.float32(0.0))
    return np.stack([columns[name] for name in SENTENCE], axis=1).astype(np.float32)


def _places(lengths: Matrix, ones: Matrix) -> dict[str, Matrix]:
    """Where a sentence stands, and in how long an article."""
    n = len(ones)
    at = np.arange(n, dtype=np.float32)
    return {
        "at": at,
        "nearness": 1 / (1 + at),
        "depth": at / max(n - 1, 1),
        "last": (at == n - 1) * ones,
        "sentences": ones * math.log1p(n),
        "article_words": ones * math.log1p(float(lengths.sum())),
    }


def _sizes(counted: Counted, counts: Matrix) -> dict[str, Matrix]:
    """How long it is, and how much of it tells something."""
    lengths = counted.lengths
    letters = np.array([len(text) for text in counted.texts], np.float32)
    return {
        "words": lengths,
        "off_length": np.abs(lengths - _BEST_LENGTH),
        "log_words": np.log1p(lengths),
        "content": counts.sum(axis=1) / np.maximum(lengths, 1),
        "word_length": letters / np.maximum(lengths, 1),
    }


def _titles(counted: Counted, present: NDArray[np.bool_], titled: Matrix, ones: Matrix) -> dict[str, Matrix]:
    """What it shares with the title; zeros where there is none."""
    worth = titled * counted.weight
    cosine = counted.vectors @ counted.title
    return {
        "titled": ones * bool(titled.any()),
        "title_near": np.array([near(counted, each) for each in counted.beginnings]),
        "title_share": (present @ titled) / max(float(titled.sum()), 1.0),
        "title_weight": (present @ worth) / max(float(worth.sum()), 1e-6),
        "title_cosine": cosine,
        "title_of_best": cosine / max(float(cosine.max()), 1e-6),
        "title_rank": _ranks(cosine),
    }


def near(counted: Counted, beginnings: Collection[str]) -> float:
    """The share of the title's words whose beginning is among these."""
    return len(counted.sought.intersection(beginnings)) / max(len(counted.sought), 1)


def _likenesses(alike: Matrix, vectors: Matrix, counts: Matrix, weight: Matrix) -> dict[str, Matrix]:
    """How like it is to the others: what many say is what the article is about."""
    n = len(alike)
    others = alike - np.diag(np.diag(alike))
    rank = _lexrank(others)
    return {
        "centre": vectors @ unit((np.log1p(counts) * weight).sum(axis=0)),
        "lexrank": rank * n,
        "lexrank_rank": _ranks(rank),
        "likeness": others.sum(axis=1) / max(n - 1, 1),
        "nearest": others.max(axis=1),
        "to_first": alike[0],
        "to_earlier": np.tril(alike, -1).max(axis=1),
        "to_later": np.triu(alike, 1).max(axis=1),
    }


def _contents(counted: Counted, counts: Matrix) -> dict[str, Matrix]:
    """Which of the article's words it holds: frequent ones, new ones, names."""
    present = counts > 0
    seen = np.maximum(present.sum(axis=1), 1)
    earlier: NDArray[np.int64] = np.cumsum(present, axis=0) - present
    names = np.array([len(each) for each in counted.names], np.float32)
    met: set[str] = set()
    beginnings = []
    for each in counted.beginnings:
        beginnings.append(len(each - met) / max(len(each), 1))
        met |= each
    return {
        "frequency": (present @ np.log1p(counts.sum(axis=0))) / seen,
        "top": present @ counted.top,
        "new": (present & (earlier == 0)).sum(axis=1) / seen,
        "new_beginnings": np.array(beginnings),
        "names": names,
        "name_share": names / np.maximum(counted.lengths, 1),
    }


def _lexrank(alike: Matrix) -> Matrix:
    """How central each sentence is: the share of time of a walk along likenesses (Erkan and Radev 2004)."""
    n = len(alike)
    step = (alike + 1e-6) / (alike + 1e-6).sum(axis=1, keepdims=True)
    share = np.full(n, 1 / n, np.float32)
    for _round in range(_ROUNDS):
        share = (1 - _DAMPING) / n + _DAMPING * (share @ step)
    return share


def _ranks(values: Matrix) -> Matrix:
    """0 for the greatest, 1 for the next."""
    ranks = np.empty(len(values), np.float32)
    ranks[np.argsort(-values, kind="stable")] = np.arange(len(values))
    return ranks
