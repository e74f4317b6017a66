"""The real program in a process of its own, and the people who use it through its sandbox."""

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import Any

import httpx

from tests.databases import furnished
from tests.nursery import Started, start

ROOT = Path(__file__).parent.parent
ANNE, BRUNO = 7001, 7002
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)\S*(?=\s)")
WAIT_S = 180
"""Only a guard against hanging: a loaded machine may have this long."""

SOURCES = """
[[sources]]
name = "Dossier surveillé"
kind = "folder"
address = "inbox"
"""
BRISK = """
[ingest]
folder_check_s = 0.2
news_days = 36500
undated_is_news = true

[delivery]
tick_s = 0.1
send_timeout_s = 2
lease_s = 3
"""
_PATIENT = "\n[workers]\ndeadline_s = 180\n"
"""A try that a busy machine has stopped would be made again in ten minutes."""


def make_config(directory: Path, *, sources: str = SOURCES, bot: str = BRISK) -> Path:
    """A configuration with a watched folder only, and a brisk pace."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "config" / "topics.toml", directory)
    (directory / "sources.toml").write_text(sources, encoding="utf-8")
    (directory / "bot.toml").write_text(bot if "[workers]" in bot else bot + _PATIENT, encoding="utf-8")
    return directory


def environment(home: Path, config: Path, **more: str) -> dict[str, str]:
    """What the program is told: nothing of whoever runs the tests."""
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "LANG", "OMP_NUM_THREADS") if name in os.environ
    }
    told = {"LACONIQUE_HOME": str(home), "LACONIQUE_CONFIG": str(config), "LACONIQUE_PORT": "0"}
    return kept | told | {"PYTHONWARNINGS": "error", "COLUMNS": "200"} | more


def laconique(*arguments: str, home: Path, config: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    told = environment(furnished(home), config, **more)
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as err:
        code = start(arguments, told, out, err).wait(WAIT_S)
        for said in (out, err):
            said.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read(), err.read())


class Running:
    """`laconique run`, and what a person does in its sandbox."""

    def __init__(self, process: Started, link: re.Match[str], home: Path) -> None:
        self.process = process
        self.link, self.address = link[0], link[1]
        self.inbox = home / "inbox"
        self._http = httpx.Client(base_url=self.address, timeout=WAIT_S, trust_env=False)

    def do(self, deed: str, **values: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._http.post(f"/sandbox/{deed}", json=values).raise_for_status().json()
        return answer

    def say(self, user: int, text: str) -> None:
        self.do("send", user=user, text=text)

    def press(self, user: int, label: str) -> None:
        """Press the newest button that bears this label."""
        for message in reversed(self.heard(user)):
            for row in message.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if label in button["text"]:
                        self.do(
                            "press", user=user, message_id=message["message_id"], data=button["callback_data"]
                        )
                        return
        raise AssertionError(f"no button «{label}»")

    def heard(self, user: int) -> list[dict[str, Any]]:
        """What the bot has said to this person, oldest first."""
        state = self._http.get("/sandbox/state").json()
        (person,) = (one for one in state["people"] if one["id"] == user)
        return [message for message in person["messages"] if message["from"]["is_bot"]]

    def texts(self, user: int) -> list[str]:
        return [message["text"] for message in self.heard(user)]

    def health(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._http.get("/health").json()
        return answer

    def rests(self) -> bool:
        """Whether all that was announced has been read and summarised: what is counted stays so."""
        state = self.health()
        return not (state["sources_unseen"] or state["entries_waiting"] or state["summaries_waiting"])

    def metrics(self) -> str:
        return self._http.get("/metrics").text

    def drop(self, name: str, text: str) -> None:
        """Put a file into the watched folder at once, as `mv` does."""
        outside = self.inbox.parent / name
        outside.write_text(text, encoding="utf-8")
        outside.rename(self.inbox / name)

    def kill(self) -> None:
        """As the kernel does it when memory runs out: no farewell."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        self._http.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=WAIT_S)


@contextmanager
def running(home: Path, config: Path, **more: str) -> Iterator[Running]:
    """Start the program and wait until it has looked around; the sandbox' samples were read before."""
    if not home.exists():
        shutil.copytree(_settled(), home)
    with _started(home, config, **more) as program:
        yield program


@cache
def _settled() -> Path:
    """A home in which all is read that a new sandbox finds, to be copied."""
    place = Path(mkdtemp())
    atexit.register(shutil.rmtree, place)
    home = furnished(place / "home")
    with _started(home, make_config(place / "config")) as program:
        eventually(program.rests, "the samples, read and summarised")
    return home


@contextmanager
def _started(home: Path, config: Path, **more: str) -> Iterator[Running]:
    process, link = begun(["run"], environment(home, config, **more), home.parent / "log.jsonl")
    started = Running(process, link, home)
    try:
        eventually(lambda: not started.health()["sources_unseen"], "the first look at the folders")
        yield started
    finally:
        started.close()


def begun(arguments: Sequence[str], told: Mapping[str, str], log: Path) -> tuple[Started, re.Match[str]]:
    """A process that writes to this log, and the link to its page; its first group is the address."""
    said = log.with_suffix(".said")
    with said.open("w") as out, log.open("a") as errors:
        process = start(arguments, told, out, errors)

    def linked() -> re.Match[str] | None:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        return _ADDRESS.search(said.read_text(encoding="utf-8"))

    found: re.Match[str] = eventually(linked, f"the address of {arguments}", WAIT_S)
    return process, found


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def eventually(happened: Callable[[], Any], what: str, within_s: float = WAIT_S) -> Any:
    """Wait until `happened` gives something true, and give it."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if result := happened():
            return result
        time.sleep(0.05)
    raise AssertionError(f"it never came: {what}")
