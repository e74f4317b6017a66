"""How quick and how small the bot is: start to first answer, idle memory, and a page dump to its digest.

    python bench/startup.py [--runs N] [--idle-s S] [DUMP.txt]

Each run starts `laconique run` in the sandbox with an empty home and a watched folder only, sends /start as a
person of the sandbox does, and waits for the answer. After S idle seconds (the workers have ended by then)
the resident memory of all its processes is added up. The dump is read and summarised by `laconique ingest`
as a whole process, and once more inside a process that is already warm.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

ANNE = 7001
ROOT = Path(__file__).parent.parent
DUMP = ROOT / "bot" / "sandbox" / "samples" / "02-tromso-vu-des-marins.txt"
SOURCES = '[[sources]]\nname = "Dossier"\nkind = "folder"\naddress = "inbox"\n'


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("dump", type=Path, nargs="?", default=DUMP)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--idle-s", type=float, default=70)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}")
    starts = [_first_answer() for _ in range(options.runs)]
    print(f"start to first answer: median {median(starts):.2f} s, worst {max(starts):.2f} s of {len(starts)}")
    print(f"idle memory after {options.idle_s:g} s: {_idle_memory_mb(options.idle_s):.0f} MB, all processes")
    print(f"dump to digest, whole process: {_whole_process(options.dump):.2f} s")
    print(f"dump to digest, warm: {_warm(options.dump):.3f} s")


def _first_answer() -> float:
    start = time.perf_counter()
    with _running() as (_, address):
        _post(address, "send", {"user": ANNE, "text": "/start"})
        while not _answers(address):
            time.sleep(0.01)
        return time.perf_counter() - start


def _idle_memory_mb(idle_s: float) -> float:
    with _running() as (process, address):
        _post(address, "send", {"user": ANNE, "text": "/start"})
        time.sleep(idle_s)
        return sum(map(_resident_mb, _family(process.pid)))


@contextmanager
def _running() -> Iterator[tuple[subprocess.Popen[str], str]]:
    with tempfile.TemporaryDirectory() as place:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            env=_environment(Path(place)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert process.stdout is not None
        try:
            match = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert match is not None, "the bot did not start"
            yield process, match[0]
        finally:
            process.terminate()
            process.wait()


def _environment(place: Path) -> dict[str, str]:
    config = place / "config"
    config.mkdir()
    shutil.copy(ROOT / "config" / "topics.toml", config)
    (config / "sources.toml").write_text(SOURCES)
    told = {"LACONIQUE_HOME": str(place / "home"), "LACONIQUE_CONFIG": str(config), "LACONIQUE_PORT": "0"}
    return {**os.environ, **told, "TELEGRAM_TOKEN": ""}


def _post(address: str, deed: str, values: dict[str, Any]) -> None:
    body, headers = json.dumps(values).encode(), {"content-type": "application/json"}
    urllib.request.urlopen(urllib.request.Request(f"{address}/sandbox/{deed}", body, headers)).close()


def _answers(address: str) -> int:
    with urllib.request.urlopen(f"{address}/sandbox/state") as answer:
        people = json.load(answer)["people"]
    return sum(message["from"]["is_bot"] for person in people for message in person["messages"])


def _family(pid: int) -> list[int]:
    """A process and its descendants (Linux)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _resident_mb(pid: int) -> float:
    """What only this process holds, plus its part of what it shares (PSS)."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1024  # type: ignore[index]


def _whole_process(dump: Path) -> float:
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "bot", "ingest", str(dump)]
        start = time.perf_counter()
        subprocess.run(command, env=_environment(Path(place)), check=True, capture_output=True)
        return time.perf_counter() - start


def _warm(dump: Path) -> float:
    from bot.articles import read
    from bot.model import Raw
    from bot.summaries.extractive import summarise

    raw = Raw(str(dump), dump.read_bytes(), "text/plain")
    now = datetime.now(UTC)
    summarise(read(raw, "bench", now))
    start = time.perf_counter()
    summarise(read(raw, "bench", now))
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
