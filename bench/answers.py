"""What an answer costs the processor, and how often it asks the database, command by command.

    python -m bench.answers [--times 60] [--at-once 6] [--articles 500] [--archive DB] [--profile topic]

One process, without Telegram, ingestion or workers: updates are taken in as they come from it, heeded, and
answered to a Bot API that accepts everything at once. So many readers ask at the same time. Processor time
is that of the whole process, which little depends on how busy the machine is; `--profile` prints where it
went for the commands that contain this word. A database that is named must be empty.
"""

import argparse
import asyncio
import cProfile
import json
import logging
import os
import pstats
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import event
from sqlalchemy.engine import Engine
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bench.chat import ASKED, FIRST, seed
from bench.soak import PLACES, TOKEN, WORDS
from bot.app.assembly import rate_limiter, receiver
from bot.app.core import core
from bot.ports.dashboard import Dashboard
from bot.receiving import Receiver
from bot.settings.loading import load
from bot.telegram.raw_updates import incoming
from bot.web.metrics import Passes
from tests.running import BRISK, environment, make_config

SETTINGS = (
    BRISK
    + """messages_per_s = 1000
paid_broadcast = true
[telegram]
requests_a_minute = 1000
requests_an_hour = 1000
"""
)
ME = {"id": 4242, "is_bot": True, "first_name": "Laconique", "username": "laconique_bot"}
_READERS = 240
"""So many that none asks so often that Telegram would let the answer wait."""


class Accepting(BaseRequest):
    """A Bot API that accepts all, at once; `answers` counts what readers see."""

    answers = 0
    read_timeout = 1.0

    async def initialize(self) -> None:
        """Nothing to connect."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,  # noqa: ARG002
        *_timeouts: object,
        **_more: object,
    ) -> tuple[int, bytes]:
        """Accept it."""
        name = url.rpartition("/")[2].lower()
        self.answers += name.startswith(("send", "edit")) and name != "sendchataction"
        result = ME if name == "getme" else {"message_id": self.answers}
        return 200, json.dumps({"ok": True, "result": result}).encode()


@contextmanager
def listened() -> Iterator[Counter[str]]:
    """What the database is asked while the block runs, and «COMMIT»; to listen takes time, too."""
    asked = Counter[str]()

    def statement(_connection: object, _cursor: object, words: str, *_more: object) -> None:
        asked[words] += 1

    def commit(_connection: object) -> None:
        asked["COMMIT"] += 1

    event.listen(Engine, "before_cursor_execute", statement)
    event.listen(Engine, "commit", commit)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", statement)
        event.remove(Engine, "commit", commit)


@asynccontextmanager
async def talking(home: Path, database: str) -> AsyncIterator[tuple[Receiver, Accepting]]:
    """The chat as it is in the bot, before a Bot API that accepts everything."""
    told = environment(home, make_config(home.parent / "config", bot=SETTINGS), TELEGRAM_TOKEN=TOKEN)
    settings = load(told | ({"LACONIQUE_DATABASE_URL": database} if database else {}))
    async with core(settings) as built:
        wire = Accepting()
        bot = ExtBot(TOKEN, request=wire, get_updates_request=wire, rate_limiter=rate_limiter(built))
        await bot.initialize()
        heeds = receiver(built, bot, Passes(), Dashboard)  # type: ignore[arg-type] # no admin asks
        async with heeds.heeding():
            yield heeds, wire


def update(number: int, chat: int, text: str) -> dict[str, Any]:
    """A message to the bot, as Telegram sends it."""
    person = {"id": chat, "is_bot": False, "first_name": f"Reader {chat}", "language_code": "fr"}
    said = {
        "message_id": number,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": person["first_name"]},
        "from": person,
        "text": text,
    }
    if text.startswith("/"):
        said["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split(maxsplit=1)[0])}]
    return {"update_id": number, "message": said}


class Town:
    """Readers who ask, some at a time; each its turn."""

    def __init__(self, heeds: Receiver, wire: Accepting, at_once: int) -> None:
        self.heeds, self.wire, self.at_once = heeds, wire, at_once
        self.number = 0

    async def ask(self, kind: str, times: int) -> None:
        """Ask this so often, and wait for the answers."""
        for _ in range(times // self.at_once):
            numbers = range(self.number + 1, self.number + 1 + self.at_once)
            self.number += self.at_once
            said = [
                kind.format(place=PLACES[number % len(PLACES)], word=WORDS[number % len(WORDS)])
                for number in numbers
            ]
            chats = [FIRST + number % _READERS for number in numbers]
            had, raw = self.wire.answers, [update(*one) for one in zip(numbers, chats, said, strict=True)]
            await self.heeds.take_in([incoming(one) for one in raw])
            # Nothing tells when it is at rest.
            while self.wire.answers < had + self.at_once or self.heeds._heeding:  # noqa: ASYNC110
                await asyncio.sleep(0.001)


async def measure(home: Path, given: argparse.Namespace) -> None:
    """Each command, after everybody has joined and it was asked once."""
    async with talking(home, given.database) as (heeds, wire):
        town = Town(heeds, wire, given.at_once)
        await town.ask("/start", _READERS)
        spent = 0.0
        for kind in ASKED:
            await town.ask(kind, given.at_once)  # what is loaded when it is asked for first is loaded then
            before, number = time.process_time(), max(1, given.times // given.at_once) * given.at_once
            await town.ask(kind, number)
            each_ms = 1000 * (time.process_time() - before) / number
            spent += each_ms
            with listened() as asked:
                sent = wire.answers
                await town.ask(kind, given.at_once)
                messages = (wire.answers - sent) / given.at_once
            commits = asked.pop("COMMIT", 0) / given.at_once
            print(
                f"{kind:20} {each_ms:6.1f} ms, {sum(asked.values()) / given.at_once:5.1f} statements, "
                f"{commits:4.1f} transactions, {messages:.1f} messages"
            )
            if given.profile and given.profile in kind:
                await profile(town, kind, number, asked)
        print(f"{'all':20} {spent / len(ASKED):6.1f} ms; load {os.getloadavg()[0]:.0f}")


async def profile(town: Town, kind: str, number: int, asked: Counter[str]) -> None:
    """What the database was asked, and where the time goes."""
    for statement, times in asked.most_common():
        print(f"  {times / town.at_once:5.1f} {' '.join(statement.split())[:150]}")
    with cProfile.Profile() as seen:
        await town.ask(kind, number)
    for order in ("tottime", "cumtime"):
        pstats.Stats(seen).sort_stats(order).print_stats(60)


async def main(given: argparse.Namespace) -> None:
    """Seed, ask."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        (home / "inbox").mkdir(parents=True)
        kept = Path(given.archive) if given.archive else home / "laconique.db"
        if not kept.exists():
            await seed(kept.parent, given.articles)
        if given.archive:
            shutil.copy(kept, home / "laconique.db")
        await measure(home, given)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--at-once", type=int, default=6)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--archive", default="", help="a laconique.db to begin with; made if there is none")
    parser.add_argument("--database", default="")
    parser.add_argument("--profile", default="")
    asyncio.run(main(parser.parse_args()))
