"""Makes `bot/french/data/casing.z`: `python -m bench.casing CORPUS.jsonl.xz`, two minutes.

What is counted: each word inside a sentence, with a capital or without; and two capitals side by side.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from bot.french.casing import TABLE, table
from bot.french.words import FUNCTION_WORDS
from bot.lab import corpus
from bot.topics.mentions import split

_LEAST = 4
"""What stands there more seldom is left unknown."""
_SHARE = 0.25
"""Of the articles that hold both words of a name, so many hold them in a row; fewer for Lyon-Marseille."""
_SHARE_HYPHENED = 0.08
"""«Saint» and «Michel» stand in many articles that hold no «Saint-Michel»."""

Pair = tuple[str, str]


@dataclass
class Counts:
    """How often each folded word bears a capital inside sentences, or none; articles of each pair."""

    capital: Counter[str] = field(default_factory=Counter)
    small: Counter[str] = field(default_factory=Counter)
    pairs: Counter[Pair] = field(default_factory=Counter)
    hyphened: Counter[Pair] = field(default_factory=Counter)
    """How often they stand so with a hyphen: «Saint-Michel»."""
    articles: list[frozenset[str]] = field(default_factory=list)
    """The words with a capital of each."""

    def take(self, paragraphs: list[str]) -> None:
        """Count one article; a shouted line says nothing of capitals."""
        pairs: set[Pair] = set()
        names: set[str] = set()
        for text in paragraphs:
            if not text.isupper():
                pairs.update(self._line(text, names))
        self.pairs.update(pairs)
        self.articles.append(frozenset(names))

    def _line(self, text: str, names: set[str]) -> Iterator[Pair]:
        words = split(text)
        last: int | None = None
        for i, (written, folded) in enumerate(zip(words.written, words.folded, strict=True)):
            if not words.glued(i) or written[0].isdecimal():
                last = None
            if written[0].isupper() and folded not in FUNCTION_WORDS:
                self.capital[folded] += not words.opens(i)
                names.add(folded)
                if last is not None and words.folded[last] != folded:
                    self.hyphened[words.folded[last], folded] += "-" in words.before[i]
                    yield words.folded[last], folded
                last = i
            elif not written[0].isdecimal():
                self.small[folded] += not (words.opens(i) or written[0].isupper())
                last = last if folded in FUNCTION_WORDS else None

    def names(self) -> list[Pair]:
        """The pairs that are mostly one name."""
        seconds: dict[str, list[str]] = defaultdict(list)
        for (first, second), number in self.pairs.items():
            if number >= _LEAST:
                seconds[first].append(second)
        both = Counter(
            (first, second)
            for held in self.articles
            for first in held & seconds.keys()
            for second in seconds[first]
            if second in held
        )
        return sorted(pair for pair, number in both.items() if self.pairs[pair] >= self._least(pair) * number)

    def _least(self, pair: Pair) -> float:
        return _SHARE_HYPHENED if self.hyphened[pair] >= self.pairs[pair] / 2 else _SHARE


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    press: Path = parser.parse_args().corpus
    counts = Counts()
    for _, one in corpus.objects(press):
        counts.take([one["title"] or "", *one["text"].split("\n")])
    known = counts.capital + counts.small
    for word in [word for word, number in known.items() if number < _LEAST]:
        del counts.capital[word], counts.small[word]
    names = counts.names()
    TABLE.write_bytes(made := table(counts.capital, counts.small, names))
    told = {
        "table_sha256": sha256(made).hexdigest(),
        "corpus": press.name,
        "corpus_sha256": corpus.sha256(press),
        "articles": len(counts.articles),
        "licence": "counted on OrangeSum (CC BY-SA 4.0); only counts, by hash, no text",
    }
    TABLE.with_suffix(".json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    print(f"{len(known)} words, {len(names)} pairs, {len(made) / 1024:.0f} KB")


if __name__ == "__main__":
    main()
