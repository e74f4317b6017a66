"""A backup is whole whoever writes meanwhile.

A restore replaces a database by another one, or changes nothing.
"""

import multiprocessing
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.errors import KeepingError
from bot.store.backup import age_out, backup, check, holds_something, name, prune, restore

PAIRS = "SELECT count(*), sum(name = 'one'), sum(name = 'two') FROM events"


def silent(done: int, total: int) -> None:
    pass


@pytest.fixture
def file(migrated, tmp_path) -> Path:
    """A database file in use as ours are."""
    path = tmp_path / "home" / "laconique.db"
    path.parent.mkdir()
    path.write_bytes(migrated.read_bytes())
    write(path, "before")
    return path


def url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def write(path: Path, *subjects: str) -> None:
    """All in one transaction."""
    with closing(sqlite3.connect(path, timeout=10)) as connection, connection:
        rows = [("2026-11-23", subject, "x" * 500) for subject in subjects]
        connection.executemany("INSERT INTO events (at, name, reason) VALUES (?, ?, ?)", rows)


def subjects(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [subject for (subject,) in connection.execute("SELECT name FROM events ORDER BY id")]


def keep_writing(path: Path, stop) -> None:
    while not stop.is_set():
        write(path, "one", "two")


@pytest.mark.slow
def test_a_backup_under_writers_holds_one_moment(file, tmp_path):
    """Three processes write pairs: each backup holds whole pairs only, and each later one more of them."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    writers = [context.Process(target=keep_writing, args=(file, stop)) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        while len(subjects(file)) < 100:
            pass
        sizes = []
        for number in range(5):
            backup(url(file), tmp_path / f"{number}.db", silent)
            with closing(sqlite3.connect(tmp_path / f"{number}.db")) as connection:
                count, ones, twos = connection.execute(PAIRS).fetchone()
            assert ones == twos
            sizes.append(count)
        assert sizes == sorted(sizes)
        assert sizes[-1] > sizes[0]
    finally:
        stop.set()
        for writer in writers:
            writer.join()


def test_a_writer_need_not_wait_for_a_backup(file, tmp_path):
    write(file, *(["filler"] * 8000))  # several megabytes: the copy takes more than one step
    steps = []

    def writing(done: int, total: int) -> None:
        steps.append(done < total)
        write(file, "meanwhile")

    backup(url(file), tmp_path / "copy.db", writing)
    assert steps[0]
    assert "meanwhile" not in subjects(tmp_path / "copy.db")
    assert "meanwhile" in subjects(file)


def test_backups_age_out_but_never_the_last_one(tmp_path, now):
    kept = {
        name(now - timedelta(days=8), "sqlite+aiosqlite:///x"): False,
        name(now - timedelta(days=8), "postgresql+psycopg://x"): False,
        name(now - timedelta(days=6), "sqlite+aiosqlite:///x"): True,
        "before-restore-20200101T000000Z-laconique.db": False,
        "before-restore-20200101T000000Z-laconique.db-wal": False,
        "laconique.db": True,
        "laconique-of-my-own.db": True,
        "copy.db": True,
    }
    for one in kept:
        (tmp_path / one).touch()
    assert age_out(tmp_path, now - timedelta(days=7)) == 4
    assert {one: (tmp_path / one).exists() for one in kept} == kept
    age_out(tmp_path, now + timedelta(days=400))
    assert (tmp_path / name(now - timedelta(days=6), "sqlite+aiosqlite:///x")).exists(), "better an old one"
    assert age_out(tmp_path / "nowhere", now) == 0


def test_a_backup_is_one_file_that_nobody_else_may_read_half_written(file, tmp_path):
    backup(url(file), tmp_path / "kept" / "copy.db", silent)
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["copy.db"]
    with closing(sqlite3.connect(tmp_path / "kept" / "copy.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_restore_brings_back_what_was_and_keeps_what_is(file, tmp_path):
    backup(url(file), tmp_path / "copy.db", silent)
    write(file, "after")
    assert restore(url(file), tmp_path / "copy.db", file.parent / "aside.db")
    assert subjects(file) == ["before"]
    assert subjects(file.parent / "aside.db") == ["before", "after"]
    assert subjects(tmp_path / "copy.db") == ["before"]


def test_a_restore_where_there_was_nothing(file, tmp_path):
    fresh = tmp_path / "elsewhere" / "laconique.db"
    assert not holds_something(url(fresh))
    assert not restore(url(fresh), file, tmp_path / "aside.db")
    assert subjects(fresh) == ["before"]
    assert not (tmp_path / "aside.db").exists()


def damaged(path: Path) -> None:
    """Somewhere in the middle, as a bad disk does it."""
    write(path, *(["filler"] * 300))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    body = bytearray(path.read_bytes())
    body[len(body) // 2 :] = os.urandom(len(body) - len(body) // 2)
    path.write_bytes(body)


def cut_off(path: Path) -> None:
    write(path, *(["filler"] * 300))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.truncate(path, path.stat().st_size // 2)


def of_something_else(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE accounts (id INTEGER)")


def no_database(path: Path) -> None:
    path.write_text("Bonjour", encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        pytest.param(damaged, "damaged|not a whole backup", id="damaged"),
        pytest.param(cut_off, "damaged|not a whole backup", id="cut off"),
        pytest.param(
            of_something_else, "not a whole backup of Laconique .no such table", id="of another program"
        ),
        pytest.param(no_database, "not a backup of Laconique", id="a text"),
        pytest.param(Path.unlink, "can’t be read .there is nothing of this name", id="not there"),
    ],
)
def test_what_can_not_be_relied_on_is_not_restored(file, migrated, tmp_path, spoil, said):
    bad = tmp_path / "bad.db"
    bad.write_bytes(migrated.read_bytes())
    spoil(bad)
    with pytest.raises(KeepingError, match=said):
        restore(url(file), bad, file.parent / "aside.db")
    assert subjects(file) == ["before"]
    assert [path.name for path in file.parent.iterdir()] == ["laconique.db"]


def test_nothing_is_restored_under_a_program_that_runs(file, tmp_path):
    backup(url(file), tmp_path / "copy.db", silent)
    with closing(sqlite3.connect(file)) as running:
        running.execute("SELECT * FROM events").fetchall()
        with pytest.raises(KeepingError, match="in use; stop every Laconique first"):
            restore(url(file), tmp_path / "copy.db", file.parent / "aside.db")
        assert running.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert subjects(file) == ["before"]


def test_a_damaged_database_can_be_replaced(file, tmp_path):
    backup(url(file), tmp_path / "copy.db", silent)
    damaged(file)
    restore(url(file), tmp_path / "copy.db", file.parent / "aside.db")
    assert subjects(file) == ["before"]


def test_a_dump_of_postgresql_is_not_put_into_a_file(file, tmp_path):
    (tmp_path / "laconique.dump").write_bytes(b"PGDMP not really")
    with pytest.raises(KeepingError, match="pg_restore"):
        check(tmp_path / "laconique.dump")


def test_there_must_be_something_to_back_up(tmp_path):
    with pytest.raises(KeepingError, match="there is no database yet"):
        backup(url(tmp_path / "none.db"), tmp_path / "copy.db", silent)
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_can_not_be_written_leaves_nothing(file, tmp_path):
    (tmp_path / "kept").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(KeepingError, match="could not be written"):
        backup(url(file), tmp_path / "kept" / "copy.db", silent)


def test_the_newest_backups_are_kept_and_what_is_not_ours(tmp_path):
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    names = [name(noon + timedelta(days=day), "sqlite+aiosqlite:///x.db") for day in range(5)]
    for made in [*names, "before-restore-20261123T120000Z-laconique.db", "laconique-mine.db"]:
        (tmp_path / made).touch()
    assert prune(tmp_path, 2) == 3
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([*names[3:], "before-restore-20261123T120000Z-laconique.db", "laconique-mine.db"])
