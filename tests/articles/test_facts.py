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
        pytest.param([{"@type": "ImageObject", "name": "Le bassin"}, LINKED], id="beside a picture"),
        pytest.param([LINKED, {**LINKED, "@type": "Article"}], id="twice"),
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
    ("said", "section"),
    [
        pytest.param("Sport", "Sport", id="a name"),
        pytest.param("/sports/sports-de-glace/", "Sports de glace", id="a path"),
        pytest.param("Région > Baie > Valmont", "Valmont", id="steps"),
        pytest.param("Soci&eacute;t&eacute;", "Société", id="entities"),
        pytest.param("Piscine, Valmont, Bains", "", id="keywords"),
        pytest.param("Tout ce qui se passe chez vous et ailleurs", "", id="a motto"),
    ],
)
def test_a_section_is_called_as_readers_call_it(said, section):
    assert article(linked=LINKED | {"articleSection": said}).section == section
    assert article(f"<meta property='article:section' content='{said}'>").section == section


@pytest.mark.parametrize(
    ("more", "author"),
    [
        pytest.param({"linked": {**LINKED, "author": "Ren&eacute;e Duval"}}, "Renée Duval", id="entities"),
        pytest.param({"linked": {**LINKED, "author": "admin"}}, "", id="an account"),
        pytest.param({"head": "<meta name='author' content='toto78'>"}, "", id="a login"),
        pytest.param(
            {"body": "<div class='comments'><b itemprop='author'>Zoé Petit</b></div>"}, "", id="of a comment"
        ),
    ],
)
def test_an_author_is_a_person_of_the_article(more, author):
    assert article(**more).author == author


@pytest.mark.parametrize(
    ("line", "author"),
    [
        pytest.param("Par Anne Duval", "Anne Duval", id="alone"),
        pytest.param("Par Anne Duval, publié le 3 juin 2021 à 10h22", "Anne Duval", id="with the day"),
        pytest.param("PAR Luc de la Tour et Anne Duval (avec AFP)", "Luc de la Tour et Anne Duval", id="two"),
        pytest.param("Publié le 3 juin 2021 par Anne Duval", "Anne Duval", id="behind the day"),
        pytest.param("Propos recueillis par Anne Duval", "Anne Duval", id="an interview"),
        pytest.param("Par la mer, on y va en trois heures", "", id="a sentence"),
        pytest.param("Par Valmont passe la route des crêtes", "", id="a place"),
    ],
)
def test_a_signature_at_the_head_names_the_author(line, author):
    text = f"<h1>{TITLE}</h1><p>{line}</p><p>{PROSE}</p><p>{MORE}</p>"
    html = f"<!doctype html><html><body><article>{text}</article></body></html>"
    assert read_text(html, "text/html").author == author


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
    read = article(body="<p class='published' title='2024-04-18'></p><span class='date'>2024-04-18</span>")
    assert read.dating.moment.date().isoformat() == "2024-04-18"


def test_linked_data_nested_without_end_are_passed_over():
    head = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    assert article(head).title == TITLE


NAMED = '<meta property="og:site_name" content="Le Courrier de la Baie">'


@pytest.mark.parametrize(
    ("head", "address", "source"),
    [
        pytest.param(NAMED, "inbox/piscine.html", "Le Courrier de la Baie", id="a file names its site"),
        pytest.param(NAMED, SITE, "essai", id="what was fetched has a source"),
        pytest.param("", "inbox/piscine.html", "essai", id="a file that names none"),
    ],
)
def test_a_page_from_a_folder_or_a_chat_is_its_sites(head, address, source):
    assert read_text(page(head), "text/html", address=address).source == source
