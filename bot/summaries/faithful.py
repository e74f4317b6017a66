"""One job: let through only those sentences that invent no name, number or date.

A model writes fluently what is not so. This check is strict and simple: every number, day, month and
capitalised word of a sentence must be in the article. It sees a wrong town, though not a wrong verb.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.model import Article
from bot.summaries.lexicon import DATES, OPENERS, TITLES, fold
from bot.summaries.numbers import numbers

_WORD = re.compile(r"[^\W_]+")
_ACRONYM = re.compile(r"\b(?:[A-ZÀ-Ý]\.){2,}")
_BEGINS = re.compile(r"(?:^|[«\"“:.!?…–—])\W*$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`kept` are the sentences that may be shown, in order; `dropped` the others, each with its reason."""

    kept: tuple[str, ...]
    dropped: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the article holds: folded words, pairs of neighbours, stems of lower-case words, numbers."""

    words: frozenset[str]
    neighbours: frozenset[tuple[str, str]]
    stems: frozenset[str]
    numbers: frozenset[Decimal]


def check(sentences: Iterable[str], article: Article) -> Verdict:
    """Keep the sentences whose names, numbers and dates are all in the article, its title included.

    Returns: the verdict; reasons are English, for the operator.
    """
    known = _known(_undotted(f"{article.title}\n{article.text}"))
    kept: list[str] = []
    dropped: list[tuple[str, str]] = []
    for sentence in sentences:
        strange = next(_strangers(_undotted(sentence), known), None)
        if strange is None:
            kept.append(sentence)
        else:
            dropped.append((sentence, f"{strange!r} is not in the article"))
    return Verdict(tuple(kept), tuple(dropped))


def _known(text: str) -> _Known:
    written = _WORD.findall(text)
    folded = [fold(word) for word in written]
    return _Known(
        words=frozenset(folded),
        neighbours=frozenset(pairwise(folded)),
        stems=frozenset(_stem(fold(word)) for word in written if word[0].islower()),
        numbers=frozenset(value for values in numbers(text) for value in values),
    )


def _strangers(sentence: str, known: _Known) -> Iterator[str]:
    """Whatever in the sentence the article does not hold."""
    yield from (str(min(values)) for values in numbers(sentence) if not values & known.numbers)
    yield from (word for word in _WORD.findall(sentence) if fold(word) in DATES - known.words)
    names = list(_names(sentence))
    yield from (name[0] for name in names if not _holds(known, fold(name[0])))
    for one, other in pairwise(names):
        together = sentence[one.end() : other.start()] in {" ", "-"}
        if together and (fold(one[0]), fold(other[0])) not in known.neighbours:
            yield f"{one[0]} {other[0]}"


def _names(sentence: str) -> Iterator[re.Match[str]]:
    """The words with a capital, but for titles, and for common words where a sentence or quotation begins."""
    for found in _WORD.finditer(sentence):
        word = fold(found[0])
        begins = _BEGINS.search(sentence[: found.start()][-4:]) is not None
        if found[0][0].isupper() and word not in TITLES and not (begins and word in OPENERS):
            yield found


def _holds(known: _Known, word: str) -> bool:
    """Whether the article has this word or a form of it: "Russes" for "Russe", "Italiennes" for "italien"."""
    return word in known.words or word.removesuffix("s") in known.words or _stem(word) in known.stems


def _stem(word: str) -> str:
    """A folded word without the marks of gender and number."""
    bare = word.removesuffix("s").removesuffix("e").removesuffix("s")
    return bare[:-1] if bare[-1:] == bare[-2:-1] else bare


def _undotted(text: str) -> str:
    """Acronyms without their full stops: "U.R.S.S." is "URSS"."""
    return _ACRONYM.sub(lambda acronym: acronym[0].replace(".", ""), text)
