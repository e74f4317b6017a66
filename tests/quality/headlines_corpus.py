"""How many headlines are broken off ("…"), made without a title or shortened from a long one.

LACONIQUE_CORPUS=… python -m tests.quality.headlines_corpus     prints it for orangesum-valid
"""

import os
from collections.abc import Iterator
from pathlib import Path

from bot.lab import corpus
from bot.model import Article, Dating
from bot.summaries.headline import MOST, headline
from bot.summaries.verbs import verbs
from tests.quality.extracts_corpus import PUBLISHED


def shown(path: Path, *, own: bool) -> Iterator[str]:
    """The headlines of all articles as if they had no title; or of those whose own title is too long."""
    for row in corpus.rows(path):
        if not own or len(row.title) > MOST:
            title = row.title if own else ""
            yield headline(Article(title, tuple(row.text.split("\n")), Dating(PUBLISHED), source="corpus"))[0]


def main() -> None:
    """Print the shares."""
    path = Path(os.environ["LACONIQUE_CORPUS"]) / "orangesum-valid.jsonl.xz"
    for name, own in (("made", False), ("own, too long", True)):
        every = list(shown(path, own=own))
        broken = [text for text in every if text.rstrip("\u202f»").endswith("…")]
        verbless = sum(not verbs(text) for text in broken)
        print(
            f"{name}: {len(broken) / len(every):.1%} of {len(every)} broken off, {verbless / len(every):.1%} before a verb"
        )


if __name__ == "__main__":
    main()
