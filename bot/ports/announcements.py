"""What an admin tells all readers, on its way into the outbox."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Message, Quiet
from bot.ports.messages import Queued


def key_of(number: int, chat: int | str) -> str:
    """The key by which each reader has it once."""
    return f"announcement:{number}:{chat}"


@dataclass(frozen=True, slots=True)
class Audience:
    """Some of the readers of an announcement who have not had it: chat, zone, quiet hours; maybe the last."""

    announcement_id: int
    message: Message
    readers: Sequence[tuple[int, str, Quiet | None]]
    are_last: bool


@dataclass(frozen=True, slots=True)
class Arrivals:
    """In how many chats an announcement arrived, and in how many not; the admin of `chat_id` hears of it."""

    announcement_id: int
    chat_id: int
    sent: int
    refused: int
    doubtful: int
    """Nobody knows whether it arrived."""
    language: str
    """In which the admin is spoken to."""


class Announcements(Protocol):
    """The announcements of the database. What a chat has begun, only that chat ends."""

    async def readers(self) -> int:
        """How many chats would get one now: those that are not paused."""

    async def draft(self, chat_id: int, message: Message, now: datetime) -> int:
        """Keep what an admin would tell; returns its number."""

    async def send(self, chat_id: int, number: int, now: datetime) -> bool:
        """Let it go, once; returns whether it was a draft."""

    async def drop(self, chat_id: int, number: int) -> bool:
        """Forget a draft; returns whether it was one."""

    async def stop(self, chat_id: int, number: int, now: datetime) -> int | None:
        """Whoever has not had it does not get it; returns how many had it, none when it was over."""

    async def wait(self, now: datetime) -> bool:
        """Whether there is anything to do."""

    async def audience(self, limit: int, now: datetime) -> Audience | None:
        """Take up to so many readers of the oldest one under way. Call it in a unit, and `spread` it."""

    async def spread(
        self, audience: Audience, queued: Sequence[Queued], again_at: datetime | None, now: datetime
    ) -> None:
        """Queue it for these readers; those of the audience who sleep are looked for anew at `again_at`."""

    async def ended(self, now: datetime) -> Arrivals | None:
        """End one of which no message is on its way any more. Call it in a unit, and `report`."""

    async def report(self, arrivals: Arrivals, message: Message, now: datetime) -> None:
        """Queue what its admin is told at the end."""
