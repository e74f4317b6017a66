"""Groups and channels: who may change what they get, and who has set up which channel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class NewsChannel:
    """A channel, and the name by which its administrators know it."""

    chat_id: int
    name: str


class ChatAdministrators(Protocol):
    """Who runs groups and channels, as Telegram says."""

    async def is_one(self, chat_id: int, user_id: int) -> bool:
        """Whether someone runs a group, or may post in a channel.

        Raises: PlaceUnknown when we are not there, PlaceUnsure when Telegram does not say.
        """

    async def channel(self, named: str | int, user_id: int) -> NewsChannel:
        """The channel of this name or number, in which we and this person may post.

        Raises: PlaceUnknown, PlaceUnsure, NoChannel, NoPosting, NotTheirs.
        """


class Setups(Protocol):
    """Which channels somebody has set up, and which of them they change now."""

    async def keep(self, chat_id: int, channel: NewsChannel, now: datetime) -> None:
        """It is a channel, set up in this private chat, and what is changed there now."""

    async def all(self, chat_id: int) -> Sequence[NewsChannel]:
        """The channels that were set up in a private chat, by name."""

    async def chosen(self, chat_id: int, since: datetime) -> NewsChannel | None:
        """The one whose settings are changed in a private chat, if it was chosen since then."""

    async def choose(self, chat_id: int, channel_id: int | None, now: datetime) -> None:
        """Change the settings of this channel now; or one's own again."""
