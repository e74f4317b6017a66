"""Empty databases of this version: to make one takes half a second, to copy one nothing."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.store.database import Database


def make(url: str) -> None:
    """All tables, and nothing in them."""
    with ThreadPoolExecutor(1) as aside:  # in this thread a loop may be running
        aside.submit(asyncio.run, _make(url)).result()


async def _make(url: str) -> None:
    database = Database(url)
    await database.open()
    await database.close()


@cache
def empty() -> bytes:
    """A file of SQLite with all tables and nothing in them."""
    with TemporaryDirectory() as place:
        path = Path(place) / "empty.db"
        make(f"sqlite+aiosqlite:///{path}")
        return path.read_bytes()


def furnished(home: Path) -> Path:
    """This home; if nobody had it before, with an empty database in it, which else whoever opens it makes."""
    if not home.exists():
        home.mkdir(mode=0o700)
        (home / "laconique.db").write_bytes(empty())
        (home / "laconique.db").chmod(0o600)
    return home
