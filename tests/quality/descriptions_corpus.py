"""Real descriptions of real articles: can each stand as the digest under its title, or what is it instead?

Labelled by one reader, by what would be shown of them: two sentences. A digest lets the reader learn the
news, is understood under the title and is honest; the others promise, tease, announce a broadcast, sell, ask,
judge without saying who judges, tell only what was before. A label is the hash of an address and a word; the
texts are read from LACONIQUE_CORPUS.

dev       824, some from each publisher, to learn from and to tune on
doubtful  900, of which an earlier model was in doubt, to learn from
held      206, some from each publisher, labelled before anything was learnt, and only measured

LACONIQUE_CORPUS=… python -m tests.quality.descriptions_corpus     how well digests are told from others
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from bot.lab.corpus import descriptions, url_key
from bot.lab.train import DIGEST
from bot.model import Article
from bot.summaries.described import announced, is_summary

FOLDER = Path(__file__).parent / "descriptions"
PRESS = "press.jsonl.xz"
HALVES = ("dev", "held")


@dataclass(frozen=True, slots=True)
class Described:
    """An article without a text, and the kind of its description: "digest", or what it is instead."""

    article: Article
    kind: str

    @property
    def is_digest(self) -> bool:
        """What the reader says."""
        return self.kind == DIGEST

    @property
    def is_shown(self) -> bool:
        """What we say."""
        return is_summary(self.article)

    @property
    def is_announced(self) -> bool:
        """What we say where nothing else can be read of the article."""
        return bool(announced(self.article).sentences)


def labels(half: str) -> dict[str, str]:
    """The kind of each description of a half, by the key of its address."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def digest() -> str:
    """The hash of the labels that are only measured."""
    return sha256((FOLDER / "held.tsv").read_bytes()).hexdigest()


def described(half: str, folder: Path) -> Iterator[Described]:
    """The labelled descriptions of a half. Raises: BadCorpus."""
    return (Described(article, kind) for article, kind in _all(folder)[half])


@cache
def _all(folder: Path) -> dict[str, list[tuple[Article, str]]]:
    known = {key: (half, kind) for half in HALVES for key, kind in labels(half).items()}
    found: dict[str, list[tuple[Article, str]]] = {half: [] for half in HALVES}
    for article in descriptions(folder / PRESS):
        if told := known.pop(url_key(article.url), None):
            half, kind = told
            found[half].append((article, kind))
    return found


def precision(every: list[Described]) -> float:
    """The share of what is shown that is a digest."""
    shown = [one for one in every if one.is_shown]
    return sum(one.is_digest for one in shown) / len(shown)


def recall(every: list[Described]) -> float:
    """The share of the digests that are shown."""
    digests = [one for one in every if one.is_digest]
    return sum(one.is_shown for one in digests) / len(digests)


def announced_shares(every: list[Described]) -> tuple[float, float]:
    """Of articles whose page is not read: the share of the digests that is shown, and of the others."""
    shares = []
    for digests in (True, False):
        shown = [one.is_announced for one in every if one.is_digest is digests]
        shares.append(sum(shown) / len(shown))
    return shares[0], shares[1]


def main() -> None:
    """Print precision and recall of each half, and of each kind how many are shown all the same."""
    folder = Path(os.environ["LACONIQUE_CORPUS"])
    for half in HALVES:
        every = list(described(half, folder))
        shown = Counter(one.kind for one in every if one.is_shown)
        print(f"{half}: precision {precision(every):.1%}, recall {recall(every):.1%} of {len(every)}")
        kept, others = announced_shares(every)
        print(f"    without a page: {kept:.1%} of the digests shown, {others:.1%} of the others")
        for kind, count in Counter(one.kind for one in every).most_common():
            print(f"    {kind:10} {shown[kind]} of {count} shown")


if __name__ == "__main__":
    main()
