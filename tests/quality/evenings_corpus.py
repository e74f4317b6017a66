"""What `/tendances` would have told on thirty evenings of the real press, and how that reads.

    LACONIQUE_CORPUS=../shared/data python -m tests.quality.evenings_corpus [dev|held]

Each evening has its own day's articles and the 28 days before; stories are placed as the bot does.
`trends/evenings.tsv` keeps what was read: evening, half, name, and the verdict: `news`, `unreadable`, or
`duplicate` of one above it. A name that nobody has read yet is printed with a question mark.
"""

import asyncio
import csv
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.lab import corpus
from bot.model import Article, Dating
from bot.ports import Assignment, Term
from bot.stories.signature import signature
from bot.stories.story_index import StoryIndex
from bot.topics.tagger import tags
from bot.trends.growth import Trend, least
from bot.trends.shown import shown
from bot.trends.terms import terms
from tests.editions.stories import shipped_catalogue
from tests.trends.tallies import CountedInMemory

READ = Path(__file__).parent / "trends" / "evenings.tsv"
SHOWN = 4
USUAL = range(2, 30)
"""How many days before the evening the usual ones lie."""


class Press:
    """The articles of all days by day, with what each is counted for."""

    def __init__(self, press: Path, evenings: list[date]) -> None:
        self.catalogue = shipped_catalogue()
        wanted = {day - timedelta(days=ago) for day in evenings for ago in range(30)}
        self.days: dict[date, list[tuple[Article, tuple[Term, ...]]]] = defaultdict(list)
        for article in _articles(press, wanted):
            told = terms(article, tags(article, self.catalogue), self.catalogue.named)
            self.days[article.dating.moment.date()].append((article, told))

    def placed(self, day: date) -> list[int]:
        """The story of each article of the day, placed after those of the day before."""
        index, stories = StoryIndex(timedelta(days=7)), []
        earlier = self.days.get(day - timedelta(days=1), [])
        for number, (article, _) in enumerate((*earlier, *self.days[day]), 1):
            moment = article.dating.moment + timedelta(minutes=number)
            told = signature(article, self.catalogue.phrases)
            story = index.story_of(told, moment) or number
            index.learn([Assignment(number, story, moment, moment, told)], number, moment)
            stories.append(story)
        return stories[len(earlier) :]

    def told(self, day: date) -> list[tuple[str, Trend]]:
        """The trends of an evening with the names that readers see."""
        days = (day, *(day - timedelta(days=ago) for ago in USUAL))
        read = enumerate(one for each in days for one in self.days[each])
        counted = [(number, article.dating.moment, told) for number, (article, told) in read]
        sources = (article.source for article, _ in self.days[day])
        tallies = CountedInMemory(counted, dict(enumerate(zip(self.placed(day), sources, strict=True))))
        return asyncio.run(self._shown(tallies, datetime(day.year, day.month, day.day, 18, tzinfo=UTC)))

    async def _shown(self, tallies: CountedInMemory, now: datetime) -> list[tuple[str, Trend]]:
        trends = await shown(tallies, await tallies.tally(1, now, least(1)), now, SHOWN, self.known)
        return [(", ".join(map(self.label, (trend.term, *trend.others))), trend) for trend in trends]

    def known(self, key: str) -> bool:
        return ":" not in key or key in self.catalogue.topics

    def label(self, term: Term) -> str:
        topic = self.catalogue.topics.get(term.key)
        return topic.label if topic else term.written


def _articles(press: Path, wanted: set[date]) -> Iterator[Article]:
    for _, item in corpus.objects(press):
        day = date.fromisoformat(item["date"][:10])
        if day in wanted:
            lead = (item["description"],) if item["description"] else ()
            moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
            yield Article(item["title"] or "", lead, Dating(moment), urlsplit(item["url"]).netloc)


def read() -> list[dict[str, str]]:
    """What was read: evening, half, name, verdict."""
    with READ.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> None:
    if "LACONIQUE_CORPUS" not in os.environ:
        sys.exit("skipped: LACONIQUE_CORPUS does not say where press.jsonl.xz is")
    half = sys.argv[1] if len(sys.argv) > 1 else "held"
    rows = [row for row in read() if row["half"] == half]
    verdicts = {(row["evening"], row["name"]): row["verdict"] for row in rows}
    evenings = sorted({date.fromisoformat(row["evening"]) for row in rows})
    press = Press(Path(os.environ["LACONIQUE_CORPUS"]) / "press.jsonl.xz", evenings)
    found: Counter[str] = Counter()
    for day in evenings:
        for name, trend in press.told(day):
            verdict = verdicts.get((day.isoformat(), name), "?")
            found[verdict] += 1
            print(f"{day}\t{name}\t{verdict}\t{trend.articles} / {trend.usual:.1f}")
    print(f"{half}: {found.total()} trends on {len(evenings)} evenings;", dict(found))


if __name__ == "__main__":
    main()
