"""How SQLAlchemy reaches SQLite here: what is short is done at once, what may be long in a thread.

aiosqlite sends each of the four steps of a statement (cursor, execute, fetch, close) to the connection's
thread and waits for it. One such way there and back costs more than most statements, and under load the
thread waits each time until the event loop lets go of the interpreter. So here

- a SELECT is begun where we are; one that takes too long is broken off, and asked anew in the thread;
- in a transaction that was announced as brief, what writes a few rows is done where we are, too, and so is
  its end, unless that may move the log into the file. Who must wait for the write lock waits in the thread;
- all else is done in the thread, on one way there and back.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from time import perf_counter, thread_time
from typing import Any

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_dbapi
from sqlalchemy.util import await_only

_SHORT_S = 0.002
"""Of processor time; the event loop may be held for so long."""
_SHORT_BY_THE_CLOCK_S = 0.02
"""The same where it is the disk, or others on the machine, that one waits for."""
_STEPS = 1000
"""Of SQLite's machine, between two looks at the clocks: some fifty microseconds."""
_MOVED_EVERY = 50
"""One of so many brief commits may move the log into the file: it goes to the thread."""
_LOG_PAGES = 1000
"""So long is a log that is moved: SQLite's own default."""

_Taken = tuple[Any, int, int | None, Sequence[Any]]
"""What a statement gave: the names of its columns, how many rows it changed, the last one's id, its rows."""
_Deed = Callable[[sqlite3.Connection], Any]


class Driver(AsyncAdapt_aiosqlite_dbapi):
    """The module that SQLAlchemy takes for the driver: `create_async_engine(url, module=Driver())`."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *where: Any, timeout: float, **more: Any) -> "SqliteConnection":  # noqa: ANN401 - as sqlite3 has them
        """Connect; `timeout`: how many seconds to wait for a lock."""
        connected = super().connect(*where, timeout=timeout, **more)
        return SqliteConnection(self, connected._connection, timeout)


class SqliteConnection(AsyncAdapt_aiosqlite_connection):
    """One connection, of one task at a time."""

    __slots__ = ("_commits", "_patience_ms", "_there", "_writes", "brief")

    def __init__(self, dbapi: Driver, connection: Any, patience_s: float) -> None:  # noqa: ANN401
        super().__init__(dbapi, connection)
        self._patience_ms = round(1000 * patience_s)
        self._writes = self.brief = False
        self._commits = 0
        self._there: deque[None] = deque()
        """One for each deed that is in the thread still, whether or not somebody waits for it."""

    def begin(self, *, write: bool, brief: bool) -> None:
        """Begin a transaction; `brief`: it writes a few rows, found by an index. Raises: sqlite3.Error."""
        self._writes, self.brief = write, brief
        if not write:
            self._do(partial(_done, "BEGIN", (), many=False), here=True)
        elif not brief or self._there or not _locked(self._raw, self._patience_ms):
            self._do(partial(_done, "BEGIN IMMEDIATE", (), many=False), here=False)

    @contextmanager
    def nested(self) -> Iterator[None]:
        """What fails in it takes back only itself; within a brief transaction. Raises: sqlite3.Error."""
        self._do(partial(_done, "SAVEPOINT part", (), many=False), here=True)
        try:
            yield
        except BaseException:
            if self._raw.in_transaction and not self._there:  # else all of it is taken back
                self._do(partial(_done, "ROLLBACK TO part", (), many=False), here=True)
            raise
        self._do(partial(_done, "RELEASE part", (), many=False), here=True)

    def statement(self, sql: str, parameters: Sequence[Any], *, many: bool) -> _Taken:
        """Do one statement. Raises: sqlite3.Error."""
        deed = partial(_done, sql, parameters, many=many)
        taken: _Taken | None = None
        if sql.startswith("SELECT") and not self._there:
            taken = _done_soon(deed, self._raw)
        return taken or self._do(deed, here=self.brief and not sql.startswith("SELECT"))

    def commit(self) -> None:
        """End the transaction, and keep what it wrote."""
        if not self._writes:
            self._do(sqlite3.Connection.commit, here=True)
            return
        self._commits += 1
        moves = self._commits % _MOVED_EVERY == 0
        if self.brief and not moves:
            self._do(_committed, here=True)
        else:
            self._do(sqlite3.Connection.commit, here=False)
        self._writes = self.brief = False

    def rollback(self) -> None:
        """End the transaction, if there is one, and leave nothing behind."""
        if self._connection._connection is not None and (self._there or self._raw.in_transaction):
            self._do(sqlite3.Connection.rollback, here=self.brief or not self._writes)
        self._writes = self.brief = False

    def cursor(self, server_side: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - as SQLAlchemy asks
        """What does a statement; `server_side`, as aiosqlite does it."""
        return super().cursor(server_side=True) if server_side else Cursor(self)

    @property
    def _raw(self) -> sqlite3.Connection:
        raw: sqlite3.Connection = self._connection._conn
        return raw

    def _do(self, deed: _Deed, *, here: bool) -> Any:  # noqa: ANN401 - whatever the deed gives
        """Do it here or in the thread; behind what is there still, in any case."""
        if here and not self._there:
            return deed(self._raw)
        self._there.append(None)

        def there() -> Any:  # noqa: ANN401
            try:
                return deed(self._raw)
            finally:
                self._there.popleft()

        return await_only(self._connection._execute(there))


class _Over:
    """What is there already: SQLAlchemy holds a statement that waits for nothing to be a mistake."""

    def __await__(self) -> Generator[None, None, None]:
        yield from ()


_OVER = _Over()


class Cursor:
    """One statement, done as a whole: its rows are here when it is over."""

    arraysize = 1

    def __init__(self, connection: SqliteConnection) -> None:
        self._connection = connection
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self._rows: deque[Any] = deque()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Do it."""
        self._take(sql, parameters, many=False)

    def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Do it once for each."""
        self._take(sql, parameters, many=True)

    def _take(self, sql: str, parameters: Sequence[Any], *, many: bool) -> None:
        try:
            taken = self._connection.statement(sql, parameters, many=many)
        except ValueError as err:  # a connection that is closed: as an error that SQLAlchemy knows
            self._connection._handle_exception(err)
        await_only(_OVER)
        self.description, self.rowcount, self.lastrowid, rows = taken
        self._rows = deque(rows)

    def fetchone(self) -> Any:  # noqa: ANN401 - a row
        """The next row, if there is one."""
        return self._rows.popleft() if self._rows else None

    def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """The next rows."""
        return [self._rows.popleft() for _ in range(min(size or self.arraysize, len(self._rows)))]

    def fetchall(self) -> Sequence[Any]:
        """The rows that are left."""
        rows, self._rows = list(self._rows), deque()
        return rows

    def setinputsizes(self, *_sizes: object) -> None:
        """SQLite asks for none."""

    def close(self) -> None:
        """Nothing is open."""
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """Nothing is open (asked by SQLAlchemy)."""


def _done(sql: str, parameters: Sequence[Any], raw: sqlite3.Connection, *, many: bool) -> _Taken:
    """A statement from beginning to end."""
    cursor = raw.cursor()
    try:
        if many:
            cursor.executemany(sql, parameters)
        else:
            cursor.execute(sql, parameters)
        rows = cursor.fetchall() if cursor.description else ()
        return cursor.description, cursor.rowcount, cursor.lastrowid, rows
    finally:
        cursor.close()


def _done_soon(deed: Callable[[sqlite3.Connection], _Taken], raw: sqlite3.Connection) -> _Taken | None:
    """The same of a SELECT, unless it takes too long: broken off, it leaves the transaction as it was.

    Source: https://www.sqlite.org/c3ref/interrupt.html (only what writes takes the transaction back).
    """
    spent, until = thread_time() + _SHORT_S, perf_counter() + _SHORT_BY_THE_CLOCK_S
    raw.set_progress_handler(lambda: thread_time() > spent or perf_counter() > until, _STEPS)
    try:
        return deed(raw)
    except sqlite3.OperationalError as err:
        if err.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        return None
    finally:
        raw.set_progress_handler(None, 0)


def _locked(raw: sqlite3.Connection, patience_ms: int) -> bool:
    """Take the write lock if nobody has it; whether it is ours."""
    raw.execute("PRAGMA busy_timeout=0")
    try:
        raw.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as err:
        if err.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    finally:
        raw.execute(f"PRAGMA busy_timeout={patience_ms}")
    return True


def _committed(raw: sqlite3.Connection) -> None:
    """Commit, and leave the log where it is."""
    raw.execute("PRAGMA wal_autocheckpoint=0")
    try:
        raw.commit()
    finally:
        raw.execute(f"PRAGMA wal_autocheckpoint={_LOG_PAGES}")
