"""From the outbox to the channel: messages that are due, one attempt each, every outcome recorded."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.errors import (
    ChatMoved,
    DatabaseError,
    DeliveryError,
    NotAllowed,
    Rejected,
    SubscriberGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import OutboxState, Outgoing
from bot.ports import Channel, Events, Outbox, Readership
from bot.settings import Delivery

_RETRY_S = 5.0
_RETRY_MAX_S = 3600.0
_ON_HOLD_S = 900.0
"""A chat in which we may not write is tried again after this; what is too old then waits for an edition."""
_PROBE_S = 1.0
_PROBE_MAX_S = 60.0
_HANDFUL_S = 0.1
"""What leaves in so long a time is claimed together, not one by one: a transaction costs as much as a
message."""
_PUT_BACK = timedelta(seconds=5)
"""A clock that goes back by less is only being set right."""

log = structlog.get_logger()

_Outcome = Callable[[], Awaitable[None]]
"""Writes down what became of a message."""


@dataclass(slots=True)
class Outage:
    """Telegram is not reached: since when, and when to try one message again."""

    since: datetime | None = None
    probe_at: datetime | None = None
    wait_s: float = 0.0

    def holds(self, now: datetime) -> bool:
        """Whether it is too early to try."""
        until = self.probe_at
        return until is not None and now < until <= now + timedelta(seconds=_PROBE_MAX_S)  # else: put back

    def begin(self, now: datetime) -> bool:
        """One more attempt found nobody; returns whether that is news."""
        if not self.holds(now):
            self.wait_s = min(2 * self.wait_s or _PROBE_S, _PROBE_MAX_S)
            self.probe_at = now + timedelta(seconds=self.wait_s)
        news = self.since is None
        self.since = self.since or now
        return news

    def end(self) -> datetime | None:
        """Somebody answered; returns since when nobody had, if so."""
        since, self.since, self.probe_at, self.wait_s = self.since, None, None, 0.0
        return since


@dataclass(slots=True)
class Sender:
    """The pass that sends.

    `turns` waits until some messages may leave, up to so many, and says how many. `clock` gives the present
    moment, in UTC.
    """

    outbox: Outbox
    readership: Readership
    channel: Channel
    events: Events
    settings: Delivery
    clock: Callable[[], datetime]
    turns: Callable[[int], Awaitable[int]]
    outage: Outage = field(default_factory=Outage)
    _owed: deque[_Outcome] = field(default_factory=deque)
    """What the database would not take: written down before anything else is sent."""
    _landed: list[tuple[Outgoing, int]] = field(default_factory=list)
    """What has arrived and is not being written down yet."""
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    _last: datetime | None = None

    async def send(self) -> int:
        """Send what is due until nothing is; returns how many messages were tried.

        Raises: DatabaseError when an outcome can't be written down; it is, first thing in a later pass.
        """
        while self._owed:
            await self._owed[0]()
            self._owed.popleft()
        await self._recover()
        expired = 0
        while some := await self.outbox.expire(self.clock()):
            expired += some
        if expired:
            log.warning("too old to be told", messages=expired)
        tried, flying = 0, set[asyncio.Task[None]]()
        try:
            while (claimed := await self._next(len(flying))) or flying:
                tried += len(claimed)
                flying |= {asyncio.create_task(self._send(one)) for one in claimed}
                if not claimed:  # nothing for now, or enough in the air
                    await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                for task in [task for task in flying if task.done()]:
                    task.result()
                    flying.remove(task)
        finally:  # also when the program ends: every message has had its attempt, and it is written down
            await asyncio.gather(*flying, return_exceptions=True)
        return tried

    async def _next(self, flying: int) -> tuple[Outgoing, ...]:
        """Messages claimed, each with its turn to be sent at once; none when none may leave."""
        now = self.clock()
        most = 1 if self.outage.since else self.settings.in_flight
        room, handful = most - flying, min(most // 2, round(self.settings.messages_per_s * _HANDFUL_S))
        if room < max(1, handful) or self._owed or self.outage.holds(now):
            return ()
        ready = await self.outbox.ready(room, now)
        turns = await self.turns(ready) if ready else 0
        if not turns:
            return ()
        return tuple(await self.outbox.claim(turns, self.clock(), self.settings.lease_s))

    async def _recover(self) -> None:
        """What a dead sender left, and what a clock that was put back keeps from being due."""
        now = self.clock()
        if self._last is None or now < self._last - _PUT_BACK:
            freed = await self.outbox.put_back(now, self.settings.lease_s)
            if self._last is not None or freed:
                log.warning("the clock was put back", messages=freed)
                await self.events.record("clock", f"put back: {freed} messages are due now", now)
        self._last = now
        recovered = await self.outbox.recover(now, resend=self.settings.on_ambiguous == "resend")
        if recovered:
            log.warning("a sender died while sending", messages=recovered, then=self.settings.on_ambiguous)

    async def _send(self, outgoing: Outgoing) -> None:
        """One attempt, and what became of it written down."""
        outcome = await self._attempted(outgoing)
        if outcome is not None:
            await self._written(outcome)
            return
        async with self._writing:  # who comes meanwhile shares the next transaction
            arrived, self._landed = self._landed, []
            if arrived:
                await self._written(partial(self._arrived, arrived))

    async def _written(self, outcome: _Outcome) -> None:
        try:
            await outcome()
        except DatabaseError:
            self._owed.append(outcome)
            raise

    async def _attempted(self, outgoing: Outgoing) -> _Outcome | None:
        """One attempt; returns what is to be written down, but of what has landed."""
        try:
            message_id = await self.channel.send(outgoing.chat_id, outgoing.message, outgoing.reply_to)
        except DeliveryError as err:
            failure = err
        except Exception as err:  # it would fail again, and hold up what this chat gets after it
            log.exception("a message stumbled", id=outgoing.id)
            reason = f"{type(err).__name__}: {err}"
            return lambda: self._aside(outgoing, OutboxState.PARKED, reason)
        else:
            self._landed.append((outgoing, message_id))
            return None
        if not isinstance(failure, Unreachable):  # that is said once, of all
            log.warning("message not sent", id=outgoing.id, chat=outgoing.chat_id, reason=failure.reason)
        return lambda: self._failed(outgoing, failure)

    async def _arrived(self, arrived: Sequence[tuple[Outgoing, int]]) -> None:
        now = self.clock()
        await self.outbox.sent(arrived, now)
        await self._answered(now)

    async def _failed(self, outgoing: Outgoing, err: DeliveryError) -> None:
        match err:
            case SubscriberGone():
                await self.outbox.set_aside(outgoing, OutboxState.FAILED, err.reason)
                await self.readership.pause(outgoing.chat_id, err.reason, self.clock())
            case NotAllowed():
                await self.outbox.again(outgoing, self._in(_ON_HOLD_S), err.reason)
                await self.events.record(f"chat {outgoing.chat_id}", f"on hold: {err.reason}", self.clock())
            case Rejected():
                await self._aside(outgoing, OutboxState.PARKED, err.reason)
            case Unanswered() if self.settings.on_ambiguous == "hold" or outgoing.doubts:
                await self._aside(outgoing, OutboxState.AMBIGUOUS, err.reason)
            case ChatMoved():
                await self.outbox.again(outgoing, self.clock(), err.reason)
                await self.readership.move(outgoing.chat_id, err.new_chat)
            case Throttled():
                await self.outbox.again(outgoing, self._in(err.retry_after_s), err.reason)
            case Unreachable():
                await self._unreached(outgoing, err.reason)
            case _ if outgoing.tries >= self.settings.max_tries:
                reason = f"given up after {outgoing.tries} tries: {err.reason}"
                await self._aside(outgoing, OutboxState.PARKED, reason)
            case _:
                doubtful = isinstance(err, Unanswered)
                await self.outbox.again(outgoing, self._later(outgoing), err.reason, doubtful=doubtful)
        if not isinstance(err, Unreachable | Unanswered | Throttled):
            await self._answered(self.clock())

    async def _unreached(self, outgoing: Outgoing, reason: str) -> None:
        """Nobody's message would arrive: all wait, no try counts, and one goes ahead from time to time."""
        now = self.clock()
        if self.outage.begin(now):
            log.warning("Telegram is not reached", reason=reason)
            await self.events.record("Telegram", f"not reached: {reason}", now)
        await self.outbox.again(outgoing, self._in(_PROBE_S), reason)

    async def _answered(self, now: datetime) -> None:
        since = self.outage.end()
        if since is not None:
            told = f"reached again after {(now - since).total_seconds():.0f} s"
            log.warning("Telegram is reached again", since=str(since))
            await self.events.record("Telegram", told, now)

    async def _aside(self, outgoing: Outgoing, state: OutboxState, reason: str) -> None:
        await self.outbox.set_aside(outgoing, state, reason)
        await self.events.record(f"message {outgoing.id}", reason, self.clock())  # a chat may be forgotten

    def _later(self, outgoing: Outgoing) -> datetime:
        """Twice as long after each try."""
        return self._in(min(_RETRY_S * 2 ** min(outgoing.tries - 1, 20), _RETRY_MAX_S))

    def _in(self, seconds: float) -> datetime:
        return self.clock() + timedelta(seconds=seconds)
