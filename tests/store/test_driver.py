"""SQLite under SQLAlchemy: what is short is done at once, what is long holds up nobody."""

import asyncio
import sqlite3

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import OperationalError

from bot.errors import DatabaseError
from bot.store.database import Database
from bot.store.schema import events

LONG = (
    "SELECT count(*) FROM (WITH RECURSIVE n(i) AS "
    "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) SELECT i FROM n)"
)


pytestmark = pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)


async def in_threads(database: Database, statement: str) -> bool:
    """Whether the event loop went on while this was done."""
    async with database.read() as connection:
        await connection.execute(text("SELECT 1"))  # it is connected now
        went_on = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_soon(went_on.set_result, None)
        await connection.execute(text(statement))
        return went_on.done()


async def test_a_short_question_is_answered_before_anything_else_is_done(database):
    assert not await in_threads(database, "SELECT 1")


async def test_during_a_long_question_all_else_goes_on(database):
    assert await in_threads(database, LONG.format(1_000_000))


async def test_a_question_that_was_broken_off_is_answered_all_the_same(database):
    async with database.read() as connection:
        assert (await connection.execute(text(LONG.format(200_000)))).scalar() == 200_000


async def test_breaking_off_a_question_takes_back_nothing_of_what_was_written(database, now):
    async with database.write(brief=True) as connection:
        await connection.execute(insert(events).values(at=now, name="before", reason=""))
        await connection.execute(text(LONG.format(200_000)))
    async with database.read() as connection:
        assert (await connection.execute(select(events.c.name))).scalars().all() == ["before"]


@pytest.mark.parametrize("brief", [False, True])
async def test_a_mistake_in_a_statement_is_told_as_ever(database, brief):
    with pytest.raises(DatabaseError, match="no such table"):
        async with database.write(brief=brief) as connection:
            await connection.execute(text("DELETE FROM nowhere"))
    with pytest.raises(OperationalError, match="no such table"):
        async with database._engine.connect() as connection:
            await connection.execute(text("SELECT 1 FROM nowhere"))


@pytest.mark.parametrize("brief", [False, True])
async def test_who_waits_for_another_process_holds_up_nothing(database, tmp_path, now, brief):
    other = sqlite3.connect(tmp_path / "laconique.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    asyncio.get_running_loop().call_later(0.05, other.execute, "COMMIT")  # only a loop that runs does it
    async with database.write(brief=brief) as connection:
        await connection.execute(insert(events).values(at=now, name="after", reason=""))
    async with database.read() as connection:
        assert (await connection.execute(select(events.c.name))).scalars().all() == ["after"]
    other.close()


@pytest.mark.parametrize("brief", [False, True])
async def test_what_is_written_is_there_for_others_when_the_block_is_over(database, tmp_path, now, brief):
    async with database.write(brief=brief) as connection:
        await connection.execute(insert(events).values(at=now, name="kept", reason=""))
    other = sqlite3.connect(tmp_path / "laconique.db")
    assert other.execute("SELECT name FROM events").fetchall() == [("kept",)]
    other.close()


async def test_brief_writes_do_not_let_the_log_grow_for_ever(database, tmp_path, now):
    for _ in range(120):
        async with database.write(brief=True) as connection:
            await connection.execute(insert(events).values(at=now, name="x" * 100_000, reason=""))
    assert (tmp_path / "laconique.db-wal").stat().st_size < 7_000_000  # of twelve that were written


async def test_who_was_broken_off_while_a_thread_was_at_it_leaves_a_connection_that_works(database, now):
    async def ask() -> None:
        async with database.write() as connection:
            await connection.execute(insert(events).values(at=now, name="half", reason=""))
            await connection.execute(text(LONG.format(1_500_000)))

    asking = asyncio.create_task(ask())
    await asyncio.sleep(0.05)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    async with database.write(brief=True) as connection:
        assert (await connection.execute(select(events.c.name))).scalars().all() == []
