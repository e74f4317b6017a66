"""Senders and a Bot API server in processes of their own, to be measured, hurt and killed.

    python -m tests.delivery.fleet serve --readers N [--per-s 30] [--fault KIND=SHARE ...]
    python -m tests.delivery.fleet send --database URL --api URL --per-s N

`serve` prints its address, then counts; `GET /fleet` tells what arrived, in which order, and what it refused.
`send` sends until nothing is left to send.
"""

import argparse
import asyncio
import contextlib
import logging
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import structlog
import uvicorn
from sqlalchemy import func, insert, select
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.attempts import Attempts
from bot.model import OutboxState
from bot.sandbox.chats import Person
from bot.sandbox.faults import Fault, Kind
from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox
from bot.sending import Sender
from bot.settings import Delivery
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.outbox import OutboxStore
from bot.store.readership import ReadershipStore
from bot.store.schema import outbox, subscribers
from bot.store.send_limits import SendLimitStore
from bot.telegram import connection
from bot.telegram.channel import TelegramChannel
from bot.telegram.rate_limiter import RateLimiter

ROOT = Path(__file__).parents[2]
TOKEN = "4242:a-token-of-the-fleet-0123456789"
LEASE_S, TIMEOUT_S = 3.0, 1.5
_POLL_S = 0.05


# The server


class Counted(Sandbox):
    """A Bot API that keeps no messages, only what arrived, and how often it said no."""

    def __init__(self, readers: int, limits: Limits | None, faults: list[Fault]) -> None:
        super().__init__(TOKEN, limits=limits)
        self.faults = faults
        self.state.people = {n: Person(n, str(n), started=True) for n in range(1, readers + 1)}
        self.arrived: list[tuple[int, str]] = []
        self.times: list[float] = []

    def commit(self, *events: dict[str, Any]) -> None:
        for event in events:
            if event["event"] == "message":
                message = event["message"]
                self.arrived.append((message["chat"]["id"], message["text"]))
                self.times.append(time.monotonic())
                self.state.last_message += 1


def serve(readers: int, per_s: float, faults: list[Fault]) -> None:
    limits = Limits(per_s, time.monotonic) if per_s else None
    sandbox = Counted(readers, limits, faults)
    refused: Counter[str] = Counter()

    async def tell(_request: Request) -> Response:
        span = sandbox.times[-1] - sandbox.times[0] if len(sandbox.times) > 1 else 0.0
        return JSONResponse({"arrived": sandbox.arrived, "span_s": span, "answers": refused})

    async def counting(scope: Any, receive: Any, send: Any) -> None:
        began = time.monotonic()

        async def told(message: Any) -> None:
            if message["type"] == "http.response.start" and "sendMessage" in scope["path"]:
                dropped = (b"content-length", b"1") in message["headers"]
                late = time.monotonic() - began > TIMEOUT_S
                refused["dropped" if dropped else "late" if late else str(message["status"])] += 1
            await send(message)

        await app(scope, receive, told if scope["type"] == "http" else send)

    app = Starlette(routes=[Route("/fleet", tell), *sandbox.routes()])
    server = uvicorn.Server(uvicorn.Config(counting, port=0, log_level="critical", lifespan="off"))

    async def run() -> None:
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - uvicorn tells nobody
            await asyncio.sleep(0.01)
        print(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}", flush=True)  # noqa: T201
        await serving

    asyncio.run(run())


# The senders


async def send(url: str, api: str, per_s: float) -> None:
    """Send until nothing is left."""
    database = Database(url)
    await database.open()
    settings = Delivery(
        lease_s=LEASE_S, tick_s=_POLL_S, send_timeout_s=TIMEOUT_S, messages_per_s=per_s, paid_broadcast=True
    )
    limits = RateLimiter(SendLimitStore(database), per_s, TIMEOUT_S / 4, lambda: datetime.now(UTC))
    async with connection.build(TOKEN, api, limits) as bot:
        attempts = Attempts(
            outbox=OutboxStore(database, f"{os.getpid()}"),
            readership=ReadershipStore(database),
            channel=TelegramChannel(bot, TIMEOUT_S, pushes=True),
            events=EventStore(database),
            settings=settings,
            clock=lambda: datetime.now(UTC),
        )
        sender = Sender(attempts, limits.turns)
        while await unfinished(database):
            await sender.send()
            await asyncio.sleep(_POLL_S)
    await database.close()


async def unfinished(database: Database) -> int:
    waiting = outbox.c.state.in_([OutboxState.DUE, OutboxState.SENDING])
    async with database.read() as connection:
        return (
            await connection.execute(select(func.count()).select_from(outbox).where(waiting))
        ).scalar_one()


async def lost(url: str, arrived: Iterable[tuple[int, str]]) -> int:
    """How many messages neither arrived nor are kept, with the reason, for an operator to see."""
    kept = [OutboxState.AMBIGUOUS, OutboxState.FAILED, OutboxState.PARKED]
    database = Database(url)
    async with database.read() as connection:
        rows = await connection.execute(
            select(outbox.c.chat_id, outbox.c.html).where(outbox.c.state.not_in(kept))
        )
        owed = {(row.chat_id, row.html) for row in rows}
    await database.close()
    return len(owed - set(arrived))


async def fill(database: Database, readers: int, each: int) -> None:
    """So many readers, for whom so many messages wait."""
    now = datetime.now(UTC)
    people = [
        {"chat_id": n, "zone": "Europe/Paris", "instant": True, "joined_at": now}
        for n in range(1, readers + 1)
    ]
    waiting = [
        {
            "dedup_key": f"{reader}:{number}",
            "chat_id": reader,
            "html": f"{number}",
            "buttons": [],
            "state": OutboxState.DUE,
            "due_at": now,
            "queued_at": now,
        }
        for number in range(each)
        for reader in range(1, readers + 1)
    ]
    async with database.write() as connection:
        await connection.execute(insert(subscribers), people)
        await connection.execute(insert(outbox), waiting)


# Both, from outside


@dataclass
class Server:
    """A Bot API server in a process of its own."""

    url: str

    def report(self) -> "Report":
        told = httpx.get(f"{self.url}/fleet", trust_env=False, timeout=60).json()
        return Report(
            [(chat, text) for chat, text in told["arrived"]], told["span_s"], Counter(told["answers"])
        )


@dataclass
class Report:
    """What arrived, in its order; `answers` counts them by status, "dropped" those that never
    came, "late" those for which nobody waited any more."""

    arrived: list[tuple[int, str]]
    span_s: float
    answers: Counter[str]

    @property
    def unheard(self) -> int:
        """Answers that the sender never heard."""
        return self.answers["dropped"] + self.answers["late"]

    @property
    def twice(self) -> int:
        """Arrivals beyond the first of each message."""
        return len(self.arrived) - len(set(self.arrived))

    @property
    def in_order(self) -> bool:
        """Whether each chat had its messages, counted when they first arrived, in their order."""
        seen: dict[int, list[int]] = {}
        for chat, text in dict.fromkeys(self.arrived):
            seen.setdefault(chat, []).append(int(text))
        return all(numbers == sorted(numbers) for numbers in seen.values())


def _python(*arguments: str, **more: Any) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.delivery.fleet", *arguments]
    return subprocess.Popen(command, cwd=ROOT, text=True, **more)


@contextmanager
def serving(readers: int, *, per_s: float = 0, faults: dict[str, float] | None = None) -> Iterator[Server]:
    """A Bot API server, with its limits if `per_s`; `faults` is kind -> share of the calls."""
    asked = [f"--fault={kind}={share}" for kind, share in (faults or {}).items()]
    process = _python("serve", f"--readers={readers}", f"--per-s={per_s}", *asked, stdout=subprocess.PIPE)
    assert process.stdout is not None
    try:
        yield Server(process.stdout.readline().strip())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def sender(database_url: str, api: str, *, per_s: float = 1000) -> "subprocess.Popen[str]":
    """A process that sends until nothing is left."""
    return _python("send", f"--database={database_url}", f"--api={api}", f"--per-s={per_s}")


def killing(database_url: str, api: str, *, processes: int, kills: int, chance: random.Random) -> int:
    """Run senders, kill one of them at random instants and start another; returns how many were killed.

    Returns when all is sent.
    """
    fleet = [sender(database_url, api) for _ in range(processes)]
    killed = 0
    while any(one.poll() is None for one in fleet):
        if killed < kills:
            time.sleep(chance.uniform(0.1, 1.5))
            victim = chance.randrange(processes)
            if fleet[victim].poll() is None:
                fleet[victim].kill()
                fleet[victim].wait()
                fleet[victim] = sender(database_url, api)
                killed += 1
        else:
            time.sleep(0.05)
    assert all(one.returncode == 0 for one in fleet)
    return killed


def main() -> None:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    server = commands.add_parser("serve")
    server.add_argument("--readers", type=int, required=True)
    server.add_argument("--per-s", type=float, default=0)
    server.add_argument("--fault", action="append", default=[])
    one = commands.add_parser("send")
    one.add_argument("--database", required=True)
    one.add_argument("--api", required=True)
    one.add_argument("--per-s", type=float, required=True)
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if asked.command == "serve":
        shares = dict(pair.split("=") for pair in asked.fault)
        serve(
            asked.readers,
            asked.per_s,
            [
                Fault(Kind(kind), times=10**9, share=float(share), seconds=3 if kind == "hold" else 1)
                for kind, share in shares.items()
            ],
        )
    else:
        asyncio.run(send(asked.database, asked.api, asked.per_s))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main()
