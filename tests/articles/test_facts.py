"""What a page says of itself is taken from its metadata and linked data, as far as it can be believed."""

import json

import pytest

from tests.articles.texts import MORE, PROSE, read_text

SITE = "https://www.courrier-baie.example/region/1"
TITLE = "La piscine de Valmont rouvre ses portes"
LINKED = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "datePublished": "2024-04-18T07:15:00+02:00",
    "author": [{"@type": "Person", "name": "Anne Duval"}, {"name": "Luc Ferrand"}],
    "articleSection": ["Région", "Sport"],
    "image": {"url": "/img/piscine.jpg"},
    "publisher": {"name": "Le Courrier de la Baie"},
}


def page(head: str = "", linked: object = None, body: str = "") -> str:
    script = f'<script type="application/ld+json">{json.dumps(linked)}</script>' if linked else ""
    text = f"<article><h1>{TITLE}</h1><p>{PROSE}</p><p>{MORE}</p>{body}</article>"
    return f"<!doctype html><html><head>{head}{script}</head><body>{text}</body></html>"


def article(*said, **more):
    return read_text(page(*said, **more), "text/html", address=SITE)


@pytest.mark.parametrize(
    "linked",
    [
        pytest.param(LINKED, id="alone"),
        pytest.param([{"@type": "BreadcrumbList"}, LINKED], id="in a list"),
        pytest.param({"@graph": [{"@type": "WebSite", "name": "x"}, LINKED]}, id="in a graph"),
        pytest.param({"@type": "WebPage", "mainEntity": LINKED}, id="as the main entity"),
    ],
)
def test_linked_data_tell_all_of_the_article(linked):
    read = article(linked=linked)
    assert (read.title, read.author, read.section) == (TITLE, "Anne Duval, Luc Ferrand", "Région")
    assert read.image == "https://www.courrier-baie.example/img/piscine.jpg"
    assert read.dating.moment.isoformat() == "2024-04-18T05:15:00+00:00"
    assert not read.paywalled


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        pytest.param("<meta name='author' content='Par Anne Duval'>", "author", "Anne Duval", id="an author"),
        pytest.param(
            "<meta name='author' content='https://x.example/anne'>",
            "author",
            "",
            id="an address is no author",
        ),
        pytest.param("<meta property='article:section' content='Sport'>", "section", "Sport", id="a section"),
        pytest.param(
            "<meta property='og:image' content='/a.jpg'>",
            "image",
            "https://www.courrier-baie.example/a.jpg",
            id="an image",
        ),
        pytest.param(
            "<meta property='og:image' content='data:image/png;base64,AA'>",
            "image",
            "",
            id="an image without address",
        ),
        pytest.param(
            "<link rel='canonical' href='/b?utm_source=x'>",
            "url",
            "https://www.courrier-baie.example/b",
            id="an address",
        ),
        pytest.param(
            "<link rel='canonical' href='https://ailleurs.example/b'>", "url", SITE, id="another's address"
        ),
        pytest.param(
            "<meta itemprop='isAccessibleForFree' content='false'>", "paywalled", True, id="not free"
        ),
        pytest.param(
            "<meta property='article:content_tier' content='locked'>", "paywalled", True, id="locked"
        ),
        pytest.param("<meta property='article:content_tier' content='free'>", "paywalled", False, id="free"),
        pytest.param(
            f"<meta property='og:title' content='{TITLE} | Le Courrier'>",
            "title",
            TITLE,
            id="a title with its site",
        ),
        pytest.param(f"<title>{TITLE} - Le Courrier de la Baie</title>", "title", TITLE, id="the heading"),
    ],
)
def test_metadata_tell_it_too(head, field, value):
    assert getattr(article(head), field) == value


@pytest.mark.parametrize(
    ("said", "paywalled"),
    [(False, True), ("False", True), ("false", True), (True, False), ("True", False), (None, False)],
)
def test_a_page_that_is_not_free_says_so(said, paywalled):
    assert article(linked=LINKED | {"isAccessibleForFree": said}).paywalled is paywalled
    part = {"@type": "WebPageElement", "isAccessibleForFree": said}
    assert article(linked=LINKED | {"hasPart": [part]}).paywalled is paywalled


@pytest.mark.parametrize(
    "linked",
    [
        pytest.param(
            {"@type": "ItemList", "itemListElement": [LINKED | {"headline": "Autre"}]}, id="of other articles"
        ),
        pytest.param(
            {"@type": ["NewsArticle"], "headline": 3, "author": [[]], "image": [None], "hasPart": 1},
            id="of wrong types",
        ),
        pytest.param(["NewsArticle", None, 7], id="no nodes"),
    ],
)
def test_linked_data_that_say_nothing_of_the_article_are_passed_over(linked):
    read = article(linked=linked)
    assert (read.title, read.author, read.image) == (TITLE, "", "")
    assert read.paragraphs == (PROSE, MORE)


def test_a_slip_in_the_linked_data_leaves_the_date():
    head = '<script type="application/ld+json">{"datePublished": "2024-04-18", }</script>'
    assert article(head).dating.moment.date().isoformat() == "2024-04-18"


def test_a_page_without_metadata_is_searched_for_its_day():
    read = article(body="<footer><time datetime='2024-04-18'>18/04</time></footer>")
    assert read.dating.moment.date().isoformat() == "2024-04-18"


def test_linked_data_nested_without_end_are_passed_over():
    head = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert article(head).title == TITLE
