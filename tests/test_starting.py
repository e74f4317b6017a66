"""Starting where something is missing, stopping at any moment, and starting again after a sudden death."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bot.app.folders import claim
from bot.errors import SettingsError
from tests.running import ROOT, WAIT_S, environment, eventually, free_port, make_config, running

pytestmark = pytest.mark.slow
STORY = (ROOT / "tests" / "data" / "russie.txt").read_text(encoding="utf-8")
TOKEN = "123456789:an-invented-token-of-no-value"
_STOP_S = 15
"""Five seconds, on a machine that has nothing else to do."""


@contextmanager
def alone(tmp_path: Path, **more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`laconique run` with a token, as soon as it has been started, and where its pages will be."""
    config, home = make_config(tmp_path / "config"), tmp_path / "home"
    address = f"http://127.0.0.1:{free_port()}"
    told = environment(
        home, config, **{"TELEGRAM_TOKEN": TOKEN, "LACONIQUE_PORT": address.rpartition(":")[2]} | more
    )
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], env=told, cwd=ROOT, stdout=log, stderr=log, text=True
        )
    try:
        yield process, address
    finally:
        process.kill()
        process.wait()


def answers(address: str) -> dict[str, int]:
    try:
        numbers: dict[str, int] = httpx.get(f"{address}/health", trust_env=False).json()
    except httpx.HTTPError:
        return {}
    return numbers


def ended(process: subprocess.Popen[str], by: signal.Signals) -> float:
    """How many seconds it takes to its end."""
    begun = time.monotonic()
    process.send_signal(by)
    process.wait(timeout=WAIT_S)
    return time.monotonic() - begun


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_without_telegram_it_reads_and_summarises_and_ends_when_told_to(
    tmp_path: Path, by: signal.Signals
) -> None:
    with alone(tmp_path, LACONIQUE_TELEGRAM_URL=f"http://127.0.0.1:{free_port()}") as (process, address):
        eventually(lambda: answers(address).get("sources_unseen") == 0, "the first look")
        (tmp_path / "home" / "inbox" / "russie.txt").write_text(STORY, encoding="utf-8")
        eventually(lambda: answers(address).get("articles") == 1, "the article")
        eventually(lambda: answers(address).get("summaries_waiting") == 0, "its summary")
        assert ended(process, by) < _STOP_S
        assert process.returncode == 0


def test_a_token_that_can_t_be_one_is_refused_without_asking_anybody(tmp_path: Path) -> None:
    with alone(tmp_path, TELEGRAM_TOKEN="123456789:with a blank") as (process, _):
        assert process.wait(timeout=WAIT_S) == 2
    told = (tmp_path / "log").read_text(encoding="utf-8")
    assert told.startswith("laconique\u00a0: TELEGRAM_TOKEN\u00a0: il faut des chiffres, ")
    assert "blank" not in told


def test_it_ends_in_its_first_moments_too(tmp_path: Path) -> None:
    """As the first process of a container it would ignore a signal that it has not learnt to handle yet."""
    with alone(tmp_path) as (process, _):
        eventually(lambda: b"SIGTERM" in handled(process.pid), "its first handler")
        assert ended(process, signal.SIGTERM) < _STOP_S


def handled(pid: int) -> bytes:
    """The signals that a process handles itself, by name."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    mask = int(next(line for line in status.splitlines() if line.startswith("SigCgt")).split()[1], 16)
    return b" ".join(one.name.encode() for one in signal.Signals if mask >> (one - 1) & 1)


def test_who_comes_after_a_sudden_death_reads_at_once(tmp_path: Path) -> None:
    """The folder, and an entry of it, were taken by the dead for minutes."""
    config, home = make_config(tmp_path / "config"), tmp_path / "home"
    with running(home, config) as program:
        before = program.health()["articles"]
        program.drop("russie.txt", STORY)
        eventually(lambda: not program.rests() or program.health()["articles"] > before, "the entry")
        program.kill()
        with running(home, config) as again:
            eventually(lambda: again.health()["articles"] == before + 1, "all that was announced, read")


@pytest.mark.parametrize(
    ("mode", "file", "told"),
    [
        pytest.param(0o755, "", "home is user 0's (755)", id="a folder that anybody may read"),
        pytest.param(0o700, "", "home is user 0's (700)", id="one that nobody else may enter"),
        pytest.param(0o777, "laconique.db", "home/laconique.db is user 0's (600)", id="a database of root's"),
    ],
)
def test_a_home_that_is_another_s_is_told_in_one_line(
    tmp_path: Path, mode: int, file: str, told: str
) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may be nobody")
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(mode)
    if file:
        (home / file).touch(0o600)
    tmp_path.chmod(0o755)
    with contextlib.chdir(tmp_path), nobody(), pytest.raises(SettingsError) as err:
        claim(Path("home"))
    assert str(err.value).startswith(
        f"LACONIQUE_HOME: {told}, and user 65534, whom this is, may not read and"
    )


@contextmanager
def nobody() -> Iterator[None]:
    """Be nobody for a while."""
    os.setresuid(65534, 65534, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)
