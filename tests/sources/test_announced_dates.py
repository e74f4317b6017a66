"""The many ways in which sources write when an entry was published."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.sources.announced_dates import moment
from bot.sources.feeds import parse

PARIS = ZoneInfo("Europe/Paris")
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Essai</title>
<item><title>Le phare rouvre</title><link>https://essai.example/a</link><pubDate>{}</pubDate></item>
</channel></rss>"""


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        pytest.param("Wed, 25 Nov 2026 18:40:55 +0100", "2026-11-25T17:40:55", id="RFC 822"),
        pytest.param("Wed, 25 Nov 2026 18:40:55", "2026-11-25T17:40:55", id="without a zone: the source's"),
        pytest.param("Wed, 25 Nov 2026 18:40:00 CET", "2026-11-25T17:40:00", id="winter in Paris"),
        pytest.param("Thu, 25 Jun 2026 18:40:00 CEST", "2026-06-25T16:40:00", id="summer in Paris"),
        pytest.param("Thu, 25 Jun 2026 18:40:00 BST", "2026-06-25T17:40:00", id="summer in London"),
        pytest.param("Thu, 25 Jun 2026 18:40:00 WEST", "2026-06-25T17:40:00", id="summer in Lisbon"),
        pytest.param("Wed, 25 Nov 2026 18:40:00 EST", "2026-11-25T23:40:00", id="New York"),
        pytest.param("mer, 25 nov 2026 18:40:00 +0100", "2026-11-25T17:40:00", id="French"),
        pytest.param("Mar, 25 août 2026 18:40:00 +0200", "2026-08-25T16:40:00", id="French with an accent"),
        pytest.param("Mercredi, 25 Novembre, 2026 - 18:40", "2026-11-25T17:40:00", id="Drupal's"),
        pytest.param("25-11-2026 18:40:00", "2026-11-25T17:40:00", id="numbers and hyphens"),
        pytest.param("05/06/2026 18:40", "2026-06-05T16:40:00", id="day first"),
        pytest.param("1795628455", "2026-11-25T17:40:55", id="seconds since 1970"),
        pytest.param("1795628455000", "2026-11-25T17:40:55", id="thousandths"),
        pytest.param("2026-11-25T18:40:55+01:00", "2026-11-25T17:40:55", id="ISO 8601"),
        pytest.param("2026-11-25", "2026-11-25T00:00:00", id="a day"),
        pytest.param("Wed, 25 Nov 2026 00:00:00 +0100", "2026-11-25T00:00:00", id="midnight is a day too"),
        pytest.param("25 novembre 2026", "2026-11-25T00:00:00", id="a day in French"),
    ],
)
def test_a_date_is_understood(text, utc):
    assert moment(text, PARIS).isoformat() == f"{utc}+00:00"
    (entry,) = parse(FEED.format(text).encode(), "https://essai.example/rss", zone="Europe/Paris").entries
    assert entry.published == datetime.fromisoformat(f"{utc}+00:00")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("11/25/2026 18:40", id="month first is no date of ours"),
        pytest.param("Thu, 01 Jan 1970 00:00:00 GMT", id="the beginning of time"),
        pytest.param("0001-01-01T00:00:00", id="year one"),
        pytest.param("mercredi", id="a weekday"),
        pytest.param("", id="nothing"),
    ],
)
def test_no_date_is_better_than_a_wrong_one(text):
    assert moment(text, PARIS) is None
