"""Every file of feedparser's own tests, from its source distribution: no crash, no hang, no entry lost.

Some of those files need the header that a comment in them gives. An entry is lost when feedparser sees it,
with a web address or a text, and we do not; one that has neither (many of those files hold a lone date, or a
title) is nothing that can be read, and is left out on purpose.
"""

import io
import re
import subprocess
import sys
import tarfile
import warnings
from importlib.metadata import version
from pathlib import Path

import feedparser
import pytest
import pytest_asyncio

from bot.errors import NotAFeed
from bot.sources import feeds
from bot.sources.clean import clean, web_address
from bot.workers import Workers

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(600),
]
HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)
DEADLINE_S = 5
BATCHES = {"compression": 0, "encoding": 0, "entities": 0, "http": 0, "illformed": 7, "wellformed": 700}
"""Folder -> how many entries at least it holds that can be read."""


@pytest.fixture(scope="module")
def suite(request):
    """The folder of the tests; fetched once, then kept with what pytest remembers."""
    folder = Path(request.config.cache.mkdir("feedparser"))
    wanted = f"feedparser-{version('feedparser')}"
    if not (folder / wanted / "tests").is_dir():
        fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        fetched = subprocess.run(
            [*fetch, "--dest", folder, wanted.replace("-", "==")], capture_output=True, text=True, check=False
        )
        found = sorted(folder.glob(f"{wanted}*.tar.gz"))
        if fetched.returncode or not found:
            pytest.skip(f"feedparser's source distribution can't be fetched: {fetched.stderr.strip()[-300:]}")
        with tarfile.open(found[0]) as archive:
            archive.extractall(folder, filter="data")
    return folder / wanted / "tests"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers():
    """As the bot has them."""
    workers = Workers(processes=2, deadline_s=DEADLINE_S, memory_mb=1024, idle_s=600)
    yield workers
    await workers.close()


def addresses(path):
    """What is to be read of a file: where we find it, and where feedparser does."""
    warnings.simplefilter("ignore")
    body = Path(path).read_bytes()
    headers = {name.decode().lower(): value.decode().strip() for name, value in HEADER.findall(body)}
    here = headers.get("content-location", "http://127.0.0.1:8097/feed.xml")
    try:
        ours = feeds.parse(body, here, headers.get("content-type", "")).entries
    except NotAFeed:
        ours = ()
    theirs = feedparser.parse(io.BytesIO(body), response_headers=headers).entries
    return [entry.address for entry in ours], [address for item in theirs for address in readable(item, here)]


def readable(item, here):
    address = web_address(item.get("feedburner_origlink") or item.get("link"), here)
    texts = [item.get("summary"), *(part.get("value") for part in item.get("content", ()))]
    return [address] if address or any(map(clean, texts)) else []


@pytest.mark.parametrize("batch", BATCHES)
async def test_all_that_can_be_read_is_read(suite, workers, batch):
    lost, seen = {}, 0
    files = sorted(path for path in (suite / batch).rglob("*") if path.is_file())
    for path in files:
        ours, theirs = await workers.run(addresses, str(path))
        seen += len(theirs)
        if ours != theirs:
            lost[str(path.relative_to(suite))] = (ours, theirs)
    assert lost == {}
    assert files
    assert seen >= BATCHES[batch]
