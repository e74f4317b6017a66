"""What is built to exhaust a reader ends in an article or in one of our errors."""

import pytest

from bot.articles import BYTES_MAX
from bot.errors import LaconiqueError, TooLarge
from tests.articles.texts import MORE, PROSE, read_bytes, read_text

LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
BILLION = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">{LAUGHS}]><html><body>'


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 100_000, id="nested divisions"),
        pytest.param("<b>" * 200_000, id="unclosed tags"),
        pytest.param("<p>x" * 200_000, id="unclosed paragraphs"),
        pytest.param("<" * 3_000_000, id="nothing but brackets"),
    ],
)
def test_more_tags_than_any_page_has_are_not_even_parsed(html):
    with pytest.raises(TooLarge, match="tags"):
        read_text(f"<html><body>{html}<p>{PROSE}</p>", "text/html")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<html><body>{'<div>' * 300}<p>{PROSE}</p>".encode(), id="deeper than the parser goes"),
        pytest.param(f"<html><body>{BILLION}<p>&i;</p><p>{PROSE}</p>".encode(), id="a billion laughs"),
        pytest.param(f"<html><body><p>{PROSE}\0{MORE}</p>".encode(), id="a NUL"),
        pytest.param(
            f"<html><body><p>{PROSE}\ud800</p>".encode("utf-8", "surrogatepass"), id="a lone surrogate"
        ),
        pytest.param(f"<html><body><p>{PROSE}&#0;&#xD800;&#x1F;</p>".encode(), id="the same, as entities"),
        pytest.param(f"<html><body><p>{PROSE}</p><!-- ".encode(), id="an open comment"),
    ],
)
def test_a_hostile_page_is_an_article_or_an_error(body):
    try:
        article = read_bytes(body, "text/html")
    except LaconiqueError:
        return
    assert article.paragraphs
    assert not any(char in article.text for char in "\0\x1f\ud800")
    article.text.encode()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "media_type"),
    [
        pytest.param(PROSE + " ", "text/plain", id="prose"),
        pytest.param("a", "text/plain", id="one word"),
        pytest.param("12 mai à 18h02 ", "text/plain", id="datelines"),
        pytest.param(PROSE + " ", "text/html", id="prose in a page"),
    ],
)
def test_eight_megabytes_on_one_line(text, media_type):
    line = text * ((BYTES_MAX - 100) // len(text.encode()))
    try:
        article = read_text(f"<html><body><p>{line}" if "html" in media_type else line, media_type)
    except LaconiqueError:
        return
    assert article.paragraphs
