"""How soon readers are answered: the real bot against a strict local Bot API of its own process (this one).

    python -m bench.chat [--per-s 50] [--seconds 60] [--articles 3000]

Readers say commands, ask questions and press buttons at this rate, whether they are answered or not, while
two articles a second come into the watched folder and are summarised; in the second half two readers also
give long files to summarise, one after the other, which count in no total. No reader says more than Telegram
lets a bot answer. Printed by what was done: from the update to the first message or note that answers it.
Processor time is the bot's own, without its workers, and theirs beside it; the load of the machine is told,
for it decides what the clock says.
"""

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from starlette.applications import Starlette

from bench.soak import PLACES, TOKEN, WORDS, Town, children
from bot.model import Topic
from bot.sandbox import person
from bot.sandbox.chats import Json, Person
from bot.sandbox.sandbox import Sandbox
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from tests.running import ROOT, environment, make_config
from tests.sandbox.serving import listening
from tests.store.shelf import article, new, shelve

READERS = 6
"""For each update a second."""
QUIET_S = 3.0
"""Who said something says nothing so long: Telegram lets the bot answer a chat thrice in three seconds."""
LONG = "a long file"
FIRST, SLOW, FEW = 1_000, (1, 2), 3
SETTINGS = """
[ingest]
news_days = 36500
undated_is_news = true

[delivery]
messages_per_s = 100
paid_broadcast = true
"""
"""As the bot comes, but for old news, and as many messages as are asked for."""
ASKED = (
    *("/latest", "/help", "/settings", "/topics", "/hours", "/digest", "/sources", "/tendances"),
    *("/topic {place}", "/topic {word}", "{word}", "/follow {place}", "/unfollow {place}"),
)
PRESSED = 0.3
"""Of all that readers do, buttons."""
TICK = os.sysconf("SC_CLK_TCK")


@dataclass
class Waiting:
    """What a reader did, and when."""

    kind: str
    since: float


@dataclass
class Tally:
    """How long answers took, in milliseconds, by what was done; what nobody was answered."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    held_up: int = 0

    def show(self, title: str) -> None:
        """Print the median, the 95th and the 99th percentile of each kind, the slowest kind first."""
        every = [one for kind, times in self.took.items() if kind != LONG for one in times]
        rows = sorted(self.took.items(), key=lambda item: -np.percentile(item[1], 99))
        for kind, times in [*rows, (f"{title}: all", every)]:
            if times:
                p50, p95, p99 = np.percentile(times, [50, 95, 99])
                print(f"{kind:28} p50 {p50:7.0f} ms, p95 {p95:7.0f}, p99 {p99:7.0f}   ({len(times)})")
        print(f"{'not said, for all waited':28} {self.held_up}")


class Watched(Sandbox):
    """A Bot API that tells when a chat is answered."""

    def __init__(self, readers: int) -> None:
        super().__init__(TOKEN)
        numbers = (*SLOW, *range(FIRST, FIRST + readers))
        self.state.people = {number: Person(number, f"Reader {number}") for number in numbers}
        self.waiting: dict[int, Waiting] = {}
        self.tally = Tally()

    def commit(self, *events: Json) -> None:
        """Keep what happened; what the bot said may be an answer."""
        super().commit(*events)
        for event in events:
            said = event["message"] if event["event"] == "message" else {}
            if event["event"] == "answered":
                self._heard(event["user"])
            elif said.get("from", {}).get("is_bot"):
                self._heard(said["chat"]["id"])

    def _heard(self, reader: int) -> None:
        if (waited := self.waiting.pop(reader, None)) is not None:
            self.tally.took[waited.kind].append(1000 * (time.perf_counter() - waited.since))


class Crowd(Town):
    """Readers at a steady rate; the press beside them."""

    sandbox: Watched

    def __init__(self, sandbox: Watched, inbox: Path) -> None:
        super().__init__(sandbox, inbox)
        self._free_at: dict[int, float] = {}

    def act(self) -> None:
        """One reader who waits for nothing, and has been quiet for a moment, does one thing."""
        now = time.perf_counter()
        free = [
            number
            for number in self.sandbox.state.people
            if number >= FIRST
            and number not in self.sandbox.waiting
            and self._free_at.get(number, 0.0) <= now
        ]
        if not free:
            self.sandbox.tally.held_up += 1
            return
        who = self.chance.choice(free)
        self._free_at[who] = now + QUIET_S
        pressed = self.chance.random() < PRESSED and self._press_latest(who)
        if not pressed:
            self._ask(who, self.chance.choice(ASKED))
        self._forget_old_messages()

    def ask_all(self, kind: str) -> None:
        """A few readers ask this."""
        for who in sorted(self.sandbox.state.people)[:FEW]:
            self._ask(who, kind)

    def _ask(self, who: int, kind: str) -> None:
        word, place = self.chance.choice(WORDS), self.chance.choice(PLACES)
        self.sandbox.waiting[who] = Waiting(kind, time.perf_counter())
        person.say(self.sandbox, who, kind.format(word=word, place=place))

    def give_slowly(self) -> None:
        """Whoever gives long files gives another, once the last was summarised."""
        for who in SLOW:
            if who not in self.sandbox.waiting:
                text = "\n".join(self._text() for _ in range(150))
                self.sandbox.waiting[who] = Waiting(LONG, time.perf_counter())
                person.hand_over(self.sandbox, who, "long.txt", "text/plain", text.encode())

    def _press_latest(self, who: int) -> bool:
        """Whether there was a button in the last messages of this reader."""
        ours = [one for one in self.sandbox.state.messages.values() if one["chat"]["id"] == who][-3:]
        found = [
            (one["message_id"], button["callback_data"])
            for one in ours
            for row in one.get("reply_markup", {}).get("inline_keyboard", ())
            for button in row
            if not button.get("callback_data", "forget").startswith("forget")
        ]
        if not found:
            return False
        message, data = self.chance.choice(found)
        self.sandbox.waiting[who] = Waiting(f"button {data.partition(':')[0]}", time.perf_counter())
        person.press(self.sandbox, who, message, data)
        return True


async def seed(home: Path, total: int) -> None:
    """An archive of so many articles of the last days, tagged with what readers ask for."""
    database = Database(f"sqlite+aiosqlite:///{home / 'laconique.db'}")
    await database.open()
    archive, chance, now = ArchiveStore(database), random.Random(5), datetime.now(UTC)
    topics = [
        Topic(f"pays:{code}", code) for code in ("ru", "it", "gr", "fi", "es", "cn", "ca", "jp", "br", "ma")
    ]
    for number in range(total):
        title = (
            f"{chance.choice(PLACES)} : le {chance.choice(WORDS)} n° {number} et le {chance.choice(WORDS)}"
        )
        moment = now - timedelta(minutes=chance.randrange(20_000))
        written = article(title, f"{title}, a dit la mairie.", moment=moment, source=f"Journal {number % 40}")
        await shelve(archive, replace(new(written, chance.choice(topics)), quiet=True), now)
    await database.close()


def spent_s(pid: int) -> float:
    """Processor seconds of a process so far; 0 when it is gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


async def half(crowd: Crowd, given: argparse.Namespace, *, slow: bool) -> None:
    """Live half of the time."""
    loop = asyncio.get_running_loop()
    start, steps = loop.time(), round(given.seconds / 2 * given.per_s)
    for step in range(steps):
        await asyncio.sleep(max(0.0, start + step / given.per_s - loop.time()))
        crowd.act()
        if slow:
            crowd.give_slowly()
        if step % max(1, given.per_s // 2) == 0:
            crowd.publish()
    await asyncio.sleep(2)


async def measure(home: Path, config: Path, url: str, crowd: Crowd, given: argparse.Namespace) -> None:
    """The bot in a process of its own; the first seconds are for it to begin, and for readers to join."""
    told = environment(home, config, TELEGRAM_TOKEN=TOKEN, LACONIQUE_TELEGRAM_URL=url)
    with (home.parent / "log").open("w") as log:
        bot = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=told, cwd=ROOT, stdout=log, stderr=log
        )
    try:
        for kind in ("/start", *ASKED):  # what is loaded when it is asked for first is loaded then
            crowd.ask_all(kind)
            while crowd.sandbox.waiting:  # noqa: ASYNC110 - the bot is at work elsewhere
                await asyncio.sleep(0.1)
        for slow in (False, True):
            crowd.sandbox.tally = Tally()
            before, workers = spent_s(bot.pid), sum(map(spent_s, children(bot.pid)))
            await half(crowd, given, slow=slow)
            spent = spent_s(bot.pid) - before
            theirs = sum(map(spent_s, children(bot.pid))) - workers
            crowd.sandbox.tally.show("beside long files" if slow else "beside the press")
            answered = sum(map(len, crowd.sandbox.tally.took.values()))
            each_ms, load = 1000 * spent / max(1, answered), os.getloadavg()[0]
            print(f"processor: {each_ms:.1f} ms an answer, workers {theirs:.0f} s; load {load:.0f}\n")
    finally:
        bot.send_signal(signal.SIGTERM)
        await bot.wait()


async def main(given: argparse.Namespace) -> None:
    """Seed, start, ask."""
    with tempfile.TemporaryDirectory() as folder:
        home, config = Path(folder) / "home", make_config(Path(folder) / "config", bot=SETTINGS)
        (home / "inbox").mkdir(parents=True)
        await seed(home, given.articles)
        sandbox = Watched(READERS * given.per_s)
        async with listening(Starlette(routes=sandbox.routes())) as url:
            try:
                await measure(home, config, url, Crowd(sandbox, home / "inbox"), given)
            finally:
                sandbox.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--per-s", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--articles", type=int, default=3000)
    asyncio.run(main(parser.parse_args()))
