"""When an edition is due."""

from dataclasses import astuple
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.editions.slots import GRACE, due, earliest_date
from bot.ports import Due, Slot

ANNE, BRUNO = 7001, 7002
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def slot(clock="08:00", zone="Europe/Paris", since=LONG_AGO, chat=ANNE):
    hour, minute = map(int, clock.split(":"))
    return Slot(chat, zone, hour * 60 + minute, since)


def ticking(slots, moments):
    """The editions made when a clock ticks at `moments`, each with its moment."""
    made = {}
    for now in moments:
        for one in due(slots, made.keys(), now):
            made[one.chat_id, one.local_date, one.minute] = now
    return made


def every(step, first, last):
    while first <= last:
        yield first
        first += step


@pytest.mark.parametrize(
    ("now", "made"),
    [
        pytest.param("2026-11-23 06:59", [], id="its hour has not come"),
        pytest.param("2026-11-23 07:00", ["2026-11-23"], id="at the minute"),
        pytest.param("2026-11-23 10:00", ["2026-11-23"], id="late, within the grace"),
        pytest.param("2026-11-23 10:01", [], id="too late"),
        pytest.param("2026-08-23 06:00", ["2026-08-23"], id="in summer, an hour earlier by the old clock"),
    ],
)
def test_eight_o_clock_in_paris(now, made):
    assert due([slot()], (), at(now)) == [Due(ANNE, date.fromisoformat(day), 480) for day in made]


def test_what_was_made_is_not_made_again():
    now = at("2026-11-23 07:30")
    (first,) = due([slot()], (), now)
    assert due([slot()], {(first.chat_id, first.local_date, first.minute)}, now) == []


def test_one_reader_s_edition_is_not_another_s():
    slots = [slot(), slot(chat=BRUNO), slot("07:30")]
    made = {(ANNE, date(2026, 11, 23), 480)}
    assert due(slots, made, at("2026-11-23 07:30")) == [
        Due(BRUNO, date(2026, 11, 23), 480),
        Due(ANNE, date(2026, 11, 23), 450),
    ]


def test_a_slot_chosen_after_its_hour_begins_the_next_day():
    chosen = slot(since=at("2026-11-23 07:01"))
    assert due([chosen], (), at("2026-11-23 07:30")) == []
    assert due([chosen], (), at("2026-11-24 07:00")) == [Due(ANNE, date(2026, 11, 24), 480)]


def test_an_edition_of_the_evening_may_come_after_midnight():
    assert due([slot("23:50")], (), at("2026-11-23 23:10")) == [Due(ANNE, date(2026, 11, 23), 23 * 60 + 50)]


@pytest.mark.parametrize(
    ("night", "moment"),
    [
        pytest.param("2026-03-29", "2026-03-29 01:30", id="forward: half past two does not exist"),
        pytest.param("2026-10-25", "2026-10-25 00:30", id="back: half past two happens twice"),
    ],
)
@pytest.mark.parametrize("step", [MINUTE, 59 * MINUTE, GRACE], ids=str)
def test_the_nights_when_the_clocks_change(night, moment, step):
    day = datetime.fromisoformat(night).replace(tzinfo=UTC)
    made = ticking([slot("02:30")], every(step, day - DAY, day + 2 * DAY))
    (told,) = [now for (_, local, _), now in made.items() if local == day.date()]
    assert at(moment) <= told < at(moment) + step
    assert len(made) == 3


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
    monday = Due(ANNE, date(2026, 11, 23), 480)
    assert due([slot(zone=zone)], (), at(moment) - MINUTE) == []
    assert due([slot(zone=zone)], (), at(moment)) == [monday]
    assert due([slot(zone=zone)], (), at(moment) + GRACE) == [monday]


def test_a_leap_day_is_a_day_like_another():
    made = ticking([slot()], every(HOUR, at("2028-02-28 00:00"), at("2028-03-01 23:00")))
    assert [local for _, local, _ in made] == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 3, 1)]


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
STARTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
STEPS = st.lists(st.timedeltas(timedelta(seconds=1), GRACE), min_size=1, max_size=60)


@given(ZONES, st.integers(0, 1439), STARTS, STEPS)
@example("Europe/Paris", 150, at("2026-03-28 12:00"), [GRACE] * 30)
@example("Europe/Paris", 150, at("2026-10-24 12:00"), [GRACE] * 30)
@example("America/Nuuk", 23 * 60 + 30, at("2026-03-28 12:00"), [GRACE] * 30)
@example("America/Nuuk", 23 * 60 + 30, at("2026-10-24 12:00"), [GRACE] * 30)
def test_a_slot_happens_once_a_local_day_however_the_clock_ticks(zone, minute, start, steps):
    """As long as two ticks are no further apart than the grace; the days at both ends may be cut short."""
    made = []
    for now in accumulate(steps, initial=start):
        known = {edition for edition in made if edition[1] >= earliest_date(now)}
        made += [astuple(one) for one in due([Slot(ANNE, zone, minute, start)], known, now)]
    days = [day for _, day, _ in made]
    first = start.astimezone(ZoneInfo(zone)).date()
    last = (now - HOUR).astimezone(ZoneInfo(zone)).date()  # an evening that loses an hour ends past midnight
    whole = [first + n * DAY for n in range(1, (last - first).days)]
    assert days == sorted(set(days))
    assert set(whole) <= set(days) <= {first, *whole, last, last + DAY}
