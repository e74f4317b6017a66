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


class Invitations(Protocol):
    """What lets strangers in while the bot is not open to everybody; a code itself is kept nowhere."""

    async def make(self, code: str, uses: int, until: datetime, by: int, now: datetime) -> None:
        """Let this code open the door so many times until then, says the admin of the chat `by`."""

    async def redeem(self, code: str, chat_id: int, now: datetime) -> bool:
        """Whether this code lets the chat in: it has one use less then."""

    async def end(self, by: int, now: datetime) -> int:
        """No code that is out opens the door any more; returns how many there were."""
