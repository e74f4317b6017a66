"""What reads badly costs, and what says the same twice."""

import pytest

from bot.summaries.choice import Reading
from bot.summaries.ranker import ranker

PLAIN = "Le conseil municipal de Belleroche a adopté lundi la rénovation complète du pont de la Sarve."
OTHER = "Les travaux commenceront en mars et coûteront douze millions d'euros, selon la préfecture."
TITLE = "Belleroche rénove son pont"


def reading(*texts, title=TITLE, quoted=()) -> Reading:
    return Reading(ranker().counted(texts, title), frozenset(quoted))


def words(number: int) -> str:
    """A plain sentence of so many words, none of them in another one."""
    head = "Belleroche prépare cela"
    return head + "".join(f" mot{number}x{n}" for n in range(number - 3)) + "."


def test_what_reads_well_costs_nothing():
    assert reading(PLAIN, OTHER).cost((0, 1)) == 0


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        pytest.param("Il a promis que le pont de Belleroche rouvrira dès le printemps.", 0.08, id="who?"),
        pytest.param(
            "Mais le conseil municipal de Belleroche a repoussé lundi la rénovation du pont de la Sarve.",
            0.04,
            id="it goes on from something",
        ),
        pytest.param(
            'Le pont de Belleroche rouvrira au printemps prochain" selon le maire de la ville.',
            0.05,
            id="half a quotation",
        ),
        pytest.param("Le pont de Belleroche rouvrira enfin au printemps et la suite", 0.05, id="no end"),
        pytest.param("Le maire a signé l'accord à Belleroche.", 0.03, id="few words tell seldom the news"),
        pytest.param("Le pont de Belleroche rouvrira-t-il donc un jour au printemps ?", 0.03, id="it asks"),
        pytest.param(
            "Le pont de Belleroche rouvrira donc bien un jour au printemps !", 0.03, id="it exclaims"
        ),
        pytest.param(words(55), 0, id="the short form's length is free"),
        pytest.param(words(60), 5 * 0.003, id="each word beyond it has to be earned"),
    ],
)
def test_what_reads_badly_costs(text, cost):
    assert reading(text).cost((0,)) == pytest.approx(cost)


def test_what_another_outlet_says_is_half_a_quotation():
    assert reading(PLAIN, quoted=[PLAIN]).cost((0,)) == pytest.approx(0.05)


def test_the_words_of_two_sentences_count_together():
    assert reading(words(30), words(31)).cost((0, 1)) == pytest.approx(6 * 0.003)


ASIDE = "Un marché se tient chaque jeudi sous les halles de la place centrale de Belleroche."
BACK = "Il en coûtera douze millions d'euros à la préfecture, qui paiera les travaux dès le mois de mars."


@pytest.mark.parametrize(
    ("texts", "choice", "cost"),
    [
        pytest.param((PLAIN, BACK), (0, 1), 0, id="next to what it points back to"),
        pytest.param((ASIDE, PLAIN, BACK), (0, 2), 0.04, id="away from it, it leans on nothing"),
    ],
)
def test_what_points_back_stays_with_what_is_before_it(texts, choice, cost):
    assert reading(*texts).cost(choice) == pytest.approx(cost)


SHARED = "pont fleuve digue travaux mairie budget"


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
    assert said.cost((0, 1)) >= 0.1 if same else said.cost((0, 1)) < 0.1


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
