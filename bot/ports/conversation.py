"""What readers say, kept until it is heeded, and what they are answered."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Message, Outgoing


@dataclass(frozen=True, slots=True)
class Incoming:
    """An update as Telegram sent it: its number, the chat that it comes from, if any, and its JSON.

    `parted`: it may be one of several that belong together, and waits a moment for the others.
    """

    id: int
    chat_id: int | None
    body: str
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """An update claimed by this process, to be heeded; `tries` counts this one too.

    `later` are some that the same chat sent after it.
    """

    id: int
    chat_id: int | None
    body: str
    tries: int = 1
    later: tuple["Heard", ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """A message; or what `replaces` the words and buttons of another one, without words its buttons only.

    `quotes` is the number of the message that it replies to, `thread` where in a forum it goes. It goes to
    the chat that was heard, or to another one.
    """

    message: Message
    replaces: int | None = None
    quotes: int | None = None
    thread: int | None = None
    chat_id: int | None = None


@dataclass(frozen=True, slots=True)
class Reaction:
    """What an update is answered, and so many `later` ones of its chat with it.

    `confirm` tells who pressed a button that its deed is done, or shows who asks inline what is found, as far
    as that is possible: when it is not, `otherwise` is sent. `afterwards` is done once the
    deed is stored: what fails of it is nobody's trouble.
    """

    responses: tuple[Response, ...] = ()
    confirm: Callable[[], Awaitable[bool]] | None = None
    otherwise: tuple[Response, ...] = ()
    later: int = 0
    afterwards: Callable[[], Awaitable[None]] | None = None


class Hear(Protocol):
    """Does what an update asks for.

    Raises: BadUpdate when it can't be read, DeliveryError when Telegram is not reached.
    """

    async def __call__(self, heard: Heard) -> Reaction:
        """Returns what it is answered."""


class Inbox(Protocol):
    """The updates that were taken in: of each chat one at a time, in the order of their numbers."""

    async def take_in(self, updates: Sequence[Incoming], now: datetime) -> int:
        """Keep them, but those known already; returns how many are new."""

    async def claim(
        self, limit: int, now: datetime, lease_s: float, but: Collection[int] = ()
    ) -> Sequence[Heard]:
        """Claim each chat's oldest update, but of the chats `but`."""

    async def renew(self, updates: Collection[int], now: datetime, lease_s: float) -> None:
        """They are still being heeded."""

    async def answer(
        self,
        heard: Heard,
        responses: Sequence[Response],
        now: datetime,
        lease_s: float,
        also: Sequence[Heard] = (),
    ) -> Sequence[Outgoing]:
        """It was heeded, and `also` these: forget their words, keep the answer until it has arrived.

        Call it in a unit. Returns: the answers that may go at once, claimed; none when earlier ones have not
        arrived. Raises: DatabaseError also when another process has taken it up meanwhile.
        """

    async def add(
        self, heard: Heard, responses: Sequence[Response], now: datetime, lease_s: float
    ) -> Sequence[Outgoing]:
        """Keep more that it is answered; returns what of it may go at once, claimed."""

    async def again(self, heard: Heard, due_at: datetime) -> None:
        """It could not be heeded now."""

    async def pass_over(self, heard: Heard, reason: str) -> None:
        """It can't be heeded: forget its words, keep the reason."""
