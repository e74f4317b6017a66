"""From one database into another: everything, once, whatever happens on the way."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from itertools import count

import psycopg
import pytest
from sqlalchemy import func, insert, inspect, select, text
from sqlalchemy.engine import make_url

from bot.errors import KeepingError
from bot.ports import Search
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.schema import events, source_lines, sources
from bot.store.transfer import TABLES, fingerprint, transfer
from bot.topics.index_tokens import asked
from tests.fakes import Killed
from tests.store.shelf import SPORT, article, new, shelve
from tests.store.stock import stock

SEEN = datetime(2026, 11, 23, 9, tzinfo=UTC)

HERE = "sqlite+aiosqlite:///here.db"
ROWS = 7
_numbers = count()


@pytest.fixture
def target_url(request, tmp_path) -> str:
    """Of a database that nobody has opened yet, or of an empty one; SQLite unless a test says otherwise."""
    kind = getattr(request, "param", "SQLite, empty")
    if kind.startswith("SQLite"):
        path = tmp_path / "there.db"
        if kind == "SQLite, empty":
            shutil.copy(request.getfixturevalue("migrated"), path)
        return f"sqlite+aiosqlite:///{path}"
    return request.getfixturevalue("postgres").create(f"there_{next(_numbers)}")


@pytest.fixture
async def target(target_url):
    made = Database(target_url)
    yield made
    await made.close()


to_both = pytest.mark.parametrize(
    "target_url",
    [pytest.param("SQLite, empty"), pytest.param("PostgreSQL", marks=pytest.mark.postgres)],
    indirect=True,
)
to_a_new_one = pytest.mark.parametrize("target_url", ["SQLite, new"], indirect=True)


def silent(name: str, done: int, total: int) -> None:
    pass


async def prints(database: Database) -> dict[str, tuple[int, int]]:
    async with database.read() as connection:
        return {table.name: await fingerprint(connection, table) for table in TABLES}


async def number(database: Database, table) -> int:
    async with database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(table))).scalar_one()


@to_both
async def test_all_rows_of_all_tables_go_over(database, target):
    rows = await stock(database, ROWS)
    assert await transfer(database, target, HERE, silent, batch=3) == rows
    assert await prints(target) == await prints(database)
    assert {count for count, _ in (await prints(target)).values()} == {ROWS}


@to_a_new_one
async def test_a_database_that_is_not_there_yet_is_made(database, target):
    rows = await stock(database, ROWS)
    assert await transfer(database, target, HERE, silent) == rows


@to_both
async def test_what_was_found_before_is_found_after(database, target, now):
    stored = await shelve(ArchiveStore(database), new(article("Le phare"), SPORT), now)
    await transfer(database, target, HERE, silent)
    archive = ArchiveStore(target)
    for search in (Search(words=asked("phare")), Search(topic=SPORT.key)):
        assert [story.id for story in await archive.stories(search, limit=9)] == [stored.story_id]
    assert await archive.stories(Search(words=asked("digue")), limit=9) == []


@to_both
async def test_new_rows_get_new_numbers(database, target, now):
    await stock(database, ROWS)
    await transfer(database, target, HERE, silent)
    async with target.write() as connection:
        added = await connection.execute(
            insert(events).values(at=now, name="new", reason="").returning(events.c.id)
        )
        assert added.scalar_one() == ROWS + 1


async def test_nothing_of_the_transfer_itself_stays(database, target):
    await transfer(database, target, HERE, silent)
    async with target.read() as connection:
        names = await connection.run_sync(lambda sync: inspect(sync).get_table_names())
    assert "laconique_transfer" not in names


@to_both
@pytest.mark.parametrize("killed_at", [1, 11, 60])
async def test_killed_it_goes_on_where_it_was(database, target, killed_at):
    rows = await stock(database, ROWS)
    steps = 0

    def killing(name: str, done: int, total: int) -> None:
        nonlocal steps
        steps += 1
        if steps == killed_at:
            raise Killed

    with pytest.raises(Killed):
        await transfer(database, target, HERE, killing, batch=2)
    first: dict[str, int] = {}
    told = lambda name, done, total: first.setdefault(name, done)  # noqa: E731
    assert await transfer(database, target, HERE, told, batch=2) == rows
    assert await prints(target) == await prints(database)
    if killed_at >= 11:
        assert ROWS in first.values()  # what was over already was not copied again


async def test_a_target_with_rows_is_refused_and_left_alone(database, target, now):
    await target.open()
    async with target.write() as connection:
        await connection.execute(insert(events).values(at=now, name="theirs", reason=""))
    with pytest.raises(KeepingError, match="in use: there are rows in its table events"):
        await transfer(database, target, HERE, silent)
    assert await number(target, events) == 1


@to_a_new_one
async def test_a_target_of_something_else_is_refused(database, target):
    async with target.write() as connection:
        await connection.execute(text("CREATE TABLE accounts (id INTEGER)"))
    with pytest.raises(KeepingError, match="something else \\(accounts\\)"):
        await transfer(database, target, HERE, silent)


async def test_a_target_begun_from_elsewhere_is_refused(database, target):
    await stock(database, ROWS)

    def killing(name: str, done: int, total: int) -> None:
        if done:
            raise Killed

    with pytest.raises(Killed):
        await transfer(database, target, "sqlite+aiosqlite:///elsewhere.db", killing)
    with pytest.raises(KeepingError, match="begun from another database"):
        await transfer(database, target, HERE, silent)


async def test_a_source_that_was_written_to_between_two_tries_is_told(database, target, now):
    await stock(database, ROWS)

    def killing(name: str, done: int, total: int) -> None:
        if name == "=":
            raise Killed

    with pytest.raises(Killed):
        await transfer(database, target, HERE, killing)
    async with database.write() as connection:
        await connection.execute(sources.update().where(sources.c.id == 1).values(reason="changed"))
    with pytest.raises(KeepingError, match=f"not alike(.|\n)*\nsources: {ROWS} rows here, {ROWS} there$"):
        await transfer(database, target, HERE, silent)


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
async def test_nobody_writes_to_the_source_meanwhile(database, target, tmp_path):
    await stock(database, ROWS)
    refused = 0

    def interfering(name: str, done: int, total: int) -> None:
        nonlocal refused
        other = sqlite3.connect(tmp_path / "laconique.db", timeout=0)
        with closing(other), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("DELETE FROM events")
        refused += 1

    await transfer(database, target, HERE, interfering)
    assert refused > len(TABLES)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgresql_url"], indirect=True)
async def test_nor_to_one_of_postgresql_s(database, target, database_url):
    at = make_url(database_url)
    told = f"host={at.query['host']} user={at.username} dbname={at.database} options='-c lock_timeout=10ms'"
    await stock(database, ROWS)
    refused = 0

    def interfering(name: str, done: int, total: int) -> None:
        nonlocal refused
        with psycopg.connect(told) as other, pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute("DELETE FROM events")
        refused += 1

    await transfer(database, target, HERE, interfering)
    assert refused > len(TABLES)


@pytest.mark.parametrize(
    ("lines", "alike"),
    [
        pytest.param([("b", 2), ("a", 1)], True, id="in another order"),
        pytest.param([("a", 1), ("b", 3)], False, id="another value"),
        pytest.param([("a", 1)], False, id="one less"),
        pytest.param([("a", 2), ("b", 1)], False, id="the same values on other rows"),
    ],
)
async def test_two_tables_are_alike_when_they_hold_the_same_rows(database, target, lines, alike):
    await target.open()
    for one, told in ((database, [("a", 1), ("b", 2)]), (target, lines)):
        rows = [
            {"source": "Gazette", "line": line, "documents": number, "seen_at": SEEN} for line, number in told
        ]
        async with one.write() as connection:
            await connection.execute(insert(source_lines), rows)
    assert ((await prints(database)) == (await prints(target))) is alike
