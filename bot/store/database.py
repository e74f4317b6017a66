"""The database: one engine, reads and writes, and bringing the schema up to date.

SQLite is opened in WAL mode, and every write transaction begins with BEGIN IMMEDIATE: a deferred one that
reads first and writes later fails with "database is locked" as soon as two processes do it.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from bot.errors import DatabaseError

_BUSY_TIMEOUT_S = 10


class Database:
    """Opens transactions on one database. `DatabaseError` when that fails."""

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(
            url, connect_args={"timeout": _BUSY_TIMEOUT_S, "isolation_level": None}
        )
        event.listen(self._engine.sync_engine, "connect", _prepare)
        event.listen(self._engine.sync_engine, "begin", _begin)
        self._where = make_url(url).render_as_string(hide_password=True)

    async def open(self) -> None:
        """Create the tables, or bring them to this version's shape."""
        async with self.write() as connection:
            await connection.run_sync(_migrate)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view of the data, which waits for no writer."""
        async with self._transaction(write=False) as connection:
            yield connection

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end of the block, or leaves nothing behind."""
        async with self._transaction(write=True) as connection:
            yield connection

    @asynccontextmanager
    async def _transaction(self, *, write: bool) -> AsyncIterator[AsyncConnection]:
        try:
            async with self._engine.execution_options(laconique_write=write).begin() as connection:
                yield connection
        except DBAPIError as err:
            msg = f"{self._where}: {err.orig}"
            raise DatabaseError(msg) from err

    async def close(self) -> None:
        """Give the connections back."""
        await self._engine.dispose()


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    cursor.execute(
        "PRAGMA auto_vacuum=INCREMENTAL"
    )  # of a new file: what is cleared away goes back to the disk
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get("laconique_write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _migrate(connection: Connection) -> None:
    from bot.store.migrations import HEAD, upgrade

    # Alembic is a tenth of the start-up time: load it only where there is something to do.
    if inspect(connection).has_table("alembic_version"):
        at = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if at == HEAD:
            return
    upgrade(connection)
