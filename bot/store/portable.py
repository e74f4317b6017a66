"""What SQLite and PostgreSQL say in different words; all else is SQLAlchemy's, and the same on both.

Work is claimed with `select(…).with_for_update(skip_locked=True)`, then an update of what was selected: on
PostgreSQL two processes never see the same rows, on SQLite, which knows no such clause and gets none, the
second one waits for the first.
"""

from typing import Any, cast

from sqlalchemy import Table, UniqueConstraint, Update, and_, exists, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


async def alone(connection: AsyncConnection, *names: str) -> None:
    """Wait until no other transaction is alone with any of these names; then be it, to the end of this one.

    Who looks whether something is there, and inserts it if not, must be. On SQLite every writer is.
    """
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
        for name in sorted(set(names)):  # one order for all: no deadlock
            await connection.execute(lock, {"name": name})


def insert_or(connection: AsyncConnection, table: Table) -> sqlite.Insert:
    """An INSERT that goes on with `on_conflict_do_nothing` or `on_conflict_do_update`, on either database."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # who has no such database need not load it

        return cast("sqlite.Insert", postgresql.insert(table))
    return sqlite.insert(table)


def rename(table: Table, column: str, old: Any, new: Any) -> Update:  # noqa: ANN401
    """Let the rows of `old` be those of `new`, but for those that `new` has one like of its own."""
    own = table.alias()
    renamed = update(table).where(table.c[column] == old).values({column: new})
    for constraint in table.constraints | {table.primary_key}:
        if isinstance(constraint, UniqueConstraint) or constraint is table.primary_key:
            others = [c.name for c in constraint.columns if c.name != column]
            if len(others) < len(constraint.columns):
                same = (own.c[name] == table.c[name] for name in others)
                renamed = renamed.where(~exists().where(and_(own.c[column] == new, *same)))
    return renamed
