"""The bytes of a sitemap -> articles, and the sitemaps below it."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotAFeed, TooLarge
from bot.model import Entry
from bot.sources.sitemaps import parse

HOME = "https://phare.example.org/sitemap-news.xml"
SITE = "https://phare.example.org"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>'
NAMES = """xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" """


def urls(*parts, names=NAMES):
    return f"{PROLOGUE}<urlset {names}>{''.join(parts)}</urlset>".encode()


def news(path, date, title="Le port rouvre", more=""):
    return f"""<url><loc>{path}</loc>{more}<news:news><news:publication><news:name>Le Phare</news:name>
    <news:language>fr</news:language></news:publication><news:publication_date>{date}</news:publication_date>
    <news:title>{title}</news:title></news:news></url>"""


def page(path, changed=None):
    lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{SITE}/{path}</loc>{lastmod}</url>"


def found(body):
    entries, children = parse(body, HOME, NOW)
    assert children == ()
    return [entry.address.removeprefix(f"{SITE}/") for entry in entries]


def test_a_news_sitemap_announces_titles_dates_and_pictures():
    picture = "<image:image><image:loc>/port.jpg</image:loc></image:image>"
    body = urls(news("/port", "2026-11-22T13:00:00+01:00", "Le port &amp; la ville", picture))
    moment = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
    expected = Entry(f"{SITE}/port", f"{SITE}/port", "Le port & la ville", moment, image=f"{SITE}/port.jpg")
    assert parse(body, HOME, NOW) == ((expected,), ())


@pytest.mark.parametrize(
    ("date", "taken"),
    [
        pytest.param("2026-11-21T09:00:00Z", True, id="two days ago"),
        pytest.param("2026-11-21T08:59:59Z", False, id="a second more"),
        pytest.param("2026-11-23T23:00:00Z", True, id="a clock that is fast"),
        pytest.param("2027-11-23", False, id="next year"),
        pytest.param("2026-11-22", True, id="a day"),
        pytest.param("2026-11", False, id="a month"),
        pytest.param("hier", False, id="a word"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_news_are_of_two_days(date, taken):
    assert found(urls(news("/port", date))) == (["port"] if taken else [])


def test_pages_changed_in_two_days_are_announced_without_a_date_newest_first():
    body = urls(
        page("old", "2026-10-01"),
        page("silent"),
        page("b", "2026-11-22"),
        page("a", "2026-11-23T08:00:00+01:00"),
    )
    entries, _ = parse(body, HOME, NOW)
    assert entries == (Entry(f"{SITE}/a", f"{SITE}/a"), Entry(f"{SITE}/b", f"{SITE}/b"))


def test_a_page_listed_twice_is_announced_once():
    assert found(urls(page("a", "2026-11-22"), page("a", "2026-11-23"))) == ["a"]


def test_an_index_leads_to_the_sitemaps_that_changed():
    def below(path, changed=None):
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        return f"<sitemap><loc>{path}</loc>{lastmod}</sitemap>"

    parts = (
        below("/silent.xml"),
        below("/old.xml", "2026-10-01"),
        below("/new.xml.gz", "2026-11-23T08:00:00Z"),
    )
    odd = (below("file:///etc/passwd"), below(HOME), "<sitemap/>")
    body = f"<sitemapindex {NAMES}>{''.join(parts + odd)}</sitemapindex>".encode()
    assert parse(body, HOME, NOW) == ((), (f"{SITE}/new.xml.gz", f"{SITE}/silent.xml"))


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(gzip.compress(urls(page("a", "2026-11-22"))), id="compressed"),
        pytest.param(gzip.compress(urls(page("a", "2026-11-22")))[:-8], id="compressed, cut at its end"),
        pytest.param(b"\xef\xbb\xbf" + urls(page("a", "2026-11-22")), id="after a byte order mark"),
        pytest.param(b"\n  " + urls(page("a", "2026-11-22")), id="after a blank line"),
        pytest.param(urls(page("a", "2026-11-22"))[:-9], id="cut at its end"),
        pytest.param(urls(page("a", "2026-11-22"), names=""), id="without its namespace"),
        pytest.param(urls(page("a", "2026-11-22").replace("/a", "/a\x00")), id="with a NUL"),
        pytest.param(
            urls(page("a", "2026-11-22")).decode().encode("utf-16"), id="in UTF-16, against its word"
        ),
    ],
)
def test_sitemaps_as_they_come(body):
    assert found(body) == ["a"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        pytest.param(b"", NotAFeed, id="empty"),
        pytest.param(b"Bonjour", NotAFeed, id="text"),
        pytest.param(b"<html><body>404</body></html>", NotAFeed, id="a page"),
        pytest.param(b"<rss version='2.0'><channel/></rss>", NotAFeed, id="a feed"),
        pytest.param(b"\x1f\x8b\x08\x00oops", NotAFeed, id="broken gzip"),
        pytest.param(gzip.compress(b" " * (32 << 20)), TooLarge, id="a gzip bomb"),
        pytest.param(b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><urlset/>", NotAFeed, id="XXE"),
    ],
)
def test_what_is_no_sitemap(body, error):
    with pytest.raises(error, match=f"^{HOME}: "):
        parse(body, HOME, NOW)


def test_a_sitemap_without_end_is_capped():
    assert len(found(urls(*(page(f"p{n}", "2026-11-22") for n in range(3_000))))) == 1_000


WHOLE = urls(news("/port", "2026-11-22"), page("a", "2026-11-22"))


@given(
    st.binary(max_size=200)
    | st.builds(
        lambda at, junk: WHOLE[:at] + junk + WHOLE[at:], st.integers(0, len(WHOLE)), st.binary(max_size=20)
    )
)
@settings(deadline=None)
def test_any_bytes_are_articles_or_no_sitemap(body):
    try:
        entries, children = parse(body, HOME, NOW)
    except (NotAFeed, TooLarge):
        return
    assert all(entry.address.startswith("http") for entry in entries)
    assert all(entry.published is None or entry.published >= NOW - timedelta(hours=48) for entry in entries)
    assert children == ()
