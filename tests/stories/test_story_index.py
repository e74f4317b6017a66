"""The story that a new article belongs to."""

from datetime import datetime, timedelta

import pytest

from bot.model import Article
from bot.ports import Assignment
from bot.stories.signature import signature
from bot.stories.story_index import StoryIndex
from tests.topics.conftest import TODAY, article

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)

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
HARVEST = article(
    "La récolte de blé s’annonce moyenne cette année, a estimé lundi la coopérative de Brisseuil, qui "
    "redoute la concurrence des ports étrangers.",
    title="Blé : une récolte moyenne",
)
MARMOT = article(
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
RISE = article("L’indice a pris 0,48 % lundi, à 8 112 points.", title="La Bourse finit en hausse de 0,48 %")
FALL = article("L’indice a perdu 0,73 % mardi, à 8 031 points.", title="La Bourse finit en baisse de 0,73 %")


class Library:
    """A index, filled by hand."""

    def __init__(self) -> None:
        self.index = StoryIndex(WEEK)

    def put(self, story_id: int, *articles: Article, moment: datetime = TODAY, apart_from: int | None = None):
        for each in articles:
            number = self.index.number + 1
            told = Assignment(number, story_id, moment, moment, signature(each, {}), apart_from)
            self.index.learn([told], number, moment)

    def place(self, each: Article, moment: datetime = TODAY) -> int | None:
        return self.index.story_of(signature(each, {}), moment)


@pytest.fixture
def library() -> Library:
    return Library()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        pytest.param(VALMER, VALMER, True, id="a copy"),
        pytest.param(VALMER, VALMER_AGAIN, True, id="one event in other words"),
        pytest.param(VALMER, article(*VALMER.paragraphs), True, id="one text that lost its title"),
        pytest.param(MARMOT, MARMOT, True, id="a copy without any name"),
        pytest.param(VALMER, HARVEST, False, id="one word in common"),
        pytest.param(MATCH, OTHER_MATCH, False, id="two matches of one day"),
        pytest.param(RISE, FALL, False, id="the same words about two days"),
        pytest.param(article("Lundi."), article("Lundi."), False, id="too little to tell"),
        pytest.param(article(), article(), False, id="nothing to tell"),
    ],
)
def test_one_event_or_two(library, one, other, same):
    library.put(5, one)
    assert library.place(other) == (5 if same else None)
    assert library.index.alike(signature(one, {}), signature(other, {})) is same


@pytest.mark.parametrize(
    ("later", "found"),
    [(timedelta(0), True), (timedelta(days=6), True), (timedelta(days=-6), True), (timedelta(days=8), False)],
    ids=["at once", "within the window", "told of an earlier day", "after the window"],
)
def test_articles_further_apart_than_the_window_tell_two_events(library, later, found):
    library.put(5, VALMER)
    assert (library.place(VALMER_AGAIN, TODAY + later) == 5) is found


def test_the_nearest_story_is_chosen_among_several(library):
    library.put(1, HARVEST)
    library.put(2, MATCH)
    library.put(3, VALMER)
    library.put(4, OTHER_MATCH)
    assert library.place(VALMER_AGAIN) == 3


def test_what_came_before_the_window_is_let_go_of(library):
    library.put(1, VALMER, HARVEST)
    library.put(2, MATCH, moment=TODAY + WEEK + HOUR)
    assert len(library.index) == 1


def test_an_article_that_is_placed_anew_stands_in_its_new_story_alone(library):
    library.put(5, VALMER)
    moved = Assignment(1, 9, TODAY, TODAY, signature(VALMER, {}), apart_from=5)
    library.index.learn([moved], 2, TODAY)
    assert library.place(VALMER_AGAIN) == 9
    assert len(library.index) == 1


def test_between_stories_that_were_set_apart_the_nearest_article_decides_not_the_crowd(library):
    crowd = [article(*VALMER_AGAIN.paragraphs, title=f"{VALMER_AGAIN.title} ({n})") for n in range(3)]
    library.put(5, *crowd)
    library.put(9, VALMER, apart_from=5)
    assert library.place(article(*VALMER.paragraphs, title=VALMER.title + " lundi")) == 9
    assert library.place(crowd[0]) == 5


def test_a_second_look_finds_two_stories_that_tell_one_event(library):
    library.put(5, VALMER)
    library.put(7, HARVEST)
    library.put(9, VALMER_AGAIN)
    assert library.index.twins(TODAY - WEEK, 9) == [(5, 9)]


def test_stories_are_looked_at_again_only_when_they_have_grown_and_while_they_are_young(library):
    library.put(5, VALMER)
    library.put(9, VALMER_AGAIN)
    assert library.index.twins(TODAY + HOUR, 9) == []
    assert library.index.twins(TODAY, 9) == [(5, 9)]
    assert library.index.twins(TODAY, 9) == []


def test_what_an_operator_has_set_apart_stays_apart(library):
    library.put(5, VALMER)
    library.put(9, VALMER_AGAIN, apart_from=5)
    assert library.index.twins(TODAY, 9) == []


def test_how_common_a_word_is_in_the_archive_counts(library):
    """A town that every second story tells of says less of the event than one of which nobody wrote."""
    fires = [article(f"Un feu a détruit {thing} à Valmer.", title=f"Valmer : {thing} en feu")
             for thing in ("un garage", "une grange", "un hangar", "un atelier")]  # fmt: skip
    for number, fire in enumerate(fires, 1):
        library.put(number, fire)
    assert library.place(fires[2]) == 3
