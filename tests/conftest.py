"""What many tests start from: a moment, a migrated database, a shelf of invented articles."""

import asyncio
import gc
import os
import shutil
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

from bot.store.database import Database
from bot.store.schema import article_words, metadata
from tests.browser import find
from tests.databases import empty, make
from tests.postgres import MIGRATED, Server
from tests.postgres import find as find_postgres
from tests.summaries.models.tiny import once, publish
from tests.summaries.models.tiny_encoder import judged
from tests.summaries.models.tiny_encoder import publish as publish_encoder

os.environ.setdefault("OMP_NUM_THREADS", "1")
"""The tests run abreast: threads of torch and of BLAS would only wait for each other."""

settings.register_profile("patient", settings.default, deadline=None)
settings.load_profile("patient")
"""How long an example takes says how busy the machine is."""

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A Monday, ten o'clock in Paris."""


def pytest_collection_finish() -> None:
    """What was collected stays until the end.

    The collector need not walk it again and again (8 % of all time), nor while it is being collected.
    """
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection() -> None:
    gc.disable()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with this version's tables and nothing in them; copied for each test."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    path.write_bytes(empty())
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server that holds a migrated database.

    Without one, the test is skipped with the reason.
    """
    binaries = find_postgres()
    if binaries is None or find_spec("psycopg") is None:
        pytest.skip("no PostgreSQL here: install Debian's postgresql, or run `python -m tests.postgres`")
    server = Server(binaries)
    server.start()
    try:
        make(server.create(MIGRATED))
        yield server
    finally:
        server.stop()


@pytest.fixture
def sqlite_url(migrated: Path, tmp_path: Path) -> str:
    """A real SQLite database of one's own."""
    path = tmp_path / "laconique.db"
    shutil.copy(migrated, path)
    return f"sqlite+aiosqlite:///{path}"


@pytest.fixture
def postgresql_url(postgres: Server) -> Iterator[str]:
    """A real PostgreSQL database, emptied after each test: to make one takes ten times as long."""
    yield postgres.url(MIGRATED)
    postgres.empty(MIGRATED, (*metadata.sorted_tables, article_words))


ON_BOTH = (
    pytest.param("sqlite_url", id="SQLite"),
    pytest.param("postgresql_url", id="PostgreSQL", marks=pytest.mark.postgres),
)
"""For a room's own `database_url`, where its tests ask much of the database."""
BOTH = pytest.mark.parametrize("database_url", ON_BOTH, indirect=True)
"""For a test whose statements are of neither's dialect alone, or that lets processes race for rows."""


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """Where the test's database is: in a file, unless it is asked for both."""
    url: str = request.getfixturevalue(getattr(request, "param", "sqlite_url"))
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A real database of one's own, migrated and empty."""
    opened = Database(database_url)
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
def published(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Family -> the directory of a tiny model as published; made when it is asked for, once a run."""
    for library in ("torch", "transformers", "sentencepiece"):
        pytest.importorskip(library, reason="needs the `torch` extra")
    import torch

    torch.set_num_threads(1)  # the parts of a tiny model only wait for each other
    shared = _shared(tmp_path_factory)
    return lambda family: once(shared / "published" / family, lambda folder: publish(folder, family))


@pytest.fixture(scope="session")
def exact(
    published: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Family -> its conversion without any rounding, to be compared."""
    pytest.importorskip("ctranslate2", reason="needs the `model` extra")
    from bot.lab.convert import convert

    shared = _shared(tmp_path_factory)

    def of(family: str) -> Path:
        made = shared / "converted" / family
        return once(made, lambda folder: convert(published(family), folder, precision="float32"))

    return of


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Family -> the folder of a tiny encoder as published."""
    for library in ("torch", "transformers", "sentencepiece", "ctranslate2"):
        pytest.importorskip(library, reason="needs the `torch` extra")
    import torch

    torch.set_num_threads(1)
    shared = _shared(tmp_path_factory) / "encoders"
    return lambda family: once(shared / family, lambda folder: publish_encoder(folder, family))


@pytest.fixture(scope="session")
def chooser(
    encoder: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """Family -> the folder of a chooser that learnt from a few invented choices."""
    from bot.lab.chooser_folder import make
    from bot.lab.train_encoder import Course
    from bot.summaries.ranker import ranker

    shared = _shared(tmp_path_factory) / "choosers"
    rows = [judged(n) for n in range(24)]

    def learn(folder: Path, family: str) -> None:
        make(encoder(family), rows, folder, ranker(), Course(epochs=1), lambda *_: None, reads=150)

    return lambda family: once(shared / family, lambda folder: learn(folder, family))


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all test processes of this run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


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
