"""The history of the schema, and how to run it."""

from pathlib import Path

from sqlalchemy import Connection

from bot.errors import LaterSchema
from bot.wording import Remark

HEAD = "0040"
"""The newest revision; a test compares it with the scripts."""
EMPTY = Path(__file__).with_name("sqlite.sql")
"""What all the revisions make of an empty file, written by `python -m bench.schema`."""


def lay_out(connection: Connection) -> None:
    """Give an empty SQLite file the newest schema at once: Alembic takes longer, and stays in memory."""
    for statement in EMPTY.read_text(encoding="utf-8").split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def upgrade(connection: Connection) -> None:
    """Bring the schema behind `connection` to the newest revision, inside its transaction.

    Raises: LaterSchema for one of a later version than this one.
    """
    from alembic import command
    from alembic.util import CommandError

    try:
        command.upgrade(configuration(connection), "head")
    except CommandError as err:
        raise LaterSchema(
            Remark(
                "{url} : une version plus récente s'est servie de cette base : installez-la, "
                "ou remettez la copie d'avant ({why})",
                url=connection.engine.url.render_as_string(),
                why=err,
            )
        ) from err


def configuration(connection: Connection | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Alembic's configuration for these scripts."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
