"""What admins do from the chat, as far as the database keeps it."""

from datetime import datetime
from typing import Protocol


class PushSwitch(Protocol):
    """Whether anything is pushed to anyone; all processes obey within a moment."""

    async def paused_since(self) -> datetime | None:
        """Since when nothing is; none while all is as usual."""

    async def pause(self, by: int, now: datetime) -> bool:
        """Push nothing from now on, says the admin of this chat; returns whether that is news."""

    async def resume(self, by: int, now: datetime) -> bool:
        """Push again; returns whether that is news."""
