"""Rows for every table there is, whatever its columns: what copies a database must copy them all."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Integer, Table, insert

from bot.store.database import Database
from bot.store.schema import Utc
from bot.store.transfer import TABLES, number_on

_THEN = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=UTC)


async def stock(database: Database, rows: int) -> int:
    """Put so many rows into each table; returns how many in all.

    Row n of a table points at row n of others.
    """
    async with database.write() as connection:
        for table in TABLES:
            made = [
                {column.name: _value(table, column, n) for column in table.columns}
                for n in range(1, rows + 1)
            ]
            await connection.execute(insert(table), made)
        await connection.run_sync(number_on)
    return rows * len(TABLES)


def _value(table: Table, column: Column[Any], n: int) -> Any:
    if column.foreign_keys or column.name == "chat_id":
        return n
    kind = column.type
    match kind:
        case Utc() | DateTime():
            return _THEN + timedelta(days=n)
        case Date():
            return date(2026, 2, 28) + timedelta(days=n)
        case Boolean():
            return n % 2 == 0
        case Integer():
            return n
        case Float():
            return n / 7
        case JSON():
            return {"clé": ["« œuvre »", n, 0.1, None, "avec \0 zéro"], "autre": {"n": n}}
    word = f"{column.name} {n} : l’été, 🗞 et \0" if not column.primary_key else f"{table.name} É{n}"
    length = getattr(kind, "length", None)
    return word[:length]
