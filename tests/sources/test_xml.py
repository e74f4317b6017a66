"""Bytes from outside -> text, and a tree that no document type, file or network has a part in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import NotAFeed
from bot.sources.xml import decode, tree


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param("<a>L’été</a>".encode(), "", id="UTF-8, undeclared"),
        pytest.param("<a>L’été</a>".encode(), "text/xml; charset=iso-8859-1", id="UTF-8, against the header"),
        pytest.param("<a>L’été</a>".encode("utf-8-sig"), "", id="UTF-8 with a mark"),
        pytest.param("<a>L’été</a>".encode("cp1252"), "", id="Windows-1252, undeclared"),
        pytest.param("<a>L’été</a>".encode("cp1252"), "text/xml; charset=utf-7", id="against a trick"),
        pytest.param("<a>L’été</a>".encode("cp1252"), "text/xml; charset=oops", id="against nonsense"),
        pytest.param("<a>L’été</a>".encode("mac-roman"), 'text/xml; charset="mac-roman"', id="by the header"),
        pytest.param("<a>L’été</a>".encode("utf-16"), "", id="UTF-16 with a mark"),
        pytest.param("<a>L’été</a>".encode("utf-16-le"), "", id="UTF-16 without"),
        pytest.param("<a>L’été</a>".encode("utf-32-be"), "", id="UTF-32 without"),
    ],
)
def test_accents_survive(body, content_type):
    assert decode(body, content_type) == "<a>L’été</a>"


def test_a_document_says_its_encoding():
    latin_9 = '<?xml version="1.0" encoding="iso-8859-15"?><a>5 €</a>'
    assert decode(latin_9.encode("iso-8859-15")) == latin_9
    page = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-15">5 €'
    assert decode(page.encode("iso-8859-15")) == page


def test_a_broken_letter_does_not_spoil_the_others():
    text = "é" * 30
    assert decode(text.encode() + b"\xe9") == text + "\ufffd"


@given(
    st.binary(max_size=200), st.sampled_from(["", "text/xml; charset=utf-7", "text/xml; charset=shift_jis"])
)
@settings(deadline=None)
def test_any_bytes_are_text(body, content_type):
    decode(body, content_type).encode("utf-8", "replace")


def test_a_tree_is_mended():
    root = tree(b"<a><b>x & y<b>\x00\x01</a>", "here")
    assert "".join(root.itertext()).startswith("x & y")


def test_an_ampersand_stands_for_itself_where_it_begins_no_reference():
    root = tree(b"<a b='1&c=2'>x&y=&amp;&#33;<![CDATA[p&q]]>&z</a>", "here")
    assert (root.get("b"), root.text) == ("1&c=2", "x&y=&!p&q&z")


@pytest.mark.parametrize("body", [b"", b"  ", b"Bonjour", b"<!-- a -->", b"<?xml version='1.0'?>"])
def test_what_has_no_element_is_refused(body):
    with pytest.raises(NotAFeed, match=r"^here: can't be read as XML: "):
        tree(body, "here")


def test_very_deep_trees_end():
    try:
        tree(b"<a>" * 200_000, "here")
    except NotAFeed:
        return
