"""When to look at a source again."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import SourceKind
from bot.sources.rhythm import next_check
from tests.conftest import NOW

PACE = {"folder_s": 2, "feed_s": 900, "feed_max_s": 86_400}
FEED, FOLDER = SourceKind.FEED, SourceKind.FOLDER


@pytest.mark.parametrize(
    ("kind", "what", "wait_s"),
    [
        pytest.param(FOLDER, {}, 2, id="a folder has its own short rhythm"),
        pytest.param(FOLDER, {"errors": 9}, 2, id="also after errors"),
        pytest.param(FEED, {}, 900, id="a feed that is well"),
        pytest.param(FEED, {"errors": 1}, 1800, id="an error doubles the wait"),
        pytest.param(FEED, {"errors": 3}, 7200, id="each one doubles it"),
        pytest.param(FEED, {"errors": 7}, 86_400, id="up to the longest wait"),
        pytest.param(FEED, {"errors": 10_000}, 86_400, id="however many they were"),
        pytest.param(FEED, {"retry_after_s": 5000.0}, 5000, id="the server asked for more"),
        pytest.param(FEED, {"retry_after_s": 10.0}, 900, id="it asked for less"),
        pytest.param(FEED, {"retry_after_s": 0.0, "errors": 1}, 1800, id="it asked for nothing"),
        pytest.param(
            FEED, {"retry_after_s": 100_000.0, "errors": 9}, 100_000, id="more than our longest wait"
        ),
        pytest.param(FEED, {"chance": 0.5}, 945, id="feeds are spread over a tenth of the wait"),
        pytest.param(FEED, {"chance": 0.5, "errors": 9}, 90_720, id="also after errors"),
    ],
)
def test_the_next_look(now, kind, what, wait_s):
    assert next_check(kind, now, **PACE, **what) == now + timedelta(seconds=wait_s)


@given(st.floats(min_value=0, allow_nan=False), st.integers(0, 10**6))
def test_no_server_puts_us_off_for_ever(asked_s, errors):
    again = next_check(FEED, NOW, **PACE, errors=errors, retry_after_s=asked_s)
    assert timedelta(minutes=15) <= again - NOW <= timedelta(days=30)
