"""PostgreSQL's backups: by its own programs, whole or not at all."""

import shutil
from collections.abc import Sequence

import pytest
from sqlalchemy import insert, select, text

from bot.errors import KeepingError
from bot.store.backup import backup, check, holds_something, name, restore
from bot.store.database import Database
from bot.store.schema import events
from bot.store.transfer import TABLES, fingerprint
from tests.store.stock import stock

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.parametrize("database_url", ["postgresql_url"], indirect=True),
    pytest.mark.skipif(
        shutil.which("pg_dump") is None, reason="PostgreSQL's client programs are not on the path"
    ),
]
ROWS = 5


def silent(done: int, total: int) -> None:
    pass


async def prints(url: str) -> Sequence[tuple[int, int]]:
    database = Database(url)
    async with database.read() as connection:
        found = [await fingerprint(connection, table) for table in TABLES]
    await database.close()
    return found


async def filled(url: str, now, *subjects: str) -> None:
    database = Database(url)
    async with database.write() as connection:
        await connection.execute(insert(events), [{"at": now, "name": one, "reason": ""} for one in subjects])
    await database.close()


async def told(url: str, statement: str) -> None:
    database = Database(url)
    async with database.write() as connection:
        await connection.execute(text(statement))
    await database.close()


async def subjects(url: str) -> list[str]:
    database = Database(url)
    async with database.read() as connection:
        found = list((await connection.execute(select(events.c.name).order_by(events.c.id))).scalars())
    await database.close()
    return found


async def test_a_dump_brings_back_all_and_keeps_what_is(database_url, tmp_path, now):
    database = Database(database_url)
    await stock(database, ROWS)
    await database.close()
    before = await prints(database_url)
    kept, aside = tmp_path / name(now, database_url), tmp_path / "aside.dump"
    backup(database_url, kept, silent)
    assert kept.suffix == ".dump"
    await filled(database_url, now, "after")
    assert restore(database_url, kept, aside)
    assert await prints(database_url) == before
    restore(database_url, aside, tmp_path / "second.dump")
    assert (await subjects(database_url))[-1] == "after"
    await filled(database_url, now, "new")  # numbers go on


async def test_a_dump_replaces_tables_that_it_does_not_know(database_url, tmp_path, now):
    """As one of an earlier version: what came later points at what it brings back, and goes."""
    backup(database_url, tmp_path / "kept.dump", silent)
    await told(database_url, "CREATE TABLE later (id INTEGER REFERENCES stories (id))")
    assert restore(database_url, tmp_path / "kept.dump", tmp_path / "aside.dump")
    assert holds_something(database_url)
    await told(database_url, "DROP TABLE later")


async def test_a_dump_that_is_cut_off_changes_nothing(database_url, tmp_path, now):
    await filled(database_url, now, *(f"subject {n} " * 20 for n in range(2000)))
    backup(database_url, tmp_path / "whole.dump", silent)
    whole = (tmp_path / "whole.dump").read_bytes()
    (tmp_path / "cut.dump").write_bytes(whole[: len(whole) * 2 // 3])
    with pytest.raises(KeepingError):
        restore(database_url, tmp_path / "cut.dump", tmp_path / "aside.dump")
    assert len(await subjects(database_url)) == 2000


async def test_nothing_is_put_back_while_somebody_is_connected(database_url, tmp_path, now):
    await filled(database_url, now, "before")
    backup(database_url, tmp_path / "kept.dump", silent)
    running = Database(database_url)
    async with running.read() as connection:
        await connection.execute(text("SELECT 1"))
        with pytest.raises(KeepingError, match=r"in use .1 connections.; stop every Laconique first"):
            restore(database_url, tmp_path / "kept.dump", tmp_path / "aside.dump")
    await running.close()
    assert await subjects(database_url) == ["before"]


def test_a_file_of_sqlite_s_is_refused(database_url, migrated, tmp_path):
    with pytest.raises(KeepingError, match="of another kind of database"):
        restore(database_url, migrated, tmp_path / "aside.dump")


def test_what_is_no_dump_is_told(database_url, tmp_path):
    (tmp_path / "bad.dump").write_bytes(b"PGDMP and then nothing")
    with pytest.raises(KeepingError, match="pg_restore"):
        check(tmp_path / "bad.dump")


def test_a_server_that_is_not_there_is_told(database_url, tmp_path):
    with pytest.raises(KeepingError, match="pg_dump: "):
        backup("postgresql+psycopg://laconique@127.0.0.1:1/none", tmp_path / "kept.dump", silent)
    assert list(tmp_path.iterdir()) == []
