"""Real items of feeds: is each a report, and if not, what is it?

Labelled by one reader from address, title and standfirst, before anything was learnt: 600 at random, 650 from
as many sections as there are, 278 that hold a word of a rare kind; where two kinds are as right, news. A
label is the hash of an address and a `model.Kind`; the texts are read from LACONIQUE_CORPUS.

dev       half of them, to learn from and to tune on
doubtful  367 more, of which an earlier model was in doubt, to learn from
held      the other half, only measured

LACONIQUE_CORPUS=… python -m tests.quality.kinds_corpus     how well each kind is told
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.lab.corpus import items, url_key
from bot.model import Article, Kind
from bot.topics.kinds import kind_of

FOLDER = Path(__file__).parent / "kinds"
PRESS = "press.jsonl.xz"
HALVES = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Item:
    """An article without a text, what a reader says that it is, and what we say."""

    article: Article
    kind: Kind
    found: Kind


def labels(half: str) -> dict[str, str]:
    """The kind of each item of a half, by the key of its address."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def digest() -> str:
    """The hash of the labels that are only measured."""
    return sha256((FOLDER / "held.tsv").read_bytes()).hexdigest()


def labelled(half: str, folder: Path) -> Iterator[Item]:
    """The items of a half. Raises: BadCorpus."""
    return (Item(article, Kind(kind), kind_of(article)) for article, kind in _all(folder)[half])


@cache
def _all(folder: Path) -> dict[str, list[tuple[Article, str]]]:
    known = {key: (half, kind) for half in HALVES for key, kind in labels(half).items()}
    found: dict[str, list[tuple[Article, str]]] = {half: [] for half in HALVES}
    for article in items(folder / PRESS):
        if told := known.pop(url_key(article.url), None):
            half, kind = told
            found[half].append((article, kind))
    return found


def precision(every: Sequence[Item], *, exact: bool = False) -> float:
    """The share of what is told from news that is none; `exact`: that is of the very kind."""
    apart = [one for one in every if one.found is not Kind.NEWS]
    right = [one for one in apart if (one.found is one.kind if exact else one.kind is not Kind.NEWS)]
    return len(right) / len(apart)


def recall(every: Sequence[Item]) -> float:
    """The share of what is no news that is told from it."""
    others = [one for one in every if one.kind is not Kind.NEWS]
    return sum(one.found is not Kind.NEWS for one in others) / len(others)


def main() -> None:
    """Print precision and recall of each half, and of each kind how many are told."""
    folder = Path(os.environ["LACONIQUE_CORPUS"])
    for half in HALVES:
        every = list(labelled(half, folder))
        told = f"precision {precision(every):.1%}, of the very kind {precision(every, exact=True):.1%}"
        print(f"{half}: {told}, recall {recall(every):.1%} of {len(every)}")
        for kind in Kind:
            own = [one for one in every if one.kind is kind]
            apart = sum(one.found is not Kind.NEWS for one in own)
            right = sum(one.found is kind for one in own)
            print(f"    {kind:10} {len(own):4}: {apart:3} told from news, {right:3} of the very kind")


if __name__ == "__main__":
    main()
