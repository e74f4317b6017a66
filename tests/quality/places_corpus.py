"""Real articles with the countries and world bodies that they are about, as a reader of the whole text says.

LACONIQUE_CORPUS=FOLDER python -m tests.quality.places_corpus [--wrong] [--untitled]

The folder holds OrangeSum. 160 articles drawn at random were labelled before anything was tuned; of the half
that was kept back only the figures are printed.
"""

import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from bot.lab.corpus import Row, rows
from bot.model import Article, Dating, TopicKind
from tests.quality.topics_corpus import FOLDER, HALVES, Example, Score, given

FRANCE = "pays:fr"


@cache
def _texts(corpus: Path) -> dict[str, Row]:
    return {row.id: row for row in rows(corpus)}


def examples(corpus: Path, half: str, *, titled: bool = True) -> Iterator[tuple[str, Example]]:
    """Each labelled article of a half, with its id."""
    lines = (FOLDER / f"orangesum_valid_places_{half}.tsv").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            row_id, day, told = line.split("\t")
            row = _texts(corpus)[row_id]
            moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
            title = row.title if titled else ""
            article = Article(title, tuple(row.text.split("\n")), Dating(moment), "")
            expected, _, allowed = told.partition("-")
            yield row_id, Example(article, _keys(expected), _keys(allowed))


def _keys(codes: str) -> frozenset[str]:
    return frozenset(f"{TopicKind.COUNTRY}:{code}" for code in codes.split())


def score(corpus: Path, half: str, *, france: bool | None = None, titled: bool = True) -> Score:
    """Micro-averaged; `france` alone, the others alone, or all."""
    counted: Counter[str] = Counter()
    for _, example in examples(corpus, half, titled=titled):
        found, expected = (
            {key for key in keys if france is None or france is (key == FRANCE)}
            for keys in (given(example, TopicKind.COUNTRY), example.expected)
        )
        counted["right"] += len(found & expected)
        counted["wrong"] += len(found - expected - example.allowed)
        counted["missed"] += len(expected - found)
    return Score(counted["right"], counted["wrong"], counted["missed"])


def main() -> None:
    corpus = Path(os.environ["LACONIQUE_CORPUS"]) / "orangesum-valid.jsonl.xz"
    for half in HALVES:
        for name, france in (("all", None), ("France", True), ("others", False)):
            told = score(corpus, half, france=france, titled="--untitled" not in sys.argv)
            print(
                f"{half}, {name}: precision {told.precision:.3f}, recall {told.recall:.3f}",
                f"({told.right} right, {told.wrong} wrong, {told.missed} missed)",
            )
    if "--wrong" in sys.argv:
        for row_id, example in examples(corpus, "dev"):
            found = given(example, TopicKind.COUNTRY)
            wrong, missed = found - example.expected - example.allowed, example.expected - found
            if wrong or missed:
                print(f"    {row_id} {example.article.title}: wrong {sorted(wrong)}, missed {sorted(missed)}")


if __name__ == "__main__":
    main()
