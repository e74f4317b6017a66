"""From stories to readers: what is told to whom goes into the outbox, and the outbox to the channel.

tell        stories that nobody has heard of -> messages due, stories waiting for editions
edit        slots that are due -> editions, as messages due
send        messages due -> the channel, one attempt each, every outcome recorded
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

import structlog

from bot.editions import compose, render, slots
from bot.errors import (
    ChatMoved,
    DeliveryError,
    LaconiqueError,
    Rejected,
    SubscriberGone,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.model import Message, OutboxState, Outgoing, Topic
from bot.ports import Channel, Due, Events, Outbox, Readership, Tellings, Untold
from bot.settings import Delivery, Readers

_BATCH = 50
_RETRY_S = 5.0
_RETRY_MAX_S = 3600.0

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Courier:
    """The passes of delivery, and the edges they work with; `clock` gives the present moment, in UTC."""

    tellings: Tellings
    outbox: Outbox
    readership: Readership
    channel: Channel
    events: Events
    pace: Delivery
    readers: Readers
    clock: Callable[[], datetime]
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def tell(self, now: datetime) -> int:
        """Match the untold stories with the subscribers; returns how many stories were told."""
        untold = await self.tellings.untold(_BATCH)
        return sum([await self._spared(f"story {one.story.id}", self._tell(one, now), now) for one in untold])

    async def edit(self, now: datetime) -> int:
        """Compose the editions that are due; returns how many."""
        wanted = await self.tellings.slots()
        if not wanted:
            return 0
        made = await self.tellings.editions_made(slots.earliest_date(now))
        zones = {slot.chat_id: slot.zone for slot in wanted}
        due = slots.due(wanted, made, now)
        return sum(
            [await self._spared("editions", self._edit(one, zones[one.chat_id], now), now) for one in due]
        )

    async def send(self) -> int:
        """Send what is due; returns how many messages were tried."""
        recovered = await self.outbox.recover(self.clock(), resend=self.pace.on_ambiguous == "resend")
        if recovered:
            log.warning("a sender died while sending", messages=recovered, then=self.pace.on_ambiguous)
        claimed = await self.outbox.claim(self.pace.batch, self.clock(), self.pace.lease_s)
        sending = (self._send(outgoing, place) for place, outgoing in enumerate(claimed))
        for failure in await asyncio.gather(*sending, return_exceptions=True):
            if failure is not None:  # the database, mostly: every message has had its attempt first
                raise failure
        return len(claimed)

    async def _spared(self, subject: str, work: Awaitable[None], now: datetime) -> bool:
        """Whether `work` came to its end; an unforeseen failure spares the others, and is an event."""
        try:
            await work
        except LaconiqueError:  # the database: the others would fare no better
            raise
        except Exception as err:  # whatever one story or one reader holds, the others get theirs
            log.exception("a pass stumbled", over=subject)
            await self.events.record(subject, f"{type(err).__name__}: {err}", now)
            return False
        return True

    async def _tell(self, untold: Untold, now: datetime) -> None:
        @lru_cache
        def message(topic: Topic, zone: str) -> Message:
            return render.push(untold.story, topic, now, zone)

        followers = await self.tellings.followers(untold.story.topics)
        telling = compose.telling(untold, followers, message)
        await self.tellings.tell(telling, now)
        log.info("story told", story=untold.story.id, now=len(telling.now), later=len(telling.next_edition))

    async def _edit(self, due: Due, zone: str, now: datetime) -> None:
        stories, total = await self.tellings.waiting(due.chat_id, self.readers.edition_stories)
        messages = render.edition(stories, due.local_date, due.minute, now, zone, more=total - len(stories))
        await self.tellings.edition(due, messages, now)

    async def _send(self, outgoing: Outgoing, place: int) -> None:
        """One attempt, and what becomes of the message; its place in the batch spaces the starts out."""
        await self.sleep(place / self.pace.messages_per_s)
        try:
            message_id = await self.channel.send(outgoing.chat_id, outgoing.message, outgoing.reply_to)
        except DeliveryError as err:
            log.warning("message not sent", id=outgoing.id, chat=outgoing.chat_id, reason=err.reason)
            await self._failed(outgoing, err)
        except Exception as err:  # it would fail again, and hold up what this chat gets after it
            log.exception("a message stumbled", id=outgoing.id)
            await self._aside(outgoing, OutboxState.PARKED, f"{type(err).__name__}: {err}")
        else:
            await self.outbox.sent(outgoing, self.clock(), message_id)

    async def _failed(self, outgoing: Outgoing, err: DeliveryError) -> None:
        match err:
            case SubscriberGone():
                await self.outbox.set_aside(outgoing, OutboxState.FAILED, err.reason)
                await self.readership.pause(outgoing.chat_id, err.reason)
            case Rejected():
                await self._aside(outgoing, OutboxState.PARKED, err.reason)
            case Unanswered() if self.pace.on_ambiguous == "hold" or outgoing.doubts:
                await self._aside(outgoing, OutboxState.AMBIGUOUS, err.reason)
            case ChatMoved():
                await self.outbox.again(outgoing, self.clock(), err.reason)
                await self.readership.move(outgoing.chat_id, err.new_chat)
            case Throttled():
                await self.outbox.again(outgoing, self._in(err.retry_after_s), err.reason)
            case Unreachable():
                await self.outbox.again(outgoing, self._later(outgoing), err.reason)
            case _ if outgoing.tries >= self.pace.max_tries:
                reason = f"given up after {outgoing.tries} tries: {err.reason}"
                await self._aside(outgoing, OutboxState.PARKED, reason)
            case _:
                doubtful = isinstance(err, Unanswered)
                await self.outbox.again(outgoing, self._later(outgoing), err.reason, doubtful=doubtful)

    async def _aside(self, outgoing: Outgoing, state: OutboxState, reason: str) -> None:
        await self.outbox.set_aside(outgoing, state, reason)
        await self.events.record(f"message {outgoing.id}", reason, self.clock())  # a chat may be forgotten

    def _later(self, outgoing: Outgoing) -> datetime:
        """Twice as long after each try."""
        return self._in(min(_RETRY_S * 2 ** min(outgoing.tries - 1, 20), _RETRY_MAX_S))

    def _in(self, seconds: float) -> datetime:
        return self.clock() + timedelta(seconds=seconds)
