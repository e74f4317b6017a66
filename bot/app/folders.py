"""The folders and files of our home: made, and nobody else's. It loads no database: a command asks first."""

import os
from pathlib import Path
from stat import S_IMODE, S_ISREG

from bot.errors import SettingsError
from bot.model import SourceKind
from bot.settings import Settings
from bot.wording import Remark
from bot.wording.system import reason


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
        told = Remark(
            "LACONIQUE_HOME : {path} ne peut être créé ({why}) ; choisissez un dossier où vous pouvez écrire",
            path=path,
            why=reason(err),
        )
        raise SettingsError(told) from err


def claim(home: Path) -> None:
    """Make our home where there is none. Raises: SettingsError when it or its database is another's."""
    make_folder(home)
    _refuse_another_s(home, os.R_OK | os.W_OK | os.X_OK)
    for file in home.glob("laconique.db*"):  # of who was once root here
        _refuse_another_s(file, os.R_OK | os.W_OK)


def _refuse_another_s(path: Path, needed: int) -> None:
    if os.access(path, needed):
        return
    about = path.stat()
    raise SettingsError(
        Remark(
            "LACONIQUE_HOME : {path} est à l'utilisateur {owner} ({mode:o}), et l'utilisateur {own}, "
            "qui lance ceci, ne peut y lire et y écrire : chown ou chmod, ou choisissez un autre dossier",
            path=path,
            owner=about.st_uid,
            mode=S_IMODE(about.st_mode),
            own=os.geteuid(),
        )
    )


def backups(settings: Settings) -> Path:
    """Where backups go unless somebody says where."""
    return settings.home / "backups"


def keep_private(folder: Path) -> None:
    """Nobody else reads the files of ours that an earlier version left open: readers stand in them."""
    for path in folder.glob("*"):
        about = path.lstat()
        if S_ISREG(about.st_mode) and about.st_uid == os.geteuid() and about.st_mode & 0o077:
            path.chmod(S_IMODE(about.st_mode) & ~0o077)
