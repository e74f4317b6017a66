"""How many articles a second the tagger reads: `python bench/topics.py articles.jsonl.xz [topics.toml]`.

Each line of the file is a JSON object with `title` and `text`; paragraphs are a line apart, or one is made of
every two sentences where the text has a single line. Time is this process's own, the best of three rounds.
"""

import re
import sys
import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

from bot.lab import corpus
from bot.model import Article, Dating
from bot.topics.catalogue import Catalogue
from bot.topics.tagger import tags

_ROUNDS = 3
_SENTENCE = re.compile(r"(?<=[.!?»\"]) (?=[A-ZÀÉ«\"])")
_DATING = Dating(datetime(2026, 1, 1, tzinfo=UTC))


def main(data: Path, topics: Path) -> None:
    """Print the speed and what was found."""
    catalogue = Catalogue.from_toml(tomllib.loads(topics.read_text(encoding="utf-8")), topics.name)
    articles = [_article(row) for _, row in corpus.objects(data)]
    assert articles, f"{data} holds no article"
    words = sum(len(article.text.split()) for article in articles) / len(articles)
    took_s = min(_round(articles, catalogue) for _ in range(_ROUNDS))
    untold = sum(not tags(article, catalogue) for article in articles)
    print(f"{len(articles)} articles of {words:.0f} words: {len(articles) / took_s:.0f} articles/s")
    print(f"{untold} without a topic")


def _round(articles: list[Article], catalogue: Catalogue) -> float:
    start = time.process_time()
    for article in articles:
        tags(article, catalogue)
    return time.process_time() - start


def _article(row: dict[str, str]) -> Article:
    lines = row["text"].split("\n")
    if len(lines) == 1:
        sentences = _SENTENCE.split(row["text"])
        lines = [" ".join(sentences[i : i + 2]) for i in range(0, len(sentences), 2)]
    return Article(row["title"], tuple(lines), _DATING, "bench")


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "config" / "topics.toml"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else default)
