"""Live blogs, photo pages and results are marked, and prose with a few hours or scores is not."""

import pytest

from bot.articles.forms import form_of
from bot.model import Form
from tests.articles.texts import MORE, PROSE, read_text

LIVE = [
    part
    for hour in range(9, 15)
    for part in (f"{hour}h05", f"À {hour} heures, {PROSE[0].lower()}{PROSE[1:]}")
]
RESULTS = [f"Valmont {n} - Saint-Aubrac {n} : {n}-{n + 1}" for n in range(12)]
RANKING = [f"{n}. Coureur {'abcdefghijkl'[n]} (Valmont) 3h0{n % 10}" for n in range(1, 12)]
CELLS = [cell for n in range(1, 8) for cell in (str(n), f"Club {'abcdefgh'[n]}", "28", "+4")]


@pytest.mark.parametrize(
    ("lines", "form"),
    [
        pytest.param([PROSE, MORE], Form.PROSE, id="prose"),
        pytest.param(LIVE, Form.LIVE, id="an hour above each post"),
        pytest.param([f"1{n}h05 - {PROSE}" for n in range(6)], Form.LIVE, id="an hour before each post"),
        pytest.param(["18h05", PROSE, MORE, "19h10", MORE], Form.PROSE, id="two hours"),
        pytest.param([f"1{n}h05" for n in range(8)] + [PROSE, MORE], Form.PROSE, id="hours of other news"),
        pytest.param(RESULTS, Form.TABLE, id="scores"),
        pytest.param(RANKING, Form.TABLE, id="a ranking"),
        pytest.param(CELLS, Form.TABLE, id="cells"),
        pytest.param([PROSE, *RESULTS[:5], MORE], Form.PROSE, id="a few scores in a text"),
        pytest.param([PROSE, MORE] * 12 + RESULTS, Form.PROSE, id="scores below a long text"),
    ],
)
def test_the_lines_tell_the_form(lines, form):
    assert form_of(lines, [PROSE]) is form


@pytest.mark.parametrize(
    ("pictures", "title", "form"),
    [
        pytest.param(12, "", Form.PHOTOS, id="twelve pictures, few words"),
        pytest.param(4, "La fête en images", Form.PHOTOS, id="four, which the title promises"),
        pytest.param(4, "La fête de l’eau", Form.PROSE, id="four, which it does not"),
    ],
)
def test_a_page_is_what_it_shows(pictures, title, form):
    assert form_of([PROSE, MORE], [PROSE, MORE], pictures, title=title) is form


def test_sixty_words_of_prose_are_prose_whatever_stands_beside_them():
    assert form_of([PROSE, MORE] * 2, [PROSE, MORE] * 2, 12) is Form.PROSE
    assert form_of([PROSE, MORE, PROSE, MORE, *LIVE], [PROSE]) is Form.PROSE


def test_a_live_page_is_read_and_marked():
    posts = "".join(f"<h3>1{n}h05</h3><p>{PROSE} {n}</p><p>{MORE} {n}</p>" for n in range(6))
    article = read_text(
        f"<html><body><article><h1>Le direct</h1>{posts}</article></body></html>", "text/html"
    )
    assert article.form is Form.LIVE
    assert article.title == "Le direct"


def test_a_photo_page_of_few_words_keeps_its_description():
    head = "<meta name='description' content='La fête en images.'>"
    pictures = "<figure><img src='a.jpg'></figure>" * 9
    article = read_text(
        f"<html><head>{head}<title>La fête de l'eau</title></head><body>{pictures}</body></html>", "text/html"
    )
    assert (article.form, article.paragraphs) == (Form.PHOTOS, ("La fête en images.",))


def test_results_without_prose_are_kept_as_they_are():
    article = read_text("\n".join(["Accueil", *RESULTS, "Contact"]))
    assert (article.form, article.paragraphs) == (Form.TABLE, tuple(RESULTS))
    assert article.left_out == ("Accueil", "Contact")
    rows = "".join(f"<tr><td>{line}</td></tr>" for line in RESULTS)
    page = f"<html><head><title>Tous les résultats</title></head><body><table>{rows}</table></body></html>"
    assert (read_text(page, "text/html").form, read_text(page, "text/html").paragraphs) == (
        Form.TABLE,
        tuple(RESULTS),
    )
