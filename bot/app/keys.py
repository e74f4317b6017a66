"""What opens the bot and its pages: given by the operator, or made once for each home."""

import fcntl
import secrets
from collections.abc import Callable
from pathlib import Path

from bot.app.folders import make_folder
from bot.errors import SettingsError
from bot.settings import Settings
from bot.wording import Remark
from bot.wording.system import reason

_SANDBOX_BOT = 1_000_000_001


def bot_token(settings: Settings) -> str:
    """The bot's own token, or the sandbox's: made once for each home, so that no web page can guess it.

    Raises: SettingsError when a process that is not the whole sandbox has none.
    """
    if settings.sandbox:
        return _kept(settings.home / "sandbox.token", lambda: f"{_SANDBOX_BOT}:{secrets.token_urlsafe(32)}")
    own = settings.token.get_secret_value()
    if not own:
        raise SettingsError(
            Remark(
                "TELEGRAM_TOKEN : les rôles chat et deliver en ont besoin ; "
                "le bac à sable est un seul processus, avec tous les rôles"
            )
        )
    return own


def web_token(settings: Settings) -> str:
    """What opens the pages to who does not sit at this machine. Raises: SettingsError."""
    own = settings.web_token.get_secret_value()
    return own or _kept(settings.home / "web.token", lambda: secrets.token_urlsafe(32))


def _kept(file: Path, made: Callable[[], str]) -> str:
    """What the file holds; made and written there when it holds nothing."""
    make_folder(file.parent)
    try:
        file.touch(mode=0o600)
        with file.open("r+", encoding="utf-8") as kept:
            fcntl.flock(kept, fcntl.LOCK_EX)  # the processes of one home may all start at once
            known = kept.read().strip()
            if not known:
                known = made()
                kept.write(known)
    except (OSError, UnicodeDecodeError) as err:
        told = Remark("LACONIQUE_HOME : {path} ne peut être lu ou écrit ({why})", path=file, why=reason(err))
        raise SettingsError(told) from err
    return known
