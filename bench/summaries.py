"""How good and how fast the extracts are, on a corpus of one's own.

    python bench/summaries.py DATA.jsonl.xz [--limit N] [--show N]

Rows are objects with `title`, `text`, `abstract` and `task`; those whose task is "abstract" are summarised
and compared with the abstract by ROUGE F1 (package rouge-score, default tokenizer, no stemmer: as published).
"""

import argparse
import json
import lzma
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import fmean

from bot.errors import TooShort
from bot.model import Article, Dating
from bot.summaries.extractive import VERSION, summarise
from bot.summaries.sentences import split, words

METRICS = ("rouge1", "rouge2", "rougeL")
EPOCH = Dating(moment=datetime(1970, 1, 1, tzinfo=UTC))


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of the file whose abstract is a fair target."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from (row for row in map(json.loads, lines) if row["task"] == "abstract")


def article(row: dict[str, str]) -> Article:
    """The row as the bot would have read it."""
    return Article(row["title"], tuple(filter(None, row["text"].split("\n"))), EPOCH, source="corpus")


def told(row: dict[str, str]) -> tuple[str, ...]:
    """The digest of a row; empty when it is too short to be shortened."""
    try:
        return summarise(article(row)).sentences
    except TooShort:
        return ()


def report(name: str, digests: list[tuple[str, ...]], wanted: list[str]) -> None:
    """Print one line: mean ROUGE F1 in percent, and the mean length."""
    length = fmean(sum(len(words(sentence)) for sentence in digest) for digest in digests)
    try:
        from rouge_score.rouge_scorer import RougeScorer
    except ImportError:
        print(f"{name}: {length:.0f} words; for ROUGE scores: pip install rouge-score")
        return
    scorer = RougeScorer(METRICS)
    scores = [scorer.score(target, " ".join(digest)) for digest, target in zip(digests, wanted, strict=True)]
    means = " / ".join(f"{100 * fmean(score[metric].fmeasure for score in scores):.2f}" for metric in METRICS)
    print(f"{name}: ROUGE-1/2/L {means}, {length:.0f} words")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--limit", type=int, help="read only the first N articles")
    parser.add_argument("--show", type=int, default=0, help="print the first N digests")
    options = parser.parse_args()
    sample = list(islice(rows(options.data), options.limit))
    started = time.perf_counter()
    digests = [told(row) for row in sample]
    pace = len(sample) / (time.perf_counter() - started)
    for row, digest in zip(sample[: options.show], digests, strict=False):
        print(f"# {row['title']}", *digest, f"({row['abstract']})", "", sep="\n")
    wanted = [row["abstract"] for row in sample]
    print(f"{len(sample)} articles, {sum(not digest for digest in digests)} too short, {pace:.0f} articles/s")
    report(VERSION, digests, wanted)
    report("lead-2", [tuple(split(row["text"])[:2]) for row in sample], wanted)


if __name__ == "__main__":
    main()
