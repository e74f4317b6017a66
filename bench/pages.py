"""How well pages of many sites are read: text by host, titles as they are printed, dates, empty digests.

    python -m bench.pages FOLDER [--worst N] [--against]

The folder holds pages, NAME.html, and beside each what is to be read in it, NAME.json: {"text": the article,
one text or a list of paragraphs, "title": as it is printed, "date": its day in ISO 8601 or "", "address":
where the page was}. What a file leaves out is not asked. `tests/articles/layouts` is such a folder.

"F1" is that of the bags of words of what was found and of the text. By host it is the mean of the hosts'
means: a site with many pages counts once. A page that is refused counts as 0, and its reason is printed. A
digest is empty when prose gives no sentence to show; a text that is not French gives none by design.
--against reads the pages with other extractors too: trafilatura as it comes, and readability-lxml (Arc90's
rules, from which Mozilla's and wallabag's came) where it is installed; and says where one is ahead of us.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from time import process_time
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bench.articles import token_f1
from bot.articles import read
from bot.errors import LaconiqueError, TooShort
from bot.french.fold import fold_line
from bot.model import Article, DateOrigin, Form, Raw
from bot.summaries.extractive import summarise, whole

ZONE = "Europe/Paris"
LOW = 0.8
AHEAD = 0.02


@dataclass(slots=True)
class Mark:
    """How the reading of one page went; None for what was not asked. `others` are F1 of other extractors."""

    name: str
    host: str
    f1: float
    title: bool | None = None
    date: bool | None = None
    empty: bool = False
    reason: str = ""
    others: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Read the pages and print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--worst", type=int, default=5, help="how many of the worst pages are named")
    parser.add_argument("--against", action="store_true", help="read them with other extractors too")
    options = parser.parse_args()
    pages = list(pages_of(options.folder))
    if not pages:
        parser.error(f"{options.folder}: no NAME.html with a NAME.json beside it")
    busy = process_time()
    marks = [mark(*page) for page in pages]
    busy = process_time() - busy
    if options.against:
        for one, (_, html, wanted) in zip(marks, pages, strict=True):
            one.others = {name: token_f1(text(html), _text(wanted)) for name, text in _others().items()}
    _report(marks, busy, options.worst)


def pages_of(folder: Path) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each page of a folder: its name, its HTML, and what is to be read in it."""
    for path in sorted(folder.glob("*.html")):
        beside = path.with_suffix(".json")
        if beside.is_file():
            yield path.stem, path.read_text("utf-8", "replace"), json.loads(beside.read_text("utf-8"))


def _text(wanted: dict[str, Any]) -> str:
    text = wanted.get("text", "")
    return text if isinstance(text, str) else "\n".join(text)


def mark(name: str, text: str, wanted: dict[str, Any], media_type: str = "text/html") -> Mark:
    """Read a page, or the text that was made of it, and say how that went."""
    address = wanted.get("address", name)
    host = urlsplit(address).hostname or name
    raw = Raw(address if media_type == "text/html" else name, text.encode(), media_type, "utf-8")
    try:
        article = read(raw, "bench", datetime.now(UTC), ZONE)
    except LaconiqueError as err:
        asked = {key: False for key in ("title", "date") if key in wanted}
        return Mark(name, host, 0.0, **asked, reason=str(err))
    return Mark(
        name,
        host,
        token_f1(article.text, _text(wanted)),
        fold_line(article.title) == fold_line(wanted["title"]) if "title" in wanted else None,
        _day(article) == wanted["date"] if "date" in wanted else None,
        empty=article.form is Form.PROSE and article.language == "fr" and not _sentences(article),
    )


def _day(article: Article) -> str:
    if article.dating.origin is DateOrigin.UNKNOWN:
        return ""
    return article.dating.moment.astimezone(ZoneInfo(ZONE)).date().isoformat()


def _sentences(article: Article) -> tuple[str, ...]:
    try:
        return summarise(article).sentences
    except TooShort:
        return whole(article).sentences


def _others() -> dict[str, Callable[[str], str]]:
    from trafilatura import bare_extraction

    def plain(html: str) -> str:
        found = bare_extraction(html, include_comments=False)
        return (found and found.text) or ""

    found = {"trafilatura": plain}
    if find_spec("readability"):
        found["readability-lxml"] = _readability
    return found


def _readability(html: str) -> str:
    from lxml.html import fromstring
    from readability import Document

    return str(fromstring(Document(html).summary()).text_content())


def _report(marks: list[Mark], busy_s: float, worst: int) -> None:
    print(f"{len(marks)} pages, {len(marks) / busy_s:.0f} a processor second, digests included")
    _print_f1("laconique", {mark.name: mark.f1 for mark in marks}, marks)
    for name in marks[0].others:
        _print_f1(name, {mark.name: mark.others[name] for mark in marks}, marks)
    for what in ("title", "date"):
        asked = [getattr(mark, what) for mark in marks if getattr(mark, what) is not None]
        print(f"{what} right {sum(asked)}/{len(asked)}")
    print(f"digests empty {sum(mark.empty for mark in marks)}")
    for mark in sorted(marks, key=lambda mark: mark.f1)[:worst]:
        told = ", ".join(f"no {what}" for what in ("title", "date") if getattr(mark, what) is False)
        print(f"  {mark.f1:.3f} {mark.name} {mark.reason or told}")
    for mark in marks:
        ahead = [f"{name} {f1:.3f}" for name, f1 in mark.others.items() if f1 > mark.f1 + AHEAD]
        if ahead:
            print(f"  ahead of our {mark.f1:.3f} on {mark.name}: {', '.join(ahead)}")


def _print_f1(name: str, f1: dict[str, float], marks: list[Mark]) -> None:
    hosts = defaultdict(list)
    for mark in marks:
        hosts[mark.host].append(f1[mark.name])
    low = sum(one < LOW for one in f1.values()) / len(f1)
    by_host = mean(map(mean, hosts.values()))
    print(f"{name:<17} F1 {mean(f1.values()):.3f}, by host {by_host:.3f}, below {LOW} {low:.1%}")


if __name__ == "__main__":
    main()
