"""What readers ask, where a button is too small for it."""

from datetime import datetime
from typing import Protocol


class Questions(Protocol):
    """What was asked in more letters than a button carries."""

    async def keep(self, chat_id: int, short: str, question: str, now: datetime) -> None:
        """Keep what a chat asked under a short name.

        What no chat has asked for lately, nor follows, is forgotten.
        """

    async def question(self, short: str) -> str | None:
        """The question of this name."""
