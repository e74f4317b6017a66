"""How fast, how surely and to how many messages leave, against a strict local Bot API of its own process.

    python bench/delivery.py paced [--readers 10000]      one push each, with Telegram's limits: rate, 429
    python bench/delivery.py faults [--readers 10000]     the same, and a tenth of the calls goes wrong at
    random python bench/delivery.py open [--readers 3000]        limits off: messages a second of one process
    python bench/delivery.py kill [--kills 50] [--processes 1] [--messages 2000]    kill -9 at random instants
    python bench/delivery.py claim [--rows 1000000]       the next 30 messages of an outbox of so many
    python bench/delivery.py match [--readers 1000000]    a new story against so many readers of 5 topics each

`--database URL` for another one than a SQLite file of its own (it must be empty). Rates are counted by the
server, from the first arrival to the last; all processes share the machine.
"""

import argparse
import asyncio
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select, update

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.editions import compose
from bot.model import Message, OutboxState
from bot.ports import Untold
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.outbox import OutboxStore
from bot.store.schema import outbox, subscribers, subscriptions
from bot.store.tellings import TellingStore
from tests.delivery import fleet
from tests.store.shelf import article, new, shelve

# Together a tenth; a time-out is an answer that comes when nobody waits for it any more.
FAULTS = {"throttle": 0.02, "fail": 0.03, "drop": 0.02, "hold": 0.02, "forbid": 0.01}
_BATCH = 10_000


async def states(url: str) -> Counter[str]:
    """The messages of the outbox by their state."""
    database = Database(url)
    async with database.read() as connection:
        rows = await connection.execute(
            select(outbox.c.state, func.count().label("number")).group_by(outbox.c.state)
        )
        counted = Counter({row.state: row.number for row in rows})
    await database.close()
    return counted


async def prepare(url: str, readers: int, each: int = 1) -> None:
    """A new database, with so many messages that wait."""
    database = Database(url)
    await database.open()
    await fleet.fill(database, readers, each)
    await database.close()


def paced(url: str, readers: int, per_s: float, faults: dict[str, float]) -> None:
    """One push each, at Telegram's pace or at none."""
    asyncio.run(prepare(url, readers))
    with fleet.serving(readers, per_s=per_s, faults=faults) as server:
        with fleet.sender(url, server.url, per_s=per_s or 1000) as process:
            assert process.wait() == 0
        sender_s = _children_s()  # the server is not counted before it ends
        report = server.report()
    server_s = _children_s() - sender_s
    ended = asyncio.run(states(url))
    print(
        f"{len(report.arrived)} messages in {report.span_s:.1f} s: "
        f"{len(report.arrived) / report.span_s:.1f}/s"
    )
    print(f"answers: {dict(report.answers)}; outbox: {dict(ended)}")
    each_ms = 1000 * sender_s / len(report.arrived)
    print(
        f"processor: sender {each_ms:.1f} ms a message ({1000 / each_ms:.0f}/s of a core), server "
        f"{server_s:.0f} s"
    )
    if faults:
        lost = asyncio.run(fleet.lost(url, report.arrived))
        print(f"lost: {lost}; twice: {report.twice}; answers that never came in time: {report.unheard}")


def _children_s() -> float:
    """Processor time of the processes that were started here and have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def kill(url: str, messages: int, kills: int, processes: int) -> None:
    """Kill -9 at random instants, until all is sent."""
    readers = messages // 4
    asyncio.run(prepare(url, readers, 4))
    started = time.monotonic()
    with fleet.serving(readers) as server:
        killed = fleet.killing(url, server.url, processes=processes, kills=kills, chance=random.Random(6))
        report = server.report()
    lost = asyncio.run(fleet.lost(url, report.arrived))
    print(f"{killed} kills of {processes} process(es) in {time.monotonic() - started:.0f} s")
    print(f"lost: {lost}; twice: {report.twice} (at most {killed * 64}); order kept: {report.in_order}")


async def claim(url: str, rows: int) -> None:
    """The next messages of an outbox of so many rows, a tenth of them sent, ten a chat."""
    readers = rows // 10
    database = Database(url)
    await database.open()
    now = datetime.now(UTC)
    for batch in _batches(_waiting(readers, now)):
        async with database.write() as connection:
            await connection.execute(insert(outbox), batch)
    async with database.write() as connection:
        first = (
            update(outbox)
            .where(outbox.c.id <= readers)
            .values(state=OutboxState.SENT, sent_at=now, due_at=None)
        )
        await connection.execute(first)
    store, took = OutboxStore(database, "bench"), []
    for number in range(50):
        at = now + timedelta(seconds=10 + number)
        start = time.perf_counter()
        claimed = await store.claim(30, at, 60)
        took.append(time.perf_counter() - start)
        assert len(claimed) == 30
        for outgoing in claimed:
            await store.sent([(outgoing, 1)], at)
    took.sort()
    print(f"{rows} rows: 30 claimed in {took[25] * 1000:.1f} ms (median), {took[-1] * 1000:.1f} ms (worst)")
    await database.close()


def _waiting(readers: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number in range(10):
        for reader in range(1, readers + 1):
            yield {
                "dedup_key": f"{reader}:{number}",
                "chat_id": reader,
                "html": "x" * 300,
                "buttons": [],
                "state": OutboxState.DUE,
                "due_at": now,
                "queued_at": now,
            }


async def match_readers(url: str, readers: int) -> None:
    """One story against readers who follow five topics each, of a thousand; half of these are words."""
    database = Database(url)
    await database.open()
    now, chance = datetime.now(UTC), random.Random(6)
    for batch in _batches(
        {"chat_id": n, "zone": "Europe/Paris", "instant": True, "joined_at": now}
        for n in range(1, readers + 1)
    ):
        async with database.write() as connection:
            await connection.execute(insert(subscribers), batch)
    keys = [f"pays:{n}" for n in range(500)] + [f"mots:sujet{n}" for n in range(500)]
    followed = (
        {"chat_id": n, "topic": key, "label": key, "mode": "follow", "index_term": key.removeprefix("mots:")}
        for n in range(1, readers + 1)
        for key in chance.sample(keys, 5)
    )
    for batch in _batches(followed):
        async with database.write() as connection:
            await connection.execute(insert(subscriptions), batch)
    await shelve(ArchiveStore(database), new(article("Le phare de Kervannec rallumé")), now)
    tellings = TellingStore(database)
    (found,) = await tellings.untold(1)
    story = replace(found.story, topics=("pays:1", "pays:2", "pays:3"))
    untold = Untold(story, ("sujet1", "sujet2"))
    start = time.perf_counter()
    followers = await tellings.followers(compose.index_terms(untold))
    rules = compose.Rules(timedelta(hours=6), 30, 480)
    why = compose.reasons(untold, followers, rules)
    took_s = time.perf_counter() - start
    print(
        f"{readers} readers of 5 topics: {len(followers)} subscriptions read, {len(why)} readers found in "
        f"{took_s:.2f} s"
    )
    start = time.perf_counter()
    told = compose.telling(untold, followers, lambda _reader, _suite: Message("x" * 300), now, rules)
    await tellings.tell(told, now)
    print(f"queued {len(told.now)} messages in {time.perf_counter() - start:.2f} s")
    await database.close()


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["paced", "faults", "open", "kill", "claim", "match"])
    parser.add_argument("--readers", type=int)
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        url = asked.database or f"sqlite+aiosqlite:///{home}/bench.db"
        match asked.what:
            case "paced":
                paced(url, asked.readers or 10_000, 30, {})
            case "faults":
                paced(url, asked.readers or 10_000, 30, FAULTS)
            case "open":
                paced(url, asked.readers or 3_000, 0, {})
            case "kill":
                kill(url, asked.messages, asked.kills, asked.processes)
            case "claim":
                asyncio.run(claim(url, asked.rows))
            case _:
                asyncio.run(match_readers(url, asked.readers or 1_000_000))


if __name__ == "__main__":
    main()
