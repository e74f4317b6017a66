"""PostgreSQL's own programs: a dump of a whole database, and such a dump put back."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy.engine import URL, make_url

from bot.errors import KeepingError
from bot.store.schema import metadata
from bot.wording import Remark

_OURS = ("alembic_version", "article_words")
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)
_CHUNK = 1 << 20


def dump(url: str, into: Path) -> None:
    """Write the database as it is at this moment; who writes to it need not wait. Raises: KeepingError."""
    _run("pg_dump", "--format=custom", "--no-owner", f"--file={into}", url=url)


def check(path: Path) -> None:
    """Whether it is a dump, whole as far as its list says. Raises: KeepingError."""
    _run("pg_restore", "--list", str(path))


def holds_something(url: str) -> bool:
    """Whether Laconique's tables are there. Raises: KeepingError when the database is not reached."""
    return bool(_asked(url, "SELECT to_regclass('alembic_version')"))


def put_back(url: str, path: Path) -> None:
    """Replace our tables by those of the dump: all of them, or nothing is changed.

    Raises: KeepingError while others are connected, or when the dump can't be read to its end.
    """
    others = _asked(url, _OTHERS)
    if others != "0":
        raise KeepingError(
            Remark(
                "la base est en usage (connexions : {others}) ; arrêtez d'abord tout Laconique", others=others
            )
        )
    tables = ", ".join([*_OURS, *(table.name for table in metadata.sorted_tables)])
    script = _command(
        "psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null", "--file=-"
    )
    reading = _command("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(path))
    with (
        TemporaryFile() as words,
        subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=words) as dumped,  # noqa: S603
        subprocess.Popen(script, stdin=subprocess.PIPE, stderr=words, env=_told(url)) as written,  # noqa: S603
    ):
        assert dumped.stdout is not None and written.stdin is not None  # noqa: S101, PT018 - both are pipes
        try:
            written.stdin.write(f"BEGIN;\nDROP TABLE IF EXISTS {tables} CASCADE;\n".encode())
            while chunk := dumped.stdout.read(_CHUNK):
                written.stdin.write(chunk)
            if dumped.wait() == 0:  # else there is no COMMIT: what was there stays
                written.stdin.write(b"\nCOMMIT;\n")
            written.stdin.close()
        except BrokenPipeError:  # psql has stopped, and has said why
            dumped.kill()
        failed = written.wait() or dumped.wait()
        words.seek(0)
        if failed:
            why = words.read().decode(errors="replace").strip()
            raise KeepingError(Remark("{path} : n'a pu être remise en place ({why})", path=path, why=why))


def _asked(url: str, query: str) -> str:
    return _run("psql", "--no-psqlrc", "--tuples-only", "--no-align", f"--command={query}", url=url).strip()


def _run(tool: str, *arguments: str, url: str = "") -> str:
    """Its output. Raises: KeepingError with its words."""
    command = _command(tool, *arguments)
    done = subprocess.run(command, env=_told(url), capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise KeepingError(f"{tool}: {done.stderr.strip() or done.returncode}")
    return done.stdout


def _command(tool: str, *arguments: str) -> list[str]:
    found = shutil.which(tool)
    if found is None:
        raise KeepingError(
            Remark(
                "{tool} manque : installez les programmes clients de PostgreSQL (Debian : postgresql-client)",
                tool=tool,
            )
        )
    return [found, *arguments]


def _told(url: str) -> Mapping[str, str]:
    """Where to connect, as libpq's variables: a command line can be read by everyone on the machine."""
    return os.environ | (_connection(make_url(url)) if url else {})


def _connection(url: URL) -> dict[str, str]:
    given = {
        "PGHOST": url.host or str(url.query.get("host", "")),
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
        "PGSSLMODE": str(url.query.get("sslmode", "")),
    }
    return {name: value for name, value in given.items() if value}
