"""Who died is found out at once; who lives is left alone."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from bot.app.presence import Presence
from tests.running import ROOT

HOLDS = """
import sys, time
from pathlib import Path
from bot.app.presence import Presence
presence = Presence(Path(sys.argv[1]))
with presence.shown():
    print(presence.owner, flush=True)
    time.sleep(60)
"""


@contextmanager
def another(home):
    """Another process of this home, and the name of its own."""
    command = [sys.executable, "-c", HOLDS, str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


@pytest.mark.slow
def test_who_is_killed_is_dead_until_buried(tmp_path):
    ours = Presence(tmp_path)
    with ours.shown(), another(tmp_path) as (process, name):
        assert name.split(":")[1] == str(process.pid)
        assert (ours.dead(), ours.alone()) == ([], False)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert ours.dead() == [name]
        ours.buried(name)
        assert (ours.dead(), ours.alone()) == ([], True)


def test_who_leaves_leaves_nothing(tmp_path):
    with Presence(tmp_path).shown():
        pass
    assert list((tmp_path / "running").iterdir()) == []


def test_two_of_one_home_see_each_other_alive(tmp_path):
    one, other = Presence(tmp_path), Presence(tmp_path)
    assert one.owner != other.owner
    with one.shown(), other.shown():
        assert one.dead() == other.dead() == []


def test_in_a_new_home_nobody_is_dead(tmp_path):
    assert Presence(tmp_path).dead() == []
