"""The sandbox itself: the state, its journal, and whoever listens. One event loop; nothing here waits."""

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bot.sandbox.chats import Json
from bot.sandbox.faults import Fault
from bot.sandbox.journal import Journal
from bot.sandbox.limits import Limits
from bot.sandbox.state import Event, State, fold

UNASKED: Final = ("chat_member", "message_reaction", "message_reaction_count")
"""Kinds of updates that a bot must ask for by name."""


class Hub:
    """One bot and the people who talk to it.

    Args:
        token: the bot's token, "<id>:<secret>".
        journal: where the events are kept; without it they are lost with the process.
        clock: seconds since 1970, in UTC.
        limits: how fast the bot may send; without them as fast as it can.
    """

    def __init__(
        self,
        token: str,
        journal: Path | None = None,
        clock: Callable[[], float] = time.time,
        limits: Limits | None = None,
    ) -> None:
        self.token = token
        self.limits = limits
        self.faults: list[Fault] = []
        self.webhook_trouble: Json = {}
        self.inline: dict[str, Json] = {}
        """Inline queries without an answer: who asked, and when (`date`, seconds since 1970)."""
        self.offered: dict[str, Json] = {}
        """The answers to inline queries; nothing happens in a chat, and none is kept."""
        self.closed = False
        self.arrival = asyncio.Event()
        """Set, and replaced by a new one, each time something happened."""
        self.after_commit: Callable[[], None] = lambda: None
        self._clock = clock
        self._journal = Journal(journal) if journal else None
        self._listeners: set[asyncio.Queue[Event | None]] = set()
        self.state: State = fold(self._journal.read() if self._journal else ())

    @property
    def now(self) -> int:
        """The date that Telegram would write on a message: seconds since 1970."""
        return int(self._clock())

    @property
    def bot(self) -> Json:
        """The bot as a User."""
        return {
            "id": int(self.token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Laconique",
            "username": "laconique_bot",
        }

    def commit(self, *events: Event) -> None:
        """Keep `events` as one transaction, fold them, and tell whoever waits."""
        if not events:
            return
        if self._journal:
            self._journal.append(events)
        fold(events, self.state)
        for event in events:
            self.tell(event)
        self.ring()
        self.after_commit()

    def erase(self, forgotten: Event, left: Callable[[Event, Event, frozenset[int]], Event | None]) -> None:
        """Keep an event after which others are no more; `left` says what of an earlier one stays."""
        self.commit(forgotten)
        waiting = frozenset(update["update_id"] for update in self.state.updates)
        if self._journal:
            self._journal.rewrite(lambda event: left(event, forgotten, waiting))

    def tell(self, event: Event) -> None:
        """Show `event` to the open pages, without keeping it."""
        for listener in self._listeners:
            listener.put_nowait(event)

    def updates(self, *told: tuple[str, Json]) -> list[Event]:
        """The events that queue updates for the bot, but none of a kind that it does not want."""
        allowed = self.state.allowed
        wanted = [one for one in told if (one[0] in allowed if allowed else one[0] not in UNASKED)]
        return [
            {"event": "update", "update": {"update_id": number, kind: content}}
            for number, (kind, content) in enumerate(wanted, start=self.state.last_update + 1)
        ]

    def update(self, kind: str, content: Json) -> list[Event]:
        """The event that queues one update."""
        return self.updates((kind, content))

    def ring(self) -> None:
        """Wake whoever waits for something to happen."""
        self.arrival.set()
        self.arrival = asyncio.Event()

    @contextmanager
    def listening(self) -> Iterator[asyncio.Queue[Event | None]]:
        """Hear every event from now on; None says that the sandbox closes."""
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def close(self) -> None:
        """End the long polls and the pages' streams, which would hold a server's shutdown up."""
        self.closed = True
        for listener in self._listeners:
            listener.put_nowait(None)
        self.ring()
