"""The database of a home is brought up to date by whoever opens it, but under nobody."""

import sqlite3
from contextlib import closing

import pytest
from alembic import command
from sqlalchemy import create_engine

from bot.app.home import opened
from bot.app.presence import Presence
from bot.errors import KeepingError, LaterSchema
from bot.settings.loading import load
from bot.store.migrations import HEAD, configuration

EARLIER = "0038"


@pytest.fixture
def settings(tmp_path):
    """Of a home whose database an earlier version has made."""
    told = load({"LACONIQUE_HOME": str(tmp_path / "home"), "HOME": str(tmp_path)})
    told.home.mkdir()
    engine = create_engine(f"sqlite:///{told.home / 'laconique.db'}")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), EARLIER)
    engine.dispose()
    return told


def schema(settings) -> str:
    with closing(sqlite3.connect(settings.home / "laconique.db")) as database:
        return database.execute("SELECT version_num FROM alembic_version").fetchone()[0]


async def test_what_an_earlier_version_has_made_is_brought_up_to_date(settings):
    async with opened(settings):
        assert schema(settings) == HEAD


async def test_not_under_a_process_that_is_alive(settings):
    """It would go on with tables that it does not know, and never start again."""
    with Presence(settings.home).shown():
        with pytest.raises(KeepingError):
            async with opened(settings):
                pass
        assert schema(settings) == EARLIER


async def test_what_a_later_version_has_made_is_refused_and_says_what_to_do(settings):
    with closing(sqlite3.connect(settings.home / "laconique.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    with pytest.raises(LaterSchema, match="a later version"):
        async with opened(settings):
            pass
