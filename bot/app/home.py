"""Our home: its folders, and the database.

Who only asks or mends what is stored needs no more than this, and starts in half the time of `core`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.folders import backups, claim, keep_private, make_watched_folders
from bot.settings import Settings
from bot.store.database import Database


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of our home, made if need be, for as long as the block lasts.

    Raises: SettingsError, DatabaseError.
    """
    claim(settings.home)
    make_watched_folders(settings)
    for folder in (settings.home, backups(settings)):
        keep_private(folder)
    database = Database(settings.database_url)
    try:
        await database.open()
        yield database
    finally:
        await database.close()
