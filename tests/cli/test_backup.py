"""migrate, backup and restore as an operator meets them: what they print, and their exit codes."""

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.running import ROOT, environment, laconique

pytestmark = pytest.mark.slow


def told(home: Path, **place: Path) -> str:
    return laconique("digest", home=home, **place).stdout


def test_a_backup_is_restored_and_tells_the_same(place, tmp_path):
    before = told(**place)
    made = laconique("backup", "--keep", "1", **place)
    assert made.returncode == 0, made.stderr
    (kept,) = (place["home"] / "backups").iterdir()
    assert f"Sauvegarde\xa0: {kept}" in made.stdout
    refused = laconique("restore", str(kept), **place)
    assert refused.returncode == 2
    assert "il y a déjà une base\u202f; --force la remplace, et la met de côté" in refused.stderr
    put_back = laconique("restore", str(kept), "--force", **place)
    assert put_back.returncode == 0, put_back.stderr
    assert "Ce qui était là est gardé dans" in put_back.stdout
    assert told(**place) == before


def test_a_database_moves_and_tells_the_same(place, tmp_path):
    there = f"sqlite+aiosqlite:///{tmp_path}/there.db"
    moved = laconique("migrate", "--to", there, **place)
    assert moved.returncode == 0, moved.stderr
    assert "les deux bases disent la même chose" in moved.stdout
    assert f"LACONIQUE_DATABASE_URL={there}" in moved.stdout
    assert laconique("digest", **place, LACONIQUE_DATABASE_URL=there).stdout == told(**place)
    again = laconique("migrate", "--to", there, **place)
    assert again.returncode == 2
    assert "la cible est en usage" in again.stderr


@pytest.mark.parametrize(
    ("to", "said"),
    [
        pytest.param("", "c’est la base dont vous vous servez déjà", id="the same one"),
        pytest.param("mysql://x/y", " --to\u00a0: il faut sqlite+aiosqlite", id="one that we do not speak"),
    ],
)
def test_a_wrong_target_is_told_in_one_line(place, to, said):
    refused = laconique("migrate", "--to", to, **place)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert len(refused.stderr.splitlines()) == 1


def test_killed_by_the_kernel_it_goes_on(place, tmp_path):
    """kill -9 in the middle of twenty thousand rows; the second run copies the rest, and all is alike."""
    with closing(sqlite3.connect(place["home"] / "laconique.db")) as connection, connection:
        rows = [("2026-11-23", f"subject {number}", "x" * 300) for number in range(20_000)]
        connection.executemany("INSERT INTO events (at, name, reason) VALUES (?, ?, ?)", rows)
    there = tmp_path / "there.db"
    command = [sys.executable, "-m", "bot", "migrate", "--to", f"sqlite+aiosqlite:///{there}"]
    process = subprocess.Popen(command, env=environment(**place), cwd=ROOT, stderr=subprocess.DEVNULL)
    while copied(there) < 1000:
        assert process.poll() is None, "it ended before it could be killed"
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 1000 <= copied(there) < 20_000
    done = laconique("migrate", "--to", f"sqlite+aiosqlite:///{there}", **place)
    assert done.returncode == 0, done.stderr
    assert copied(there) >= 20_000


def copied(there: Path) -> int:
    if not there.exists():
        return 0
    try:
        with closing(sqlite3.connect(there, timeout=5)) as connection:
            return connection.execute("SELECT count(*) FROM events").fetchone()[0]
    except sqlite3.OperationalError:  # no table yet
        return 0
