"""A JSON Feed -> the entries it announces."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import NotAFeed
from bot.model import Entry
from bot.sources.feeds import Feed, parse

HOME = "https://phare.example.org/feed.json"
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
PORT = {
    "id": "port-1",
    "url": "https://phare.example.org/port",
    "title": "Le port rouvre",
    "content_html": "<p>Le port de Kerlanic a rouvert.</p>",
    "date_published": "2026-11-22T13:00:00+01:00",
}
ENTRY = Entry(
    "port-1",
    "https://phare.example.org/port",
    "Le port rouvre",
    NOON,
    "<p>Le port de Kerlanic a rouvert.</p>",
)


def feed(*items, version="https://jsonfeed.org/version/1.1", **head):
    return {"version": version, "title": "Le Phare", "items": list(items), **head}


def read(document, encoding="utf-8"):
    return parse(json.dumps(document, ensure_ascii=encoding == "utf-8").encode(encoding), HOME)


def only(**parts):
    given = {name: value for name, value in (PORT | parts).items() if value is not None}
    (entry,) = read(feed(given)).entries
    return entry


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_both_versions_announce_the_same(version, encoding):
    assert read(feed(PORT, version=version), encoding) == Feed((ENTRY,), "Le Phare")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param({"id": None}, {"key": PORT["url"]}, id="no id: its address stands in"),
        pytest.param({"id": 17}, {"key": "17"}, id="a number as id"),
        pytest.param({"id": ["a"]}, {"key": PORT["url"]}, id="an id that is none"),
        pytest.param({"url": "/port"}, {"address": PORT["url"]}, id="a path"),
        pytest.param({"url": None, "external_url": PORT["url"]}, {"address": PORT["url"]}, id="elsewhere"),
        pytest.param({"url": "javascript:alert(1)"}, {"address": ""}, id="no page"),
        pytest.param({"url": 5}, {"address": ""}, id="an address that is a number"),
        pytest.param({"title": None}, {"title": ""}, id="no title"),
        pytest.param(
            {"title": "Le <em>port</em> &amp;\nla ville"}, {"title": "Le port & la ville"}, id="tags"
        ),
        pytest.param({"title": "Le\x00 port\ud800"}, {"title": "Le port"}, id="NUL and half a letter"),
        pytest.param(
            {"content_html": None, "content_text": "1 < 2.\n\nOui & non."},
            {"text": "<p>1 &lt; 2.</p><p>Oui &amp; non.</p>"},
            id="plain text becomes HTML",
        ),
        pytest.param({"content_html": None, "summary": "Bref."}, {"text": "Bref."}, id="a summary"),
        pytest.param({"content_html": {"a": 1}}, {"text": ""}, id="a text that is none"),
        pytest.param({"date_published": "hier"}, {"published": None}, id="a date that is none"),
        pytest.param({"date_published": "2026-11-22T12:00:00"}, {"published": NOON}, id="no zone is UTC"),
        pytest.param(
            {"date_published": None, "date_modified": "2026-11-22T12:00:00Z"},
            {"published": NOON},
            id="a change only",
        ),
        pytest.param(
            {"date_published": "9999-12-31T23:59:59-12:00"}, {"published": None}, id="past all time"
        ),
        pytest.param({"image": "/p.jpg"}, {"image": "https://phare.example.org/p.jpg"}, id="a picture"),
        pytest.param({"banner_image": "/p.jpg"}, {"image": "https://phare.example.org/p.jpg"}, id="a banner"),
        pytest.param({"author": {"name": "Maëlle"}}, {"author": "Maëlle"}, id="an author, in 1.0"),
        pytest.param(
            {"authors": [{"name": "Maëlle"}, {}, 5, {"name": "Yann"}]},
            {"author": "Maëlle, Yann"},
            id="authors, in 1.1",
        ),
        pytest.param({"author": "Maëlle"}, {"author": ""}, id="an author of no kind"),
    ],
)
def test_what_is_missing_or_odd_in_an_item(parts, expected):
    entry = only(**parts)
    assert {name: getattr(entry, name) for name in expected} == expected


def test_items_that_say_little_are_kept_and_what_is_no_item_is_left_out():
    said = feed({"id": "a", "title": "Le port"}, {"date_published": "2026-11-22"}, {}, "b", None, [], PORT)
    bare, dated, empty, port = read(said).entries
    assert (bare, port) == (Entry("a", "", "Le port"), ENTRY)
    assert len({bare.key, dated.key, empty.key}) == 3


def test_a_feed_without_end_is_capped():
    assert len(read(feed(*({"id": n, "url": "/a"} for n in range(2_000)))).entries) == 500


def test_of_more_than_is_read_the_newest_come():
    days = [f"2026-{month:02}-{day:02}T10:00:00Z" for month in range(1, 13) for day in range(1, 29)] * 2
    dates = [entry.published for entry in read(feed(*({"date_published": day} for day in days))).entries]
    assert len(dates) == 500
    assert dates.count(max(dates)) == 2
    assert min(dates).month == 4


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b'{"articles": []}', id="other JSON"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1"}', id="no items"),
        pytest.param(b'{"version": 1, "items": []}', id="another version"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1", "items": {}}', id="items of no kind"),
        pytest.param(b'{"version": "https://jsonfeed.org/version/1.1", "items": [', id="cut"),
        pytest.param(b'{"a": ' + b"[" * 100_000, id="very deep"),
        pytest.param(b'{"a": ' + b"9" * 1_000_000 + b"}", id="a very large number"),
        pytest.param(b"{", id="one sign"),
    ],
)
def test_what_is_no_json_feed(document):
    with pytest.raises(NotAFeed, match=f"^{HOME}: (?:JSON, but not a JSON Feed|can't be read as a feed: )"):
        parse(document, HOME)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(PORT)), inner),
    max_leaves=8,
)


@given(
    st.lists(st.dictionaries(st.sampled_from([*PORT, "authors", "image", "summary"]), ANYTHING), max_size=3)
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_items_are_read(items):
    for entry in read(feed(*items)).entries:
        assert entry.key
        (entry.key + entry.address + entry.title + entry.text).encode()
