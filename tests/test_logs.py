"""Logs: one line each, for people or for machines, and a bot's token in none of them."""

import io
import json
import logging
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from bot.logs import _Sparing

ROOT = Path(__file__).parent.parent
TOKEN = "123456789:AAH-an_invented_token_of_no_value"

PROGRAM = f"""
import logging, sys, structlog
from bot.logs import configure

configure()
token = {TOKEN!r}
url = f"https://api.telegram.org/bot{{token}}/getMe"
ours, theirs = structlog.get_logger(), logging.getLogger("library")


def fail():
    raise RuntimeError(url)


ours.info("as the event " + token)
ours.info("in an address", url=url)
ours.info("percent-encoded", url=url.replace(":", "%3A"))
ours.warning("in a list", seen=[url], nested={{"key": (token,)}})
ours.warning("as an object", error=RuntimeError(url))
theirs.warning("from a library: %s", url)
theirs.warning("as a library's object: %s", RuntimeError(url))
logging.getLogger("httpx").info("every request %s", url)
logging.getLogger("telegram.request.BaseRequest").error("Can not load invalid JSON data: %s", "a secret wish")
try:
    fail()
except RuntimeError:
    ours.exception("in a traceback")
    theirs.exception("in a library's traceback")
ours.error("handed over", exc_info=RuntimeError(url))
ours.debug("too much detail")
"""
SAID = (
    "as the event",
    "in an address",
    "percent-encoded",
    "in a list",
    "as an object",
    "from a library",
    "as a library's object",
    "in a traceback",
    "in a library's traceback",
    "handed over",
)


def piped() -> str:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout == ""
    return ran.stderr


def on_a_terminal() -> str:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, cwd=ROOT, stderr=theirs, env={**os.environ, "COLUMNS": "80"}):
        os.close(theirs)
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    return shown.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how Linux says that nobody writes to a terminal any more
        return b""


@pytest.fixture(scope="module", params=[piped, on_a_terminal], ids=["piped", "on a terminal"])
def output(request) -> str:
    return request.param()


def test_everything_is_told_without_the_token(output):
    assert [words for words in SAID if words not in output] == []
    assert TOKEN.partition(":")[2] not in output
    assert "<token>" in output


def test_the_rest_of_the_line_stays(output):
    assert "https://api.telegram.org/bot<token>/getMe" in output
    assert "RuntimeError" in output


@pytest.mark.parametrize("words", ["every request", "too much detail", "a secret wish"])
def test_what_nobody_asked_for_is_not_told(output, words):
    assert words not in output


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def told(clock):
    """A logger, and the lines that it has told."""
    stream = io.StringIO()
    handler = _Sparing(stream, clock)
    logger = logging.getLogger(f"library of {id(stream)}")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    return logger, lambda: stream.getvalue().splitlines()


def test_what_goes_wrong_again_and_again_is_told_once_and_how_often(told, clock):
    logger, lines = told
    for _ in range(1000):
        logger.warning("no answer from %s", "phare")
    logger.warning("no answer from %s", "môle")
    assert lines() == ["no answer from phare", "no answer from môle"]
    clock.now = 61
    logger.info("all is well")
    logger.warning("no answer from %s", "phare")
    assert lines()[2:] == [
        "kept back in the last minute: no answer from %s (999 times)",
        "all is well",
        "no answer from phare",
    ]


def test_so_is_what_differs_each_time_beyond_a_measure(told):
    logger, lines = told
    for number in range(1000):
        logger.error("message " + str(number) + " was not sent")
    assert len(lines()) == 10


def test_what_goes_well_is_told_each_time(told):
    logger, lines = told
    for _ in range(100):
        logger.info("an article")
    assert len(lines()) == 100


def test_what_is_piped_is_one_object_a_line():
    lines = [json.loads(line) for line in piped().splitlines()]
    assert len(lines) == len(SAID)
    assert all({"event", "level", "timestamp"} <= line.keys() for line in lines)
