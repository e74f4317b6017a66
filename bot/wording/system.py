"""Why a file or a port can't be used, in words for who has to mend it: the system has English ones."""

import errno
from collections.abc import Mapping

from bot.wording import Marked

_REFUSED = Marked("accès refusé")
_REASONS: Mapping[int | None, Marked] = {
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.ENOENT: Marked("il n'y a rien de ce nom"),
    errno.ENOTDIR: Marked("il y a là un fichier et non un dossier"),
    errno.EEXIST: Marked("il y a déjà un fichier de ce nom"),
    errno.EISDIR: Marked("c'est un dossier"),
    errno.ENOSPC: Marked("le disque est plein"),
    errno.EROFS: Marked("rien ne peut y être écrit"),
    errno.EADDRINUSE: Marked("un autre programme s'en sert"),
    errno.EADDRNOTAVAIL: Marked("cette machine n'a pas cette adresse"),
}


def reason(err: Exception) -> Marked | str:
    """In our words, or those of the system where we have none."""
    if isinstance(err, OSError):
        return _REASONS.get(err.errno) or err.strerror or type(err).__name__
    return str(err)
