"""The real program in a process of its own, and the people who use it through its sandbox."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parent.parent
ANNE, BRUNO = 7001, 7002
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)\S*")
_WAIT_S = 60
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


def make_config(directory: Path, *, sources: str = SOURCES, bot: str = BRISK) -> Path:
    """A configuration with a watched folder only, and a brisk pace."""
    directory.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "config" / "topics.toml", directory)
    (directory / "sources.toml").write_text(sources, encoding="utf-8")
    (directory / "bot.toml").write_text(bot, encoding="utf-8")
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
    command = [sys.executable, "-m", "bot", *arguments]
    told = environment(home, config, **more)
    return subprocess.run(
        command, env=told, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


class Running:
    """`laconique run`, and what a person does in its sandbox."""

    def __init__(self, process: subprocess.Popen[str], link: re.Match[str], home: Path) -> None:
        self.process = process
        self.link, self.address = link[0], link[1]
        self.inbox = home / "inbox"
        self._http = httpx.Client(base_url=self.address, timeout=10, trust_env=False)

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
            self.process.wait(timeout=_WAIT_S)


@contextmanager
def running(home: Path, config: Path, **more: str) -> Iterator[Running]:
    """Start the program and wait until it says where its page is."""
    log = home.parent / "log.jsonl"
    command = [sys.executable, "-m", "bot", "run"]
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            command,
            env=environment(home, config, **more),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    assert process.stdout is not None
    with process.stdout:
        found = next((match for line in process.stdout if (match := _ADDRESS.search(line))), None)
        assert found is not None, log.read_text(encoding="utf-8")
        started = Running(process, found, home)
        try:
            eventually(lambda: not started.health()["sources_unseen"], "the first look at the folders")
            yield started
        finally:
            started.close()


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def eventually(happened: Callable[[], Any], what: str, within_s: float = _WAIT_S) -> Any:
    """Wait until `happened` gives something true, and give it."""
    until = time.monotonic() + within_s
    while time.monotonic() < until:
        if result := happened():
            return result
        time.sleep(0.05)
    raise AssertionError(f"it never came: {what}")
