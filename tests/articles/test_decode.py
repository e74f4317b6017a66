"""Bytes become text, whatever their encoding and whatever the server says of it."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.decode import decode
from bot.model import Raw

TEXT = "L'été, la forêt brûle : « ça suffit », dit l'élu à Noël."


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        pytest.param(TEXT.encode(), None, id="UTF-8, nothing said"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), None, id="UTF-8 with a mark"),
        pytest.param(codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), None, id="UTF-16 with a mark"),
        pytest.param(
            codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-8", id="the other UTF-16, wrongly labelled"
        ),
        pytest.param(TEXT.encode("utf-16-le"), "utf-16-le", id="UTF-16 without a mark, labelled"),
        pytest.param(TEXT.encode("latin-1"), None, id="Latin-1, nothing said"),
        pytest.param(TEXT.encode("latin-1"), "iso-8859-1", id="Latin-1, labelled"),
        pytest.param(TEXT.encode(), "iso-8859-1", id="UTF-8, labelled Latin-1 by its server"),
        pytest.param(TEXT.encode("latin-1"), "utf-8", id="Latin-1, labelled UTF-8"),
        pytest.param(TEXT.encode("latin-1"), "klingon", id="an unknown label"),
        pytest.param(TEXT.encode("latin-1"), "hex", id="a label that is no encoding"),
    ],
)
def test_the_same_text_comes_out(body, charset):
    assert decode(Raw("x", body, "text/plain", charset)) == TEXT


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        pytest.param(
            "cœur – 5 €…".encode("cp1252"),
            "iso-8859-1",
            "cœur – 5 €…",
            id="Windows-1252 under the name of Latin-1",
        ),
        pytest.param("cœur à 5 €".encode("iso8859-15"), "iso-8859-15", "cœur à 5 €", id="Latin-9, labelled"),
        pytest.param(
            "Šibenik žal".encode("cp1250"), "windows-1250", "Šibenik žal", id="another Windows, labelled"
        ),
        pytest.param(
            b"<html><meta charset='windows-1250'>" + "Šibenik".encode("cp1250"),
            None,
            "<html><meta charset='windows-1250'>Šibenik",
            id="labelled by the page itself",
        ),
        pytest.param(("é" * 30).encode()[:-1], None, "é" * 29, id="UTF-8 cut in the middle of a letter"),
        pytest.param(
            b"un\r\ndeux\rtrois\x0cquatre", None, "un\ndeux\ntrois\nquatre", id="four ways to end a line"
        ),
    ],
)
def test_the_right_letters_come_out(body, charset, text):
    assert decode(Raw("x", body, "text/plain", charset)) == text


@given(st.text("abcdefghij éèàçùœ«».,\n", min_size=1).filter(str.strip))
def test_utf8_comes_out_as_it_went_in(text):
    assert decode(Raw("x", text.encode(), "text/plain")) == text
