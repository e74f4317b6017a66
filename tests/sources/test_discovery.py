"""A page -> the feeds it announces, or the articles it lists."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sources.discovery import find, guesses, listing

HOME = "https://phare.example.org/ville/"
SITE = "https://phare.example.org"


def page(body, head=""):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def alternate(href, media_type="application/rss+xml", title=""):
    return f'<link rel="alternate" type="{media_type}" title="{title}" href="{href}">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        pytest.param(page("", alternate("/feed")), [f"{SITE}/feed"], id="RSS"),
        pytest.param(page("", alternate("/a", "application/atom+xml")), [f"{SITE}/a"], id="Atom"),
        pytest.param(page("", alternate("/j", "application/feed+json")), [f"{SITE}/j"], id="JSON Feed"),
        pytest.param(page("", alternate("/x", "TEXT/XML; charset=utf-8")), [f"{SITE}/x"], id="just XML"),
        pytest.param(page("", alternate("flux.xml")), [f"{HOME}flux.xml"], id="a relative address"),
        pytest.param(
            page("", "<base href='/mer/'>" + alternate("flux.xml")), [f"{SITE}/mer/flux.xml"], id="a base"
        ),
        pytest.param(
            page("", alternate("https://flux.example.net/phare")),
            ["https://flux.example.net/phare"],
            id="elsewhere",
        ),
        pytest.param(
            page("", alternate("/comments/feed/") + alternate("/feed/")),
            [f"{SITE}/feed/", f"{SITE}/comments/feed/"],
            id="comments come last",
        ),
        pytest.param(
            page("", alternate("/c", title="Flux des commentaires") + alternate("/f")),
            [f"{SITE}/f", f"{SITE}/c"],
            id="comments, by their title",
        ),
        pytest.param(page("", alternate("/f") + alternate("/f")), [f"{SITE}/f"], id="once"),
        pytest.param(
            page(
                "<a href='/spip.php?page=backend'>RSS</a><a href='/rss.xml'>RSS</a><a href='/blog'>Blog</a>"
            ),
            [f"{SITE}/spip.php?page=backend", f"{SITE}/rss.xml"],
            id="links that look like feeds",
        ),
        pytest.param(
            page("<a href='/rss'>RSS</a>", alternate("/f")),
            [f"{SITE}/f", f"{SITE}/rss"],
            id="announced first",
        ),
        pytest.param(
            page("", alternate("/wp-json/v2", "application/json") + alternate("/o", "text/xml+oembed")),
            [],
            id="other formats",
        ),
        pytest.param(page("", "<link rel='alternate' hreflang='en' href='/en'>"), [], id="other languages"),
        pytest.param(page("", "<link rel='stylesheet' type='text/xml' href='/s'>"), [], id="a style"),
        pytest.param(
            page("", alternate("javascript:x") + alternate("file:///etc/passwd")), [], id="no address"
        ),
        pytest.param(page("<a href='/feedback'>Avis</a><a href='/rsstudio/'>R</a>"), [], id="mere likeness"),
        pytest.param(page("", alternate(HOME)), [], id="the page itself"),
        pytest.param(b"", [], id="nothing"),
        pytest.param(b"\x00\xff\xfe", [], id="bytes"),
        pytest.param(b"<!-- -->", [], id="a comment"),
        pytest.param(page("", alternate("/feed")).decode().encode("utf-16"), [f"{SITE}/feed"], id="UTF-16"),
    ],
)
def test_the_feeds_of_a_page(html, expected):
    assert list(find(html, HOME)) == expected


def test_a_page_announces_so_many_feeds_at_most():
    assert len(find(page("", "".join(alternate(f"/f{n}") for n in range(99))), HOME)) == 20


def test_where_a_feed_may_be():
    tried = guesses(HOME)
    assert tried[:4] == (f"{HOME}feed", f"{HOME}rss", f"{HOME}rss.xml", f"{SITE}/feed")
    assert f"{SITE}/spip.php?page=backend" in tried
    assert guesses(SITE)[0] == f"{SITE}/feed"
    assert len(set(tried)) == len(tried)


@pytest.mark.parametrize("address", ["", "phare", "file:///etc/", "http://"])
def test_nowhere_to_look(address):
    assert guesses(address) == ()


TITLES = (
    "Le port de Kerlanic rouvre enfin",
    "Deux phares changent de gardien",
    "La criée vend en ligne dès lundi",
)
PATHS = (
    "/ville/port-de-kerlanic-rouvre-121",
    "/ville/deux-phares-et-un-gardien",
    "/2026/11/22/criee-en-ligne",
)


def card(path, title, more=""):
    return f'<article class="carte n{len(path)}"><h2><a href="{path}">{title}</a></h2>{more}</article>'


CARDS = "".join(map(card, PATHS, TITLES))


def listed(body, address=HOME):
    return [entry.address.removeprefix(SITE) for entry in listing(page(body), address)]


def test_a_listing_tells_titles_addresses_and_days():
    entries = listing(page(CARDS), HOME)
    assert [entry.title for entry in entries] == list(TITLES)
    assert [entry.address for entry in entries] == [SITE + path for path in PATHS]
    assert [entry.key for entry in entries] == [entry.address for entry in entries]
    assert [entry.published for entry in entries] == [None, None, datetime(2026, 11, 22, tzinfo=UTC)]


def test_the_time_on_a_card_is_its_date():
    time = "<time datetime='2026-11-22T13:00:00+01:00'>hier</time>"
    first, *_ = listing(page(card(PATHS[0], TITLES[0], time) + CARDS), HOME)
    assert first.published == datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_several_times_are_nobodys():
    times = "<time datetime='2026-11-22'></time>" * 2
    assert listing(page(f"<div>{CARDS}{times}</div>"), HOME)[0].published is None


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(CARDS, id="cards"),
        pytest.param(f"<form>{CARDS}</form>", id="in a form around the whole page"),
        pytest.param(CARDS + CARDS, id="each twice"),
        pytest.param(CARDS.replace("<h2>", "<h3>").replace("<h3>", "<h2>", 1), id="headings of two levels"),
        pytest.param(
            CARDS.replace("<h2>", "<header><h2>").replace("</h2>", "</h2></header>"), id="card headers"
        ),
        pytest.param(CARDS.replace('href="', f'href="{SITE.replace("//", "//www.")}'), id="with www"),
        pytest.param(
            CARDS.replace(TITLES[0], f"<span>Ville</span> <b>{TITLES[0]}</b>"), id="tags in a title"
        ),
        pytest.param(
            "<ul>" + "".join(f"<li><a href='{p}#haut'>{t}</a>" for p, t in zip(PATHS, TITLES, strict=True)),
            id="a plain list, with fragments",
        ),
        pytest.param(
            CARDS + "<nav>" + CARDS.replace("href='/", "href='/nav/") + "</nav>", id="beside a navigation"
        ),
        pytest.param(
            CARDS + "<p><a href='/mentions-legales-du-site-1234'>Toutes nos mentions légales ici</a>",
            id="one apart",
        ),
        pytest.param(CARDS + card(PATHS[0].replace("121", "122"), "Lire la suite"), id="short links"),
        pytest.param(
            CARDS + card("https://autre.example.org/un-port-qui-rouvre-1", TITLES[0]), id="other hosts"
        ),
        pytest.param(CARDS + card("/port-de-kerlanic-rouvre.pdf", TITLES[0]), id="files"),
        pytest.param(CARDS + card("/abonnement", TITLES[0]), id="addresses of sections"),
        pytest.param(CARDS + card("?page=2026", TITLES[0]), id="the page itself"),
    ],
)
def test_the_articles_of_a_listing(body):
    assert [path.replace("https://www.phare.example.org", "") for path in listed(body)] == list(PATHS)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="nothing"),
        pytest.param("<p>Bonjour", id="no link"),
        pytest.param("".join(map(card, PATHS[:2], TITLES)), id="two only"),
        pytest.param(f"<nav>{CARDS}</nav>", id="a navigation"),
        pytest.param(f"<footer>{CARDS}</footer>", id="a footer"),
        pytest.param(f"<aside>{CARDS}</aside>", id="beside an article"),
        pytest.param(f"<header>{CARDS.replace('article', 'div')}</header>", id="a header"),
    ],
)
def test_what_is_no_listing(body):
    assert listed(body) == []


def test_a_listing_without_end_is_capped():
    assert (
        len(listed("".join(card(f"/un-port-qui-rouvre-{n}", f"{TITLES[0]} {n}") for n in range(999)))) == 200
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<div>" * 200_000, id="unclosed"),
        pytest.param("<div>" * 200_000 + CARDS, id="at the bottom of a pit"),
        pytest.param(f"<a href='{PATHS[0]}'>{TITLES[0]}" * 50_000, id="links in links"),
        pytest.param(f"<a href='{PATHS[0]}'><h2>{TITLES[0]}" * 20_000, id="headings in links"),
        pytest.param("<a href='/x'>" + "x " * 3_000_000, id="a long text"),
        pytest.param("&eacute;" * 500_000, id="entities"),
        pytest.param("<time>" * 100_000 + CARDS, id="times"),
    ],
)
def test_hostile_pages_end(body):
    assert isinstance(find(page(body), HOME), tuple)
    assert len(listing(page(body), HOME)) <= 3


@given(
    st.binary(max_size=300)
    | st.builds(lambda at, junk: page(CARDS[:at] + junk), st.integers(0, 400), st.text())
)
@settings(deadline=None)
def test_any_bytes_are_a_page(html):
    for entry in listing(html, HOME):
        assert entry.address.startswith(SITE)
    for feed in find(html, HOME):
        assert feed.startswith("http")
