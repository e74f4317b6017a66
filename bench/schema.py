"""Writes bot/store/migrations/sqlite.sql, what the revisions make of an empty file: `python -m bench.schema`.

A test holds the file to them.
"""

import re

from sqlalchemy import create_engine

from bot.store.migrations import EMPTY, HEAD, upgrade

_OWN = "name NOT LIKE 'article\\_words\\_%' ESCAPE '\\' AND sql IS NOT NULL"
"""Not what SQLite makes by itself: the tables of the full-text index, the indexes of keys."""


def schema() -> str:
    """The statements, in the order in which the revisions left them."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        upgrade(connection)
        made = connection.exec_driver_sql(f"SELECT sql FROM sqlite_master WHERE {_OWN} ORDER BY rowid")
        version = f"INSERT INTO alembic_version VALUES ('{HEAD}')"
        written = "".join(f"{statement};\n" for statement in (*made.scalars(), version))
    return re.sub(r"[ \t]+$", "", written, flags=re.MULTILINE)


if __name__ == "__main__":
    EMPTY.write_text(schema(), encoding="utf-8")
