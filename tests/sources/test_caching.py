"""How long an answer holds, and when to come back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.caching import fresh_s, retry_after_s
from tests.conftest import NOW

NOON, ONE = "Mon, 23 Nov 2026 12:00:00 GMT", "Mon, 23 Nov 2026 13:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="it does not say"),
        pytest.param({"cache-control": "max-age=600"}, 600, id="ten minutes"),
        pytest.param({"cache-control": "public, MAX-AGE = 600, must-revalidate"}, 600, id="among others"),
        pytest.param({"cache-control": 'max-age="600"'}, 600, id="quoted"),
        pytest.param({"cache-control": "s-maxage=9, max-age=600"}, 600, id="other caches have their own"),
        pytest.param({"cache-control": "max-age=600", "age": "200"}, 400, id="some of it has gone"),
        pytest.param({"cache-control": "max-age=600", "age": "900"}, 0, id="all of it has gone"),
        pytest.param({"cache-control": "max-age=600", "age": "hier"}, 600, id="an age that is none"),
        pytest.param({"cache-control": "no-cache, max-age=600"}, 0, id="ask each time"),
        pytest.param({"cache-control": "no-store"}, 0, id="keep nothing"),
        pytest.param({"cache-control": "max-age=-1"}, None, id="less than nothing"),
        pytest.param({"cache-control": "max-age=demain"}, None, id="not a number"),
        pytest.param({"cache-control": "max-age=" + "9" * 400}, float("inf"), id="for ever"),
        pytest.param({"expires": ONE, "date": NOON}, 3600, id="for an hour, by its own clock"),
        pytest.param({"expires": ONE}, 4 * 3600, id="until one: it is nine here"),
        pytest.param({"expires": NOON, "date": ONE}, 0, id="it has passed"),
        pytest.param({"expires": "0"}, 0, id="what can't be read has passed"),
        pytest.param({"expires": ONE, "date": NOON, "cache-control": "max-age=5"}, 5, id="the newer header"),
    ],
)
def test_how_long_an_answer_holds(headers, seconds):
    assert fresh_s(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        pytest.param({}, None, id="it does not say"),
        pytest.param({"retry-after": " 120 "}, 120, id="in two minutes"),
        pytest.param({"retry-after": ONE, "date": NOON}, 3600, id="in an hour, by its own clock"),
        pytest.param({"retry-after": ONE}, 4 * 3600, id="at one: it is nine here"),
        pytest.param({"retry-after": ONE.replace("GMT", "+0000")}, 4 * 3600, id="at one, said otherwise"),
        pytest.param({"retry-after": ONE.replace("GMT", "-0000")}, 4 * 3600, id="at one, without a zone"),
        pytest.param({"retry-after": "²"}, None, id="a digit of another kind"),
        pytest.param({"retry-after": "Mon, 23 Nov 99999 12:00:00 GMT"}, None, id="beyond the calendar"),
    ],
)
def test_when_to_come_back(headers, seconds):
    assert retry_after_s(headers, NOW) == seconds


@given(
    st.dictionaries(
        st.sampled_from(["cache-control", "expires", "date", "age", "retry-after"]),
        st.one_of(st.text(max_size=30), st.sampled_from([NOON, ONE, "max-age=5", "1e9", "-1"])),
    )
)
def test_no_header_is_too_odd(headers):
    for seconds in (fresh_s(headers, NOW), retry_after_s(headers, NOW)):
        assert seconds is None or seconds >= 0
