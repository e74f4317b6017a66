"""Messages on their way: the outbox, and the channel that they leave by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model import Message, OutboxState, Outgoing


@dataclass(frozen=True, slots=True)
class Queued:
    """A message for the outbox; the same `dedup_key` is never queued twice.

    `reply_to` is the key of an earlier message of this chat: it goes as an answer to that one, if that one
    has arrived by then, else by itself.
    """

    dedup_key: str
    chat_id: int
    message: Message
    reply_to: str = ""
    due_at: datetime | None = None
    """Not sooner than then; none: at once."""
    expires_at: datetime | None = None
    """Later it is told no more by itself."""
    story_id: int | None = None
    """The story that joins the reader's next edition, if the message expires."""
    tells: tuple[tuple[int, int, int], ...] = ()
    """Of an edition: its stories, each with the version that was had before and the one that is shown."""
    announcement_id: int | None = None
    """What it is of."""
    thread: int | None = None
    """Of a forum, where it goes; none: General, or no forum."""


class Outbox(Protocol):
    """Messages on their way."""

    async def ready(self, limit: int, now: datetime, *, fresh: bool = False) -> int:
        """How many messages could be claimed now, up to `limit`; with `fresh`, none that may have arrived."""

    async def claim(
        self, limit: int, now: datetime, lease_s: float, *, fresh: bool = False
    ) -> Sequence[Outgoing]:
        """Claim messages to send: at most one a chat, each chat's oldest, marked as being sent.

        None to a chat that had one within the last second, to a group within the last three, and no push to
        one whose words have not been heeded yet.
        """

    async def recover(
        self, now: datetime, *, resend: bool, tell_by: datetime | None = None, but: Collection[int] = ()
    ) -> int:
        """Messages whose sender died while sending: the first time due again if `resend`, answers always.

        Not those of which we know (`but`) that they are being sent, however slowly. Else the story of a push
        waits for the next edition, which comes by `tell_by` at the latest, or now.
        """

    async def sent(self, arrived: Sequence[tuple[Outgoing, int]], now: datetime) -> None:
        """They arrived, each as the message of that number in its chat: all written down, or none.

        An answer is forgotten.
        """

    async def again(
        self,
        outgoing: Outgoing,
        due_at: datetime,
        reason: str,
        *,
        doubtful: bool = False,
        counts: bool = False,
    ) -> None:
        """It was not sent: try again from `due_at` on; `doubtful` when it may have been sent after all.

        A try of its own only if it `counts`. What the chat gets after it waits as long.
        """

    async def set_aside(
        self,
        outgoing: Outgoing,
        state: OutboxState,
        reason: str,
        *,
        untold: tuple[datetime, datetime] | None = None,
    ) -> None:
        """Keep it with the reason, in a state that is not tried again by itself; an answer is forgotten.

        `untold`, from now until a moment: its story waits for the next edition, which comes by then.
        """

    async def expire(self, now: datetime) -> int:
        """End what is too old to be told by itself, some at a time.

        It joins the next edition, or has one of its own.
        """

    async def put_back(self, now: datetime, lease_s: float) -> int:
        """The clock was put back: what was queued in the future is due now; returns how many messages.

        A lease that ends later than one that begins now, ends then.
        """


class Channel(Protocol):
    """Sends one message to one chat. Nothing but a DeliveryError leaves it."""

    async def send(
        self, chat_id: int, message: Message, reply_to: int | None = None, thread: int | None = None
    ) -> int:
        """One attempt, no retry; returns the message's number in its chat.

        `reply_to` is the number of the one that it answers; when that one is gone, it goes by itself.
        `thread` is where in a forum it goes.
        """

    async def redraw(self, chat_id: int, number: int, message: Message) -> None:
        """Give an earlier message these words and buttons, or without words only the buttons.

        One that can't be changed any more stays as it is.
        """

    async def reach(self, chat_id: int) -> None:
        """Find out, without a trace, whether the chat could be served. Raises: Unreachable if it can not."""
