"""What is counted about sentences."""

import numpy as np
import pytest

from bot.summaries.features import RARITIES, SENTENCE, count, terms

ANY = np.full(RARITIES, 100, np.uint8)


def names(text):
    return count([text], "", ANY).names[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("La maire Anne Lefort part", {"Anne", "Lefort"}, id="capitals within"),
        pytest.param("Anne part", set(), id="the first word has one anyway"),
        pytest.param(
            "Elle quitte l’Isère, puis (Nantes).", {"Isère", "Nantes"}, id="without elision and marks"
        ),
        pytest.param("Le plan A a échoué", set(), id="no single letter"),
    ],
)
def test_names_are_words_with_a_capital(text, found):
    assert names(text) == found


def test_terms_are_cut_so_that_inflected_forms_meet():
    assert terms("Les manifestants manifestent") == ["manifes", "manifes"]
    assert terms("Il y a le « a »") == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        pytest.param("at", [0, 1, 2], id="where it stands"),
        pytest.param("last", [0, 0, 1], id="the last"),
        pytest.param("words", [3, 3, 2], id="how long it is"),
        pytest.param("off_length", [25, 25, 26], id="how far from 28 words"),
        pytest.param("title_share", [1, 0, 0.5], id="how much of the title it holds"),
        pytest.param("title_rank", [0, 2, 1], id="its rank by likeness to the title"),
        pytest.param("next_points", [1, 0, 0], id="whether the next points back"),
    ],
)
def test_a_column_counts(column, values):
    told = count(["Le pont rouvre.", "Il pleut beaucoup.", "Le pont."], "Pont rouvre", ANY)
    assert told.columns[:, SENTENCE.index(column)].tolist() == pytest.approx(values)
