"""Lines cut at a width are joined again, and no others."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.wrapping import unwrap
from tests.articles.texts import MORE, PROSE

THIRD = (
    "Une dernière réunion publique est prévue le mois prochain, dans la grande salle de la mairie de Valmont."
)


@given(st.integers(50, 100))
def test_lines_cut_at_any_width_are_joined_again(width):
    text = f"{PROSE} {MORE} {THIRD}"
    assert unwrap("\n".join(textwrap.wrap(text, width))) == [text]


def test_lines_cut_at_a_hyphen_are_joined_without_a_blank():
    text = f"{MORE} Elle y mettra, peut-être, un porte-bonheur ou un arc-en-ciel. {PROSE} Ce sera là-haut."
    assert unwrap("\n".join(textwrap.wrap(text, 60))) == [text]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([PROSE, MORE], id="whole paragraphs"),
        pytest.param(
            ["Un phare à vendre sur la côte", "Le marché déménage", "Trois chevaux sur la plage"],
            id="headlines",
        ),
        pytest.param(
            ["Une phrase assez longue pour remplir une ligne entière.", "Une autre, courte."], id="sentences"
        ),
    ],
)
def test_lines_that_nobody_cut_stay_apart(lines):
    assert unwrap("\n".join(lines)) == lines


def test_lines_between_menus_are_judged_by_the_width_of_the_whole_text():
    text = f"{PROSE} {MORE} {THIRD}"
    menu = ["Accueil", "Région", "Sports", "Culture", "Météo"] * 3
    assert unwrap("\n".join([*menu, *textwrap.wrap(text, 72)])) == [*menu, text]


def test_a_line_goes_on_at_its_own_indentation_or_behind_its_bullet():
    text = textwrap.wrap(f"{PROSE} {MORE} {THIRD}", 72, initial_indent="   ", subsequent_indent="   ")
    title = "La piscine de Valmont rouvre après deux années de fermeture et de travaux"
    item = textwrap.wrap(f"* {MORE}", 72, subsequent_indent="  ")
    lines = unwrap("\n".join(["Accueil", "Région", "Sports", title, *text, *item]))
    assert lines == ["Accueil", "Région", "Sports", title, f"{PROSE} {MORE} {THIRD}", f"* {MORE}"]


@given(st.lists(st.text(max_size=90), max_size=30))
def test_no_text_breaks_it_and_no_letter_is_lost(lines):
    text = "\n".join(lines)
    assert "".join("".join(unwrap(text)).split()) == "".join(text.split())
