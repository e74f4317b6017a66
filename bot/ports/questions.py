"""What readers ask, where a button is too small for it."""

from datetime import datetime
from typing import Protocol


class Questions(Protocol):
    """What was asked in more letters than a button carries."""

    async def keep(self, short: str, question: str, now: datetime) -> None:
        """Keep a question under a short name.

        Those that nobody has asked for lately, nor follows, are forgotten.
        """

    async def question(self, short: str) -> str | None:
        """The question of this name."""
