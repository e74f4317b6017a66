"""Hostile documents, given to each of our readers in a worker with the bot's limits.

They end in entries, or in an error that is recorded on the source; no file is read, nothing is fetched.
"""

import socket
from datetime import UTC, datetime
from time import process_time

import pytest
import pytest_asyncio

from bot.errors import SourceError
from bot.sources import discovery, feeds, opml, sitemaps
from bot.workers import Workers
from tests.sources.attacks import BROKEN, LARGE, MULTIPLYING, REACHING_OUT

pytestmark = pytest.mark.asyncio(loop_scope="module")
HOME = "https://phare.example.org/flux.xml"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DEADLINE_S, MEMORY_MB = 30, 300
WORK_S = 2
"""Of the processor: how busy the machine is has no part in it."""
SECRET = "le-secret-du-phare"


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("attack") / "secret.txt"
    path.write_text(SECRET)
    return path


@pytest.fixture(scope="module")
def door():
    """A server that hears who knocks, and lets nobody in."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers():
    workers = Workers(processes=1, deadline_s=DEADLINE_S, memory_mb=MEMORY_MB, idle_s=600)
    yield workers
    await workers.close()


def as_feed(body):
    return feeds.parse(body, HOME).entries


def as_sitemap(body):
    return sitemaps.parse(body, HOME, NOW)


def as_page(body):
    return discovery.find(body, HOME), discovery.listing(body, HOME)


READERS = [
    pytest.param(as_feed, id="feed"),
    pytest.param(as_sitemap, id="sitemap"),
    pytest.param(opml.read, id="list"),
    pytest.param(as_page, id="page"),
]


def timed(reader, body):
    """What came of it, or why nothing did, and how long the processor worked on it."""
    start = process_time()
    try:
        told = reader(body)
    except SourceError as err:
        told = str(err)
    return told, process_time() - start


async def read(workers, reader, body):
    """What came of it; anything but an error of the source is a failure of ours; so is what takes long."""
    told, work_s = await workers.run(timed, reader, body)
    assert work_s < WORK_S
    return told


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("attack", REACHING_OUT)
async def test_nothing_is_fetched_and_no_file_is_read(workers, file, door, reader, attack):
    there = f"http://127.0.0.1:{door.getsockname()[1]}"
    body = REACHING_OUT[attack]()
    for stands, means in (("FILE", str(file)), ("DOOR", there)):
        for encoding in ("utf-8", "utf-16-le"):
            body = body.replace(stands.encode(encoding), means.encode(encoding))
    assert SECRET not in repr(await read(workers, reader, body))
    with pytest.raises(BlockingIOError):
        door.accept()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("attack", MULTIPLYING)
async def test_nothing_grows(workers, reader, attack):
    assert len(repr(await read(workers, reader, MULTIPLYING[attack]()))) < 1_000_000


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("attack", BROKEN)
async def test_what_is_broken_ends(workers, reader, attack):
    repr(await read(workers, reader, BROKEN[attack]())).encode()


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("attack", LARGE)
async def test_what_is_large_ends(workers, reader, attack):
    await read(workers, reader, LARGE[attack]())
