"""When an edition is due: once a local date, however the clock ticks and wherever the reader goes."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.editions.slots import daily_order, days_of, moment, morning, plan, quiet_end, quiet_start
from bot.model import EVERY_DAY, SlotKind
from bot.ports import Slot

ANNE, BRUNO = 7001, 7002
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WORKING_DAYS, SUNDAY = 0b001_1111, 0b100_0000


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slot(clock="08:00", zone="Europe/Paris", since=LONG_AGO, **more):
    hour, minute = map(int, clock.split(":"))
    return Slot(ANNE, zone, hour * 60 + minute, since, **more)


@dataclass
class Reader:
    """The slots of one reader, kept as the database keeps them: looked at only when they are due."""

    slots: list[Slot]
    next_at: dict[int, datetime] = field(default_factory=dict)
    made: list[tuple[date, int, SlotKind]] = field(default_factory=list)

    def tick(self, now):
        """Returns the local dates of the editions made."""
        looked = [n for n, one in enumerate(self.slots) if self.next_at.get(n, now) <= now]
        planned = plan([self.slots[n] for n in looked], now)
        for n, kept in zip(looked, planned.kept, strict=True):
            self.slots[n] = replace(self.slots[n], made=kept.made)
            self.next_at[n] = kept.next_at or datetime.max.replace(tzinfo=UTC)
        self.made += [(due.local_date, due.minute, due.kind) for due in planned.due]
        return [due.local_date for due in planned.due]

    def travel(self, zone):
        self.slots = [replace(one, zone=zone) for one in self.slots]
        self.next_at.clear()

    @property
    def days(self):
        return [day for day, _, _ in self.made]


def every(step, first, last):
    while first <= last:
        yield first
        first += step


def ticking(one, moments):
    """The editions made when a clock ticks at `moments`: local date -> the moment."""
    reader = Reader([one])
    return {day: now for now in moments for day in reader.tick(now)}


@pytest.mark.parametrize(
    ("now", "made"),
    [
        pytest.param("2026-11-23 06:59", [], id="its hour has not come"),
        pytest.param("2026-11-23 07:00", ["2026-11-23"], id="at the minute"),
        pytest.param("2026-11-23 19:30", ["2026-11-23"], id="late: once"),
        pytest.param("2026-11-26 06:59", ["2026-11-25"], id="days late: the last one, once"),
        pytest.param("2026-08-23 06:00", ["2026-08-23"], id="in summer, an hour earlier by the old clock"),
    ],
)
def test_eight_o_clock_in_paris(now, made):
    reader = Reader([slot(made=at(now).date() - 5 * DAY if made else date(2026, 11, 22))])
    assert reader.tick(at(now)) == [date.fromisoformat(day) for day in made]
    assert reader.tick(at(now)) == []


def test_between_two_editions_a_slot_is_not_looked_at():
    (kept,) = plan([slot()], at("2026-11-23 07:30")).kept
    assert kept.next_at == at("2026-11-24 07:00")
    (kept,) = plan([slot(made=kept.made)], at("2026-11-23 08:30")).kept
    assert (kept.made, kept.next_at) == (date(2026, 11, 23), at("2026-11-24 07:00"))


def test_a_slot_chosen_after_its_hour_begins_the_next_day():
    reader = Reader([slot(since=at("2026-11-23 07:01"))])
    assert reader.tick(at("2026-11-23 07:30")) == []
    assert reader.tick(at("2026-11-24 07:00")) == [date(2026, 11, 24)]


def test_an_edition_of_the_evening_may_come_after_midnight():
    reader = Reader([slot("23:50", made=date(2026, 11, 22))])
    assert reader.tick(at("2026-11-23 23:10")) == [date(2026, 11, 23)]


def test_of_several_that_are_late_the_last_is_made_and_the_recap_too():
    reader = Reader([slot("08:00"), slot("12:30"), slot("12:00", kind=SlotKind.WEEK, days=SUNDAY)])
    reader.tick(at("2026-11-22 12:00"))
    assert [(minute, kind) for _, minute, kind in reader.made] == [
        (750, SlotKind.EDITION),
        (720, SlotKind.WEEK),
    ]
    assert reader.tick(at("2026-11-22 12:01")) == []


@pytest.mark.parametrize(
    ("days", "made"),
    [
        pytest.param(EVERY_DAY, [23, 24, 25, 26, 27, 28, 29, 30], id="every day"),
        pytest.param(WORKING_DAYS, [23, 24, 25, 26, 27, 30], id="from Monday to Friday"),
        pytest.param(SUNDAY, [29], id="on Sundays"),
    ],
)
def test_weekdays(days, made):
    told = ticking(
        slot(days=days, made=date(2026, 11, 22)), every(HOUR, at("2026-11-23 00:00"), at("2026-11-30 12:00"))
    )
    assert [day.day for day in told] == made


def test_a_set_of_weekdays():
    assert days_of(WORKING_DAYS) == (0, 1, 2, 3, 4)


@pytest.mark.parametrize(
    ("night", "moment"),
    [
        pytest.param("2026-03-29", "2026-03-29 01:30", id="forward: half past two does not exist"),
        pytest.param("2026-10-25", "2026-10-25 00:30", id="back: half past two happens twice"),
    ],
)
@pytest.mark.parametrize("step", [MINUTE, 59 * MINUTE, 3 * HOUR], ids=str)
def test_the_nights_when_the_clocks_change(night, moment, step):
    day = datetime.fromisoformat(night).replace(tzinfo=UTC)
    made = ticking(slot("02:30"), every(step, day - DAY, day + 2 * DAY))
    assert at(moment) <= made[day.date()] < at(moment) + step


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        pytest.param("Pacific/Kiritimati", "2026-11-22 18:00", id="the first to wake"),
        pytest.param("Pacific/Chatham", "2026-11-22 18:15", id="a quarter of an hour aside"),
        pytest.param("Pacific/Pago_Pago", "2026-11-23 19:00", id="the last to wake"),
        pytest.param("Etc/GMT+12", "2026-11-23 20:00", id="where nobody lives"),
    ],
)
def test_zones_across_the_date_line(zone, moment):
    reader = Reader([slot(zone=zone, made=date(2026, 11, 22))])
    assert reader.tick(at(moment) - MINUTE) == []
    assert reader.tick(at(moment)) == [date(2026, 11, 23)]


def test_a_leap_day_is_a_day_like_another():
    made = ticking(slot(made=date(2028, 2, 27)), every(HOUR, at("2028-02-28 00:00"), at("2028-03-01 23:00")))
    assert list(made) == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


# Who travels


@pytest.mark.parametrize(
    ("flight", "to", "made"),
    [
        pytest.param("2026-11-23 06:30", "Asia/Tokyo", ["06:30"], id="east, past the hour: at once"),
        pytest.param(
            "2026-11-23 08:00", "America/Montreal", ["07:00"], id="west, after the edition: not again"
        ),
        pytest.param(
            "2026-11-23 06:30", "America/Montreal", ["13:00"], id="west, before it: at eight over there"
        ),
    ],
)
def test_the_edition_of_a_day_of_travel(flight, to, made):
    reader, told = Reader([slot(made=date(2026, 11, 22))]), []
    for now in every(30 * MINUTE, at("2026-11-23 05:00"), at("2026-11-23 22:00")):
        if now == at(flight):
            reader.travel(to)
        told += [f"{now:%H:%M}" for _ in reader.tick(now)]
    assert told == made


ZONES = st.sampled_from(
    [
        "Europe/Paris",
        "America/Martinique",
        "Pacific/Tahiti",
        "Pacific/Kiritimati",
        "Etc/GMT+12",
        "America/Nuuk",
        "Australia/Lord_Howe",
        "Africa/Cairo",
        "America/Havana",
        "Atlantic/Azores",
    ]
)
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STEPS = st.lists(st.timedeltas(timedelta(seconds=1), 3 * HOUR), min_size=1, max_size=60)
MINUTES = st.integers(0, 1439)
DAYS = st.integers(1, EVERY_DAY)


def naive(one, ticks):
    """Each local date of the slot's days whose moment passes while the clock ticks.

    At the first tick after it.
    """
    zone = ZoneInfo(one.zone)
    first, last = ticks[0].astimezone(zone).date() - DAY, ticks[-1].astimezone(zone).date() + DAY
    dates = (first + n * DAY for n in range((last - first).days + 1))
    wanted = ((day, moment(one, day)) for day in dates if day.weekday() in days_of(one.days))
    return {day: next(t for t in ticks if t >= due) for day, due in wanted if ticks[0] <= due <= ticks[-1]}


@given(ZONES, MINUTES, DAYS, STARTS, STEPS)
@example("Europe/Paris", 150, EVERY_DAY, at("2026-03-28 12:00"), [3 * HOUR] * 30)
@example("Europe/Paris", 150, EVERY_DAY, at("2026-10-24 12:00"), [3 * HOUR] * 30)
@example("America/Nuuk", 23 * 60 + 30, EVERY_DAY, at("2026-03-28 12:00"), [3 * HOUR] * 30)
@example("America/Nuuk", 23 * 60 + 30, EVERY_DAY, at("2026-10-24 12:00"), [3 * HOUR] * 30)
@example("Europe/Paris", 480, EVERY_DAY, at("2028-02-28 12:00"), [3 * HOUR] * 30)
def test_a_slot_is_made_when_a_naive_model_says_so(zone, minute, days, start, steps):
    one = Slot(ANNE, zone, minute, start, days=days)
    ticks = list(accumulate(steps, initial=start))
    assert ticking(one, ticks) == naive(one, ticks)


@given(
    ZONES,
    MINUTES,
    STARTS,
    st.lists(st.tuples(st.timedeltas(MINUTE, 30 * HOUR), st.none() | ZONES), max_size=40),
)
def test_wherever_a_reader_goes_no_day_is_told_twice_and_each_stay_of_two_days_has_its_edition(
    zone, minute, start, journey
):
    reader, now, arrived = Reader([Slot(ANNE, zone, minute, start)]), start, start
    for step, to in journey:
        ticks = list(every(HOUR, now, now + step))
        for now in ticks:
            reader.tick(now)
        if to:
            arrived = now
            reader.travel(to)
        if now - arrived >= 2 * DAY:
            here = now.astimezone(ZoneInfo(reader.slots[0].zone)).date()
            assert reader.days, "none at all"
            assert reader.days[-1] >= here - DAY, "none today nor yesterday"
    assert reader.days == sorted(set(reader.days))


# Quiet hours

NIGHT, SIESTA = (22 * 60, 7 * 60), (13 * 60, 15 * 60)


@pytest.mark.parametrize(
    ("quiet", "now", "end"),
    [
        pytest.param(NIGHT, "2026-11-23 20:59", None, id="not yet"),
        pytest.param(NIGHT, "2026-11-23 21:00", "2026-11-24 06:00", id="from ten on"),
        pytest.param(NIGHT, "2026-11-24 05:59", "2026-11-24 06:00", id="past midnight, to seven"),
        pytest.param(NIGHT, "2026-11-24 06:00", None, id="at seven it is over"),
        pytest.param(SIESTA, "2026-11-23 13:00", "2026-11-23 14:00", id="by day"),
        pytest.param(NIGHT, "2026-03-28 23:00", "2026-03-29 05:00", id="the night that loses an hour"),
        pytest.param(NIGHT, "2026-10-24 22:00", "2026-10-25 06:00", id="the night that has one more"),
        pytest.param((480, 480), "2026-11-23 07:00", None, id="from eight to eight is never"),
        pytest.param(None, "2026-11-23 23:00", None, id="none"),
    ],
)
def test_quiet_hours_in_paris(quiet, now, end):
    assert quiet_end(quiet, "Europe/Paris", at(now)) == (end and at(end))


@given(MINUTES, MINUTES, ZONES, STARTS)
def test_quiet_hours_end_at_their_minute_and_begin_again_within_a_day_or_so(start, end, zone, now):
    over = quiet_end((start, end), zone, now)
    if start == end:
        assert (over, quiet_start((start, end), zone, now)) == (None, None)
        return
    begins = quiet_start((start, end), zone, now)
    assert now < begins <= now + 26 * HOUR
    if over is not None:
        assert now < over <= now + 26 * HOUR


def test_the_next_morning():
    assert morning(480, "Europe/Paris", at("2026-11-23 22:30")) == at("2026-11-24 07:00")
    assert morning(480, "Europe/Paris", at("2026-11-23 23:30")) == at("2026-11-25 07:00")


def test_what_was_held_back_comes_once_and_not_in_quiet_hours():
    held = slot("00:00", kind=SlotKind.HELD, quiet=NIGHT)
    by_night = plan([held], at("2026-11-23 23:00"))
    assert (by_night.due, by_night.kept[0].next_at) == ((), at("2026-11-24 06:00"))
    at_seven = plan([held], at("2026-11-24 06:00"))
    assert (len(at_seven.due), at_seven.kept[0].next_at) == (1, None)


def test_what_was_held_back_comes_with_the_edition_of_the_same_moment():
    both = [slot("07:00", made=date(2026, 11, 22)), slot("00:00", kind=SlotKind.HELD, quiet=NIGHT)]
    assert len(plan(both, at("2026-11-24 06:00")).due) == 1


def test_nobody_is_always_the_last_of_those_of_one_hour():
    days = [date(2026, 11, 23) + n * DAY for n in range(50)]
    first = sum(daily_order(ANNE, day) < daily_order(BRUNO, day) for day in days)
    assert 10 < first < 40
