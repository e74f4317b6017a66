"""All rows of one database into another, table by table in the order of their keys.

SQLite to PostgreSQL, and back.

How far it came stands in the target, written with the rows themselves: killed, it goes on where it was.
"""

import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    MetaData,
    Select,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import KeepingError
from bot.store.database import Database
from bot.store.schema import article_words, metadata
from bot.wording import Remark

_BATCH = 500
_SUM = 2**128

TABLES = (*metadata.sorted_tables, article_words)
"""All there is, each after those that it points at."""

_progress = Table(  # in the target only, and only until the transfer is over
    "laconique_transfer",
    MetaData(),
    Column("name", String(80), primary_key=True),
    Column("source", Text, nullable=False),
    Column("reached", JSON, nullable=False),  # the key of the last row that was copied; [] for none
)

Told = Callable[[str, int, int], None]
"""Table, rows done, rows in all."""
Fingerprint = tuple[int, int]
"""Number of rows, and the sum of their hashes: the same in whatever order they are read."""


async def transfer(source: Database, target: Database, name: str, told: Told, *, batch: int = _BATCH) -> int:
    """Copy everything of `source` into `target`, compare the two, and return how many rows there are.

    Nobody can write to the source meanwhile. A target that holds anything is refused, unless it was begun
    from the same source.

    Args:
        source: where the rows are; brought up to date first.
        target: where they go; its tables are made.
        name: what the source is called, without a password: who goes on must be the one who began.
        told: is told of the progress.
        batch: rows that go over in one transaction.

    Raises: KeepingError when the target is not ours to fill, or the two differ at the end.
    """
    await source.open()
    await _begin(target, name)
    total = 0
    async with _still(source) as reading:
        for table in TABLES:
            total += await _copy(reading, target, table, told, batch)
        await _compare(reading, target, told)
    async with target.write() as writing:
        await writing.run_sync(_finish)
    return total


async def fingerprint(connection: AsyncConnection, table: Table) -> Fingerprint:
    """What the rows of a table come to, alike on every database."""
    number = total = 0
    last: Sequence[Any] = []
    while rows := await _page(connection, table, last, _BATCH):
        last = _key(table, rows[-1])
        number += len(rows)
        total = (total + sum(_hash(row) for row in rows)) % _SUM
    return number, total


async def _begin(target: Database, name: str) -> None:
    """Make the tables, and the one that says how far we came. Raises: KeepingError."""
    async with target.write() as connection:
        tables = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
        begun = _progress.name in tables
        if not begun:
            await _refuse_what_is_there(connection, tables)
        elif (other := (await connection.execute(select(_progress.c.source).limit(1))).scalar()) != name:
            another = Remark("la cible vient d'une autre base ({other}) ; donnez-en une vide", other=other)
            raise KeepingError(another)
    await target.open()
    if begun:
        return
    async with target.write() as connection:
        for table in reversed(TABLES):  # what a migration put there, the source has too
            await connection.execute(delete(table))
        await connection.run_sync(_progress.create)
        rows = [{"name": table.name, "source": name, "reached": []} for table in TABLES]
        await connection.execute(insert(_progress), rows)


async def _refuse_what_is_there(connection: AsyncConnection, tables: set[str]) -> None:
    if tables and "alembic_version" not in tables:
        some = ", ".join(sorted(tables)[:3])
        told = Remark("la cible a des tables d'autre chose ({tables}) ; donnez-en une vide", tables=some)
        raise KeepingError(told)
    for table in metadata.sorted_tables:
        if table.name in tables and (await connection.execute(select(table).limit(1))).first():
            raise KeepingError(
                Remark(
                    "la cible est en usage : il y a des lignes dans sa table {table} ; donnez-en une vide",
                    table=table.name,
                )
            )


@asynccontextmanager
async def _still(source: Database) -> AsyncIterator[AsyncConnection]:
    """The source, to which nobody writes until the block ends."""
    async with source.write() as connection:
        if connection.dialect.name == "postgresql":
            names = ", ".join(table.name for table in TABLES)
            await connection.execute(text(f"LOCK TABLE {names} IN SHARE MODE"))
        yield connection


async def _copy(reading: AsyncConnection, target: Database, table: Table, told: Told, batch: int) -> int:
    async with target.read() as connection:
        last = (
            await connection.execute(select(_progress.c.reached).where(_progress.c.name == table.name))
        ).scalar_one()
        done = await _count(connection, table)
    total = await _count(reading, table)
    told(table.name, done, total)
    while rows := await _page(reading, table, last, batch):
        last = _key(table, rows[-1])
        async with target.write() as writing:
            await writing.execute(insert(table), [_clean(row) for row in rows])
            await _reached(writing, table.name, last)
        done += len(rows)
        told(table.name, done, total)
    return total


async def _reached(connection: AsyncConnection, name: str, key: Sequence[Any]) -> None:
    here = update(_progress).where(_progress.c.name == name)
    await connection.execute(here.values(reached=list(key)))


async def _compare(reading: AsyncConnection, target: Database, told: Told) -> None:
    """Raises: KeepingError, which names the tables that are not alike."""
    differing = []
    async with target.read() as connection:
        for place, table in enumerate(TABLES):
            told("=", place, len(TABLES))
            here, there = await fingerprint(reading, table), await fingerprint(connection, table)
            if here != there:
                numbers = {"here": here[0], "there": there[0]}
                differing.append(
                    Remark("{table} : ici {here} lignes, là {there}", table=table.name, **numbers)
                )
        told("=", len(TABLES), len(TABLES))
    if differing:
        remedy = Remark(
            "les deux bases diffèrent : la première fut écrite depuis le début de la copie. "
            "Videz la cible, arrêtez tout Laconique, et recommencez"
        )
        raise KeepingError(remedy, *differing)


def _finish(connection: Connection) -> None:
    """What only the transfer needed goes."""
    number_on(connection)
    _progress.drop(connection)
    connection.exec_driver_sql("ANALYZE")


def number_on(connection: Connection) -> None:
    """New rows get new numbers, after those that came with theirs: PostgreSQL counts by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key:
            if column is table.autoincrement_column:
                newest = f"SELECT max({column.name}) FROM {table.name}"  # noqa: S608 - our own names
                connection.exec_driver_sql(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), "
                    f"coalesce(({newest}), 1), ({newest}) IS NOT NULL)"
                )


async def _count(connection: AsyncConnection, table: Table) -> int:
    return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def _page(
    connection: AsyncConnection, table: Table, after: Sequence[Any], size: int
) -> list[dict[str, Any]]:
    """The next rows in the order of the key; `after` is the key of the last one, [] for none."""
    key = tuple(table.primary_key)
    query: Select[Any] = select(table).order_by(*key).limit(size)
    if after:
        query = query.where(tuple_(*key) > tuple_(*after) if len(key) > 1 else key[0] > after[0])
    return [dict(row) for row in (await connection.execute(query)).mappings()]


def _key(table: Table, row: dict[str, Any]) -> list[Any]:
    return [row[column.name] for column in table.primary_key]


def _clean(value: Any) -> Any:  # noqa: ANN401
    """Without the character that PostgreSQL keeps in no text."""
    match value:
        case str():
            return value.replace("\0", "")
        case list() | tuple():
            return [_clean(one) for one in value]
        case dict():
            return {name: _clean(one) for name, one in value.items()}
    return value


def _hash(row: Any) -> int:  # noqa: ANN401
    said = json.dumps(_clean(row), default=_plain, sort_keys=True, ensure_ascii=False)
    return int.from_bytes(blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).digest())


def _plain(value: object) -> str:
    """A moment or a day, in the same words whatever zone the database speaks of it in."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    msg = f"no such value is kept in a table: {value!r}"
    raise TypeError(msg)
