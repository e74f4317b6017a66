"""How well and how fast articles are read: token F1 of pages, whole and flattened; titles and dates right.

    python bench/articles.py PAGES.jsonl.xz [--limit N] [--worst N] [--broken] [--ages]

Each line of the file is one page: {"id", "html", "title", "heading", "date", "text"}. `heading` is the
standfirst, `text` what follows it. The reference is both, standfirst then text: the standfirst is printed at
the head of the article, belongs to it, and is what a reader reads first. "F1" is against that reference; the
one against `text` alone is printed beside it. Every page is read twice: as HTML, and as the plain text that
one gets by copying it, a line for each block.

A title is right when it is the reference, but for case, accents and blanks, after the same known suffix of a
site (`SUFFIXES`) is cut off both: some references carry the slogan of their site and ours must not. "exact"
counts without that.

Pages a second are measured by the clock and by processor time in one process, then by the clock in two worker
processes as the bot has them, warmed up.
--broken reads the pages with their markup spoilt in ways that mislead an extractor, and compares trafilatura
alone, justext, the best run of lines, and what `read` makes of them.
--ages takes the year out of every dateline of the flattened pages and reads them days to years later: how
often the year is found, how sure of it we claim to be, and how often we are right when we claim 0.8 or more.
"""

import argparse
import asyncio
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from statistics import mean, median
from time import perf_counter, process_time
from typing import Any
from zoneinfo import ZoneInfo

from bot.articles import read
from bot.articles.dumps import select
from bot.articles.tree import flatten, parse
from bot.errors import LaconiqueError
from bot.french.fold import fold_line
from bot.lab import corpus
from bot.model import Article, DateOrigin, Dating, Raw
from bot.workers import Workers

SUFFIXES = (" : actualité automobile, infos, scoop",)
"""Slogans that a site puts behind its titles, and that the references keep."""
WORKERS = 2
DEADLINE_S, MEMORY_MB, IDLE_S = 60.0, 1500, 5.0
ZONE = "Europe/Paris"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Mark:
    """How one reading of one page went."""

    page: str
    f1: float
    f1_text: float
    title: bool
    title_exact: bool
    date: bool


def main() -> None:
    """Read the pages and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pages", type=Path)
    parser.add_argument("--limit", type=int, help="read only the first pages")
    parser.add_argument("--worst", type=int, default=0, help="name the pages with the lowest F1")
    parser.add_argument("--broken", action="store_true", help="compare extractors on spoilt markup too")
    parser.add_argument("--ages", action="store_true", help="infer years that were taken away, too")
    options = parser.parse_args()
    pages = list(islice(_rows(options.pages), options.limit))
    _report("pages", pages, {row["id"]: (row["html"], "text/html") for row in pages}, options.worst)
    bodies = [row["html"].encode() for row in pages]
    print(f"{'workers':<10} {asyncio.run(_rate(bodies)):.0f} pages/s in {WORKERS} processes")
    flat = {row["id"]: ("\n".join(_flat(row["html"])), "text/plain") for row in pages}
    _report("flattened", pages, flat, options.worst)
    if options.broken:
        _compare(pages)
    if options.ages:
        _age(pages)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from (row for _, row in corpus.objects(path))


def _flat(html: str) -> list[str]:
    tree = parse(html)
    return [] if tree is None else flatten(tree)


def _report(name: str, pages: list[dict[str, Any]], bodies: dict[str, tuple[str, str]], worst: int) -> None:
    start, busy = perf_counter(), process_time()
    marks = [_mark(row, *bodies[row["id"]]) for row in pages]
    rate, cpu_rate = (len(marks) / spent for spent in (perf_counter() - start, process_time() - busy))
    f1 = [mark.f1 for mark in marks]
    print(
        f"{name:<10} F1 mean {mean(f1):.3f} median {median(f1):.3f} (without standfirst "
        f"{mean(mark.f1_text for mark in marks):.3f})  "
        f"title {sum(mark.title for mark in marks)}/{len(marks)} "
        f"(exact {sum(mark.title_exact for mark in marks)})  "
        f"date {sum(mark.date for mark in marks)}/{len(marks)}  "
        f"{rate:.0f} pages/s ({cpu_rate:.0f} a processor second)"
    )
    for mark in sorted(marks, key=lambda mark: mark.f1)[:worst]:
        print(f"  {mark.f1:.3f} {mark.page}")


def _mark(row: dict[str, Any], body: str, media_type: str) -> Mark:
    try:
        article = read(Raw(row["id"], body.encode(), media_type, "utf-8"), "bench", NOW, ZONE)
    except LaconiqueError:
        return Mark(row["id"], 0.0, 0.0, title=False, title_exact=False, date=False)
    return Mark(
        row["id"],
        token_f1(article.text, f"{row['heading']}\n{row['text']}"),
        token_f1(article.text, row["text"]),
        title=_bare(article.title) == _bare(row["title"]),
        title_exact=fold_line(article.title) == fold_line(row["title"]),
        date=_day(article) == row["date"],
    )


def _bare(title: str) -> str:
    for suffix in map(fold_line, SUFFIXES):
        title = fold_line(title).removesuffix(f" {suffix}")
    return fold_line(title)


async def _rate(bodies: list[bytes]) -> float:
    """Return the pages a second of `WORKERS` processes, once each has read a page."""
    workers = Workers(WORKERS, DEADLINE_S, MEMORY_MB, IDLE_S)
    raws = [Raw(str(place), body, "text/html", "utf-8") for place, body in enumerate(bodies)]
    try:
        await asyncio.gather(*(workers.run(read, raw, "bench", NOW, ZONE) for raw in raws[: 4 * WORKERS]))
        start = perf_counter()
        await asyncio.gather(*(workers.run(read, raw, "bench", NOW, ZONE) for raw in raws))
        return len(raws) / (perf_counter() - start)
    finally:
        await workers.close()


BREAKS: dict[str, tuple[str, str]] = {
    "as it is": ("<p>", "</p>"),
    "div": ("<div>", "</div>"),
    "span and br": ("<span>", "</span><br>"),
    "comments": ('<div class="comment-body related"><p>', "</p></div>"),
    "list": ('<ul class="menu"><li>', "</li></ul>"),
    "table": ("<table><tr><td>", "</td></tr></table>"),
}
"""What stands for each paragraph's tags."""


def _compare(pages: list[dict[str, Any]]) -> None:
    import justext
    from trafilatura import bare_extraction

    stoplist = justext.get_stoplist("French")

    def alone(html: str) -> str:
        found = bare_extraction(html, fast=True, include_comments=False, include_tables=False)
        return (found and found.text) or ""

    def just(html: str) -> str:
        return "\n".join(p.text for p in justext.justext(html, stoplist) if not p.is_boilerplate)

    def lines(html: str) -> str:
        return "\n".join(select(_flat(html)).paragraphs)

    def ours(html: str) -> str:
        return read(Raw("bench", html.encode(), "text/html", "utf-8"), "bench", NOW, ZONE).text

    tools = {"trafilatura": alone, "justext": just, "lines": lines, "read": ours}
    for name, (opening, closing) in BREAKS.items():
        spoilt = [
            (
                re.sub(r"<p\b[^>]*>", opening, row["html"]).replace("</p>", closing),
                f"{row['heading']}\n{row['text']}",
            )
            for row in pages
        ]
        told = (
            f"{tool} {mean(token_f1(find(html), text) for html, text in spoilt):.3f}"
            for tool, find in tools.items()
        )
        print(f"{name:<12}", "  ".join(told))


AGES_D = (3, 30, 300, 800, 1300, 2000, 2700, 3400)
MONTH = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"


def _age(pages: list[dict[str, Any]]) -> None:
    """Only the pages of which day and month are found count: the year is what is asked here."""
    texts = [
        (date.fromisoformat(row["date"]), re.sub(rf"(?i)({MONTH}|\d\d/\d\d)[ /](?:19|20)\d\d", r"\1", flat))
        for row in pages
        for flat in ["\n".join(_flat(row["html"]))]
    ]
    for age in AGES_D:
        datings = [(day, _undated(text, day, age)) for day, text in texts]
        asked = [(day, found) for day, found in datings if found.origin is DateOrigin.INFERRED]
        found = [(d.moment.year == day.year, d.confidence) for day, d in asked if _same_day(d, day)]
        sure = [right for right, confidence in found if confidence >= 0.8]
        print(
            f"{age:5} days later: year right {sum(right for right, _ in found)}/{len(found)}, "
            f"claimed {mean(confidence for _, confidence in found):.2f}; "
            f"when sure {sum(sure)}/{len(sure)}"
        )


def _undated(text: str, day: date, age: int) -> Dating:
    """Read a text `age` days after its day."""
    now = datetime.combine(day, time(12), UTC) + timedelta(days=age)
    try:
        return read(Raw("bench", text.encode(), "text/plain", "utf-8"), "bench", now, ZONE).dating
    except LaconiqueError:
        return Dating(now, DateOrigin.UNKNOWN, 0.0)


def _same_day(dating: Dating, day: date) -> bool:
    found = dating.moment.astimezone(ZoneInfo(ZONE)).date()
    return (found.month, found.day) == (day.month, day.day)


def _day(article: Article) -> str:
    return article.dating.moment.astimezone(ZoneInfo(ZONE)).date().isoformat()


def token_f1(found: str, wanted: str) -> float:
    """Return the F1 of the bags of words of two texts, 0 to 1."""
    ours, theirs = (Counter(re.findall(r"\w+", fold_line(text))) for text in (found, wanted))
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


if __name__ == "__main__":
    main()
