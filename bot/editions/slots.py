"""When an edition is due: computed from the clock and the database at each tick, never kept in memory.

A slot is keyed by (subscriber, local date, minute): on the night when the clocks go back it happens once, and
on the one when they go forward it happens too, an hour later by the new clock.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.ports import Due, Slot

GRACE = timedelta(hours=3)
"""An edition that could not be made in time is still made, late, within this."""


def due(slots: Sequence[Slot], made: Collection[tuple[int, date, int]], now: datetime) -> list[Due]:
    """The editions to compose at `now` (UTC): their hour has come, and they have not been made."""
    return [
        Due(slot.chat_id, day, slot.minute)
        for slot in slots
        for day, moment in _moments(slot, now)
        if max(slot.since, now - GRACE) <= moment <= now and (slot.chat_id, day, slot.minute) not in made
    ]


def earliest_date(now: datetime) -> date:
    """The first local date, anywhere, that a slot due at `now` may have."""
    return (now - GRACE).date() - timedelta(days=1)


def _moments(slot: Slot, now: datetime) -> Iterator[tuple[date, datetime]]:
    """The slot's moments, in UTC, on the local day of `now` and on the day before."""
    zone = ZoneInfo(slot.zone)
    today = now.astimezone(zone).date()
    hour, minute = divmod(slot.minute, 60)
    for day in (today - timedelta(days=1), today):
        yield day, datetime.combine(day, time(hour, minute), zone).astimezone(UTC)
