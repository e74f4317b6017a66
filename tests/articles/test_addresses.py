"""An address has one form, whichever variant of the page it names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import canonical_url

A = "https://www.site.example/a"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        pytest.param(
            "HTTPS://WWW.Site.Example/Page", "https://www.site.example/Page", id="case of scheme and host"
        ),
        pytest.param("https://site.example:443/a", "https://site.example/a", id="the default port"),
        pytest.param("http://site.example:8080/a", "http://site.example:8080/a", id="another port"),
        pytest.param("https://site.example./a", "https://site.example/a", id="the root's dot"),
        pytest.param("https://site.example/a#bas", "https://site.example/a", id="a fragment"),
        pytest.param("https://site.example", "https://site.example/", id="an empty path"),
        pytest.param("https://site.example/a//", "https://site.example/a", id="trailing slashes"),
        pytest.param("https://site.example/a/index.html", "https://site.example/a", id="an index"),
        pytest.param("https://site.example/b/../a/./c", "https://site.example/a/c", id="steps up"),
        pytest.param(
            "https://site.example/a?id=3&utm_source=x&page=2",
            "https://site.example/a?id=3&page=2",
            id="campaigns",
        ),
        pytest.param(
            "https://site.example/a?fbclid=1&gclid=2&xtor=RSS-3", "https://site.example/a", id="trackers only"
        ),
        pytest.param(
            "https://site.example/a?b=2&a=9&b=1",
            "https://site.example/a?a=9&b=2&b=1",
            id="parameters by name",
        ),
        pytest.param("https://site.example/a?q=", "https://site.example/a?q=", id="an empty parameter"),
        pytest.param(
            "https://site.example/%7ea/%c3%A9t", "https://site.example/~a/%C3%A9t", id="percent-encoding"
        ),
        pytest.param(
            "https://site.example/é à", "https://site.example/%C3%A9%20%C3%A0", id="letters to encode"
        ),
        pytest.param("https://site.example/100%", "https://site.example/100%25", id="a stray percent sign"),
        pytest.param("https://élan.example/a", "https://xn--lan-9la.example/a", id="a host beyond ASCII"),
        pytest.param("https://nom:secret@site.example/a", "https://site.example/a", id="credentials"),
        pytest.param("  https://site.example/a ", "https://site.example/a", id="blanks around"),
        pytest.param("https://[::1]:443/a", "https://[::1]/a", id="IPv6"),
        pytest.param("https://mobile.example/a", "https://mobile.example/a", id="a site called mobile"),
        pytest.param(
            "https://m.sport.site.example/a", "https://sport.site.example/a", id="mobile below another name"
        ),
        pytest.param("https://site.example/amp", "https://site.example/amp", id="a section called amp"),
        pytest.param("mailto:anne@site.example", "mailto:anne@site.example", id="no web address"),
        pytest.param("http://[oups", "http://[oups", id="no address at all"),
        pytest.param("http://site.example:99999/", "http://site.example:99999/", id="no such port"),
    ],
)
def test_an_address_has_one_form(url, canonical):
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "variant",
    [
        "https://www.site.example/a/",
        "https://www.site.example/a/amp",
        "https://www.site.example/a/amp/",
        "https://www.site.example/a.amp",
        "https://www.site.example/a?amp=1",
        "https://www.site.example/a?amp",
        "https://www.site.example/a?outputType=amp",
        "https://m.site.example/a",
        "https://mobile.site.example/a#top",
        "https://amp.site.example/a",
        "https://www.google.com/amp/s/www.site.example/a",
        "https://www.google.fr/amp/s/amp.site.example/a/amp",
        "https://www-site-example.cdn.ampproject.org/c/s/www.site.example/a?usqp=mq331",
        "https://cdn.ampproject.org/v/s/www.site.example/a/amp/?amp_js_v=0.1",
    ],
)
def test_the_mobile_and_amp_variants_are_the_page(variant):
    assert canonical_url(variant) == A


WORDS = (
    "http https :// : / // ? & = # @ [ ] . .. %41 % %2e utm_a A b é 443 m. amp. /amp .amp .html index.html"
)
SITES = "www.google.com /amp/s/ cdn.ampproject.org /c/s/ site.example ℀"
PIECES = st.sampled_from([*WORDS.split(), *SITES.split(), " ", "\t", "\0", "\ud800"])


@given(
    st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join)
    | st.lists(PIECES, max_size=10).map("".join).map("https://site.example/".__add__)
    | st.text(max_size=30).map("https://".__add__)
)
def test_canonical_twice_is_canonical_once_and_nothing_is_raised(url):
    assert canonical_url(canonical_url(url)) == canonical_url(url)


@given(st.permutations(["a=1", "b=2", "c=3", "utm_source=x", "fbclid=y"]))
def test_the_order_of_parameters_makes_no_difference(pairs):
    assert canonical_url(f"{A}?{'&'.join(pairs)}") == f"{A}?a=1&b=2&c=3"


def test_an_address_longer_than_any_link_is_left_alone():
    url = "https://site.example/" + "../" * 100_000
    assert canonical_url(url) == url
