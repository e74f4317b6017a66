"""One engine: the schema up to date, transactions that are whole, writers that wait for each other."""

import asyncio
import contextlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, func, insert, select, text
from sqlalchemy.exc import StatementError

from bench.schema import schema
from bot.errors import DatabaseError
from bot.model import EVERY_DAY, SlotKind
from bot.ports import Event, What
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.migrations import EMPTY, HEAD, configuration
from bot.store.portable import alone
from bot.store.schema import events, metadata
from bot.store.tellings import TellingStore
from tests.conftest import ON_BOTH

ROOT = Path(__file__).parents[2]
SEARCH_INDEX = ("article_words", "ix_article_words")  # FTS5 or tsvector: SQLAlchemy cannot describe both


ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("database_url", ON_BOTH[1:], indirect=True)


def url_of(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


async def write_down(database: Database, name: str, at: datetime) -> None:
    async with database.write() as connection:
        await connection.execute(insert(events).values(at=at, name=name, reason=""))


async def written(database: Database) -> list[str]:
    async with database.read() as connection:
        return list((await connection.execute(select(events.c.name))).scalars())


def file_of(database: Database, tmp_path: Path) -> Path:
    """Where the fixture `database` lies."""
    return tmp_path / "laconique.db"


@ON_SQLITE
async def test_the_writers_of_one_process_have_their_turns_as_they_came(database):
    """Left to SQLite they would try again and again, in no order."""
    had = []

    async def write(number: int) -> None:
        async with database.write():
            had.append(number)
            await asyncio.sleep(0.002)

    await asyncio.gather(*(write(number) for number in range(30)))
    assert had == list(range(30))


async def test_the_migrations_give_exactly_the_tables_that_the_code_describes(database):
    def differences(connection: Connection) -> list[object]:
        options = {
            "compare_type": True,
            "include_name": lambda name, _kind, _parents: not str(name).startswith(SEARCH_INDEX),
        }
        return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)

    async with database.read() as connection:
        assert await connection.run_sync(differences) == []


@ON_SQLITE
async def test_who_was_told_a_story_is_found_without_reading_all_tellings(database):
    asked = "EXPLAIN QUERY PLAN SELECT chat_id, version FROM tellings WHERE story_id IN (1, 2)"
    async with database.read() as connection:
        plan = [row.detail for row in await connection.execute(text(asked))]
    assert plan == ["SEARCH tellings USING INDEX ix_tellings_story_id (story_id=?)"]


def test_the_newest_script_is_the_version_that_the_code_asks_for():
    assert ScriptDirectory.from_config(configuration()).get_heads() == [HEAD]


def test_a_new_file_begins_with_what_all_the_scripts_make_of_it():
    """`python -m bench.schema` writes it anew."""
    assert EMPTY.read_text(encoding="utf-8") == schema()


async def test_a_database_of_an_earlier_version_is_brought_up_to_date_with_what_it_holds(tmp_path):
    path = tmp_path / "laconique.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0001")
        told = (
            "INSERT INTO events (at, subject, text) VALUES ('2026-11-23', 'source Le Môle', 'answers again')"
        )
        connection.execute(text(told))
    engine.dispose()
    database = Database(url_of(path))
    await database.open()
    assert [event for _, event in await EventStore(database).latest(9)] == [
        Event(What.TOLD_EARLIER, "source Le Môle", "answers again")
    ]
    async with database.read() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar() == HEAD
    await database.close()


async def test_hours_that_readers_chose_in_an_earlier_version_hold(tmp_path, now):
    path = tmp_path / "laconique.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "0006")
        connection.execute(text("INSERT INTO subscribers VALUES (7001, 'Asia/Tokyo', 1, '', '2026-11-20')"))
        connection.execute(text("INSERT INTO slots VALUES (7001, 480, '2026-11-20 00:00:00.000000')"))
    engine.dispose()
    database = Database(url_of(path))
    await database.open()
    (slot,) = await TellingStore(database).slots_due(now, 9)
    assert (slot.zone, slot.minute, slot.days, slot.kind) == ("Asia/Tokyo", 480, EVERY_DAY, SlotKind.EDITION)
    await database.close()


@ON_SQLITE
async def test_opening_a_second_time_changes_nothing(database, now, tmp_path):
    await write_down(database, "kept", now)
    async with database.read() as connection:
        before = (await connection.execute(text("PRAGMA schema_version"))).scalar()
    await database.open()
    async with database.read() as connection:
        assert (await connection.execute(text("PRAGMA schema_version"))).scalar() == before
    assert await written(database) == ["kept"]


@ON_SQLITE
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        pytest.param("journal_mode", "wal", id="readers wait for no writer"),
        pytest.param("foreign_keys", 1, id="no row points at nothing"),
        pytest.param("busy_timeout", 10_000, id="a writer waits for its turn"),
    ],
)
async def test_every_connection_is_opened_with(database, pragma, value):
    async with database.read() as connection:
        assert (await connection.execute(text(f"PRAGMA {pragma}"))).scalar() == value


@ON_SQLITE
async def test_a_write_takes_the_lock_from_its_first_moment_on(database, tmp_path):
    other = sqlite3.connect(file_of(database, tmp_path), timeout=0, isolation_level=None)
    async with database.write():
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


async def test_a_read_keeps_nobody_from_writing_and_sees_one_moment(database, now):
    count = select(func.count()).select_from(events)
    async with database.read() as connection:
        assert (await connection.execute(count)).scalar() == 0
        await write_down(database, "meanwhile", now)
        assert (await connection.execute(count)).scalar() == 0
    assert await written(database) == ["meanwhile"]


async def test_a_block_that_fails_leaves_nothing_behind(database, now):
    async def write_half() -> None:
        async with database.write() as connection:
            await connection.execute(insert(events).values(at=now, name="half", reason=""))
            raise KeyError

    with pytest.raises(KeyError):
        await write_half()
    assert await written(database) == []


def nothing_above(path: Path, _empty: Path) -> None:
    shutil.rmtree(path.parent)


def a_folder(path: Path, _empty: Path) -> None:
    path.mkdir()


def no_database(path: Path, _empty: Path) -> None:
    path.write_text("Ceci est un poème, et non une base de données. " * 40, encoding="utf-8")


def of_a_later_version(path: Path, empty: Path) -> None:
    shutil.copy(empty, path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(nothing_above, id="the folder does not exist"),
        pytest.param(a_folder, id="the path is a folder"),
        pytest.param(no_database, id="the file is something else"),
        pytest.param(of_a_later_version, id="a later Laconique has written it"),
    ],
)
@pytest.mark.usefixtures("last_words")
async def test_a_path_that_cannot_be_used_is_named(tmp_path, migrated, place: Callable[[Path, Path], None]):
    path = tmp_path / "here" / "laconique.db"
    path.parent.mkdir()
    place(path, migrated)
    database = Database(url_of(path))
    with pytest.raises(DatabaseError, match=r"laconique\.db"):
        await database.open()
    await database.close()


async def test_a_moment_without_a_zone_is_refused(database):
    with pytest.raises(StatementError, match="without a zone"):
        await write_down(database, "naive", datetime(2026, 11, 23, 9))  # noqa: DTZ001 - that is the point
    assert await written(database) == []


async def test_a_moment_in_another_zone_comes_back_in_utc(database):
    noon = datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    await write_down(database, "noon", noon)
    async with database.read() as connection:
        kept = (await connection.execute(select(events.c.at))).scalar_one()
    assert kept == noon
    assert kept.tzinfo is UTC


async def append(url: str, times: int) -> None:
    """Open, and again and again read first and write later: what a deferred transaction cannot do."""
    database = Database(url)
    try:
        await database.open()
        for _ in range(times):
            async with database.write() as connection:
                seen = (await connection.execute(select(func.count()).select_from(events))).scalar_one()
                await asyncio.sleep(0)
                row = {"at": datetime.now(UTC), "name": str(seen), "reason": ""}
                await connection.execute(insert(events).values(row))
    finally:
        await database.close()


@ON_SQLITE
async def test_writers_in_two_threads_wait_for_each_other(database, tmp_path):
    url = url_of(file_of(database, tmp_path))
    with ThreadPoolExecutor(2) as pool:
        loop = asyncio.get_running_loop()
        await asyncio.gather(
            *(loop.run_in_executor(pool, lambda: asyncio.run(append(url, 25))) for _ in range(2))
        )
    assert await written(database) == [str(number) for number in range(50)]


@pytest.fixture(params=ON_BOTH)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where no database has been made yet."""
    if request.param == "sqlite_url":
        return url_of(tmp_path / "new.db")
    return request.getfixturevalue("postgres").create("new")


@pytest.mark.slow
async def test_processes_that_open_a_new_database_together_all_write(new_url):
    url = new_url
    code = f"import asyncio; from tests.store.test_database import append; asyncio.run(append({url!r}, 25))"
    started = [await asyncio.create_subprocess_exec(sys.executable, "-c", code, cwd=ROOT) for _ in range(3)]
    assert [await process.wait() for process in started] == [0, 0, 0]
    database = Database(url)
    assert len(await written(database)) == 75
    await database.close()


# On PostgreSQL


@ON_POSTGRESQL
async def test_a_lost_connection_is_one_error_and_the_next_transaction_finds_the_server_again(
    database, database_url, now
):
    other = Database(database_url)
    ours = text("pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")

    async def write_while_it_goes() -> None:
        async with database.write() as connection:
            await connection.execute(insert(events).values(at=now, name="half", reason=""))
            async with other.read() as killing:
                await killing.execute(select(text("pg_terminate_backend(pid)")).select_from(ours))
            await connection.execute(select(1))

    with pytest.raises(DatabaseError, match="terminat"):
        await write_while_it_goes()
    assert await written(database) == []
    await write_down(database, "whole", now)
    assert await written(database) == ["whole"]
    await other.close()


@pytest.mark.postgres
@pytest.mark.parametrize(
    "url",
    [
        pytest.param("postgresql+psycopg://anne:secret@127.0.0.1:1/laconique", id="nobody listens"),
        pytest.param(
            "postgresql+psycopg://anne:secret@/laconique?host=/nowhere", id="there is no such socket"
        ),
    ],
)
async def test_a_server_that_cannot_be_reached_is_named_without_the_password(url):
    database = Database(url)
    with pytest.raises(DatabaseError, match=r"^postgresql\+psycopg://anne:\*\*\*@") as told:
        await database.open()
    assert "secret" not in str(told.value)
    await database.close()


@ON_POSTGRESQL
async def test_a_database_that_is_not_there_is_named(database_url):
    database = Database(database_url.replace("/migrated", "/not_migrated"))
    with pytest.raises(DatabaseError, match="does not exist"):
        await database.open()
    await database.close()


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("un\0deux", "undeux", id="a null character"),
        pytest.param("é" * 5000, "é" * 5000, id="a text longer than its column was thought to need"),
        pytest.param("😀 'quoted' %s \\", "😀 'quoted' %s \\", id="what means something elsewhere"),
    ],
)
async def test_what_a_text_may_hold(database, now, given, kept):
    await write_down(database, given, now)
    assert await written(database) == [kept]


@ON_POSTGRESQL
async def test_who_is_alone_with_a_name_keeps_out_others_of_that_name_only(database):
    order: list[str] = []

    async def enter(name: str, label: str) -> None:
        async with database.write() as connection:
            await alone(connection, name)
            order.append(f"{label} in")
            await asyncio.sleep(0.05)
            order.append(f"{label} out")

    await asyncio.gather(enter("chat 1", "first"), enter("chat 1", "second"))
    assert [step.split()[1] for step in order] == ["in", "out", "in", "out"]
    order.clear()
    await asyncio.gather(enter("chat 1", "first"), enter("chat 2", "second"))
    assert [step.split()[1] for step in order] == ["in", "in", "out", "out"]


@pytest.mark.slow
def test_without_its_driver_postgresql_is_refused_with_what_to_install():
    code = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from bot.store.database import Database\n"
        "Database('postgresql+psycopg://localhost/laconique')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert (
        "SettingsError: LACONIQUE_DATABASE_URL: PostgreSQL needs more: pip install laconique[postgres]"
        in done.stderr
    )


async def test_a_unit_inside_another_is_a_part_of_it(database, now):
    with contextlib.suppress(KeyError):
        async with database.unit():
            await write_down(database, "before", now)
            async with database.unit():
                await write_down(database, "inside", now)
            raise KeyError
    assert await written(database) == []
    async with database.unit():
        async with database.unit():
            await write_down(database, "inside", now)
        await write_down(database, "after", now)
    assert await written(database) == ["inside", "after"]
