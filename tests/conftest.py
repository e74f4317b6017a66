"""What many tests start from: a moment, a migrated database, a shelf of invented articles."""

import asyncio
import os
import shutil
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.browser import find

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Paris."""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with this version's tables and nothing in them; copied for each test."""
    path = tmp_path_factory.mktemp("store") / "empty.db"

    async def make() -> None:
        database = Database(f"sqlite+aiosqlite:///{path}")
        await database.open()
        await database.close()

    asyncio.run(make())
    return path


@pytest.fixture
async def database(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A real SQLite database of one's own."""
    path = tmp_path / "laconique.db"
    shutil.copy(migrated, path)
    opened = Database(f"sqlite+aiosqlite:///{path}")
    yield opened
    await opened.close()


@pytest.fixture
async def last_words() -> AsyncIterator[None]:
    """A connection that failed to open leaves a thread with a last word for this loop: let it be said."""
    before = threading.enumerate()
    yield
    for thread in set(threading.enumerate()).difference(before):
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a browser to drive; without one, the test is skipped with the reason."""
    path = find()
    if path is None:
        pytest.skip("no Chromium here: install Debian's chromium, or run `playwright install chromium`")
    return path


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The directory of real documents to measure on, which is not part of the project."""
    path = os.environ.get("LACONIQUE_CORPUS", "")
    if not path or not Path(path).is_dir():
        pytest.skip("LACONIQUE_CORPUS names no directory: the real documents are not here")
    return Path(path)
