"""What the server says of the bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sources.fetch import Fetched


@pytest.mark.parametrize(
    ("content_type", "media_type", "charset"),
    [
        pytest.param("text/html; charset=UTF-8", "text/html", "utf-8", id="usual"),
        pytest.param(
            'application/rss+xml; charset="iso-8859-1"', "application/rss+xml", "iso-8859-1", id="quoted"
        ),
        pytest.param("TEXT/PLAIN", "text/plain", None, id="capitals, no charset"),
        pytest.param("", "text/html", None, id="not said"),
        pytest.param("n'importe quoi", "text/plain", None, id="nonsense"),
    ],
)
def test_what_the_server_says_of_the_bytes(content_type, media_type, charset):
    fetched = Fetched("https://phare.example.org/", b"", content_type)
    assert (fetched.media_type, fetched.charset) == (media_type, charset)


@given(
    st.one_of(
        st.text(max_size=40), st.text(st.sampled_from("charset*=\"';%/ é"), max_size=20).map("a/b;{}".format)
    )
)
def test_no_content_type_is_too_odd(content_type):
    fetched = Fetched("https://phare.example.org/", b"", content_type)
    assert "/" in fetched.media_type
    assert fetched.charset is None or isinstance(fetched.charset, str)
