"""Which processes of this home are alive: whoever dies, however suddenly, is found out at once.

Each holds a lock on a file of its own for as long as it lives; the kernel lets go of it, and never forgets.
Of a process of another home nobody here can tell: its leases run out.
"""

import fcntl
import os
import secrets
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

_FOLDER = "running"
_NAME_MAX = 60


class Presence:
    """This process, by the name under which it owns leases, and the others of its home."""

    def __init__(self, home: Path) -> None:
        self._folder = home / _FOLDER
        self.owner = f"{socket.gethostname()[:_NAME_MAX]}:{os.getpid()}:{secrets.token_hex(4)}"

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Be seen to be alive while the block runs. Raises: OSError."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        with (self._folder / self.owner).open("w") as ours:
            fcntl.flock(ours, fcntl.LOCK_EX)
            try:
                yield
            finally:
                Path(ours.name).unlink(missing_ok=True)

    def dead(self) -> Collection[str]:
        """The owners that died in this home without a farewell, until `buried` is told of them."""
        return [path.name for path in self._folder.glob("*:*:*") if _is_left(path)]

    def alone(self) -> bool:
        """Whether no other process of this home is seen, dead or alive."""
        return {path.name for path in self._folder.glob("*:*:*")} <= {self.owner}

    def buried(self, owner: str) -> None:
        """What it held has been given back."""
        (self._folder / owner).unlink(missing_ok=True)


def living(home: Path) -> bool:
    """Whether a process of this home is alive."""
    return not all(map(_is_left, (home / _FOLDER).glob("*:*:*")))


def _is_left(path: Path) -> bool:
    try:
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # it lives, or another process has buried it
        return False
    return True
