"""A PDF is read as the paragraphs that it was before it was set in lines and pages."""

import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import LaconiqueError, TooLarge, Unreadable
from tests.articles.texts import MORE, PROSE, read_bytes

PDF = "application/pdf"
TITLE = "La piscine rouvre à Valmont"


def pdf(pages: Sequence[Sequence[str]], title: str = "", extra: str = "") -> bytes:
    """Set lines on pages, with the fewest objects that a reader accepts."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Title ({title}) >>",
    ]
    for n, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj".replace("’", "'") for line in lines)
        stream = f"BT /F1 10 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {6 + 2 * n} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    tail = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n"
    tail += f"<< /Size {count} /Root 1 0 R /Info 4 0 R {extra} >>\nstartxref\n{len(body)}\n%%EOF"
    return body + tail.encode()


def test_lines_become_paragraphs_again():
    first, second = textwrap.wrap(f"{PROSE} {MORE}", 70), textwrap.wrap(f"{MORE} {PROSE}", 70)
    article = read_bytes(pdf([[TITLE, *first, *second]], TITLE), PDF)
    assert (article.title, article.paragraphs) == (TITLE, (f"{PROSE} {MORE}", f"{MORE} {PROSE}"))


def test_a_word_cut_at_the_end_of_a_line_is_joined():
    article = read_bytes(
        pdf(
            [
                [
                    "Le conseil municipal de Valmont a décidé de rouvrir la pis-",
                    "cine, fermée depuis deux ans, après des mois de travaux.",
                    MORE,
                ]
            ]
        ),
        PDF,
    )
    assert "la piscine, fermée" in article.text


def test_running_headers_and_page_numbers_are_left_out_and_paragraphs_go_on_over_pages():
    lines = textwrap.wrap(" ".join([PROSE, MORE] * 6), 80)
    pages = [["La Gazette de Valmont", *lines[n : n + 8], f"Page {n}"] for n in range(0, 24, 8)]
    article = read_bytes(pdf(pages), PDF)
    assert "Gazette" not in article.text
    assert "Page" not in article.text
    assert article.paragraphs == (" ".join(lines[:24]),)


def test_a_title_that_the_text_does_not_say_is_the_name_of_a_file():
    assert read_bytes(pdf([[PROSE, MORE]], "Microsoft Word - piscine v2"), PDF).title == ""


@pytest.mark.parametrize(
    ("body", "error", "says"),
    [
        pytest.param(b"%PDF-1.7\n", Unreadable, "broken", id="cut short"),
        pytest.param(b"rien", Unreadable, "broken", id="no PDF"),
        pytest.param(pdf([[""]]), Unreadable, "without text", id="no text"),
        pytest.param(
            pdf([[PROSE]], extra="/Encrypt << /Filter /Standard /V 1 /R 2 /O (a) /U (b) /P 0 >>"),
            Unreadable,
            "encrypted|broken",
            id="encrypted",
        ),
        pytest.param(pdf([[PROSE]] * 101), TooLarge, "101 pages", id="a book"),
    ],
)
def test_what_cannot_be_read_is_refused(body, error, says):
    with pytest.raises(error, match=says):
        read_bytes(body, PDF)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 900), st.binary(max_size=20))
def test_nothing_but_our_errors_comes_out_of_a_damaged_pdf(place, junk):
    body = pdf([[PROSE, MORE]])
    try:
        article = read_bytes(body[:place] + junk + body[place + len(junk) :], PDF)
    except LaconiqueError:
        return
    assert article.paragraphs
