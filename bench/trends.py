"""What counting costs in a large archive.

`python bench/trends.py [articles] [days]`, by default 200,000 in 60.

Invented articles, each counted for 14 of 30,000 terms, the first of which come up in every third article and
the last once in years (Zipf's law). Times are this process's own, on the wall for what waits for the
database's thread. It leaves nothing behind.
"""

import asyncio
import sys
import tempfile
import time
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.chat.trending import Trending
from bot.model import Dating
from bot.ports import Term
from bot.store.counts import CountStore, count
from bot.store.database import Database
from bot.store.schema import article_terms, articles, stories, term_days
from bot.topics.catalogue import Catalogue
from bot.trends.chart import Chart, draw
from bot.trends.growth import least

_TERMS, _BORNE = 30_000, 14
_BATCH = 2_000
_BURSTS = 100
"""So many of the last articles are of four bursts, so that there is something to draw."""

_ROUNDS = 5
_NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


async def main(number: int, days: int) -> None:
    """Fill an archive, then ask."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        database = Database(f"sqlite+aiosqlite:///{path}")
        await database.open()
        await _fill(database, number, days)
        print(f"{path.stat().st_size / 1e6:.0f} MB, with articles that have no text")
        counts = CountStore(database)
        for window in (1, 7):
            tally = await counts.tally(window, _NOW, least(window))
            print(f"{window} days: {tally.articles} articles, {len(tally.terms)} terms")
            await _timed(
                f"  counted ({window} days)", lambda window=window: counts.tally(window, _NOW, least(window))
            )
        await _timed("the whole answer, with its picture", lambda: _answer(counts))
        await database.close()


async def _fill(database: Database, number: int, days: int) -> None:
    """All but the last articles in bulk, as counting one by one would leave them.

    The last ones one by one.
    """
    chance = Random(1)
    weights = list(accumulate(1 / (rank + 3) for rank in range(_TERMS)))
    moments = {
        one: _NOW - timedelta(days=days * (number - one + chance.random()) / number) for one in range(number)
    }
    terms = {
        one: sorted({f"t{bisect(weights, chance.random() * weights[-1])}" for _ in range(_BORNE)})
        for one in range(number)
    }
    for one in range(number - _BURSTS, number):
        terms[one].append(f"burst{one % 4}")
    row = {"lead_id": 0, "created_at": _NOW, "quiet": True}
    async with database.write() as connection:
        story_id = (
            await connection.execute(insert(stories).values(row).returning(stories.c.id))
        ).scalar_one()
        for some in batched(range(number)):
            await connection.execute(insert(articles), [_row(one, story_id, moments[one]) for one in some])
        await _in_bulk(connection, {one: terms[one] for one in range(number - _BATCH)}, moments)
    last = range(number - _BATCH, number)
    async with database.write() as connection:
        begin = time.process_time()
        for one in last:
            words = [Term(term, term) for term in terms[one]]
            await count(connection, one, Dating(moments[one]), words, _NOW)
        spent_s = time.process_time() - begin
    print(f"to count an article: {1000 * spent_s / len(last):.2f} ms, without the commit")


async def _in_bulk(
    connection: AsyncConnection, terms: dict[int, list[str]], moments: dict[int, datetime]
) -> None:
    by_day: Counter[tuple[str, int]] = Counter()
    recent = []
    for one, own in terms.items():
        if moments[one] < _NOW - timedelta(days=37):
            continue
        by_day.update((term, moments[one].toordinal()) for term in ("*", *own))
        if moments[one] >= _NOW - timedelta(days=8):
            bare = {"article_id": one, "published_at": moments[one]}
            recent += [bare | {"term": term, "written": term} for term in ("*", *own)]
    rows = [{"term": term, "day": day, "articles": many} for (term, day), many in by_day.items()]
    print(f"{len(rows)} rows of terms by day, {len(recent)} rows of terms by article")
    for table, filled in ((term_days, rows), (article_terms, recent)):
        for some in batched(filled):
            await connection.execute(insert(table), list(some))


def batched(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """So many at a time."""
    return (items[start : start + _BATCH] for start in range(0, len(items), _BATCH))


def _row(one: int, story_id: int, moment: datetime) -> dict[str, object]:
    texts = dict.fromkeys(("source", "url", "title", "author", "section", "image"), "")
    return texts | {
        "id": one,
        "story_id": story_id,
        "identity": str(one),
        "paragraphs": [],
        "left_out": [],
        "language": "fr",
        "paywalled": False,
        "form": "prose",
        "published_at": moment,
        "date_origin": "stated",
        "date_confidence": 1.0,
        "date_candidates": [],
        "day_only": False,
        "stored_at": moment,
    }


async def _answer(counts: CountStore) -> None:
    async def drawn(chart: Chart) -> bytes:
        return draw(chart)

    empty = Catalogue.from_toml({"menu": []}, "bench")
    reply = await Trending(counts, empty, drawn, "Europe/Paris").trends(1, "", _NOW)
    assert reply.messages[0].picture


async def _timed(what, work) -> None:  # noqa: ANN001 - whatever can be awaited
    took = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        await work()
        took.append(time.perf_counter() - begin)
    print(f"{what}: {1000 * min(took):.0f} ms at best, {1000 * max(took):.0f} ms at worst of {_ROUNDS}")


if __name__ == "__main__":
    asyncio.run(main(*(int(given) for given in (sys.argv[1:] + ["200000", "60"][len(sys.argv) - 1 :]))))
