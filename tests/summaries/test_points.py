"""Who, where, when and the figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.points import key_points
from tests.summaries.examples import LEAD


def test_the_key_points_of_a_meeting():
    points = key_points("", [LEAD, "Mme Lefort et M. Castel parleront des droits de pêche."])
    assert points.who == ("Anne Lefort", "Paul Castel")
    assert points.where == ("Belleroche", "Valdorie") or points.where[0].startswith("Belleroche")
    assert points.when == ("12 mars",)
    assert points.figures == ()


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        pytest.param("L'usine supprime 320 emplois.", ("320 emplois",), id="what is counted comes along"),
        pytest.param("Elle a perdu 3,5 millions d'euros.", ("3,5 millions d’euros",), id="millions of what"),
        pytest.param("Le chômage monte de 12 %.", ("12 %",), id="a share"),
        pytest.param(
            "Plus de 1 200 personnes ont défilé.", ("plus de 1 200 personnes",), id="about how many"
        ),
        pytest.param("Le 12 mars 2031, à 20 h 30, tout ferme.", (), id="neither days nor hours"),
        pytest.param("L'article 3 de la loi de 1905 demeure.", (), id="a number that counts nothing"),
    ],
)
def test_a_figure_says_what_it_counts(sentence, figures):
    assert key_points("", [sentence]).figures == figures


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        pytest.param("Le ministre Luc Orly a reçu Léa Van den Berg.", ("Luc Orly",), id="full names"),
        pytest.param("Le match se joue au Stade Vélodrome.", (), id="a place with a name"),
        pytest.param("Les Nations Unies se taisent.", (), id="an institution"),
        pytest.param("La Haute Autorité tranchera.", (), id="an authority"),
    ],
)
def test_who_is_a_person(sentence, who):
    assert key_points("", [sentence]).who[: len(who) or None] == who


def test_the_one_most_spoken_of_comes_first():
    sentences = ["Paul Castel attend.", "Anne Lefort part.", "Mme Lefort reviendra.", "Mme Lefort l'a dit."]
    assert key_points("", sentences).who == ("Anne Lefort", "Paul Castel")


@given(st.lists(st.text(max_size=120), max_size=5), st.text(max_size=60))
def test_no_text_breaks_it_and_none_gives_more_than_three(sentences, title):
    points = key_points(title, sentences)
    assert all(len(kind) <= 3 for kind in (points.who, points.where, points.when, points.figures))
