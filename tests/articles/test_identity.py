"""What is the same is recognised as the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import canonical_url, content_hash
from bot.model import Article, Dating
from tests.articles.texts import MORE, NOW, PROSE

ARTICLE = Article("« L'été » revient", (PROSE, MORE), Dating(NOW), "essai")


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        pytest.param(
            "HTTPS://WWW.Site.Example/Page",
            "https://www.site.example/Page",
            id="case of scheme and host only",
        ),
        pytest.param("https://site.example:443/a", "https://site.example/a", id="the default port"),
        pytest.param("http://site.example:8080/a", "http://site.example:8080/a", id="another port"),
        pytest.param("https://site.example/a#bas", "https://site.example/a", id="a fragment"),
        pytest.param("https://site.example", "https://site.example/", id="an empty path"),
        pytest.param(
            "https://site.example/a/", "https://site.example/a/", id="a trailing slash is part of the link"
        ),
        pytest.param(
            "https://site.example/a?id=3&utm_source=x&page=2",
            "https://site.example/a?id=3&page=2",
            id="campaigns",
        ),
        pytest.param(
            "https://site.example/a?fbclid=1&gclid=2&xtor=RSS-3", "https://site.example/a", id="trackers only"
        ),
        pytest.param("https://nom:secret@site.example/a", "https://site.example/a", id="credentials"),
        pytest.param("  https://site.example/a ", "https://site.example/a", id="blanks around"),
        pytest.param("https://[::1]:443/a", "https://[::1]/a", id="IPv6"),
        pytest.param("mailto:anne@site.example", "mailto:anne@site.example", id="no web address"),
        pytest.param("http://[oups", "http://[oups", id="no address at all"),
    ],
)
def test_an_address_has_one_form(url, canonical):
    assert canonical_url(url) == canonical


PIECES = st.sampled_from(
    [
        "http",
        "https",
        "://",
        ":",
        "/",
        "//",
        "?",
        "&",
        "=",
        "#",
        "@",
        "[",
        "]",
        ".",
        "..",
        "%41",
        "utm_a",
        "A",
        "b",
        "é",
        " ",
        "\t",
        "443",
    ]
)


@given(
    st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join)
    | st.text(max_size=30).map("https://".__add__)
)
def test_canonical_twice_is_canonical_once(url):
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@pytest.mark.parametrize(
    "same",
    [
        pytest.param(replace(ARTICLE, title='"L’ÉTÉ" revient'), id="quotes, apostrophe and case"),
        pytest.param(replace(ARTICLE, title="«L'été»\xa0 revient"), id="blanks"),
        pytest.param(replace(ARTICLE, paragraphs=(f"{PROSE}  {MORE}",)), id="paragraphs joined"),
        pytest.param(
            replace(ARTICLE, source="ailleurs", url="https://a.example/", dating=Dating(NOW, confidence=0)),
            id="source, address, date",
        ),
    ],
)
def test_the_same_words_have_the_same_hash(same):
    assert content_hash(same) == content_hash(ARTICLE)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(replace(ARTICLE, title="L'hiver revient"), id="another title"),
        pytest.param(replace(ARTICLE, paragraphs=(PROSE,)), id="a paragraph less"),
        pytest.param(replace(ARTICLE, paragraphs=(MORE, PROSE)), id="another order"),
    ],
)
def test_other_words_have_another_hash(other):
    assert content_hash(other) != content_hash(ARTICLE)
