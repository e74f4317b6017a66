"""Our home: the folders and files of ours, and the database.

Who only asks or mends what is stored needs no more than this, and starts in half the time of `core`.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from stat import S_IMODE, S_ISREG

from bot.errors import SettingsError
from bot.model import SourceKind
from bot.settings import Settings
from bot.store.database import Database


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Open the database of our home, made if need be, for as long as the block lasts.

    Raises: SettingsError, DatabaseError.
    """
    make_folder(settings.home)
    make_watched_folders(settings)
    refuse_unwritable(settings.home)
    for folder in (settings.home, backups(settings)):
        _keep_private(folder)
    database = Database(settings.database_url)
    try:
        await database.open()
        yield database
    finally:
        await database.close()


def make_watched_folders(settings: Settings) -> None:
    """Make those that lie in our home: they are ours to make. Raises: SettingsError."""
    folders = [Path(source.address) for source in settings.sources if source.kind is SourceKind.FOLDER]
    for folder in folders:
        if folder.is_relative_to(settings.home):
            make_folder(folder)


def make_folder(path: Path) -> None:
    """Make a folder of ours. Raises: SettingsError when it can't be."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as err:
        msg = f"LACONIQUE_HOME: {path} can't be made ({err.strerror}); choose a folder that you may write to"
        raise SettingsError(msg) from err


def refuse_unwritable(folder: Path) -> None:
    """Raises: SettingsError when this is not a folder of ours to write to."""
    if not os.access(folder, os.W_OK | os.X_OK):
        about = folder.stat()
        msg = (
            f"LACONIQUE_HOME: {folder} is user {about.st_uid}'s ({S_IMODE(about.st_mode):o}), and user "
            f"{os.geteuid()}, whom this is, may not write there: chown or chmod it, or choose another folder"
        )
        raise SettingsError(msg)


def backups(settings: Settings) -> Path:
    """Where backups go unless somebody says where."""
    return settings.home / "backups"


def _keep_private(folder: Path) -> None:
    """Nobody else reads the files of ours that an earlier version left open: readers stand in them."""
    for path in folder.glob("*"):
        about = path.lstat()
        if S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and about.st_mode & 0o077:
            path.chmod(S_IMODE(about.st_mode) & ~0o077)
