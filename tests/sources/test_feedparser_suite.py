"""Every file of feedparser's own tests, from its source distribution: no crash, no hang, no entry lost.

Some of those files need the header that a comment in them gives. What feedparser sees, we announce: as many
entries, in the same order, with the same addresses and titles.
"""

import io
import re
import warnings
from pathlib import Path

import feedparser
import pytest
import pytest_asyncio

from bot.errors import NotAFeed
from bot.sources import feeds
from bot.sources.clean import line, web_address
from bot.workers import Workers
from tests.feedparser_suite import find

pytestmark = [
    pytest.mark.slow,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(600),
]
HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)
DEADLINE_S = 30
BATCHES = {"compression": 0, "encoding": 14, "entities": 3, "http": 2, "illformed": 13, "wellformed": 1170}
"""Folder -> how many entries at least feedparser sees in it."""


@pytest.fixture(scope="module")
def suite():
    """The folder of the tests; without it, these are skipped."""
    folder = find()
    if folder is None:
        pytest.skip("feedparser's own tests are not here: run `python -m tests.feedparser_suite`")
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def workers():
    """As the bot has them."""
    workers = Workers(processes=2, deadline_s=DEADLINE_S, memory_mb=1024, idle_s=600)
    yield workers
    await workers.close()


def told(path):
    """What is announced in a file: what we find, and what feedparser does."""
    warnings.simplefilter("ignore")
    body = Path(path).read_bytes()
    headers = {name.decode().lower(): value.decode().strip() for name, value in HEADER.findall(body)}
    here = headers.get("content-location", "http://127.0.0.1:8097/feed.xml")
    try:
        ours = feeds.parse(body, here, headers.get("content-type", "")).entries
    except NotAFeed:
        ours = ()
    # Titles lose their markup in our own way.
    theirs = feedparser.parse(io.BytesIO(body), response_headers=headers, sanitize_html=False).entries
    links = [web_address(item.get("feedburner_origlink") or item.get("link"), here) for item in theirs]
    titles = [line(item.get("title")) for item in theirs]
    return [(entry.address, entry.title) for entry in ours], list(zip(links, titles, strict=True))


@pytest.mark.parametrize("batch", BATCHES)
async def test_all_that_feedparser_sees_is_announced(suite, workers, batch):
    lost, seen = {}, 0
    files = sorted(path for path in (suite / batch).rglob("*") if path.is_file())
    for path in files:
        ours, theirs = await workers.run(told, str(path))
        seen += len(theirs)
        if ours != theirs:
            lost[str(path.relative_to(suite))] = (ours, theirs)
    assert lost == {}
    assert files
    assert seen >= BATCHES[batch]
