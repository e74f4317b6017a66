"""When to look at a source again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.model import SourceKind
from bot.sources.rhythm import Polling, Visit, entries_per_h, next_check
from tests.conftest import NOW

POLLING = Polling(folder_s=2, feed_s=900, feed_max_s=86_400, feed_min_s=300)
FEED, FOLDER = SourceKind.FEED, SourceKind.FOLDER
DAY_S = 86_400
LONGEST_S = DAY_S / 1.1  # before the spread


@pytest.mark.parametrize(
    ("kind", "what", "wait_s"),
    [
        pytest.param(FOLDER, {}, 2, id="a folder has its own short rhythm"),
        pytest.param(FOLDER, {"errors": 9}, 2, id="also after errors"),
        pytest.param(FEED, {}, 900, id="a feed of which nothing is known"),
        pytest.param(FEED, {"entries_per_h": 1.0}, 1800, id="one entry an hour: twice an hour"),
        pytest.param(FEED, {"entries_per_h": 60.0}, 300, id="a busy one: not all the time"),
        pytest.param(FEED, {"entries_per_h": 0.05}, 36_000, id="one a day: now and then"),
        pytest.param(FEED, {"entries_per_h": 0.001}, LONGEST_S, id="a quiet one: once a day"),
        pytest.param(FEED, {"entries_per_h": 0.0}, LONGEST_S, id="a silent one: once a day"),
        pytest.param(FEED, {"fresh_s": 3600.0}, 3600, id="the server says that it holds for an hour"),
        pytest.param(FEED, {"ttl_s": 3600.0}, 3600, id="the feed says so"),
        pytest.param(FEED, {"fresh_s": 0.0, "ttl_s": 0.0}, 900, id="it holds for no time"),
        pytest.param(FEED, {"fresh_s": 1e9}, LONGEST_S, id="for ever: believed for a day"),
        pytest.param(FEED, {"fresh_s": float("inf")}, LONGEST_S, id="without an end: believed for a day"),
        pytest.param(FEED, {"errors": 1}, 1800, id="an error doubles the wait"),
        pytest.param(FEED, {"errors": 3}, 7200, id="each one doubles it"),
        pytest.param(FEED, {"errors": 7}, LONGEST_S, id="up to the longest wait"),
        pytest.param(FEED, {"errors": 10_000}, LONGEST_S, id="however many they were"),
        pytest.param(FEED, {"errors": 1, "entries_per_h": 60.0}, 1800, id="however busy it was"),
        pytest.param(FEED, {"retry_after_s": 5000.0}, 5000, id="the server asked for more"),
        pytest.param(FEED, {"retry_after_s": 10.0}, 900, id="it asked for less"),
        pytest.param(FEED, {"retry_after_s": 0.0, "errors": 1}, 1800, id="it asked for nothing"),
        pytest.param(FEED, {"retry_after_s": 100_000.0, "errors": 9}, 100_000, id="more than our longest"),
        pytest.param(FEED, {"chance": 0.5}, 945, id="feeds are spread over a tenth of the wait"),
        pytest.param(FEED, {"skip_hours": {9}}, 3600 + 900, id="not at nine: a quarter past ten"),
        pytest.param(FEED, {"skip_hours": set(range(7, 19))}, 10 * 3600 + 900, id="not by day"),
        pytest.param(FEED, {"skip_hours": set(range(24))}, 900, id="never: not meant"),
        pytest.param(FEED, {"skip_days": {0}}, 15 * 3600 + 900, id="not on a Monday"),
        pytest.param(FEED, {"skip_days": {0}, "skip_hours": {0, 1}}, 17 * 3600 + 900, id="nor at midnight"),
        pytest.param(FEED, {"skip_days": set(range(7))}, 900, id="on no day: not meant"),
    ],
)  # fmt: skip
def test_the_next_look(kind, what, wait_s):
    wait = next_check(Visit(kind, NOW, **what), POLLING) - NOW
    assert wait.total_seconds() == pytest.approx(wait_s)


def test_the_operator_may_ask_more_often():
    hasty = replace(POLLING, feed_s=10)
    assert next_check(Visit(FEED, NOW), hasty) == NOW + timedelta(seconds=10)


visits = st.builds(
    Visit,
    st.just(FEED),
    st.integers(-100_000, 100_000).map(lambda hours: NOW + timedelta(hours=hours, minutes=hours % 60)),
    errors=st.integers(0, 10**6),
    retry_after_s=st.none() | st.floats(min_value=0, allow_nan=False),
    entries_per_h=st.none() | st.floats(min_value=0, allow_nan=False),
    fresh_s=st.none() | st.floats(min_value=0, allow_nan=False),
    ttl_s=st.none() | st.floats(min_value=0, allow_nan=False),
    skip_hours=st.frozensets(st.integers(0, 23)),
    skip_days=st.frozensets(st.integers(0, 6)),
    chance=st.floats(0, 1, exclude_max=True),
)


@given(visits)
def test_never_sooner_than_the_server_asks(visit):
    asked_s = min(visit.retry_after_s or 0, 30 * DAY_S)
    assert (next_check(visit, POLLING) - visit.ended).total_seconds() >= asked_s - 1e-6


@given(visits)
def test_between_five_minutes_and_a_day(visit):
    calm = replace(visit, retry_after_s=None, skip_hours=frozenset(), skip_days=frozenset())
    assert 300 <= (next_check(calm, POLLING) - visit.ended).total_seconds() <= DAY_S


@given(visits)
def test_what_a_feed_asks_for_puts_it_off_for_a_month_and_a_week_at_most(visit):
    assert timedelta(seconds=300) <= next_check(visit, POLLING) - visit.ended <= timedelta(days=38)


@given(visits)
def test_not_at_an_hour_that_the_feed_skips(visit):
    assume(len(visit.skip_hours) < 24)
    assume(len(visit.skip_days) < 7)
    moment = next_check(visit, POLLING)
    assert moment.hour not in visit.skip_hours
    assert moment.weekday() not in visit.skip_days


def hours_ago(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=hour) for hour in hours]


@pytest.mark.parametrize(
    ("published", "rate"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([None, None], None, id="no dates"),
        pytest.param(hours_ago(1, 2, 3, 4), 1.0, id="one an hour, as far back as the feed goes"),
        pytest.param([*hours_ago(1, 2), None], 1.0, id="some without a date"),
        pytest.param(hours_ago(24, 48, 2400), 2 / 168, id="two in the last week"),
        pytest.param(hours_ago(2400), 0.0, id="none in the last week"),
        pytest.param(hours_ago(0, 0, 0), 3.0, id="all at once: within an hour"),
        pytest.param(hours_ago(-5, -2400), None, id="announced for later"),
    ],
)
def test_entries_an_hour(published, rate):
    assert entries_per_h(published, NOW) == (rate if rate is None else pytest.approx(rate))


@given(st.lists(st.none() | st.datetimes(timezones=st.just(UTC))))
def test_no_dates_are_too_odd(published):
    rate = entries_per_h(published, NOW)
    assert rate is None or 0 <= rate <= len(published)
