"""The first page of an answer to sixty questions, over real articles: is it what was asked for?

    LACONIQUE_CORPUS=FOLDER python -m tests.quality.first_pages_corpus [--wrong]

FOLDER holds `orangesum-valid.jsonl.xz`. `first_pages/verdicts.tsv` keeps how each hit was read: question, id
of the article, and whether it is about what was asked (`on`), cites it (`cites`), or is beside it (`off`).
A hit is right where it is about what was asked, or is told under «cité aussi dans» and cites it. A page is
good where four hits in five are right and nothing is beside it, bad where fewer than half are right. What
nobody has read yet is printed with a question mark.
"""

import os
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

from bot.chat.interpreter import search_of
from bot.lab.corpus import rows
from bot.model import Article, Dating
from bot.ports import Search
from bot.ports.index import HEAD
from bot.topics.index_tokens import tokens
from bot.topics.query import parse
from bot.topics.search_terms import in_a_row, times
from bot.topics.tagger import tags
from tests.editions.stories import shipped_catalogue

FOLDER = Path(__file__).parent / "first_pages"
PAGE = 5
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Held:
    """An article as the archive finds it."""

    id: str
    article: Article
    topics: frozenset[str]
    row: str

    def fits(self, search: Search, mark: str) -> bool:
        """As `store.search` says it."""
        runs = (*((word,) for word in search.words), *search.phrases)
        if mark and search.topic:
            return search.topic in self.topics
        return bool(runs) and all(times(run, self.row, mark) for run in runs)


def archive(corpus: Path) -> list[Held]:
    """Newest first."""
    catalogue, held = shipped_catalogue(), []
    for row in rows(corpus / "orangesum-valid.jsonl.xz"):
        assert row.day is not None
        dating = Dating(datetime.combine(row.day, time(8), UTC))
        article = Article(row.title, tuple(filter(None, map(str.strip, row.text.split("\n")))), dating, "")
        topics = frozenset(topic.key for topic in tags(article, catalogue))
        held.append(Held(row.id, article, topics, in_a_row(tokens(article))))
    return sorted(held, key=lambda one: (one.article.dating.moment, int(one.id)), reverse=True)


@dataclass(frozen=True, slots=True)
class Page:
    """The first stories that a question gets: those that are about it, then those that cite it."""

    about: list[Held]
    cites: list[Held]

    def told(self, typed: str, read: dict[tuple[str, str], str]) -> str:
        """Good, partial or bad; a question mark while something is unread."""
        about, cites = ([read.get((typed, one.id), "?") for one in part] for part in (self.about, self.cites))
        right = about.count("on") + len(cites) - cites.count("off")
        number = len(about) + len(cites)
        if "?" in (*about, *cites):
            return "?"
        if right >= _MOSTLY * number > 0 and "off" not in (*about, *cites):
            return "good"
        return "bad" if 2 * right < number or not number else "partial"


def pages(held: list[Held]) -> dict[str, Page]:
    """The first page of each question."""
    catalogue, found = shipped_catalogue(), {}
    for typed in (FOLDER / "questions.txt").read_text(encoding="utf-8").splitlines():
        search = search_of(parse(typed, catalogue).asked, "Europe/Paris", catalogue)
        about = [one for one in held if one.fits(search, HEAD)]
        known = {one.id for one in about}
        cites = [one for one in held if one.id not in known and one.fits(search, "")]
        found[typed] = Page(about[:PAGE], cites[: max(0, PAGE - len(about))])
    return found


def verdicts() -> dict[tuple[str, str], str]:
    """How each hit was read."""
    lines = (FOLDER / "verdicts.tsv").read_text(encoding="utf-8").splitlines()
    told = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(typed, row_id): verdict for typed, row_id, verdict in told}


def main() -> None:
    """Print the pages, or those that are not good."""
    if "LACONIQUE_CORPUS" not in os.environ:
        sys.exit("skipped: LACONIQUE_CORPUS does not say where orangesum-valid.jsonl.xz is")
    read, told = verdicts(), Counter[str]()
    for typed, page in pages(archive(Path(os.environ["LACONIQUE_CORPUS"]))).items():
        verdict = page.told(typed, read)
        told[verdict] += 1
        if verdict == "?" or ("--wrong" in sys.argv and verdict != "good"):
            print(f"{verdict} {typed}")
            for part in ("about", "cites"):
                for one in getattr(page, part):
                    print(f"    {part}\t{read.get((typed, one.id), '?')}\t{one.id}\t{one.article.title[:90]}")
    print(f"{told.total()} questions:", dict(told))


if __name__ == "__main__":
    main()
