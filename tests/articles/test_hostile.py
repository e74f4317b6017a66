"""What is built to exhaust a reader ends in an article or in one of our errors."""

import io
import zipfile
from contextlib import suppress
from time import process_time

import pytest

from bot.articles import BYTES_MAX, LINES_MAX
from bot.errors import LaconiqueError, TooLarge
from bot.sources.media import DOCX
from tests.articles.texts import MORE, PROSE, read_bytes, read_text

WORK_S = 2
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


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TAGS = 14_900
LINKED_DATA = "<script type='application/ld+json'>"


def page_of(inside: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body>{inside}<p>{PROSE}</p>".encode()


def document_of(inside: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD}>{inside}</w:document>")
    return body.getvalue()


def lines_of(line: str) -> bytes:
    return "\n".join(f"{line} {number}." for number in range(LINES_MAX - 1)).encode()


# Made when asked for: together they would fill the memory of the tests.
EXHAUSTING = {
    "as many tags as pass": (lambda: page_of("<b>" * TAGS), "text/html"),
    "as many divisions as pass": (lambda: page_of("<div>" * TAGS), "text/html"),
    "as many links as pass": (lambda: page_of("<a href=x>" * TAGS), "text/html"),
    "as many pictures as pass": (lambda: page_of("<figure><img src=a></figure>" * (TAGS // 3)), "text/html"),
    "as many paragraphs as pass": (
        lambda: page_of("".join(f"<p>{PROSE} {n}</p>" for n in range(LINES_MAX - 1))), "text/html"),
    "as many tables as pass": (lambda: page_of("<table><tr><td>" * (LINES_MAX - 1)), "text/html"),
    "200,000 attributes": (
        lambda: page_of("<p " + " ".join(f"a{n}=''" for n in range(200_000)) + ">"), "text/html"),
    "200,000 comments begun": (lambda: page_of("<!--" * 200_000), "text/html"),
    "a huge class": (lambda: page_of(f"<p class='{'chapo ' * 1_000_000}'>"), "text/html"),
    "a huge headline": (lambda: page_of("<h1>" + "- | " * 1_000_000 + "</h1>"), "text/html"),
    "a huge title": (lambda: page_of("", f"<title>{'a - ' * 1_500_000}</title>"), "text/html"),
    "a huge description": (
        lambda: page_of("", f"<meta name=description content='{'lire ' * 1_000_000}'>"), "text/html"),
    "seven million ampersands": (lambda: page_of("&" * 7_000_000), "text/html"),
    "a million entities": (lambda: page_of("&eacute;" * 900_000), "text/html"),
    "huge linked data": (
        lambda: page_of("", (f"{LINKED_DATA}[" + '{"a":"x"},' * 25_000 + "0]</script>") * 20),
        "text/html"),
    "deep linked data": (
        lambda: page_of("", LINKED_DATA + "[" * 299_000 + "</script>"), "text/html"),
    "as many lines as pass, prose": (lambda: lines_of(PROSE), "text/plain"),
    "as many lines as pass, datelines": (lambda: lines_of("Publié le 12 mai à 18h02"), "text/plain"),
    "as many lines as pass, headlines": (lambda: lines_of("Le titre de la page est celui"), "text/plain"),
    "as many lines as pass, scores": (lambda: lines_of("Valmont - Kerlanic : 2-1, match"), "text/plain"),
    "nothing but tabs": (lambda: b"a\t" * 3_900_000, "text/plain"),
    "a document unpacked too far": (lambda: document_of(" " * 100_000_000), DOCX),
    "a document of deep paragraphs": (lambda: document_of("<w:p>" * 200_000), DOCX),
    "a document of paragraphs in paragraphs": (
        lambda: document_of("<w:p>" * 120 + "<w:t>a</w:t>" * 40_000 + "</w:p>" * 120), DOCX),
    "a document of a million paragraphs": (lambda: document_of("<w:p/>" * 1_000_000), DOCX),
    "a document of attributes": (
        lambda: document_of("<w:p " + " ".join(f"a{n}=''" for n in range(500_000)) + "/>"), DOCX),
    "a mail of 200,000 parts": (
        lambda: b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 200_000, "message/rfc822"),
    "a mail of 500,000 parameters": (
        lambda: b"Content-Type: text/plain; " + b"a=b;" * 500_000 + b"\n\nUn texte.", "message/rfc822"),
    "a mail of a long subject": (
        lambda: b"Subject: " + b"=?utf-8?q?a?= " * 500_000 + b"\n\n" + PROSE.encode(), "message/rfc822"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("attack", EXHAUSTING)
def test_what_is_made_to_take_for_ever_ends_within_two_seconds_of_work(attack):
    """In processor time: how busy the machine is has no part in it."""
    make, media_type = EXHAUSTING[attack]
    body = make()[:BYTES_MAX]
    read_text(f"<html><body><p>{PROSE}</p><p>{MORE}</p>", "text/html")  # what reads is loaded by now
    start = process_time()
    with suppress(LaconiqueError):
        read_bytes(body, media_type)
    assert process_time() - start < WORK_S


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
