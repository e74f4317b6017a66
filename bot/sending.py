"""From the outbox to the channel: messages that are due, one attempt each, as fast as Telegram allows."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.attempts import Attempts
from bot.model import Outgoing
from bot.ports import Event, What

_HANDFUL_S = 0.1
"""What leaves in so long a time is claimed together, not one by one: a transaction costs as much as a
message."""
_PUT_BACK = timedelta(seconds=5)
"""A clock that goes back by less is only being set right."""

log = structlog.get_logger()


@dataclass(slots=True)
class Sender:
    """The pass that sends. `turns` waits until some messages may leave, up to so many, and says how many."""

    attempts: Attempts
    turns: Callable[[int], Awaitable[int]]
    _last: datetime | None = None

    async def send(self) -> int:
        """Send what is due until nothing is; returns how many messages were tried.

        Raises: DatabaseError when an outcome can't be written down; it is, first thing in a later pass.
        """
        await self.attempts.settle()
        await self._recover()
        expired = 0
        while some := await self.attempts.outbox.expire(self.attempts.clock()):
            expired += some
        if expired:
            log.warning("too old to be told", messages=expired)
        tried, flying = 0, set[asyncio.Task[bool]]()
        try:
            while (claimed := await self._next(len(flying))) or flying:
                tried += len(claimed)
                flying |= {asyncio.create_task(self.attempts.attempt(one)) for one in claimed}
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
        now, outage = self.attempts.clock(), self.attempts.outage
        most = 1 if outage.since else self.attempts.settings.in_flight
        room, handful = (
            most - flying,
            min(most // 2, round(self.attempts.settings.messages_per_s * _HANDFUL_S)),
        )
        if room < max(1, handful) or self.attempts.owing or outage.holds(now):
            return ()
        # What may have arrived already is not what finds out whether Telegram is back, if there is another.
        fresh = outage.since is not None and bool(await self.attempts.outbox.ready(1, now, fresh=True))
        ready = await self.attempts.outbox.ready(room, now, fresh=fresh)
        turns = await self.turns(ready) if ready else 0
        if not turns:
            return ()
        return tuple(
            await self.attempts.outbox.claim(
                turns, self.attempts.clock(), self.attempts.settings.lease_s, fresh=fresh
            )
        )

    async def _recover(self) -> None:
        """What a dead sender left, and what a clock that was put back keeps from being due."""
        now = self.attempts.clock()
        if self._last is None or now < self._last - _PUT_BACK:
            freed = await self.attempts.outbox.put_back(now, self.attempts.settings.lease_s)
            if self._last is not None or freed:
                log.warning(What.CLOCK_BACK, messages=freed)
                await self.attempts.events.record(Event(What.CLOCK_BACK, fields={"number": freed}), now)
        self._last = now
        tell_by = now + timedelta(hours=self.attempts.settings.push_life_h)
        resend = self.attempts.settings.on_ambiguous == "resend"
        flying = self.attempts.in_air
        recovered = await self.attempts.outbox.recover(now, resend=resend, tell_by=tell_by, but=flying)
        if recovered:
            log.warning(
                "a sender died while sending", messages=recovered, then=self.attempts.settings.on_ambiguous
            )
