"""From an admin to all readers: an announcement goes into the outbox bit by bit, behind what is due there.

A reader in quiet hours gets it when they are over. What was queued, and for whom, stands in the database.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from bot.chat.broadcasting import arrived
from bot.editions.slots import quiet_end
from bot.ports import Outbox, Queued
from bot.ports.announcements import Announcements, Audience, key_of
from bot.settings import Delivery
from bot.wording import speaking

_AHEAD_S = 2.0
"""So much of it waits in the outbox at most: a push that comes is never behind more."""


@dataclass(frozen=True, slots=True)
class Announcer:
    """The pass that spreads announcements, and tells their admins what became of them.

    `unit` makes one transaction of what is written while it lasts.
    """

    announcements: Announcements
    outbox: Outbox
    unit: Callable[[], AbstractAsyncContextManager[None]]
    settings: Delivery

    async def announce(self, now: datetime) -> int:
        """Queue some more of what is under way, as far as there is room; returns for how many readers."""
        if not await self.announcements.wait(now):
            return 0
        ahead = max(1, round(_AHEAD_S * self.settings.messages_per_s))
        room = ahead - await self.outbox.ready(ahead, now)
        queued = 0
        if room > 0:
            async with self.unit():
                queued = await self._spread(room, now)
        async with self.unit():
            if (arrivals := await self.announcements.ended(now)) is not None:
                with speaking(arrivals.language):
                    await self.announcements.report(arrivals, arrived(arrivals), now)
        return queued

    async def _spread(self, room: int, now: datetime) -> int:
        audience = await self.announcements.audience(room, now)
        if audience is None:
            return 0
        asleep = {chat_id: quiet_end(quiet, zone, now) for chat_id, zone, quiet in audience.readers}
        awake = [chat_id for chat_id, until in asleep.items() if until is None]
        queued = [_queued(audience, chat_id) for chat_id in awake]
        again_at = min(filter(None, asleep.values()), default=None)
        await self.announcements.spread(audience, queued, again_at, now)
        return len(queued)


def _queued(audience: Audience, chat_id: int) -> Queued:
    number = audience.announcement_id
    return Queued(key_of(number, chat_id), chat_id, audience.message, announcement_id=number)
