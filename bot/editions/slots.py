"""When an edition is due: computed from the clock and what the database keeps of each slot.

A slot is kept with the local date of its last edition (`made`) and the moment of the next one, by which the
database finds it. Its editions are counted by local date: on the night when the clocks go back it happens
once, on the one when they go forward it happens too, an hour later by the new clock; a reader who travels
east gets today's at once if its hour has passed there, one who travels west gets no day twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zlib import crc32
from zoneinfo import ZoneInfo

from bot.model import DAY_MINUTES, EVERY_DAY, Quiet, SlotKind
from bot.ports import Due, Kept, Slot

_WEEK = 7
_DAY = timedelta(days=1)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of one reader's slots that are due: the editions to compose, and each slot afterwards."""

    due: tuple[Due, ...]
    kept: tuple[Kept, ...]


def plan(slots: Sequence[Slot], now: datetime) -> Plan:
    """What to compose at `now` for one reader, of whom these are the slots to look at.

    Of several editions that are late only the last is made: what waits goes into one.
    """
    found = [(slot, occurrence(slot, now)) for slot in slots]
    kept = tuple(_kept(slot, day, now) for slot, day in found)
    due = [(moment(slot, day), slot, day) for slot, day in found if day is not None]
    last = max((one for one in due if one[1].kind is not SlotKind.WEEK), default=None, key=lambda one: one[0])
    recaps = [one for one in due if one[1].kind is SlotKind.WEEK]
    wanted = [*([last] if last else []), *recaps]
    return Plan(tuple(Due(slot.chat_id, day, _number(slot), slot.kind) for _, slot, day in wanted), kept)


def occurrence(slot: Slot, now: datetime) -> date | None:
    """The local date of the edition to make at `now`: the last one whose hour has come, if any."""
    today = now.astimezone(ZoneInfo(slot.zone)).date()
    if slot.kind is SlotKind.HELD:
        return None if quiet_end(slot.quiet, slot.zone, now) else today
    for back in range(_WEEK + 1):
        day = today - back * _DAY
        if slot.made is not None and day <= slot.made:
            return None
        if _on(slot, day) and slot.since <= moment(slot, day) <= now:
            return day
    return None


def next_moment(slot: Slot, made: date | None, now: datetime) -> datetime:
    """When the edition after that of the local date `made` is due, in UTC; of a new slot, after `now`."""
    if made is None:
        made = now.astimezone(ZoneInfo(slot.zone)).date() - 2 * _DAY
    coming = (moment(slot, day) for day in _days_after(made) if _on(slot, day))
    return next(at for at in coming if at > now)


def moment(slot: Slot, day: date) -> datetime:
    """The slot's moment of a local date, in UTC."""
    hour, minute = divmod(slot.minute, 60)
    return datetime.combine(day, time(hour, minute), ZoneInfo(slot.zone)).astimezone(UTC)


def daily_order(chat_id: int, day: date) -> int:
    """A reader's order among those of one moment: another one each day, so that nobody is always the last."""
    return crc32(f"{chat_id}:{day}".encode()) >> 1


def quiet_end(quiet: Quiet | None, zone: str, now: datetime) -> datetime | None:
    """When the quiet hours that `now` falls into end, in UTC; None outside of them."""
    if quiet is None or quiet[0] == quiet[1]:  # from eight to eight is never, not always
        return None
    local = now.astimezone(ZoneInfo(zone))
    start, end = quiet
    since_start = (local.hour * 60 + local.minute - start) % DAY_MINUTES
    return _coming(end, zone, now) if since_start < (end - start) % DAY_MINUTES else None


def quiet_start(quiet: Quiet | None, zone: str, now: datetime) -> datetime | None:
    """When the next quiet hours begin, in UTC."""
    return None if quiet is None or quiet[0] == quiet[1] else _coming(quiet[0], zone, now)


def morning(minute: int, zone: str, now: datetime) -> datetime:
    """That minute of the local day after `now`'s, in UTC."""
    day = now.astimezone(ZoneInfo(zone)).date() + _DAY
    return datetime.combine(day, time(*divmod(minute, 60)), ZoneInfo(zone)).astimezone(UTC)


def _number(slot: Slot) -> int:
    """By what its editions of one day are told apart: of those held back there may be many."""
    if slot.kind is not SlotKind.HELD:
        return slot.minute
    since = slot.since.astimezone(UTC)
    return (since - since.replace(hour=0, minute=0, second=0, microsecond=0)) // _MILLISECOND


def _coming(minute: int, zone: str, now: datetime) -> datetime:
    """The next time that a local clock shows this minute, in UTC."""
    today = now.astimezone(ZoneInfo(zone)).date()
    at = [datetime.combine(today + n * _DAY, time(*divmod(minute, 60)), ZoneInfo(zone)) for n in (0, 1, 2)]
    return next(coming for one in at if (coming := one.astimezone(UTC)) > now)


def _kept(slot: Slot, day: date | None, now: datetime) -> Kept:
    made = day or slot.made
    if slot.kind is SlotKind.HELD:
        return Kept(slot, made, quiet_end(slot.quiet, slot.zone, now), 0)
    at = next_moment(slot, made, now)
    return Kept(slot, made, at, daily_order(slot.chat_id, at.astimezone(ZoneInfo(slot.zone)).date()))


def _on(slot: Slot, day: date) -> bool:
    return bool(slot.days >> day.weekday() & 1)


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += _DAY
        yield day


def days_of(mask: int) -> tuple[int, ...]:
    """The weekdays of a mask, Monday being 0."""
    return tuple(day for day in range(_WEEK) if (mask & EVERY_DAY) >> day & 1)
