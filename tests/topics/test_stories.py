import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.topics.stories import same_story, signature
from tests.topics.conftest import article

VALMER = article(
    "Un cargo chargé de 1 200 tonnes de blé s’est échoué lundi à l’entrée du port de Valmer, sans faire "
    "de blessé, a annoncé la capitaine du port, Irène Laubardemont.",
    "Le trafic est suspendu.",
    title="Un cargo de blé s’échoue à l’entrée du port de Valmer",
)
VALMER_AGAIN = article(
    "La capitaine du port de Valmer, Irène Laubardemont, a suspendu le trafic lundi après l’échouement d’un "
    "cargo chargé de 1 200 tonnes de blé. Personne n’est blessé.",
    "Deux remorqueurs sont en route.",
    title="Port de Valmer : un cargo de blé échoué bloque le trafic",
)
VALMER_UNTITLED = article(*VALMER.paragraphs)
HARVEST = article(
    "La récolte de blé s’annonce moyenne cette année, a estimé lundi la coopérative de Brisseuil, qui "
    "redoute la concurrence des ports étrangers.",
    title="Blé : une récolte moyenne",
)
NAMELESS = article(
    "Une marmotte a dérobé un pique-nique entier à des randonneurs, qui la regardaient bouche bée."
)
MATCH = article(
    "L’Étoile de Brisseuil a battu le Racing de Valmer dimanche (2-1) lors de la neuvième "
    "journée du championnat, grâce à un but de Clara Montagnac à la dernière minute du match.",
    title="Football : Brisseuil bat Valmer (2-1)",
)
OTHER_MATCH = article(
    "L’Olympique de Port-Lazare a battu le Sporting de Haut-Ombre dimanche (2-1) lors de la neuvième "
    "journée du championnat, grâce à un but de Maëlys Corvaisier à la dernière minute du match.",
    title="Football : Port-Lazare bat Haut-Ombre (2-1)",
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(VALMER, VALMER, True, id="a copy"),
        pytest.param(VALMER, VALMER_AGAIN, True, id="one event in other words"),
        pytest.param(VALMER, VALMER_UNTITLED, True, id="one text that lost its title"),
        pytest.param(NAMELESS, NAMELESS, True, id="a copy without any name"),
        pytest.param(VALMER, HARVEST, False, id="one word in common"),
        pytest.param(MATCH, OTHER_MATCH, False, id="two matches of one day"),
        pytest.param(article("Lundi."), article("Lundi."), False, id="too little to tell"),
        pytest.param(article(), article(), False, id="nothing to tell"),
    ],
)
def test_one_event_or_two(one, other, same):
    assert same_story(signature(one), signature(other)) is same


def test_names_and_numbers_weigh_double():
    weighed = signature(article("Le maire reçoit Irène Laubardemont et 12 marins."))
    assert {"laubardemont", "*laubardemont", "12", "*12", "mair"} <= weighed
    assert "*mair" not in weighed


def test_only_the_title_and_the_beginning_count():
    tail = [f"Autre phrase, numéro {i}, sur un sujet lointain." for i in range(50)]
    assert signature(article(*VALMER.paragraphs, "mot " * 60)) == signature(
        article(*VALMER.paragraphs, "mot " * 60, *tail)
    )


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_it_makes_no_difference_who_comes_first(one, other):
    left, right = signature(article(one)), signature(article(other))
    assert same_story(left, right) == same_story(right, left)
