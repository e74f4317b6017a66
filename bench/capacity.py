"""What each role needs for so many readers and articles, computed from what one of each costs here.

    python bench/capacity.py [--subscribers 1000000] [--articles 100000] [--pages PAGES.jsonl.xz] [--sample
    200]

Costs are measured first, on a small SQLite database, as processor time of one process: a page to read, to
place and to store; a summary by extracts; a story matched with a reader; an edition composed; an answer to
/latest; and what each takes in the file. PAGES are JSON lines with `html`; without them the sandbox's own
articles are read. What is not measured here is given (--help lists it): how people behave, what a process can
send (`python bench/delivery.py open`), what a look at a source costs (`python bench/fetching.py`).

The result is a table in Markdown. Cores are processor time at the busiest hour, --peak times the average, of
processes that are busy for --busy of their time at most; PostgreSQL's own is not in it.
"""

import argparse
import asyncio
import math
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text, update

from bot.app.assembly import courier
from bot.app.clock import clock
from bot.app.configuration import SAMPLES
from bot.app.core import Core, core
from bot.chat.interpreter import Interpreter
from bot.chat.news import News
from bot.errors import ArticleError, TooShort
from bot.lab import corpus
from bot.model import Article, Mode, OutboxState, Raw
from bot.settings.loading import load
from bot.store import schema
from bot.store.questions import QuestionStore
from bot.study import study
from bot.summaries.extractive import summarise
from bot.topics.query import parse

_DAY_S = 86_400
_MONTH = 30
_READERS = 200
_TOPICS = ("politique", "société", "sport", "france", "états-unis")
_ANSWERS = 50


@dataclass(frozen=True, slots=True)
class Costs:
    """Of one of each: seconds of one processor, bytes of the database."""

    read_s: float
    store_s: float
    summarise_s: float
    match_s: float
    edition_s: float
    answer_s: float
    article_b: float
    reader_b: float
    push_b: float
    """A message and who was told what."""


@dataclass(slots=True)
class Stopwatch:
    """Processor time of this process, all its threads."""

    spent_s: float = 0.0

    async def of(self, work: Awaitable[Any]) -> Any:  # noqa: ANN401
        """Wait for it, and count its time."""
        start = time.process_time()
        try:
            return await work
        finally:
            self.spent_s += time.process_time() - start


async def measure(pages: Path | None, sample: int) -> Costs:
    """Do a little of everything."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load({"LACONIQUE_HOME": folder, "HOME": folder})
        async with core(settings) as built:
            empty_b = await _size(built)
            articles, read_s, store_s = await _store(built, list(islice(_raws(pages), sample)))
            summarise_s = await _summarise(built, articles)
            stocked_b = await _size(built)
            await _join(built)
            joined_b = await _size(built)
            pushes, match_s = await _tell(built)
            told_b = await _size(built)
            edition_s = await _edit(built)
            answer_s = await _answer(built)
    return Costs(
        read_s,
        store_s,
        summarise_s,
        match_s,
        edition_s,
        answer_s,
        article_b=(stocked_b - empty_b) / len(articles),
        reader_b=(joined_b - stocked_b) / _READERS,
        push_b=(told_b - joined_b) / pushes,
    )


def _raws(pages: Path | None) -> Iterator[Raw]:
    if pages is None:
        for path in sorted(Path(SAMPLES.address).iterdir()):
            kind = "text/html" if path.suffix == ".html" else "text/plain"
            yield Raw("", path.read_bytes(), kind, "utf-8")
        return
    for number, (_, page) in enumerate(corpus.objects(pages)):
        yield Raw(f"https://bench.example/{number}", page["html"].encode(), "text/html", "utf-8")


async def _store(built: Core, raws: list[Raw]) -> tuple[dict[int, Article], float, float]:
    """Id -> article; seconds to read one, and to place and store one."""
    reading, storing = Stopwatch(), Stopwatch()
    kept: dict[int, Article] = {}

    async def directly(work: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401
        async def done() -> Any:  # noqa: ANN401
            return work(*given)

        return await reading.of(done())

    pipeline = replace(built.pipeline, run=directly)
    study(raws[0], "bench", clock(), pipeline.zone, pipeline.catalogue, frozenset())  # libraries are loaded
    for raw in raws:
        try:
            article, stored = await storing.of(pipeline.store(raw, "bench", clock()))
        except ArticleError:
            continue
        if not stored.known:
            kept[stored.article_id] = article
    return kept, reading.spent_s / len(raws), (storing.spent_s - reading.spent_s) / len(raws)


async def _summarise(built: Core, articles: dict[int, Article]) -> float:
    watch = Stopwatch()
    summarise(next(iter(articles.values())))

    async def one(article_id: int, article: Article) -> None:
        await built.archive.add_summary(article_id, summarise(article), clock())

    for article_id, article in articles.items():
        try:
            await watch.of(one(article_id, article))
        except TooShort:
            await built.archive.summary_failed(article_id, "too short", clock())
    return watch.spent_s / len(articles)


async def _join(built: Core) -> None:
    for chat_id in range(1, _READERS + 1):
        await built.readership.join(chat_id, "Europe/Paris", clock())
        await built.readership.set_slot(chat_id, 480, wanted=True, now=clock())
        for words in _TOPICS:
            topic = parse(words, built.catalogue).topic
            assert topic is not None, words
            await built.readership.set_topic(chat_id, topic, Mode.FOLLOW)


async def _tell(built: Core) -> tuple[int, float]:
    """How many were told of something, and seconds for one of them; everything may be told."""
    watch, passes = Stopwatch(), courier(built)
    while await watch.of(passes.tell(clock())):
        pass
    async with built.database.read() as connection:
        told = (await connection.execute(select(func.count()).select_from(schema.tellings))).scalar_one()
    assert told, "no article was about a topic that is followed"
    return told, watch.spent_s / told


async def _edit(built: Core) -> float:
    watch, passes, made = Stopwatch(), courier(built), 0
    async with built.database.write() as connection:
        await connection.execute(update(schema.tellings).values(waiting=True))
        await connection.execute(
            update(schema.slots).values(next_at=clock(), since=clock().replace(year=2000))
        )
    while True:
        async with built.database.write() as connection:
            await connection.execute(update(schema.outbox).values(state=OutboxState.SENT, due_at=None))
        if not (done := await watch.of(passes.edit(clock()))):
            break
        made += done
    assert made, "no edition was due"
    return watch.spent_s / made


async def _answer(built: Core) -> float:
    watch, readers = Stopwatch(), built.settings.readers
    interpreter = Interpreter(
        QuestionStore(built.database), built.archive, built.readership, built.catalogue, readers
    )
    news = News(
        built.archive,
        built.readership,
        built.tellings,
        built.reader,
        built.pipeline.digest,
        interpreter,
        readers,
    )
    for _ in range(_ANSWERS):
        await watch.of(news.latest(1, "", clock()))
    return watch.spent_s / _ANSWERS


async def _size(built: Core) -> int:
    """Bytes in use."""
    async with built.database.read() as connection:
        asked = ("page_count", "freelist_count", "page_size")
        pages, free, size = [(await connection.execute(text(f"PRAGMA {one}"))).scalar_one() for one in asked]
    return int((pages - free) * size)


def report(costs: Costs, given: argparse.Namespace) -> Iterator[str]:
    """The table, line by line."""
    articles, readers = given.articles, given.subscribers
    looks = given.sources * given.looks
    tellings, editions = readers * given.tellings, readers * given.editions
    messages = readers * given.pushes + editions * given.parts
    answers = readers * given.answers
    summarise_s = given.summarise_s or costs.summarise_s
    sends_s = 1 / given.sends_per_s
    roles = [
        (
            "ingest",
            f"{looks:,.0f} looks, {articles:,} pages",
            looks * given.look_s + articles * (costs.read_s + costs.store_s),
        ),
        ("summarise", f"{articles:,} articles", articles * summarise_s),
        (
            "deliver",
            f"{tellings:,.0f} matches, {editions:,.0f} editions, {messages:,.0f} messages",
            tellings * costs.match_s + editions * costs.edition_s + messages * sends_s,
        ),
        ("chat", f"{answers:,.0f} answers", answers * (costs.answer_s + sends_s)),
    ]
    yield "| role | a day | processor time a day | cores at the peak | processes |"
    yield "|---|---|---|---|---|"
    for role, work, spent_s in roles:
        cores = spent_s / _DAY_S * given.peak / given.busy
        yield f"| {role} | {work} | {spent_s / 3600:.1f} h | {cores:.1f} | {max(2, math.ceil(cores))} |"
    yield ""
    for rate in (30, 1000):
        hours = messages / rate / 3600
        fits = "fits a day" if hours <= 24 else "does not fit a day"
        yield (
            f"- At {rate} messages/s all of a day's messages take {hours:.1f} h: {fits}; editions of "
            f"one hour take {editions * given.parts / rate / 3600:.1f} h."
        )
    month_b = articles * _MONTH * costs.article_b
    kept_b = readers * costs.reader_b + min(_MONTH, given.kept_days) * messages * costs.push_b
    yield (
        f"- The database grows by {month_b / 1e9:.0f} GB of articles a month "
        f"({costs.article_b / 1e3:.1f} kB each), beside {kept_b / 1e9:.0f} GB of readers "
        f"and of {given.kept_days:.0f} days of messages."
    )
    yield f"- Traffic: {articles * given.page_kb / 1e6:.1f} GB of pages a day."
    yield ""
    told = {name: getattr(costs, name) for name in costs.__dataclass_fields__}
    times = ", ".join(
        f"{name[:-2]} {value * 1e3:.2f} ms" for name, value in told.items() if name.endswith("_s")
    )
    yield f"One of each: {times}; send {sends_s * 1e3:.2f} ms and look {given.look_s * 1e3:.2f} ms (given)."


def main() -> None:
    """Measure, compute, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=Path)
    parser.add_argument("--sample", type=int, default=200, help="pages to measure with")
    for name, value, told in (
        ("subscribers", 1_000_000, "active ones"),
        ("articles", 100_000, "new ones a day"),
        ("sources", 4_000, "that are watched"),
    ):
        parser.add_argument(f"--{name}", type=int, default=value, help=told)
    for name, value, told in (
        ("looks", 60.0, "at a source, a day"),
        ("look-s", 0.006, "processor time of one look"),
        ("summarise-s", 0.0, "of one article, when a model does it; 0: extracts, measured"),
        ("tellings", 10.0, "stories that match a subscriber, a day"),
        ("pushes", 1.0, "messages at once to a subscriber, a day"),
        ("editions", 1.0, "of a subscriber, a day"),
        ("parts", 1.2, "messages of an edition"),
        ("answers", 0.5, "to a subscriber, a day"),
        ("sends-per-s", 300.0, "messages that one process can send"),
        ("page-kb", 150.0, "of a page"),
        ("kept-days", 30.0, "for which messages are kept"),
        ("peak", 3.0, "the busiest hour, over the average"),
        ("busy", 0.6, "of a process's time"),
    ):
        parser.add_argument(f"--{name}", type=float, default=value, help=told)
    given = parser.parse_args()
    for line in report(asyncio.run(measure(given.pages, given.sample)), given):
        print(line)


if __name__ == "__main__":
    main()
