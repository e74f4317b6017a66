"""Whether memory stays where it is: the whole bot under load, its Bot API in a process of its own (this one).

    python bench/soak.py [--minutes 40] [--per-s 5]   memory of the bot and of its workers, a line a minute
    python bench/soak.py --trace [--minutes 5]        all in one process: which lines hold more than before

Readers say commands, ask questions, paste texts and press buttons; an article comes every two seconds. At
the end: what the log complained of, and how much more memory the last tenth takes than the middle.
"""

import argparse
import asyncio
import ctypes
import json
import os
import random
import signal
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from ctypes.util import find_library
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).parents[1]))

from starlette.applications import Starlette

from bot.app import service
from bot.sandbox import person
from bot.sandbox.person import Impossible
from bot.sandbox.sandbox import Sandbox
from bot.settings.loading import load
from tests.running import ROOT, environment, make_config
from tests.sandbox.serving import listening

TOKEN = "4242:a-token-of-the-soak-0123456789"
READERS = 40
SAID = (
    "/latest",
    "/topics",
    "/topic {word}",
    "/follow {word}",
    "/unfollow {word}",
    "/hours",
    "/tendances",
    "{word}",
)
WORDS = (
    "port phare mairie grève loup pont train école rivière marché théâtre forêt usine hôpital musée".split()
)
PLACES = "Russie Italie Grèce Finlande Espagne Chine Canada Japon Brésil Maroc Suisse Belgique".split()
PAGE = os.sysconf("SC_PAGE_SIZE")


class Town:
    """The readers, and the press that they read."""

    def __init__(self, sandbox: Sandbox, inbox: Path) -> None:
        self.sandbox = sandbox
        self.inbox = inbox
        self.chance = random.Random(4)
        self.articles = 0

    def act(self) -> None:
        """One reader does one thing."""
        who = self.chance.choice(sorted(self.sandbox.state.people))
        try:
            if self.chance.random() < 0.3:
                self._press(who)
            elif self.chance.random() < 0.1:
                person.say(self.sandbox, who, self._text())
            else:
                person.say(self.sandbox, who, self.chance.choice(SAID).format(word=self.chance.choice(WORDS)))
        except Impossible:
            pass
        self._forget_old_messages()

    def publish(self) -> None:
        """One more article in the watched folder."""
        self.articles += 1
        part = self.inbox.parent / "part.txt"
        part.write_text(self._text(), encoding="utf-8")
        part.replace(self.inbox / f"{self.articles}.txt")

    def _press(self, who: int) -> None:
        messages = [one for one in self.sandbox.state.messages.values() if one["chat"]["id"] == who]
        buttons = [
            (one["message_id"], button["callback_data"])
            for one in messages
            for row in one.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
            if "callback_data" in button and not button["callback_data"].startswith("forget")
        ]
        if buttons:
            person.press(self.sandbox, who, *self.chance.choice(buttons))

    def _text(self) -> str:
        pick = self.chance.choice
        place, word, number = pick(PLACES), pick(WORDS), self.chance.randrange(10, 10_000)
        sentences = [
            f"À {place}, le {pick(WORDS)} n° {self.chance.randrange(10_000)} attend {pick(WORDS)} "
            f"depuis {self.chance.randrange(2, 90)} jours, a dit la mairie à {number} habitants."
            for _ in range(6)
        ]
        return f"{place} : le {word} n° {number} rouvre\nLe 29 novembre 2026\n" + "\n".join(sentences)

    def _forget_old_messages(self) -> None:
        state = self.sandbox.state
        for number in sorted(state.messages)[:-2000]:
            del state.messages[number]
        state.queries.clear()
        self.sandbox.faults.clear()


async def load_up(town: Town, minutes: float, per_s: float) -> Iterator[None]:
    """Live so long; something to look at comes every ten seconds."""
    until, steps = time.monotonic() + 60 * minutes, 0
    while time.monotonic() < until:
        town.act()
        steps += 1
        if steps % max(1, round(2 * per_s)) == 0:
            town.publish()
        if steps % max(1, round(10 * per_s)) == 0:
            yield
        await asyncio.sleep(1 / per_s)


def resident(pid: int) -> float:
    """Megabytes of memory that a process holds; 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * PAGE / 1e6
    except OSError:
        return 0.0


def sqlite_mb() -> float:
    """Megabytes that SQLite has here, pages and prepared statements: tracemalloc sees none of it."""
    library = ctypes.CDLL(find_library("sqlite3"))
    library.sqlite3_memory_used.restype = ctypes.c_int64
    return float(library.sqlite3_memory_used()) / 1e6


def children(pid: int) -> list[int]:
    """Its children, the workers, and theirs."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return [each for child in map(int, own) for each in (child, *children(child))]


async def measured(home: Path, config: Path, url: str, town: Town, asked: argparse.Namespace) -> None:
    """The bot in a process of its own, as it is used."""
    told = environment(home, config, TELEGRAM_TOKEN=TOKEN, LACONIQUE_TELEGRAM_URL=url)
    with (home.parent / "log").open("w") as log:
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=told, cwd=ROOT, stdout=log, stderr=log
        )
    begun, seen, told_at = time.monotonic(), [], 0.0
    try:
        async for _ in load_up(town, asked.minutes, asked.per_s):
            seen.append(resident(bot.pid))
            minutes = (time.monotonic() - begun) / 60
            if minutes - told_at >= 1:
                told_at = minutes
                workers = sum(map(resident, children(bot.pid)))
                held = f"{seen[-1]:6.1f} MB, workers {workers:6.1f} MB"
                print(f"{minutes:5.1f} min: {held}, {town.articles} articles", flush=True)
    finally:
        bot.send_signal(signal.SIGTERM)
        await bot.wait()
    lines = (
        json.loads(line) for line in (home.parent / "log").read_text("utf-8").splitlines() if line[:1] == "{"
    )
    troubles = Counter(line["event"] for line in lines if line["level"] in ("warning", "error"))
    print("said in the log:", dict(troubles) or "no trouble")
    half, tenth = len(seen) // 2, max(1, len(seen) // 10)
    middle, end = mean(seen[half : half + tenth]), mean(seen[-tenth:])
    print(f"from the middle to the end: {middle:.1f} -> {end:.1f} MB, {100 * (end / middle - 1):+.1f} %")


async def traced(home: Path, config: Path, url: str, town: Town, asked: argparse.Namespace) -> None:
    """The bot in this process; after each fifth of the time, what holds more than after the first."""
    settings = load(environment(home, config, TELEGRAM_TOKEN=TOKEN, LACONIQUE_TELEGRAM_URL=url))
    stop = asyncio.Event()
    bot = asyncio.create_task(service.run(settings, stop, lambda _address: None))
    tracemalloc.start(1)
    before, looks = None, 0
    async for _ in load_up(town, asked.minutes, asked.per_s):
        looks += 1
        if looks % max(1, round(asked.minutes * 6 / 5)):
            continue
        now = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(False, tracemalloc.__file__)])  # noqa: FBT003
        if before is None:
            before = now
            print(f"SQLite itself holds {sqlite_mb():.1f} MB", flush=True)
            continue
        print(f"--- after {looks * 10} s; SQLite itself holds {sqlite_mb():.1f} MB", flush=True)
        for line in now.compare_to(before, "lineno")[:12]:
            print(f"{line.size_diff / 1024:+8.0f} KiB {line.count_diff:+7d}  {line.traceback}", flush=True)
    stop.set()
    await bot


async def main(asked: argparse.Namespace) -> None:
    """Soak."""
    with tempfile.TemporaryDirectory() as folder:
        home, config = Path(folder) / "home", make_config(Path(folder) / "config")
        (home / "inbox").mkdir(parents=True)
        sandbox = Sandbox(TOKEN)
        while len(sandbox.state.people) < READERS:
            person.join(sandbox, f"Reader {len(sandbox.state.people)}")
        town = Town(sandbox, home / "inbox")
        async with listening(Starlette(routes=sandbox.routes())) as url:
            try:
                await (traced if asked.trace else measured)(home, config, url, town, asked)
            finally:
                sandbox.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--per-s", type=float, default=5)
    parser.add_argument("--trace", action="store_true")
    asyncio.run(main(parser.parse_args()))
