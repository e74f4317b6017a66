"""What outages cost: the whole bot behind a proxy that fails on the wire, told to the end what became of all.

    python -m bench.faults [--minutes 10] [--processes 2] [--database URL] [--readers 20] [--seed 1]

The proxy (`tests/fault_proxy.py`) goes from one weather to the next, with calm between. Meanwhile stories are
told to all readers, and readers ask. Then all is calm until nothing waits any more, ten minutes at most, and
it is counted:

    lost           stories that a reader was never told, questions that nobody answered
    copies         messages that came again: once too often is allowed, twice is not
    out of order   chats in which a push, or an answer, came before an earlier one
    silent         chats that neither a last story nor the answer to a last question reached within a minute

`--database URL` for another one than a SQLite file of its own (it must be empty).
"""

import argparse
import asyncio
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from starlette.applications import Starlette

from bot.model import Message, OutboxState, SlotKind
from bot.ports import Queued, Telling
from bot.sandbox import person
from bot.sandbox.sandbox import Sandbox
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.readership import ReadershipStore
from bot.store.schema import outbox, slots, updates
from bot.store.tellings import TellingStore
from tests.fault_proxy import Chooses, FaultProxy, Trouble, nothing, storm
from tests.running import ROOT, environment, make_config
from tests.sandbox.serving import listening
from tests.store.shelf import article, new, shelve

TOKEN = "4242:a-token-of-the-storm-0123456789"
PUSH_LIFE = timedelta(minutes=3)
BRISK = f"""
[delivery]
tick_s = 0.2
send_timeout_s = 3
lease_s = 10
push_life_h = {PUSH_LIFE / timedelta(hours=1)}

[readers]
edition_stories = 100
"""
WEATHER_S, CALM_S, STORY_S, WORD_S = 20.0, 10.0, 10.0, 1.5
SETTLE_S, LAST_S = 600.0, 60.0
TIMEOUT_S = 3.0


def always(trouble: Trouble) -> Chooses:
    """Every call meets it."""
    return lambda _method: trouble


def weathers(chance: random.Random) -> dict[str, Chooses | None]:
    """Name -> what goes wrong; None when nobody is there."""
    return {
        "one call in ten": storm(chance.random, dict.fromkeys(Trouble, 0.1 / len(Trouble))),
        "nobody there": None,
        "four calls in ten": storm(chance.random, dict.fromkeys(Trouble, 0.4 / len(Trouble))),
        **{trouble.value: always(trouble) for trouble in Trouble},
    }


class Recording(Sandbox):
    """A Bot API that remembers what the bot said, in its order; what is old it forgets otherwise."""

    def __init__(self) -> None:
        super().__init__(TOKEN)
        self.arrived: list[tuple[int, str]] = []

    def commit(self, *events: dict[str, Any]) -> None:
        """Note what is the bot's."""
        super().commit(*events)
        said = [event["message"] for event in events if event["event"] == "message"]
        self.arrived += [(one["chat"]["id"], one["text"]) for one in said if one["from"]["is_bot"]]
        for number in sorted(self.state.messages)[:-2000]:
            del self.state.messages[number]


@dataclass
class Town:
    """The readers, and what each should have heard: stories and questions by an invented word."""

    sandbox: Recording
    database: Database
    chance: random.Random
    readers: Sequence[int]
    stories: list[str] = field(default_factory=list)
    questions: dict[int, list[str]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def word(self) -> str:
        """One that was never used."""
        while True:
            syllables = ("".join(self.chance.choices(["bdfgklmnprstvz", "aeiou"][n % 2])) for n in range(9))
            if (made := "".join(syllables)) not in self.known:
                self.known.add(made)
                return made

    async def open(self) -> None:
        """All readers are there, and have written first."""
        await self.database.open()
        for chat in self.readers:
            person.say(self.sandbox, chat, "/help")
            await ReadershipStore(self.database).join(chat, "Europe/Paris", datetime.now(UTC))

    async def tell(self) -> None:
        """A story, to all of them at once."""
        now, title = datetime.now(UTC), self.word()
        given = new(article(title.title(), moment=now), found_by=(title,))
        stored = await shelve(ArchiveStore(self.database), given, now)
        pushes = tuple(
            Queued(
                f"{stored.story_id}:{chat}",
                chat,
                Message(title.title()),
                expires_at=now + PUSH_LIFE,
                story_id=stored.story_id,
            )
            for chat in self.readers
        )
        await TellingStore(self.database).tell(Telling(stored.story_id, pushes), now)
        self.stories.append(title)

    def ask(self, chat: int) -> None:
        """A question about nothing, whose answer repeats it."""
        word = self.word()
        person.say(self.sandbox, chat, f"/topic {word}")
        self.questions.setdefault(chat, []).append(word)

    async def live(self, seconds: float) -> None:
        """Stories and questions, for so long."""
        until, next_story = time.monotonic() + seconds, 0.0
        while (now := time.monotonic()) < until:
            if now >= next_story:
                next_story = now + STORY_S
                await self.tell()
            self.ask(self.chance.choice(self.readers))
            await asyncio.sleep(WORD_S)

    async def waits(self) -> Counter[str]:
        """What is on its way still."""
        sending = outbox.c.state.in_([OutboxState.DUE, OutboxState.SENDING])
        asked = {
            "messages": select(func.count()).select_from(outbox).where(sending),
            "words": select(func.count()).select_from(updates).where(updates.c.body.is_not(None)),
            "editions": select(func.count()).select_from(slots).where(slots.c.kind == SlotKind.HELD),
        }
        async with self.database.read() as connection:
            return +Counter({what: await connection.scalar(query) or 0 for what, query in asked.items()})

    async def settle(self) -> float:
        """Until nothing waits; returns how long that took."""
        begun = time.monotonic()
        while await self.waits() and time.monotonic() - begun < SETTLE_S:  # noqa: ASYNC110 - of other processes
            await asyncio.sleep(1)
        return time.monotonic() - begun


def told_of(arrived: Sequence[tuple[int, str]], chat: int, words: Sequence[str]) -> dict[str, list[int]]:
    """Word -> the places of the chat's messages that hold it."""
    texts = [(at, text.casefold()) for at, (to, text) in enumerate(arrived) if to == chat]
    return {word: [at for at, text in texts if word in text] for word in words}


def in_order(places: Sequence[int]) -> bool:
    """Whether each came after the one before."""
    return list(places) == sorted(places)


def count(town: Town, silent: int) -> None:
    """Print what became of all."""
    arrived, lost, unanswered, disorder, again = town.sandbox.arrived, 0, 0, 0, 0
    for chat in town.readers:
        told = told_of(arrived, chat, town.stories)
        lost += sum(not places for places in told.values())
        # A push is its title alone; what was in doubt twice came in an edition, with others.
        pushed = [
            min(alone)
            for word, places in told.items()
            if (alone := [at for at in places if arrived[at][1].casefold() == word])
        ]
        again += sum(len(places) > 1 for places in told.values())
        heard = told_of(arrived, chat, town.questions.get(chat, ()))
        unanswered += sum(not places for places in heard.values())
        answers = [min(places) for places in heard.values() if places]
        disorder += not (in_order(pushed) and in_order(answers))
    copies = Counter(Counter(arrived).values())
    asked = sum(map(len, town.questions.values()))
    print(f"stories: {len(town.stories)} to {len(town.readers)} readers; questions: {asked}")
    print(f"lost: {lost} stories, {unanswered} answers")
    print(f"messages by how often they came: {dict(sorted(copies.items()))}; stories told again: {again}")
    print(f"out of order: {disorder} chats; silent: {silent} chats")


@dataclass
class Fleet:
    """Bots in one home, which all write into one log."""

    told: dict[str, str]
    log: Path
    bots: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self) -> None:
        """One more."""
        command = (sys.executable, "-m", "bot", "run")
        with self.log.open("a", encoding="utf-8") as log:
            self.bots.append(
                await asyncio.create_subprocess_exec(
                    *command, env=self.told, cwd=ROOT, stdout=log, stderr=log
                )
            )

    async def stop(self) -> None:
        """All that are still there."""
        for one in self.bots:
            if one.returncode is None:
                one.send_signal(signal.SIGTERM)
            await one.wait()


@asynccontextmanager
async def running(home: Path, processes: int, database: str, api: str, log: Path) -> AsyncIterator[Fleet]:
    """So many bots."""
    config = make_config(home.parent / "config", sources="", bot=BRISK)
    told = {"TELEGRAM_TOKEN": TOKEN, "LACONIQUE_TELEGRAM_URL": api, "LACONIQUE_DATABASE_URL": database}
    fleet = Fleet(environment(home, config, **told), log)
    try:
        for _ in range(processes):
            await fleet.start()
        yield fleet
    finally:
        await fleet.stop()


def troubles(log: Path) -> Iterator[tuple[str, int]]:
    """What the bots complained of, and how often."""
    lines = (json.loads(line) for line in log.read_text("utf-8").splitlines() if line[:1] == "{")
    return iter(Counter(line["event"] for line in lines if line["level"] != "info").most_common())


async def weather(town: Town, proxy: FaultProxy, minutes: float) -> None:
    """One weather after the other, with calm between."""
    until = time.monotonic() + 60 * minutes
    for name, chooses in cycle(weathers(town.chance).items()):
        if time.monotonic() >= until:
            break
        proxy.refuses, proxy.chooses = chooses is None, chooses or nothing
        print(f"{(until - time.monotonic()) / 60:5.1f} min left: {name}", flush=True)
        await town.live(min(WEATHER_S, until - time.monotonic()))
        proxy.refuses, proxy.chooses = False, nothing
        await town.live(max(0.0, min(CALM_S, until - time.monotonic())))


async def silent_chats(town: Town) -> int:
    """How many a last story or a last answer does not reach."""
    await town.tell()
    for chat in town.readers:
        town.ask(chat)
    begun = time.monotonic()
    while time.monotonic() - begun < LAST_S:
        await asyncio.sleep(1)
        last = {chat: [town.stories[-1], town.questions[chat][-1]] for chat in town.readers}
        silent = [
            chat
            for chat, words in last.items()
            if not all(told_of(town.sandbox.arrived, chat, words).values())
        ]
        if not silent:
            break
    return len(silent)


async def main(asked: argparse.Namespace) -> None:
    """Storm, settle, count."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        log = Path(asked.log or f"{folder}/log")
        url = asked.database or f"sqlite+aiosqlite:///{home}/laconique.db"
        sandbox = Recording()
        while len(sandbox.state.people) < asked.readers:
            person.join(sandbox, f"Reader {len(sandbox.state.people)}")
        town = Town(sandbox, Database(url), random.Random(asked.seed), sorted(sandbox.state.people))
        await town.open()
        async with (
            listening(Starlette(routes=sandbox.routes())) as behind,
            FaultProxy(behind, slow_s=2 * TIMEOUT_S).listening() as proxy,
            running(home, asked.processes, url, proxy.url, log),
        ):
            await weather(town, proxy, asked.minutes)
            took_s = await town.settle()
            left = await town.waits()
            silent = await silent_chats(town)
            sandbox.close()
        print(f"calls that met a trouble: {sum(proxy.met.values())} of {len(proxy.met)} kinds")
        print(f"settled in {took_s:.0f} s, {dict(left) or 'nothing'} left waiting")
        count(town, silent)
        print("said in the logs:", dict(troubles(log)) or "no trouble")
        await town.database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", default="")
    parser.add_argument("--log", default="", help="keep the bots' log in this file")
    asyncio.run(main(parser.parse_args()))
