"""How well articles are read: token F1 of pages and of flattened pages, titles and dates right.

    python bench/articles.py PAGES.jsonl.xz [--limit N] [--worst N]

Each line of the file is one page: {"id", "html", "title", "heading", "date", "text"}. `heading` is the
standfirst, `text` what follows it. The standfirst belongs to the article, so the F1 that counts is against
both; the one against `text` alone is printed beside it. Every page is read twice: as HTML, and as the plain
text that one gets by copying it, a line for each block.
"""

import argparse
import json
import lzma
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

from bot.articles import read
from bot.articles.datelines import fold
from bot.articles.pages import flatten
from bot.errors import LaconiqueError
from bot.model import Article, Raw

ZONE = "Europe/Paris"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one reading of one page went."""

    page: str
    f1: float
    f1_text: float
    title: bool
    date: bool


def main() -> None:
    """Read the pages and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int, help="read only the first pages")
    parser.add_argument("--worst", type=int, default=0, help="name the pages with the lowest F1")
    options = parser.parse_args()
    pages = list(islice(_rows(options.pages), options.limit))
    _report("pages", pages, {row["id"]: (row["html"], "text/html") for row in pages}, options.worst)
    flat = {row["id"]: ("\n".join(flatten(row["html"])), "text/plain") for row in pages}
    _report("flattened", pages, flat, options.worst)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _report(name: str, pages: list[dict[str, Any]], bodies: dict[str, tuple[str, str]], worst: int) -> None:
    start = time.perf_counter()
    marks = [_mark(row, *bodies[row["id"]]) for row in pages]
    rate = len(marks) / (time.perf_counter() - start)
    f1 = [mark.f1 for mark in marks]
    print(
        f"{name:<10} F1 mean {mean(f1):.3f} median {median(f1):.3f} (without standfirst "
        f"{mean(mark.f1_text for mark in marks):.3f})  "
        f"title {sum(mark.title for mark in marks)}/{len(marks)}  "
        f"date {sum(mark.date for mark in marks)}/{len(marks)}  "
        f"{rate:.0f} pages/s"
    )
    for mark in sorted(marks, key=lambda mark: mark.f1)[:worst]:
        print(f"  {mark.f1:.3f} {mark.page}")


def _mark(row: dict[str, Any], body: str, media_type: str) -> Mark:
    try:
        article = read(Raw(row["id"], body.encode(), media_type, "utf-8"), "bench", NOW, ZONE)
    except LaconiqueError:
        return Mark(row["id"], 0.0, 0.0, title=False, date=False)
    return Mark(
        row["id"],
        token_f1(article.text, f"{row['heading']}\n{row['text']}"),
        token_f1(article.text, row["text"]),
        title=fold(article.title) == fold(row["title"]),
        date=_day(article) == row["date"],
    )


def _day(article: Article) -> str:
    return article.dating.moment.astimezone(ZoneInfo(ZONE)).date().isoformat()


def token_f1(found: str, wanted: str) -> float:
    """Return the F1 of the bags of words of two texts, 0 to 1."""
    ours, theirs = (Counter(re.findall(r"\w+", fold(text))) for text in (found, wanted))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


if __name__ == "__main__":
    main()
