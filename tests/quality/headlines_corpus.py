"""How many headlines are broken off ("…"), made without a title or of a long one, and how long they are.

LACONIQUE_CORPUS=… python -m tests.quality.headlines_corpus [--show N]     for orangesum-valid; N made ones to
read

Of some 120 articles a reader judged the headline that was made without their title: good is what tells
the main news, is complete and stands alone. The verdicts hold while the headline does not change; no text is
kept.
"""

import os
import random
import sys
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from statistics import fmean

from bot.errors import TooShort
from bot.lab import corpus
from bot.model import Article, Dating
from bot.summaries.extractive import summarise
from tests.quality.extracts_corpus import PUBLISHED

_VERDICTS = Path(__file__).parent / "headlines" / "verdicts.tsv"
"""The id of an article of orangesum-valid, the hash of its made headline, «good» or what was wrong."""
_LONG = 90
"""Characters of a long title."""
_SEED = 1


def shown(path: Path, *, own: bool) -> Iterator[tuple[str, str]]:
    """The ids and headlines of all articles as if they had no title; or of those whose own title is long."""
    for row in corpus.rows(path):
        if not own or len(row.title) > _LONG:
            title = row.title if own else ""
            article = Article(title, tuple(row.text.split("\n")), Dating(PUBLISHED), source="corpus")
            try:
                yield row.id, summarise(article).headline
            except TooShort:
                continue


def hashed(headline: str) -> str:
    """What a verdict knows of a headline."""
    return sha256(headline.encode()).hexdigest()[:8]


def judged(made: Mapping[str, str]) -> str:
    """What the reader said of those of these headlines that have not changed since."""
    rows = [line.split("\t") for line in _VERDICTS.read_text(encoding="utf-8").splitlines()]
    same = [verdict for article, known, verdict in rows if hashed(made.get(article, "")) == known]
    return f"{same.count('good')} good of {len(same)} that a reader judged and that are as they were"


def main() -> None:
    """Print the shares, and a sample of the made ones."""
    path = Path(os.environ["LACONIQUE_CORPUS"]) / "orangesum-valid.jsonl.xz"
    for name, own in (("made", False), ("own, long", True)):
        found = dict(shown(path, own=own))
        every = list(found.values())
        broken = fmean(text.rstrip("\u202f»").endswith("…") for text in every)
        print(f"{name}: {broken:.1%} of {len(every)} broken off; {fmean(map(len, every)):.0f} characters")
        if not own:
            print(judged(found))
        if not own and "--show" in sys.argv:
            asked = int(sys.argv[sys.argv.index("--show") + 1])
            print(*random.Random(_SEED).sample(every, asked), sep="\n")


if __name__ == "__main__":
    main()
