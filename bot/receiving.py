"""From the inbox to the outbox: what readers said is heeded, of each chat one thing after the other."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.attempts import Attempts
from bot.chat.failures import explained
from bot.chat.reply import plain
from bot.errors import BadUpdate, DatabaseError, DeliveryError, LaconiqueError
from bot.model import Outgoing
from bot.ports import Event, Hear, Heard, Inbox, Incoming, Reaction, Response, What

_AT_ONCE = 32
"""Chats that are heeded side by side."""
_LOOK_S = 0.5
"""How soon what another process left is seen."""
_LEASE_S = 6.0
"""What is being heeded is claimed anew before this is over: whoever dies gives it back soon."""
_RETRY_S = 1.0
_TRIES_MAX = 5
_SETTLE_S = 5.0

log = structlog.get_logger()


@dataclass(slots=True)
class Receiver:
    """Takes in what readers say, and heeds it.

    `unit` makes one transaction of what is written while it lasts: what an update asks for, what it is
    answered, and that it was heeded, are stored together or not at all. `passed_over` is told of each that
    could not be read; `addressed` lets a reaction be shown where an update was said.
    """

    inbox: Inbox
    hear: Hear
    attempts: Attempts
    unit: Callable[[], AbstractAsyncContextManager[None]]
    passed_over: Callable[[], None]
    addressed: Callable[[Heard, Reaction], Reaction]
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _heeding: dict[asyncio.Task[None], Heard] = field(default_factory=dict)
    _renewed: datetime | None = None
    _trouble: str = ""
    """Why the inbox is not read."""

    async def take_in(self, incoming: Sequence[Incoming]) -> None:
        """Keep these updates; when this returns, Telegram may forget them. Raises: DatabaseError."""
        if await self.inbox.take_in(incoming, self.attempts.clock()):
            self._wake.set()

    @asynccontextmanager
    async def heeding(self) -> AsyncIterator[None]:
        """Heed what is in the inbox while the block runs; what is begun at its end may be finished."""
        looking = asyncio.create_task(self._look())
        try:
            yield
        finally:
            looking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await looking
            if self._heeding:
                _, late = await asyncio.wait(self._heeding, timeout=_SETTLE_S)
                for task in late:
                    task.cancel()
                await asyncio.gather(*late, return_exceptions=True)

    async def _look(self) -> None:
        while True:
            self._wake.clear()
            try:
                await self.attempts.settle()
                await self._renew()
                claimed = await self._claimed()
                self._trouble = ""
            except DatabaseError as err:
                claimed = ()
                if self._trouble != str(err):  # said once
                    log.error("inbox not read", reason=str(err))  # noqa: TRY400 - foreseen: its words say it all
                self._trouble = str(err)
            for one in claimed:
                task = asyncio.create_task(self._heed(one))
                self._heeding[task] = one
                task.add_done_callback(self._done)
            if not claimed:
                # Python 3.11's `wait_for` forgets to be cancelled when something arrives in that moment.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_S):
                        await self._wake.wait()

    def _done(self, task: "asyncio.Task[None]") -> None:
        del self._heeding[task]
        self._wake.set()  # what its chat said next

    async def _claimed(self) -> Sequence[Heard]:
        room = _AT_ONCE - len(self._heeding)
        if room <= 0:
            return ()
        busy = {one.chat_id for one in self._heeding.values() if one.chat_id is not None}
        return await self.inbox.claim(room, self.attempts.clock(), _LEASE_S, busy)

    async def _renew(self) -> None:
        now = self.attempts.clock()
        if self._renewed is None or abs((now - self._renewed).total_seconds()) > _LEASE_S / 3:
            self._renewed = now
            if self._heeding:
                await self.inbox.renew([one.id for one in self._heeding.values()], now, _LEASE_S)

    async def _heed(self, heard: Heard) -> None:
        """Do what it asks for, and answer; whatever becomes of it, the others are heeded."""
        try:
            reaction, outgoing = await self._stored(heard)
            more = [reaction.afterwards()] if reaction.afterwards else []
            await asyncio.gather(self._confirmed(heard, reaction), self.attempts.in_order(outgoing), *more)
        except DatabaseError as err:  # what it left undone is claimed anew when the lease is over
            log.warning("update not ended", id=heard.id, reason=str(err))

    async def _stored(self, heard: Heard) -> tuple[Reaction, Sequence[Outgoing]]:
        """What it is answered, once it is stored together with what was asked for."""
        if heard.tries > _TRIES_MAX:
            return await self._passed_over(heard, f"taken up {_TRIES_MAX} times, and never to an end")
        try:
            async with self.unit():
                reaction = await self.hear(heard)
                also = heard.later[: reaction.later]
                return reaction, await self._answer(heard, reaction.responses, also)
        except BadUpdate as err:
            return await self._passed_over(heard, str(err))
        except (DatabaseError, DeliveryError) as err:
            if heard.tries < _TRIES_MAX:
                log.warning("update put off", id=heard.id, reason=str(err))
                wait = timedelta(seconds=_RETRY_S * 2 ** (heard.tries - 1))
                await self.inbox.again(heard, self.attempts.clock() + wait)
                return Reaction(), ()
            log.error("update not answered", exc_info=err)  # noqa: TRY400 - the same line, whatever it was
        except Exception as err:
            log.error("update not answered", exc_info=err)  # noqa: TRY400
        async with self.unit():
            sorry = Reaction((Response(plain(explained(LaconiqueError()))),))
            told = self.addressed(heard, sorry)
            return told, await self._answer(heard, told.responses)

    async def _answer(
        self, heard: Heard, responses: Sequence[Response], also: Sequence[Heard] = ()
    ) -> Sequence[Outgoing]:
        now, lease_s = self.attempts.clock(), self.attempts.settings.lease_s
        return await self.inbox.answer(heard, responses, now, lease_s, also)

    async def _confirmed(self, heard: Heard, reaction: Reaction) -> None:
        """Tell who pressed a button; when that is not possible, in a message."""
        if reaction.confirm is not None and not await reaction.confirm() and reaction.otherwise:
            settings, now = self.attempts.settings, self.attempts.clock()
            more = await self.inbox.add(heard, reaction.otherwise, now, settings.lease_s)
            await self.attempts.in_order(more)

    async def _passed_over(self, heard: Heard, reason: str) -> tuple[Reaction, Sequence[Outgoing]]:
        log.warning(What.UPDATE_PASSED_OVER, id=heard.id, reason=reason)
        self.passed_over()
        told = Event(What.UPDATE_PASSED_OVER, reason=reason)
        await self.attempts.events.record(told, self.attempts.clock())
        await self.inbox.pass_over(heard, reason)
        return Reaction(), ()
