"""How long each of the operator's pages takes with many sources and many articles.

    python -m bench.dashboard [--sources 1000] [--articles 1000000] [--votes 200000] [--keep FOLDER]

On a SQLite database of its own, of one year of articles, with ninety days of activity, readers' votes and
reports; a folder that was kept is used again. The pages are asked for through the whole stack, without a
socket.
"""

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import func, insert, select
from starlette.applications import Starlette

from bot.app.core import core
from bot.app.desk import Desk
from bot.model import Method, Vote
from bot.ports import What
from bot.settings.loading import load
from bot.store.activity import hour_of
from bot.store.database import Database
from bot.store.index import sort_key
from bot.store.schema import activity, articles, entries, events, feedback, sources, stories, summaries, votes
from bot.web.dashboard import Pages

_TOKEN = "an-invented-token-of-no-value"
_YEAR = timedelta(days=365)
_BATCH = 20_000
_PAGES = ("/", "/sources", "/stories", "/votes", "/reports")
_SHARED = 3
"""Every third article joins the story before it."""


def source_rows(number: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Each tenth source fails."""
    for at in range(number):
        failing = at % 10 == 0
        yield {
            "name": f"Journal {at}",
            "kind": "feed",
            "address": f"https://journal{at}.example/flux",
            "given_address": "",
            "language": "fr",
            "section": "",
            "listed": True,
            "next_check_at": now + timedelta(minutes=5),
            "checked_at": now,
            "succeeded_at": None if failing else now,
            "errors": 3 if failing else 0,
            "reason": "answered 503 Service Unavailable" if failing else "",
            "cause": "server" if failing else "other",
        }


def article_row(number: int, of: int, source: str, now: datetime) -> dict[str, Any]:
    """The article of that number among so many, spread over the year up to now."""
    moment = now - _YEAR * ((of - number) / of)
    return {
        "id": number,
        "story_id": number - number % _SHARED or 1,
        "source": source,
        "url": f"https://gazette.example/{number}",
        "identity": str(number),
        "title": f"Le conseil de la ville {number % 977} adopte le budget {number}",
        "paragraphs": [f"Le conseil de la ville {number % 977} a adopté lundi le budget {number}."],
        "left_out": [],
        "language": "fr",
        "author": "",
        "section": "",
        "image": "",
        "paywalled": False,
        "form": "prose",
        "published_at": moment,
        "sort_key": sort_key(moment, number),
        "date_origin": "stated",
        "date_confidence": 1.0,
        "date_candidates": [],
        "day_only": False,
        "stored_at": moment,
        "signature": {"tokens": [f"3ville{number % 977}", "1budget", "1conseil"], "sketch": []},
    }


async def prepare(database: Database, given: argparse.Namespace, now: datetime) -> None:
    """A year of articles; nothing is done where they are already."""
    async with database.read() as connection:
        there = (await connection.execute(select(func.count()).select_from(articles))).scalar_one()
    if there:
        return
    async with database.write() as connection:
        await connection.execute(insert(sources), list(source_rows(given.sources, now)))
    chance = random.Random(7)
    names = [f"Journal {chance.randrange(given.sources)}" for _ in range(given.articles + 1)]
    for start in range(1, given.articles + 1, _BATCH):
        numbers = range(start, min(start + _BATCH, given.articles + 1))
        rows = [article_row(at, given.articles, names[at], now) for at in numbers]
        async with database.write() as connection:
            opened = [row for row in rows if row["id"] == row["story_id"]]
            led = [
                {"id": r["id"], "lead_id": r["id"], "created_at": r["stored_at"], "quiet": False}
                for r in opened
            ]
            await connection.execute(insert(stories), led)
            await connection.execute(insert(articles), rows)
            await connection.execute(insert(entries), [_entry(row, given.sources) for row in rows])
    await _what_was_done(database, given.articles, now)
    await _what_readers_think(database, given, now)


def _entry(row: dict[str, Any], of: int) -> dict[str, Any]:
    return {
        "source_id": 1 + row["id"] % of,
        "key": row["url"],
        "address": row["url"],
        "title": row["title"],
        "text": "",
        "fingerprint": "",
        "quiet": False,
        "seen_at": row["stored_at"],
        "state": "done",
        "article_id": row["id"],
    }


async def _what_was_done(database: Database, number: int, now: datetime) -> None:
    names = ("articles", "summaries extract", "summaries model", "sent", "throttled", "subscribers")
    hours = [
        {"name": name, "hour": hour_of(now) - back, "number": back % 97, "seconds": 1.5 * back}
        for name in names
        for back in range(90 * 24)
    ]
    told = [number - number % _SHARED - _SHARED * back for back in range(20)]
    async with database.write() as connection:
        await connection.execute(insert(activity), hours)
        await connection.execute(
            insert(events),
            [{"at": now, "what": What.SOURCE_FAILS, "name": str(n), "reason": "503"} for n in range(50_000)],
        )
        await connection.execute(
            insert(summaries),
            [
                {"article_id": one, "headline": "Le budget est adopté", "headline_made": False}
                | {"sentences": ["Il l’a été."], "method": "extract", "version": "1", "note": ""}
                | {"made_at": now}
                for one in told
            ],
        )
        await connection.execute(
            insert(feedback), [{"chat_id": one, "story_id": one, "given_at": now} for one in told]
        )


async def _what_readers_think(database: Database, given: argparse.Namespace, now: datetime) -> None:
    """A vote a reader and story, spread over ninety days; one of seven dislikes it."""
    number = min(given.votes, given.articles // _SHARED)
    for start in range(0, number, _BATCH):
        rows = [
            {
                "chat_id": 1 + at % 997,
                "story_id": _SHARED * (1 + at * 31 % (given.articles // _SHARED)),
                "vote": Vote.UP if at % 7 else Vote.DOWN,
                "source": f"Journal {at % given.sources}",
                "method": Method.EXTRACT if at % 3 else Method.MODEL,
                "given_at": now - timedelta(days=90) * (at / number),
            }
            for at in range(start, min(start + _BATCH, number))
        ]
        async with database.write() as connection:
            await connection.execute(insert(votes), rows)


async def measure(given: argparse.Namespace, home: str) -> None:
    """Ask for each page, the first time and again."""
    now = datetime.now(UTC).replace(microsecond=0)
    settings = load({**os.environ, "LACONIQUE_HOME": home})
    async with core(settings) as built:
        await prepare(built.database, given, now)

        async def well() -> Sequence[Any]:
            return ()

        pages = Pages(Desk(built, well), _TOKEN, editable=True)
        transport = httpx.ASGITransport(Starlette(routes=pages.routes()))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            for path in _PAGES:
                took = [await _asked(client, path) for _ in range(given.rounds + 1)]
                again, worked = (sorted(one) for one in zip(*took[1:], strict=True))
                middle = statistics.median(again)
                print(
                    f"/dashboard{path:<10} first {took[0][0]:6.1f} ms, then {middle:6.1f} ms (at best "
                    f"{again[0]:.1f}, at worst {again[-1]:.1f}); processor, at best {worked[0]:6.1f} ms"
                )


async def _asked(client: httpx.AsyncClient, path: str) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor, which a busy machine changes less."""
    start, worked = time.perf_counter(), time.process_time()
    answer = await client.get(f"/dashboard{path}")
    answer.raise_for_status()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - worked)


def main() -> None:
    """Make the database, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=1000)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--votes", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="leave the database there, or use the one that is")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(given, str(given.keep.absolute() if given.keep else folder)))


if __name__ == "__main__":
    main()
