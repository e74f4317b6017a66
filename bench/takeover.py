"""How soon the others go on after kill -9, on one machine: the whole bot, twice or more, in one home.

    python -m bench.takeover [--times 10] [--processes 2] [--database URL]

The process that asks Telegram for updates is killed; at that moment readers ask, and a story is on its way to
each of them. Told is after how long the last of the answers and of the stories has arrived, and what came
twice. `--database URL` for another one than a SQLite file of its own (it must be empty).
"""

import argparse
import asyncio
import os
import random
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

from sqlalchemy import select
from starlette.applications import Starlette

from bench.faults import Fleet, Recording, Town, running, told_of
from bot.app.exclusive import POLLING
from bot.sandbox import person
from bot.store.database import Database
from bot.store.schema import leases
from tests.sandbox.serving import listening

READERS, WAIT_S = 5, 60.0
_WAITS = "this one waits until it ends"
"""What a process says that stands by."""


async def poller(database: Database) -> int:
    """The process that asks for updates; its number stands in the name under which it owns the lease."""
    async with asyncio.timeout(WAIT_S):
        while True:
            async with database.read() as connection:
                owner = await connection.scalar(select(leases.c.owner).where(leases.c.name == POLLING))
            if owner:
                return int(owner.split(":")[1])
            await asyncio.sleep(0.1)


async def until(true: Callable[[], bool], within_s: float = WAIT_S) -> float:
    """Returns after how many seconds it was true. Raises: TimeoutError."""
    begun = time.monotonic()
    async with asyncio.timeout(within_s):
        while not true():  # noqa: ASYNC110 - of other processes
            await asyncio.sleep(0.02)
    return time.monotonic() - begun


async def killed(town: Town, fleet: Fleet) -> tuple[float, float]:
    """One kill; returns after how long the answers and the stories had arrived."""
    victim = await poller(town.database)
    assert victim in {one.pid for one in fleet.bots}
    await town.tell()
    os.kill(victim, signal.SIGKILL)
    for chat in town.readers:
        town.ask(chat)

    def had(words: dict[int, str]) -> bool:
        return all(told_of(town.sandbox.arrived, chat, [word])[word] for chat, word in words.items())

    answers = {chat: words[-1] for chat, words in town.questions.items()}
    stories = dict.fromkeys(town.readers, town.stories[-1])
    took = await asyncio.gather(until(lambda: had(answers)), until(lambda: had(stories)))
    await fleet.start()
    return took[0], took[1]


async def main(asked: argparse.Namespace) -> None:
    """Kill, and kill again."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        url = asked.database or f"sqlite+aiosqlite:///{home}/laconique.db"
        sandbox = Recording()
        while len(sandbox.state.people) < READERS:
            person.join(sandbox, f"Reader {len(sandbox.state.people)}")
        town = Town(sandbox, Database(url), random.Random(1), sorted(sandbox.state.people))
        await town.open()
        took = []
        async with (
            listening(Starlette(routes=sandbox.routes())) as api,
            running(home, asked.processes, url, api, Path(folder) / "log") as fleet,
        ):
            for times in range(asked.times):
                standing_by = times + asked.processes - 1
                await until(lambda least=standing_by: fleet.log.read_text("utf-8").count(_WAITS) >= least)
                took.append(await killed(town, fleet))
                print("answers after {:.1f} s, stories after {:.1f} s".format(*took[-1]), flush=True)
            sandbox.close()
        for what, seconds in zip(("answers", "stories"), zip(*took, strict=True), strict=True):
            print(f"{what}: {median(seconds):.1f} s (median), {max(seconds):.1f} s (worst)")
        copies = Counter(Counter(sandbox.arrived).values())
        print(f"messages by how often they came: {dict(sorted(copies.items()))}")
        await town.database.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--database", default="")
    asyncio.run(main(parser.parse_args()))
