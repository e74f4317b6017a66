"""From stories to readers: what is told to whom goes into the outbox; `sending` takes it from there.

tell        stories that nobody has heard of -> messages due, stories waiting for editions
edit        slots that are due -> editions, as messages due
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

import structlog

from bot.editions import compose, render, slots
from bot.errors import LaconiqueError
from bot.model import Message, Topic
from bot.ports import Due, Events, Tellings, Untold
from bot.settings import Readers

_BATCH = 50

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Courier:
    """The passes that fill the outbox, and the edges they work with."""

    tellings: Tellings
    events: Events
    readers: Readers

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
