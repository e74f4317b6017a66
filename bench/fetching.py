"""How quick, small and polite a pass over many feeds is, and how many pages a second the workers read.

    python bench/fetching.py [--feeds 1000] [--entries 30] [--changed 0.1] [--pages 200] [--processes 2]
                             [--from PAGES.jsonl.xz]

Each feed has a host of its own, a loopback address of 127.0.0.0/8, all served by one child process that
counts what it is asked for. Three passes of the real pipeline over an empty home: the first look, one after
some feeds have changed, one after none has; a pass is as many looks as it takes to see every source. Memory
is that of this process and its workers (PSS), without the server's. How long the loop is held up is seen by
a task that wants to run every 5 ms: it counts what the machine's other processes take, too. The pages are
invented, unless a file of real ones is given (see bench/articles.py).
"""

import argparse
import asyncio
import gc
import json
import logging
import math
import os
import re
import resource
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import structlog

from bot import articles
from bot.app.core import core
from bot.lab import corpus
from bot.model import Raw
from bot.pipeline import AT_ONCE
from bot.settings.loading import load

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BEAT_S = 0.005
SENTENCE = (
    "Le phare de l’île a rouvert ses portes aux visiteurs, après {} jours de travaux menés par la commune. "
)
ITEM = """<item><guid>{feed}-{number}</guid><title>Le phare {feed} rouvre, jour {number}</title>
<link>http://{host}/article/{number}</link><pubDate>{date}</pubDate><description>{text}</description></item>"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--entries", type=int, default=30)
    parser.add_argument("--changed", type=float, default=0.1, help="the part of the feeds that has changed")
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--from", type=Path, dest="source", help="read these pages instead of invented ones")
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {options.processes} worker processes")
    hosts = [f"127.0.{10 + number // 250}.{1 + number % 250}" for number in range(options.feeds)]
    with _serving(hosts, options.entries) as (server, port), tempfile.TemporaryDirectory() as place:
        environment = _environment(Path(place), hosts, port, options.processes)
        asyncio.run(_measure(options, environment, server))


async def _measure(options: argparse.Namespace, environment: dict[str, str], server: Connection) -> None:
    settings = load(environment)
    async with core(settings) as built:
        await built.intake.list_sources(settings.sources, NOW)
        gc.collect()
        gc.freeze()  # as `app.service` does
        changes = {"first look": 0, "some changed": int(options.feeds * options.changed), "none changed": 0}
        for day, (name, changed) in enumerate(changes.items()):
            _asked(server, changed)
            async with _watching(name) as figures:
                looks = math.ceil(options.feeds / AT_ONCE)
                now = NOW + timedelta(days=2 * day)
                new = sum([await built.pipeline.look(now) for _ in range(looks)])
            answered = _asked(server, 0)
            figures.tell(f"{new} new entries; {_told(answered)}")
            if day:
                assert answered["200"] == changed, "a feed that a validator covers was sent again"
        bodies = [body.encode() for body in islice(cycle(_pages(options.source)), options.pages)]
        gate = asyncio.Semaphore(2 * options.processes)
        await built.pipeline.run(articles.read, _raw(0, bodies[0]), "bench", NOW, settings.readers.zone)

        async def read(number: int, body: bytes) -> None:
            async with gate:
                raw = _raw(number, body)
                await built.pipeline.run(articles.read, raw, "bench", NOW, settings.readers.zone)

        async with _watching("pages") as figures:
            await asyncio.gather(*[read(number, body) for number, body in enumerate(bodies)])
        figures.tell(f"{len(bodies) / figures.seconds:.0f} pages/s of {len(bodies)}")


@dataclass(slots=True)
class Figures:
    """What was measured while something ran."""

    name: str
    seconds: float = 0.0
    peak_mb: float = 0.0
    cpu_s: float = 0.0
    waits_s: list[float] = field(default_factory=list)
    works_s: list[float] = field(default_factory=list)
    """What the loop's thread itself has worked from one beat to the next."""

    def tell(self, more: str) -> None:
        """Print one line."""
        print(
            f"{self.name:<13} {self.seconds:6.2f} s ({self.cpu_s:.1f} s of CPU)  peak {self.peak_mb:.0f} MB  "
            f"loop held up at most {max(self.waits_s) * 1000:.0f} ms, "
            f"{max(self.works_s) * 1000:.0f} ms by its own work  {more}",
            flush=True,
        )


@asynccontextmanager
async def _watching(name: str) -> AsyncIterator[Figures]:
    figures, done = Figures(name), threading.Event()
    weigher = threading.Thread(target=_weigh, args=(figures, done))
    heart = asyncio.create_task(_beat(figures))
    weigher.start()
    start, cpu = time.perf_counter(), time.process_time()
    try:
        yield figures
    finally:
        figures.seconds, figures.cpu_s = time.perf_counter() - start, time.process_time() - cpu
        heart.cancel()
        done.set()
        weigher.join()


async def _beat(figures: Figures) -> None:
    while True:
        start, worked = time.perf_counter(), time.thread_time()
        await asyncio.sleep(BEAT_S)
        figures.waits_s.append(time.perf_counter() - start - BEAT_S)
        figures.works_s.append(time.thread_time() - worked)


def _weigh(figures: Figures, done: threading.Event) -> None:
    while not done.wait(0.25):
        family = (pid for pid in _family(os.getpid()) if not _is_server(pid))
        figures.peak_mb = max(figures.peak_mb, sum(map(_resident_mb, family)))


def _family(pid: int) -> list[int]:
    """A process and its descendants (Linux)."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has just ended
        return []
    return [pid, *(one for child in children for one in _family(int(child)))]


def _is_server(pid: int) -> bool:
    return pid == _SERVER.get("pid")


_SERVER: dict[str, int] = {}


def _resident_mb(pid: int) -> float:
    """What only this process holds, plus its part of what it shares (PSS)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0


def _environment(place: Path, hosts: list[str], port: int, processes: int) -> dict[str, str]:
    config = place / "config"
    config.mkdir()
    shutil.copy(ROOT / "config" / "topics.toml", config)
    bot = f"[ingest]\nprivate_hosts = {json.dumps(hosts)}\n[workers]\nprocesses = {processes}\n"
    (config / "bot.toml").write_text(bot)
    lines = [
        f'[[sources]]\nname = "{host}"\nkind = "feed"\naddress = "http://{host}:{port}/feed"\n'
        for host in hosts
    ]
    (config / "sources.toml").write_text("".join(lines))
    return {"LACONIQUE_HOME": str(place / "home"), "LACONIQUE_CONFIG": str(config)}


def _told(answered: Counter[str]) -> str:
    return ", ".join(f"{count} × {what}" for what, count in sorted(answered.items())) or "nothing asked"


def _asked(server: Connection, changed: int) -> Counter[str]:
    """What the server has answered since the last time; then `changed` feeds get three entries more."""
    server.send(changed)
    answered: Counter[str] = server.recv()
    return answered


@contextmanager
def _serving(hosts: list[str], entries: int) -> Iterator[tuple[Connection, int]]:
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, hosts, entries), daemon=True)
    process.start()
    _SERVER["pid"] = process.pid or 0
    try:
        yield ours, ours.recv()
    finally:
        process.terminate()
        process.join()


def _serve(parent: Connection, hosts: list[str], entries: int) -> None:
    asyncio.run(Publisher(parent, hosts, entries).serve())


class Publisher:
    """All the hosts: each has a feed with validators, and no robots.txt."""

    def __init__(self, parent: Connection, hosts: list[str], entries: int) -> None:
        self._parent = parent
        self._entries = entries
        self._versions = dict.fromkeys(hosts, 0)
        self._answered: Counter[str] = Counter()

    async def serve(self) -> None:
        """Listen on one port of every host until the end."""
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        port = 0
        for host in self._versions:
            server = await asyncio.start_server(self._meet, host, port)
            port = server.sockets[0].getsockname()[1]
        asyncio.get_running_loop().add_reader(self._parent.fileno(), self._turn)
        self._parent.send(port)
        await asyncio.Event().wait()

    def _turn(self) -> None:
        for host in list(self._versions)[: self._parent.recv()]:
            self._versions[host] += 1
        self._parent.send(self._answered)
        self._answered = Counter()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        host = writer.get_extra_info("sockname")[0]
        tag = f'"{self._versions[host]}"'
        if not head.startswith("GET /feed"):
            self._answer(writer, "404 Not Found", "", "")
        elif f"if-none-match: {tag}\r\n" in head.lower():
            self._answer(writer, "304 Not Modified", f"ETag: {tag}\r\n", "")
        else:
            self._answer(writer, "200 OK", f"ETag: {tag}\r\n", self._feed(host))
        await writer.drain()
        writer.close()

    def _answer(self, writer: asyncio.StreamWriter, status: str, headers: str, body: str) -> None:
        self._answered[status[:3]] += 1
        packed = body.encode()
        head = f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(packed)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + packed)

    def _feed(self, host: str) -> str:
        newest = self._entries + 3 * self._versions[host]
        numbers = range(newest - self._entries, newest)
        date, text = "Mon, 23 Nov 2026 08:00:00 GMT", SENTENCE.format(40) * 4
        items = [ITEM.format(feed=host, number=number, host=host, date=date, text=text) for number in numbers]
        return f'<rss version="2.0"><channel><title>{host}</title>{"".join(items)}</channel></rss>'


def _raw(number: int, body: bytes) -> Raw:
    return Raw(f"https://phare.example.org/{number}", body, "text/html", "utf-8")


def _pages(path: Path | None) -> list[str]:
    if path is not None:
        return [page["html"] for _, page in corpus.objects(path)]
    return [_page(number) for number in range(20)]


def _page(number: int) -> str:
    """An article among the menus and links that surround one."""
    links = "".join(f'<li><a href="/rubrique/{link}">Rubrique {link}</a></li>' for link in range(150))
    text = "".join(f"<p>{SENTENCE.format(number * 20 + line) * 3}</p>" for line in range(12))
    related = "".join(
        f'<div class="card"><a href="/{card}"><img src="/{card}.jpg"><span>Sur l’île {card}</span></a></div>'
        for card in range(60)
    )
    return (
        f"<!doctype html><html lang=fr><head><title>Le phare {number}</title></head><body>"
        f"<nav><ul>{links}</ul></nav><main><article><h1>Le phare {number} rouvre</h1>{text}</article></main>"
        f"<aside>{related}</aside><footer><ul>{links}</ul></footer></body></html>"
    )


if __name__ == "__main__":
    main()
