"""Our home: its folders, and the database.

Who only asks or mends what is stored needs no more than this, and starts in half the time of `core`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app.folders import backups, claim, keep_private, make_watched_folders
from bot.app.presence import living
from bot.errors import KeepingError
from bot.settings import Settings
from bot.store.database import Database
from bot.wording import Remark


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of our home, made if need be, for as long as the block lasts.

    Raises: SettingsError; DatabaseError; KeepingError where a process that is alive needs it as it is.
    """
    claim(settings.home)
    make_watched_folders(settings)
    for folder in (settings.home, backups(settings)):
        keep_private(folder)
    database = Database(settings.database_url)
    try:
        if living(settings.home) and await database.is_of_earlier_version():
            raise KeepingError(
                Remark(
                    "Un processus d'une version antérieure se sert de cette base : "
                    "arrêtez-le, et copiez-la d'abord."
                )
            )
        await database.open()
        yield database
    finally:
        await database.close()
