"""One attempt at one message of the outbox, and what became of it written down."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.chat.forum import thread_gone
from bot.errors import (
    ChatMoved,
    DatabaseError,
    DeliveryError,
    NotAllowed,
    NotYet,
    Rejected,
    SubscriberGone,
    ThreadGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import ON_HOLD, OutboxState, Outgoing
from bot.ports import Channel, Event, Events, Outbox, Readership, What
from bot.settings import Delivery
from bot.wording import FRENCH, speaking

_RETRY_S = 5.0
_RETRY_MAX_S = 3600.0
_ON_HOLD_S = 900.0
"""A chat in which we may not write is tried again after this; what is too old then waits for an edition."""
_PROBE_S = 1.0
_PROBE_MAX_S = 60.0
_SILENT_FROM = 3
"""So many messages in a row of which nobody knows whether they arrived: it is Telegram, not the messages."""
_ANSWER_DOUBTS = 3
"""A reader who waits may have an answer so often too often; a push, once."""

log = structlog.get_logger()

_Outcome = Callable[[], Awaitable[None]]
"""Writes down what became of a message."""


@dataclass(slots=True)
class Outage:
    """Telegram is not reached: since when, and when to try one message again."""

    since: datetime | None = None
    probe_at: datetime | None = None
    wait_s: float = 0.0
    silent: int = 0
    """Attempts in a row that nobody answered."""

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
        since, self.since, self.probe_at, self.wait_s, self.silent = self.since, None, None, 0.0, 0
        return since


@dataclass(slots=True)
class Attempts:
    """Tries messages that are claimed. `clock` gives the present moment, in UTC."""

    outbox: Outbox
    readership: Readership
    channel: Channel
    events: Events
    settings: Delivery
    clock: Callable[[], datetime]
    in_air: set[int] = field(default_factory=set)
    """What this process is sending right now, by whatever pass: slow, perhaps, but not dead."""
    outage: Outage = field(default_factory=Outage)
    _owed: deque[_Outcome] = field(default_factory=deque)
    """What the database would not take: written down before anything else is sent."""
    _landed: list[tuple[Outgoing, int]] = field(default_factory=list)
    """What has arrived and is not being written down yet."""
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def owing(self) -> bool:
        """Whether something is still to be written down."""
        return bool(self._owed)

    async def settle(self) -> None:
        """Write down what the database would not take. Raises: DatabaseError when it still will not."""
        while self._owed:
            await self._owed[0]()
            self._owed.popleft()

    async def attempt(self, outgoing: Outgoing) -> bool:
        """One attempt, and what became of it written down; returns whether it arrived.

        Raises: DatabaseError when that can't be written down.
        """
        with self._flying([outgoing]):
            outcome = await self._attempted(outgoing)
            if outcome is not None:
                await self._written(outcome)
                return False
            async with self._writing:  # who comes meanwhile shares the next transaction
                arrived, self._landed = self._landed, []
                if arrived:
                    await self._written(partial(self._arrived, arrived))
        return True

    async def in_order(self, answers: Sequence[Outgoing]) -> None:
        """One after the other; when one does not arrive, those behind it wait until it has."""
        with self._flying(answers):
            for at, one in enumerate(answers, 1):
                if not await self.attempt(one):
                    for behind in answers[at:]:
                        await self.outbox.again(behind, self.clock(), "behind another answer")
                    return

    @contextmanager
    def _flying(self, messages: Iterable[Outgoing]) -> Iterator[None]:
        ids = {one.id for one in messages}
        self.in_air |= ids
        try:
            yield
        finally:
            self.in_air -= ids

    async def _written(self, outcome: _Outcome) -> None:
        try:
            await outcome()
        except DatabaseError:
            self._owed.append(outcome)
            raise

    async def _attempted(self, outgoing: Outgoing) -> _Outcome | None:
        """One attempt; returns what is to be written down, but of what has landed."""
        try:
            number = await self._sent(outgoing)
        except DeliveryError as err:
            failure = err
        except Exception as err:  # it would fail again, and hold up what this chat gets after it
            log.exception("a message stumbled", id=outgoing.id)
            reason = f"{type(err).__name__}: {err}"
            return lambda: self._aside(outgoing, OutboxState.PARKED, reason)
        else:
            self._landed.append((outgoing, number))
            return None
        if not isinstance(failure, Unreachable):  # that is said once, of all
            what = "answer" if outgoing.is_answer else "message"
            tell = log.debug if isinstance(failure, NotYet) else log.warning  # foreseen: no news
            tell(f"{what} not sent", id=outgoing.id, chat=outgoing.chat_id, reason=failure.reason)
        return lambda: self._failed(outgoing, failure)

    async def _sent(self, outgoing: Outgoing) -> int:
        """Send it, or redraw with it; what may have arrived before goes only where something answers."""
        if outgoing.replaces is not None:
            await self.channel.redraw(outgoing.chat_id, outgoing.replaces, outgoing.message)
            return outgoing.replaces
        if outgoing.doubts:
            await self.channel.reach(outgoing.chat_id)
        chat_id, message, place = outgoing.chat_id, outgoing.message, (outgoing.reply_to, outgoing.thread)
        try:
            return await self.channel.send(chat_id, message, *place)
        except Rejected as err:
            if not message.picture or isinstance(err, ThreadGone):
                raise
            log.warning("picture not sent", chat=chat_id, reason=err.reason)  # a group may forbid them
            return await self.channel.send(chat_id, replace(message, picture=b""), *place)

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
                await self._not_allowed(outgoing, err)
            case Rejected():
                await self._aside(outgoing, OutboxState.PARKED, err.reason)
            case Unanswered():
                await self._unanswered(outgoing, err)
            case ChatMoved():
                await self.outbox.again(outgoing, self.clock(), err.reason)
                await self.readership.move(outgoing.chat_id, err.new_chat)
            case Throttled():
                await self.outbox.again(outgoing, self._in(err.retry_after_s), err.reason)
            case Unreachable():
                await self._unreached(err.reason)
                await self.outbox.again(outgoing, self._in(_PROBE_S), err.reason)
            case _ if outgoing.tries >= self.settings.max_tries:
                await self._aside(outgoing, OutboxState.PARKED, err.reason, What.MESSAGE_GIVEN_UP)
            case _:
                await self.outbox.again(outgoing, self._later(outgoing.tries), err.reason, counts=True)
        if not isinstance(err, Unreachable | Unanswered | Throttled):
            await self._answered(self.clock())

    async def _not_allowed(self, outgoing: Outgoing, err: NotAllowed) -> None:
        """The chat waits for our rights; a forum of which a thread is gone has what went there in General."""
        chat_id, thread, now = outgoing.chat_id, outgoing.thread, self.clock()
        if isinstance(err, ThreadGone) and thread is not None:
            await self.outbox.again(outgoing, now, err.reason)
            with speaking(await self.readership.language(chat_id) or FRENCH):
                told = partial(thread_gone, chat_id, thread, now)
                await self.readership.leave_thread(chat_id, thread, told, now)
            return
        await self.outbox.again(outgoing, self._in(_ON_HOLD_S), f"{ON_HOLD}{err.reason}")
        await self.events.record(Event(What.CHAT_HELD, str(chat_id), err.reason), now)

    async def _unanswered(self, outgoing: Outgoing, err: Unanswered) -> None:
        """Nobody knows whether it arrived: once more, later; the next time no more as it is."""
        self.outage.silent += 1
        if self.outage.silent >= _SILENT_FROM:
            await self._unreached(err.reason)
        held = self.settings.on_ambiguous == "hold" and not outgoing.is_answer
        most = _ANSWER_DOUBTS if outgoing.is_answer else 1
        if held or outgoing.doubts >= most:
            await self._aside(outgoing, OutboxState.AMBIGUOUS, err.reason)
        else:
            due_at = self._later(outgoing.doubts + 1)
            await self.outbox.again(outgoing, due_at, err.reason, doubtful=True)

    async def _unreached(self, reason: str) -> None:
        """Nobody's message would arrive: all wait, no try counts, and one goes ahead from time to time."""
        now = self.clock()
        if self.outage.begin(now):
            log.warning(What.TELEGRAM_LOST, reason=reason)
            await self.events.record(Event(What.TELEGRAM_LOST, reason=reason), now)

    async def _answered(self, now: datetime) -> None:
        since = self.outage.end()
        if since is not None:
            seconds = round((now - since).total_seconds())
            log.warning(What.TELEGRAM_BACK, since=str(since))
            await self.events.record(Event(What.TELEGRAM_BACK, fields={"seconds": seconds}), now)

    async def _aside(
        self, outgoing: Outgoing, state: OutboxState, reason: str, what: What = What.MESSAGE_ASIDE
    ) -> None:
        """Not sent again; what it told in vain, or nobody knows, waits for an edition."""
        doubtful = state is OutboxState.AMBIGUOUS
        wait = (self.clock(), self._in(3600 * self.settings.push_life_h)) if doubtful else None
        await self.outbox.set_aside(outgoing, state, reason, untold=wait)
        if not outgoing.is_answer:  # its reader asks again
            # Of a message, not of a chat: that may be forgotten.
            told = Event(what, str(outgoing.id), reason, fields={"tries": outgoing.tries})
            await self.events.record(told, self.clock())

    def _later(self, times: int) -> datetime:
        """Twice as long after each time."""
        return self._in(min(_RETRY_S * 2 ** min(times - 1, 20), _RETRY_MAX_S))

    def _in(self, seconds: float) -> datetime:
        return self.clock() + timedelta(seconds=seconds)
