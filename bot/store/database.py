"""The database: one engine, reads and writes, and bringing the schema up to date.

SQLite is opened in WAL mode, and every write transaction begins with BEGIN IMMEDIATE: a deferred one that
reads first and writes later fails with "database is locked" as soon as two processes do it. The writers of
one process stand in line for it: SQLite lets each try again and again, in no order, and on a slow machine
some never get their turn. On PostgreSQL
writers meet at rows: whoever claims work passes over what another has locked, and whoever looks first and
inserts later is `alone` with what it looks for.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.errors import DatabaseError, SettingsError
from bot.store.driver import Driver, SqliteConnection
from bot.store.portable import alone
from bot.wording import Remark

_BUSY_TIMEOUT_S = 10
_IN_LINE_S = 60
"""Who waits longer for the writers before it would wait for itself."""
_DAMAGE = ("malformed", "not a database", "invalid page", "could not read block")
"""How SQLite and PostgreSQL say that what they read can't be."""
_SETTLE_MS = 1000
_CACHE_KB = 500
"""Of each connection to SQLite, and there are up to fifteen: the system keeps the file in memory, too."""
_CONNECTIONS, _CONNECTIONS_MAX = 5, 15
_KEPT = 3
"""Connections to SQLite that are not given back after each transaction: to read, and to write."""
_POSTGRESQL = {
    "timezone": "UTC",
    "lock_timeout": "30s",
    "idle_in_transaction_session_timeout": "5min",  # a process that hangs keeps nobody else from their rows
    "jit": "off",  # a page of stories is read in less time than it takes to compile how
    "plan_cache_mode": "force_custom_plan",  # how rare a word is decides how it is best looked for
}
_SCHEMA_LOCK = "laconique schema"


class Database:
    """Opens transactions on one database. `DatabaseError` when that fails.

    Raises: SettingsError when what speaks to this database is not installed.
    """

    def __init__(self, url: str) -> None:
        at = make_url(url)
        self._where = at.render_as_string(hide_password=True)
        self._file = Path(at.database or "") if at.get_backend_name() == "sqlite" else None
        self._opened: tuple[int, int] | None = None
        """The file that was opened, whatever stands under its name later."""
        self._damaged = ""
        self._engine = _sqlite(at) if at.get_backend_name() == "sqlite" else _postgresql(at)
        kept = _KEPT if self._file else 0
        writing = self._engine.execution_options(laconique_write=True)
        self._reading = _Connections(_reading(self._engine), kept)
        self._writing = _Connections(writing, kept)
        self._brief = _Connections(writing.execution_options(laconique_brief=True), kept)
        self._line = _Line() if self._file else nullcontext()

    async def open(self) -> None:
        """Create the tables, or bring them to this version's shape."""
        async with self.write() as connection:
            await alone(connection, _SCHEMA_LOCK)
            await connection.run_sync(_migrate)
        self._opened = self._found()

    async def is_of_earlier_version(self) -> bool:
        """Whether opening it would change what an earlier version has made."""
        async with self.read() as connection:
            return await connection.run_sync(_is_behind)

    def trouble(self) -> str:
        """Why this is no longer the database that was opened; empty when it is."""
        if self._opened is not None and self._found() != self._opened:
            return (
                f"{self._where}: the file was deleted or replaced while it was in use; stop, and restore it"
            )
        return self._damaged

    def _found(self) -> tuple[int, int] | None:
        try:
            about = self._file.stat() if self._file else None
        except OSError:
            return None
        return about and (about.st_dev, about.st_ino)

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncConnection]:
        """A consistent view of the data, which waits for no writer."""
        unit = _unit_of(self)
        if unit is not None and unit.connection is not None:  # what it has written so far is seen, too
            yield unit.connection
            return
        async with self._transaction(self._reading) as connection:
            yield connection

    @asynccontextmanager
    async def write(self, *, brief: bool = False) -> AsyncIterator[AsyncConnection]:
        """A transaction that commits at the end of the block, or leaves nothing behind.

        `brief`: it writes a few rows only, found by an index; SQLite then does it where we are.
        """
        unit = _unit_of(self)
        if unit is not None:
            async with unit.write() as connection:
                yield connection
            return
        async with self._written(brief=brief) as connection:
            yield connection

    def seen(self) -> dict[object, Any]:
        """What this task has read in its unit since it last wrote, by its name; empty outside of a unit."""
        unit = _unit_of(self)
        return {} if unit is None else unit.seen

    @asynccontextmanager
    async def unit(self, *, brief: bool = False) -> AsyncIterator[None]:
        """Let all that this task writes while the block runs be one transaction, from the first write on.

        It commits at the end of the block, or leaves nothing behind. Do nothing slow after a first write.
        Inside of another one it is a part of that. `brief` as for `write`.
        """
        if (outer := _unit_of(self)) is not None:
            async with outer.write():
                yield
            return
        async with AsyncExitStack() as stack:
            unit = _Unit(self, stack, self._written(brief=brief), asyncio.current_task())
            before = _unit.set(unit)
            try:
                yield
            finally:
                _unit.reset(before)
        if unit.settles:
            await self.settle()

    @asynccontextmanager
    async def _written(self, *, brief: bool) -> AsyncIterator[AsyncConnection]:
        async with self._line, self._transaction(self._brief if brief else self._writing) as connection:
            yield connection

    @asynccontextmanager
    async def _transaction(self, connections: "_Connections") -> AsyncIterator[AsyncConnection]:
        try:
            async with connections.begin() as connection:
                yield connection
        except (DBAPIError, PoolTimeout, sqlite3.Error) as err:
            msg = f"{self._where}: {err.orig if isinstance(err, DBAPIError) else err}"
            if any(words in msg for words in _DAMAGE):
                self._damaged = msg
            raise DatabaseError(msg) from err

    async def settle(self) -> None:
        """Let nothing of what was deleted stay beside the file, unless somebody reads it right now.

        Within a unit it is done once that is over: before, the file is ours to write and nobody's to clear.
        """
        if (unit := _unit_of(self)) is not None:
            unit.settles = True
            return
        if self._engine.dialect.name != "sqlite":
            return
        async with self._engine.connect() as connection:
            raw: Any = (await connection.get_raw_connection()).driver_connection
            try:
                await raw.execute(f"PRAGMA busy_timeout={_SETTLE_MS}")
                await raw.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                await raw.execute(f"PRAGMA busy_timeout={_BUSY_TIMEOUT_S * 1000}")

    async def close(self) -> None:
        """Give the connections back."""
        for connections in (self._reading, self._writing, self._brief):
            await connections.close()
        await self._engine.dispose()


class _Connections:
    """The connections of an engine, of which some are kept from one transaction to the next.

    To take one from the pool and to give it back takes longer than most of what is asked in between.
    """

    def __init__(self, engine: AsyncEngine, most: int) -> None:
        self._engine = engine
        self._most = most
        self._free: list[AsyncConnection] = []

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[AsyncConnection]:
        """A transaction; a connection in which one failed is not kept."""
        connection = self._free.pop() if self._free else await self._engine.connect()
        try:
            async with connection.begin():
                yield connection
        except BaseException:
            await connection.close()
            raise
        if len(self._free) < self._most:
            self._free.append(connection)
        else:
            await connection.close()

    async def close(self) -> None:
        """Give those back that nobody uses."""
        while self._free:
            await self._free.pop().close()


class _Line:
    """Those who write, one after the other as they came."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> None:
        try:
            async with asyncio.timeout(_IN_LINE_S):
                await self._turn.acquire()
        except TimeoutError:
            msg = f"others have been writing for {_IN_LINE_S} s"
            raise DatabaseError(msg) from None

    async def __aexit__(self, *_raised: object) -> None:
        self._turn.release()


class _Unit:
    """One transaction of one task, opened when it first writes."""

    def __init__(
        self,
        database: Database,
        stack: AsyncExitStack,
        transaction: AbstractAsyncContextManager[AsyncConnection],
        task: "asyncio.Task[Any] | None",
    ) -> None:
        self.database = database
        self.task = task
        self.connection: AsyncConnection | None = None
        self.seen: dict[object, Any] = {}
        self.settles = False
        """Whether the file is settled when it is over."""
        self._stack = stack
        self._transaction = transaction

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncConnection]:
        if self.connection is None:
            self.connection = await self._stack.enter_async_context(self._transaction)
        try:
            async with _nested(self.connection):
                yield self.connection
        except DBAPIError as err:
            raise DatabaseError(str(err.orig)) from err
        finally:
            self.seen.clear()


@asynccontextmanager
async def _nested(connection: AsyncConnection) -> AsyncIterator[None]:
    """What fails in it takes back only itself."""
    ours = _driven(connection.sync_connection)
    if ours is None or not ours.brief:
        async with connection.begin_nested():
            yield
        return
    with ours.nested():
        yield


_unit: ContextVar[_Unit | None] = ContextVar("unit", default=None)


def _unit_of(database: Database) -> _Unit | None:
    """The unit in which this very task works; a task that it started has its own transactions."""
    unit = _unit.get()
    if unit is None or unit.database is not database or unit.task is not asyncio.current_task():
        return None
    return unit


def _sqlite(url: URL) -> AsyncEngine:
    engine = create_async_engine(
        url,
        module=Driver(),
        connect_args={"timeout": _BUSY_TIMEOUT_S, "isolation_level": None},
        hide_parameters=True,  # what a reader asked stands in no error
    )
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _postgresql(url: URL) -> AsyncEngine:
    options = " ".join(f"-c {name}={value}" for name, value in _POSTGRESQL.items())
    try:
        engine = create_async_engine(
            url,
            connect_args={"options": options, "connect_timeout": _BUSY_TIMEOUT_S},
            hide_parameters=True,
            pool_size=_CONNECTIONS,
            max_overflow=_CONNECTIONS_MAX - _CONNECTIONS,
            pool_timeout=_BUSY_TIMEOUT_S,
            pool_pre_ping=True,  # a server that was started anew is found again
        )
    except ImportError as err:
        told = Remark(
            "LACONIQUE_DATABASE_URL : PostgreSQL demande de plus : pip install laconique[postgres] ({why})",
            why=err,
        )
        raise SettingsError(told) from err
    event.listen(engine.sync_engine, "connect", _prepare_postgresql)
    return engine


def _reading(engine: AsyncEngine) -> AsyncEngine:
    """The same engine, whose transactions see one moment."""
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_count")
    if cursor.fetchone() == (0,):  # of a new file: of another it takes the write lock, and changes nothing
        cursor.execute("PRAGMA auto_vacuum=INCREMENTAL")  # what is cleared away goes back to the disk
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA cache_size={-_CACHE_KB}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what a reader has us forget is overwritten, not only unlinked
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    ours = _driven(connection)
    assert ours is not None  # noqa: S101 - this is heard of SQLite only
    ours.begin(write="laconique_write" in options, brief="laconique_brief" in options)


def _driven(connection: Connection | None) -> SqliteConnection | None:
    """The connection as our driver has it; none of PostgreSQL."""
    driven = connection and connection.connection.dbapi_connection
    return driven if isinstance(driven, SqliteConnection) else None


def _prepare_postgresql(connection: Any, _record: object) -> None:  # noqa: ANN401
    """A null character, which PostgreSQL keeps in no text, is left out."""
    from psycopg.types.string import StrDumper

    class WithoutNull(StrDumper):
        def dump(self, obj: str) -> Any:  # noqa: ANN401
            return super().dump(obj.replace("\0", ""))

    connection.driver_connection.adapters.register_dumper(str, WithoutNull)


def _schema(connection: Connection) -> str:
    """The revision that is there; empty where there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() or ""


def _is_behind(connection: Connection) -> bool:
    from bot.store.migrations import HEAD

    return "" < _schema(connection) < HEAD


def _migrate(connection: Connection) -> None:
    from bot.store.migrations import HEAD, lay_out, upgrade

    # Alembic is a tenth of the start-up time: load it only where there is something to do.
    if _schema(connection) == HEAD:
        return
    if connection.dialect.name == "sqlite" and not inspect(connection).get_table_names():
        lay_out(connection)
    else:
        upgrade(connection)
