"""Anything fetched becomes one clean article, or says why not."""

import os
import pickle
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.articles import BYTES_MAX, LINES_MAX, fold_line, read
from bot.errors import LaconiqueError, NotAnArticle, TooLarge, Unreadable
from bot.model import DateOrigin, Raw
from tests.articles.texts import DATA, MORE, NOW, PROSE, read_bytes, read_text

SITE = "https://www.courrier-baie.example/region/1"
TEXTS = sorted(path.stem for path in DATA.glob("*.article.txt"))


@pytest.mark.parametrize("name", [name.removesuffix(".article") for name in TEXTS])
def test_each_example_gives_the_title_and_paragraphs_beside_it(name):
    example = next(path for path in DATA.glob(f"{name}.*") if not path.name.endswith(".article.txt"))
    media_type, address = ("text/html", SITE) if example.suffix == ".html" else ("text/plain", example.name)
    article = read_bytes(example.read_bytes(), media_type, address=address)
    title, *paragraphs = (DATA / f"{name}.article.txt").read_text("utf-8").rstrip("\n").split("\n")
    assert article.title == title
    assert list(article.paragraphs) == paragraphs


@pytest.mark.parametrize(
    ("body", "media_type", "error", "says"),
    [
        pytest.param(b"", "text/plain", Unreadable, "empty", id="an empty file"),
        pytest.param(b" \n\t\r\n ", "text/plain", Unreadable, "empty", id="white space only"),
        pytest.param("\u200b\ufeff\u00ad".encode(), "text/plain", Unreadable, "empty", id="nothing visible"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image/png", Unreadable, "binary", id="a picture"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(60), "text/plain", Unreadable, "binary", id="a program"),
        pytest.param(b"%PDF-1.7\nabc", "text/plain", Unreadable, "broken PDF", id="a broken PDF"),
        pytest.param(
            b"a\n" * LINES_MAX, "text/plain", TooLarge, str(LINES_MAX), id="more lines than are read"
        ),
        pytest.param(b"<p>a" * 50_001, "text/html", TooLarge, "tags", id="more tags than are read"),
        pytest.param(bytes(range(256)) * 9, "text/html", Unreadable, "binary", id="all bytes there are"),
        pytest.param(
            bytes(range(0xC0, 0x100)) * 9 + b"\xb8\xb9" * 900,
            "text/plain",
            Unreadable,
            "encoding",
            id="no western text",
        ),
        pytest.param(
            (DATA / "headlines.txt").read_bytes(), "text/plain", NotAnArticle, "11 lines", id="headlines"
        ),
        pytest.param(
            (DATA / "menu.html").read_bytes(), "text/html", NotAnArticle, "no article", id="a page of links"
        ),
        pytest.param(b"Bonjour !", "text/plain", NotAnArticle, "no article", id="one word"),
        pytest.param(b"<html></html>", "text/html", NotAnArticle, "no article", id="a page without text"),
        pytest.param(b"a" * (BYTES_MAX + 1), "text/plain", TooLarge, str(BYTES_MAX), id="more than is read"),
    ],
)
def test_what_is_no_article_is_refused_with_its_address_and_the_reason(body, media_type, error, says):
    with pytest.raises(error) as refusal:
        read_bytes(body, media_type, address="dossier/x")
    assert str(refusal.value).startswith("dossier/x: ")
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        pytest.param(PROSE, [PROSE], id="a single paragraph"),
        pytest.param(f"{PROSE} {MORE}", [f"{PROSE} {MORE}"], id="several sentences on one line"),
        pytest.param(f"{PROSE}\r\n\r\n{MORE}\r\n", [PROSE, MORE], id="Windows line ends"),
        pytest.param(f"  {PROSE}\t \n{MORE}\n{PROSE}", [PROSE, MORE], id="blanks around, and a repeat"),
        pytest.param(f"{PROSE[:30]}\0\x07{PROSE[30:]}", [PROSE], id="NUL and bell inside"),
        pytest.param(PROSE.replace("municipal", "mu\u00adni\u200bcipal"), [PROSE], id="soft hyphens"),
        pytest.param(PROSE.replace("é", "e\u0301"), [PROSE], id="accents as separate marks"),
    ],
)
def test_text_pasted_by_a_reader(text, paragraphs):
    assert list(read_text(text).paragraphs) == paragraphs


def test_a_line_of_200_kilobytes_is_one_paragraph():
    line = " ".join([PROSE] * 1_700)
    assert read_text(line).paragraphs == (line,)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(f"<p>{PROSE}</p><p>{MORE}</p>", id="a feed's paragraphs"),
        pytest.param(f"{PROSE}<br/><br/>{MORE}", id="line breaks"),
        pytest.param(f"<div><b>{PROSE}</b>\n<p>{MORE}</p></div>", id="nested"),
        pytest.param(
            f"<p>{PROSE}</p><p>{MORE}</p><script>alert('non')</script><!-- rien -->", id="with a script"
        ),
        pytest.param(f"<p>{PROSE.replace('é', '&eacute;')}</p><p>{MORE}</p>", id="entities"),
    ],
)
@pytest.mark.parametrize("media_type", ["text/html", "text/plain"])
def test_a_fragment_of_html_is_read_whatever_it_is_called(html, media_type):
    assert read_text(html, media_type).paragraphs == (PROSE, MORE)


def test_the_lines_of_a_fragment_that_no_block_parts_are_its_paragraphs():
    assert read_text(f"{PROSE}\n{MORE} <img src='x'>", "text/html").paragraphs == (PROSE, MORE)


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_a_line_known_as_boilerplate_is_never_of_the_article(media_type):
    known = "La rédaction de la Gazette vous lit et vous répond chaque jour, du lundi au samedi matin."
    lines = [PROSE, MORE, known]
    body = "\n".join(lines) if media_type == "text/plain" else "".join(f"<p>{line}</p>" for line in lines)
    assert read_text(body, media_type).paragraphs == (PROSE, MORE, known)
    raw = Raw("x", body.encode(), media_type)
    article = read(raw, "essai", NOW, boilerplate={fold_line(f" {known.upper()}")})
    assert (article.paragraphs, article.left_out) == ((PROSE, MORE), (known,))


def test_a_whole_page_leaves_known_boilerplate_out_too():
    page = (DATA / "page.html").read_bytes()
    first, *others = read_bytes(page, "text/html", address=SITE).paragraphs
    raw = Raw(SITE, page, "text/html")
    assert read(raw, "essai", NOW, boilerplate=[fold_line(first)]).paragraphs == tuple(others)


def test_what_the_feed_announces_wins_over_the_page():
    announced = datetime(2024, 4, 17, 20, tzinfo=UTC)
    page = (DATA / "page.html").read_bytes()
    article = read_bytes(page, "text/html", address=SITE, title="Des abeilles en ville", published=announced)
    assert article.title == "Des abeilles en ville"
    assert article.dating.moment == announced
    assert article.dating.origin is DateOrigin.STATED


def test_of_a_day_that_the_feed_announces_the_page_tells_the_hour():
    page = (DATA / "page.html").read_bytes()
    same, other = datetime(2024, 4, 18, tzinfo=UTC), datetime(2024, 4, 20, tzinfo=UTC)
    told = read_bytes(page, "text/html", address=SITE, published=same).dating
    assert (told.moment, told.day_only) == (datetime(2024, 4, 18, 5, 15, tzinfo=UTC), False)
    told = read_bytes(page, "text/html", address=SITE, published=other).dating
    assert (told.moment.date(), told.day_only) == (other.date(), True)


def test_a_feed_that_announces_the_future_is_not_believed():
    page = (DATA / "page.html").read_bytes()
    article = read_bytes(page, "text/html", address=SITE, published=datetime(2031, 1, 1, tzinfo=UTC))
    assert article.dating.moment == datetime(2024, 4, 18, 5, 15, tzinfo=UTC)


def test_a_page_is_known_by_its_own_canonical_address_without_tracking():
    page = (DATA / "page.html").read_bytes()
    canonical = "https://www.courrier-baie.example/region/abeilles-saint-aubrac"
    assert read_bytes(page, "text/html", address=SITE + "?utm_source=y").url == canonical


def test_a_page_may_not_speak_for_another_site():
    page = (DATA / "page.html").read_bytes()
    assert (
        read_bytes(page, "text/html", address="https://ailleurs.example/a").url
        == "https://ailleurs.example/a"
    )


def test_a_file_has_no_web_address():
    assert read_text(PROSE).url == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(PROSE, "fr", id="French"),
        pytest.param(
            "The town council decided on Monday to reopen the swimming pool, which had been closed for "
            "two years, after months of work that cost more than anybody had expected.",
            "en",
            id="English",
        ),
    ],
)
def test_the_language_is_told(text, language):
    assert read_text(text).language == language


def test_reading_can_be_handed_to_a_worker_process():
    assert pickle.loads(pickle.dumps(read)) is read
    article = read_text(PROSE)
    assert pickle.loads(pickle.dumps(article)) == article


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=600) | st.text(max_size=400).map(str.encode),
    st.sampled_from(["text/plain", "text/html", ""]),
)
def test_nothing_but_our_errors_comes_out_of_any_bytes(body, media_type):
    refused = ""
    try:
        read_bytes(body, media_type)
    except LaconiqueError as refusal:
        refused = str(refusal)
    assert not refused or refused.startswith("note.txt: ")


TAGS = [
    "<p>",
    "</p>",
    "<div",
    ">",
    "<br>",
    "<article>",
    "</html>",
    "<!--",
    "-->",
    "<![CDATA[",
    "&amp;",
    "<title>",
    "<h1>",
    "<table>",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*TAGS, PROSE, MORE]) | st.text(max_size=12), max_size=20))
def test_nothing_but_our_errors_comes_out_of_broken_html(pieces):
    try:
        article = read_text("<html><body>" + "".join(pieces), "text/html")
    except LaconiqueError:
        return
    assert all(paragraph == paragraph.strip() != "" for paragraph in article.paragraphs)


LINES = st.lists(
    st.sampled_from([PROSE, MORE, "Accueil", "Une chute de neige", "Par Anne Duval", "", "le 26/05"]),
    max_size=12,
)


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_every_line_of_a_dump_is_title_paragraph_or_left_out(lines):
    try:
        article = read_text("\n".join(lines))
    except LaconiqueError:
        return
    told = [article.title] * bool(article.title) + [*article.paragraphs, *article.left_out]
    assert sorted(told) == sorted(line for line in lines if line)


def _seed() -> bytes:
    folder = os.environ.get("LACONIQUE_CORPUS")
    path = Path(folder) / "seed-article.txt" if folder else None
    if path is None or not path.is_file():
        pytest.skip("LACONIQUE_CORPUS is not set, or has no seed-article.txt")
    return path.read_bytes()


@pytest.mark.parametrize("today", ["2026-11-23", "2024-01-15", "2022-03-01", "2021-05-28", "2021-05-26"])
def test_the_seed_is_read_exactly_whenever_it_is_read(today):
    body = _seed()
    lines = body.decode().rstrip("\n").split("\n")
    article = read(
        Raw("seed-article.txt", body, "text/plain"), "essai", datetime.fromisoformat(f"{today}T12:00:00Z")
    )
    assert article.title == ""
    assert list(article.paragraphs) == lines[1:13]
    assert list(article.left_out) == [lines[0], *lines[13:]]
    assert article.dating.moment == datetime(2021, 5, 26, 9, 54, tzinfo=ZoneInfo("Europe/Paris"))
    assert article.dating.origin is DateOrigin.INFERRED
    assert article.dating.candidates[0] == date(2021, 5, 26)
    assert date(2020, 5, 26) in article.dating.candidates or today < "2022"
    assert article.language == "fr"
    assert NOW.year - article.dating.candidates[-1].year <= 6
