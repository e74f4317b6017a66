"""Whether Telegram answers this process, by what became of its last requests."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

_LASTS: Final = timedelta(seconds=30)
"""A request that fails is weather; when all fail for so long, somebody must look."""


class Contact:
    """Is told of every request; knows since when none was answered."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._missed: tuple[datetime, datetime, str] | None = None
        """The first and the last that failed since one did not, and why the last did."""

    def heard(self) -> None:
        """An answer came, whatever it says."""
        self._missed = None

    def missed(self, reason: str) -> None:
        """No answer came, or none of Telegram's."""
        now = self._clock()
        self._missed = (self._missed[0] if self._missed else now, now, reason)

    @property
    def lost(self) -> tuple[datetime, str] | None:
        """Since when nothing is answered, and why; none while all is well, and for the first moments."""
        if self._missed is None:
            return None
        since, last, reason = self._missed
        return (since, reason) if last - since >= _LASTS else None


class Contacts:
    """Of what we ask for and of what we wait for apart: one may be well while the other is not."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.calls = Contact(clock)
        self.updates = Contact(clock)

    @property
    def lost(self) -> tuple[datetime, str] | None:
        """As `Contact.lost`, of whichever is; of both, the one that has been for longer."""
        return min(filter(None, (self.calls.lost, self.updates.lost)), default=None)
