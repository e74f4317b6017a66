"""A whole database as one file, taken while it is in use, and put back.

SQLite by its own backup, else by pg_dump.
"""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.errors import KeepingError
from bot.store import pg_dump
from bot.wording import Remark
from bot.wording.system import reason

_PAGES = 256  # 1 MB between two words about the progress
_SQLITE = b"SQLite format 3\0"
_DUMP = b"PGDMP"
_MOMENT = "{:%Y%m%dT%H%M%SZ}"
_NAME = f"laconique-{_MOMENT}{{}}"
_NAMED = "laconique-[0-9]*T[0-9]*Z"
ASIDE = "before-restore-"
"""How the name begins of what a restore replaced."""
_BESIDE = ("-wal", "-shm")

Told = Callable[[int, int], None]
"""Pages done, and in all; PostgreSQL's programs don't say."""


def backup(url: str, into: Path, told: Told) -> None:
    """Write all of the database into the file `into`, whole or not at all; who writes to it need not wait.

    Raises: KeepingError when the database can't be read, or `into` not written.
    """
    part = into.with_name(into.name + ".part")
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        if _is_sqlite(url):
            _copy(_file(url), part, told)
        else:
            pg_dump.dump(url, part)
        check(part)
        _settle(part)
        part.replace(into)
    except (OSError, sqlite3.Error) as err:
        failed = Remark("{path} : la sauvegarde n'a pu être écrite ({why})", path=into, why=reason(err))
        raise KeepingError(failed) from err
    finally:
        with suppress(OSError):
            part.unlink()


def check(path: Path) -> None:
    """Whether a backup can be relied on. Raises: KeepingError, which says what is wrong with it."""
    if _kind(path) == "dump":
        pg_dump.check(path)
        return
    try:
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as err:
        told = Remark("{path} : ce n'est pas une sauvegarde entière de Laconique ({why})", path=path, why=err)
        raise KeepingError(told) from err
    if found != "ok":
        raise KeepingError(Remark("{path} : sauvegarde abîmée ({why})", path=path, why=found))


def restore(url: str, path: Path, aside: Path) -> bool:
    """Make the database be what the backup `path` says; what was there before goes into the file `aside`.

    Returns: whether anything was there before.
    Raises: KeepingError when the backup is damaged or of the other kind, or somebody uses the database.
    """
    check(path)
    if (_kind(path) == "database") != _is_sqlite(url):
        raise KeepingError(
            Remark(
                "{path} : la sauvegarde d'une base d'une autre sorte ; "
                "remettez-la d'où elle vient, puis : laconique migrate",
                path=path,
            )
        )
    there = holds_something(url)
    try:
        if _is_sqlite(url):
            _put_back(_file(url), path, aside)
            return there
    except (OSError, sqlite3.Error) as err:
        told = Remark("{path} : n'a pu être remise en place ({why})", path=path, why=reason(err))
        raise KeepingError(told) from err
    if there:
        backup(url, aside, lambda _done, _total: None)
    pg_dump.put_back(url, path)
    return there


def holds_something(url: str) -> bool:
    """Whether there is a database that a restore would replace."""
    return _file(url).exists() if _is_sqlite(url) else pg_dump.holds_something(url)


def name(now: datetime, url: str) -> str:
    """What a backup of this moment is called.

    Names sort as their moments do, and tell the kind of database.
    """
    return _NAME.format(now, ".db" if _is_sqlite(url) else ".dump")


def prune(folder: Path, keep: int) -> int:
    """Remove all but the newest `keep` backups that bear a name of ours; returns how many went."""
    named = _named(folder)
    gone = named[: max(0, len(named) - keep)]
    for path in gone:
        path.unlink()
    return len(gone)


def age_out(folder: Path, before: datetime) -> int:
    """Remove the backups that bear a name of ours and were made before then, but for the newest.

    What a restore set aside goes, too. Returns how many went.
    """
    newest = _named(folder)[-1:]
    first = _MOMENT.format(before)
    named = [path for path in _named(folder) if path not in newest]
    gone = [path for path in (*named, *folder.glob(f"{ASIDE}*")) if _made(path) < first]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _made(path: Path) -> str:
    """The moment in its name, as names sort; what bears none was made in no past."""
    found = re.search(r"\d{8}T\d{6}Z", path.name)
    return found[0] if found else "~"


def _named(folder: Path) -> list[Path]:
    """The backups that bear a name of ours, the oldest first."""
    return sorted(path for path in folder.glob(f"{_NAMED}.*") if path.suffix in {".db", ".dump"})


def _copy(file: Path, part: Path, told: Told) -> None:
    if not file.exists():
        raise KeepingError(Remark("{path} : il n'y a pas encore de base", path=file))
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as target:
        source.execute("BEGIN")
        source.execute(
            "SELECT count(*) FROM sqlite_schema"
        ).fetchone()  # one moment, whoever writes meanwhile
        source.backup(target, pages=_PAGES, progress=lambda _status, left, total: told(total - left, total))
        target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it


def _put_back(file: Path, path: Path, aside: Path) -> None:
    """At every instant there is a whole database under its name: the old one, then the new one."""
    part = file.with_name(file.name + ".part")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copyfile(path, part)
        _settle(part)
        if file.exists():
            _close(file)
            aside.hardlink_to(file)
            for end in _BESIDE:  # of a damaged one; else there is nothing left beside it
                if (beside := file.with_name(file.name + end)).exists():
                    beside.rename(aside.with_name(aside.name + end))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _close(file: Path) -> None:
    """Bring what stands beside the file into it. Raises: KeepingError while another process uses it."""
    with closing(sqlite3.connect(file, timeout=1)) as connection:
        try:
            connection.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as err:
            told = Remark("{path} : en usage ; arrêtez d'abord tout Laconique ({why})", path=file, why=err)
            raise KeepingError(told) from err
        except sqlite3.DatabaseError:  # damaged: that may be why it is replaced
            return


def _kind(path: Path) -> str:
    try:
        with path.open("rb") as file:
            first = file.read(len(_SQLITE))
    except OSError as err:
        told = Remark("{path} : ne peut être lu ({why})", path=path, why=reason(err))
        raise KeepingError(told) from err
    if first == _SQLITE:
        return "database"
    if first.startswith(_DUMP):
        return "dump"
    raise KeepingError(Remark("{path} : ce n'est pas une sauvegarde de Laconique", path=path))


def _settle(path: Path) -> None:
    """On the disk, not on its way there."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


def _file(url: str) -> Path:
    return Path(make_url(url).database or "")
