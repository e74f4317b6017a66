"""A Word document is read by its paragraphs, and unpacked no further than an article needs."""

import io
import zipfile

import pytest

from bot.errors import TooLarge, Unreadable
from bot.sources.media import DOCX
from tests.articles.texts import MORE, PROSE, read_bytes

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TAIL = "</w:body></w:document>"
TITLE = "La piscine rouvre à Valmont"


def packed(xml: str, name: str = "word/document.xml") -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, xml)
    return body.getvalue()


def paragraph(text: str, style: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r><w:t>{text}</w:t></w:r></w:p>"


def document(*paragraphs: str) -> bytes:
    return packed(HEAD + "".join(paragraphs) + TAIL)


def test_a_document_is_read_with_the_title_that_is_styled_so():
    article = read_bytes(document(paragraph(TITLE, "Titre"), paragraph(PROSE), paragraph(MORE)), DOCX)
    assert (article.title, article.paragraphs) == (TITLE, (PROSE, MORE))


def test_what_was_inserted_stays_and_what_was_deleted_goes():
    start, end = PROSE.split(", ", 1)
    tracked = f"<w:p><w:r><w:t>{start}</w:t></w:r><w:del><w:r><w:delText> hier</w:delText></w:r></w:del>"
    tracked += f'<w:ins><w:r><w:t xml:space="preserve">, {end}</w:t></w:r></w:ins></w:p>'
    assert read_bytes(document(tracked, paragraph(MORE)), DOCX).paragraphs == (PROSE, MORE)


def test_the_text_of_tables_and_links_is_read_once():
    cell = f"<w:tbl><w:tr><w:tc>{paragraph(PROSE)}</w:tc></w:tr></w:tbl>"
    link = f"<w:p><w:hyperlink><w:r><w:t>{MORE}</w:t></w:r></w:hyperlink></w:p>"
    assert read_bytes(document(cell, link), DOCX).paragraphs == (PROSE, MORE)


LAUGHS = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
DTD = f'<!DOCTYPE w [<!ENTITY a "ha">{LAUGHS}]>'


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        pytest.param(b"PK\x03\x04 rien", Unreadable, "broken", id="no archive"),
        pytest.param(b"", Unreadable, "broken", id="nothing"),
        pytest.param(packed("<a/>", "autre.xml"), Unreadable, "no Word document", id="another archive"),
        pytest.param(packed("<a>"), Unreadable, "broken", id="no XML"),
        pytest.param(document(paragraph(PROSE))[:-90], Unreadable, "broken", id="cut short"),
        pytest.param(packed(DTD + HEAD + paragraph("&i;") + TAIL), Unreadable, "DTD", id="a billion laughs"),
        pytest.param(
            packed(
                '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + HEAD + paragraph("&a;") + TAIL
            ),
            Unreadable,
            "DTD",
            id="a file of ours",
        ),
        pytest.param(packed("<w:p>" * 100_000), Unreadable, "broken", id="nested without end"),
        pytest.param(
            document(paragraph("a " * 5_000_000)), Unreadable, "unpacked", id="ten megabytes in ten kilobytes"
        ),
        pytest.param(document("<w:p/>" * 10_001), TooLarge, "paragraphs", id="a book"),
    ],
)
def test_what_is_broken_or_built_to_harm_is_refused(body, error, says):
    with pytest.raises(error, match=says):
        read_bytes(body, DOCX)


def test_an_encrypted_document_is_refused():
    body = bytearray(document(paragraph(PROSE)))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        body[body.index(mark) + (6 if mark[2] == 3 else 8)] |= 1
    with pytest.raises(Unreadable, match="encrypted"):
        read_bytes(bytes(body), DOCX)
