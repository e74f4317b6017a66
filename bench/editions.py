"""How long it takes to choose, set and keep the editions of one hour.

    python bench/editions.py [--readers 500] [--stories 200] [--waiting 100]

Each reader has so many of the stories waiting, of ten topics; each story has one to five articles. What one
reader costs the processor is told by step, and what 100,000 would cost. On a SQLite database of its own.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.editions import render
from bot.editions.grouping import of_edition
from bot.editions.selection import Selection
from bot.model import Kind, Mode
from bot.ports import Due
from bot.store.archive import ArchiveStore
from bot.store.coverage import CoverageStore
from bot.store.database import Database
from bot.store.schema import subscribers, subscriptions, tellings
from bot.store.tellings import TellingStore
from tests.editions.stories import shipped_catalogue
from tests.store.shelf import article, new, shelve

_MOST = 10
_PARIS = "Europe/Paris"


async def prepare(database: Database, given: argparse.Namespace, now: datetime) -> None:
    """Stories of one day, and readers for whom some of them wait."""
    chance = random.Random(3)
    archive = ArchiveStore(database)
    for number in range(given.stories):
        first = None
        for copy in range(chance.randint(1, 5)):
            words = " ".join(f"mot{chance.randrange(5000)}x" for _ in range(8))
            moment = now - timedelta(minutes=chance.randrange(1200))
            written = article(words, source=f"Journal {copy * 7 % 11}", moment=moment)
            stored = await shelve(archive, new(written, story_id=first), now)
            first = stored.story_id
        assert first == number + 1
    async with database.write() as connection:
        readers = [
            {"chat_id": n, "zone": _PARIS, "instant": False, "joined_at": now}
            for n in range(1, given.readers + 1)
        ]
        await connection.execute(insert(subscribers), readers)
        follows = {"topic": "theme:1", "label": "Sport", "mode": Mode.FOLLOW, "index_term": "theme:1"}
        rows = [{"chat_id": one["chat_id"], **follows} for one in readers]
        await connection.execute(insert(subscriptions), rows)
        rows = [
            {"chat_id": n, "story_id": story, "matched_at": now, "waiting": True, "version": 0}
            | {"topic": f"theme:{story % 10}", "salience": 0.67}
            for n in range(1, given.readers + 1)
            for story in chance.sample(range(1, given.stories + 1), given.waiting)
        ]
        await connection.execute(insert(tellings), rows)


async def measure(given: argparse.Namespace) -> None:
    """Each reader's edition, as the pass makes it; the first ones also pay for what all share."""
    now, spent = datetime.now(UTC), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bench.db")
        await database.open()
        await prepare(database, given, now)
        store = TellingStore(database)
        selection = Selection(store, CoverageStore(database), frozenset(Kind))
        for chat_id in range(1, given.readers + 1):
            start = time.process_time()
            selected = await selection.of(chat_id, _MOST, now)
            chosen = time.process_time()
            sections = of_edition(selected.stories, selected.topics, shipped_catalogue())
            messages = render.edition(sections, now.date(), 480, now, _PARIS, more=selected.more)
            set_ = time.process_time()
            await store.edition(Due(chat_id, now.date(), 480), messages, now, shown=selected.versions)
            kept = time.process_time()
            spent += Counter({"chosen": chosen - start, "set": set_ - chosen, "kept": kept - set_})
        await database.close()
    each = {step: 1000 * took / given.readers for step, took in spent.items()}
    print(f"{given.waiting} of {given.stories} stories wait for each of {given.readers} readers")
    print("a reader, in ms of processor:", ", ".join(f"{step} {ms:.1f}" for step, ms in each.items()))
    total, choosing = sum(each.values()) * 100, each["chosen"] * 100
    print(f"100,000 readers: {total:.0f} s of processor, {choosing:.0f} s of it to choose")


def main() -> None:
    """Read the command line, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=500)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--waiting", type=int, default=100)
    asyncio.run(measure(parser.parse_args()))


if __name__ == "__main__":
    main()
