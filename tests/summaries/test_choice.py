"""What a digest may tell, and what says the same twice."""

import pytest

from bot.summaries.choice import Reading
from bot.summaries.ranker import ranker

PLAIN = "Le conseil municipal de Belleroche a adopté lundi la rénovation complète du pont de la Sarve."
OTHER = "Les travaux commenceront en mars et coûteront douze millions d'euros, selon la préfecture."
TITLE = "Belleroche rénove son pont"


def reading(*texts, title=TITLE, quoted=()) -> Reading:
    return Reading(ranker().counted(texts, title), frozenset(quoted))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        pytest.param(PLAIN, True, id="a plain sentence"),
        pytest.param("Mais le conseil de Belleroche a repoussé lundi la rénovation.", True, id="is mended"),
        pytest.param(
            'Le pont de Belleroche rouvrira au printemps prochain" selon le maire de la ville.',
            False,
            id="half a quotation",
        ),
        pytest.param("Le pont de Belleroche rouvrira enfin au printemps et la suite", False, id="no end"),
        pytest.param("Le pont de Belleroche rouvrira-t-il donc un jour ?", False, id="it asks"),
        pytest.param("« Le pont rouvrira-t-il donc un jour ? »", False, id="somebody asks"),
    ],
)
def test_what_a_digest_may_tell(text, allowed):
    assert reading(text).allows((0,)) is allowed


def test_what_another_outlet_says_is_half_a_quotation():
    assert not reading(PLAIN, quoted=[PLAIN]).allows((0,))


def test_a_second_sentence_may_be_told_where_both_may():
    assert reading(PLAIN, OTHER).allows((0, 1))
    assert not reading(PLAIN, "Pourquoi un pont ?").allows((0, 1))


ASIDE = "Un marché se tient chaque jeudi sous les halles de la place centrale de Belleroche."
BACK = "Il en coûtera douze millions d'euros à la préfecture, qui paiera les travaux dès le mois de mars."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param("pont fleuve digue", "travaux mairie budget", False, id="nothing in common"),
        pytest.param(
            "pont fleuve digue gare lycee", "pont fleuve digue stade musee", True, id="three of five"
        ),
        pytest.param(
            "pont fleuve digue gare lycee", "pont fleuve hotel stade musee", False, id="two of five"
        ),
        pytest.param(
            "pont fleuve digue",
            "pont fleuve hotel stade musee theatre jardin marche ecole mairie budget",
            True,
            id="most of what the shorter one says is in the other",
        ),
    ],
)
def test_when_two_sentences_say_the_same(one, other, same):
    said = reading(one.capitalize() + ".", other.capitalize() + ".")
    assert said.repeats(0, 1) is same
    assert said.allows((0, 1)) is not same


@pytest.mark.parametrize(
    ("texts", "chosen", "stands"),
    [
        pytest.param((PLAIN, OTHER), (0, 1), True, id="two plain sentences"),
        pytest.param((PLAIN, BACK), (0, 1), True, id="who points back stands behind what it means"),
        pytest.param((PLAIN, BACK), (1,), False, id="who points back does not open"),
        pytest.param((ASIDE, PLAIN, BACK), (0, 2), False, id="nor stands where that was left out"),
        pytest.param((PLAIN, "Les travaux du pont de la Sarve"), (0, 1), False, id="a sub-heading"),
    ],
)
def test_what_can_be_told_without_the_sentences_left_out(texts, chosen, stands):
    assert reading(*texts).stands(chosen) is stands
