"""The history of the schema, and how to run it."""

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0001"
"""The newest revision; a test compares it with the scripts."""


def upgrade(connection: Connection) -> None:
    """Bring the schema behind `connection` to the newest revision, inside its transaction."""
    from alembic import command

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None = None):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Alembic's configuration for these scripts."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
