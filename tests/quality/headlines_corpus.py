"""How many headlines are broken off ("…"), made without a title or of a long one, and how long they are.

LACONIQUE_CORPUS=… python -m tests.quality.headlines_corpus [--show N]     for orangesum-valid; N made ones to
read
"""

import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

from bot.errors import TooShort
from bot.lab import corpus
from bot.model import Article, Dating
from bot.summaries.extractive import summarise
from tests.quality.extracts_corpus import PUBLISHED

_LONG = 90
"""Characters of a long title."""
_SEED = 1


def shown(path: Path, *, own: bool) -> Iterator[str]:
    """The headlines of all articles as if they had no title; or of those whose own title is long."""
    for row in corpus.rows(path):
        if not own or len(row.title) > _LONG:
            title = row.title if own else ""
            article = Article(title, tuple(row.text.split("\n")), Dating(PUBLISHED), source="corpus")
            try:
                yield summarise(article).headline
            except TooShort:
                continue


def main() -> None:
    """Print the shares, and a sample of the made ones."""
    path = Path(os.environ["LACONIQUE_CORPUS"]) / "orangesum-valid.jsonl.xz"
    for name, own in (("made", False), ("own, long", True)):
        every = list(shown(path, own=own))
        broken = fmean(text.rstrip("\u202f»").endswith("…") for text in every)
        print(f"{name}: {broken:.1%} of {len(every)} broken off; {fmean(map(len, every)):.0f} characters")
        if not own and "--show" in sys.argv:
            asked = int(sys.argv[sys.argv.index("--show") + 1])
            print(*random.Random(_SEED).sample(every, asked), sep="\n")


if __name__ == "__main__":
    main()
