"""What tells the event of an article."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Signature
from bot.stories.signature import BINS, FIGURE, LEAD, NAME, PLACE, TITLE, marked, signature
from tests.topics.conftest import article

WORDS = "Le maire de Valmer a reçu les marins du cargo échoué lundi devant les familles réunies au port. "


def marks(told: Signature) -> dict[str, int]:
    return {token: mark for mark, token in map(marked, told.tokens)}


@pytest.mark.parametrize(
    ("title", "lead", "token", "marked"),
    [
        pytest.param("Valmer : un cargo", "", "cargo", TITLE, id="a word of the title"),
        pytest.param("", "Un cargo coule.", "cargo", LEAD, id="a word of the lead"),
        pytest.param("Un cargo", "Le cargo", "cargo", TITLE | LEAD, id="a word of both"),
        pytest.param("Un cargo à Valmer", "", "valm", TITLE | NAME, id="a name"),
        pytest.param("Valmer cherche un cargo", "", "valm", TITLE | NAME, id="a name that opens the title"),
        pytest.param("Valmer : un cargo", "", "valm", TITLE | NAME | PLACE, id="the place before a colon"),
        pytest.param("Valmer. Un cargo", "", "valm", TITLE | NAME | PLACE, id="the place before a full stop"),
        pytest.param("Un cargo à Nantes", "", "nant", TITLE | NAME | PLACE, id="a known place"),
        pytest.param("Des marins néerlandais", "", "neerland", TITLE | NAME | PLACE, id="a people"),
        pytest.param("Grève à Valmer", "", "grev", TITLE, id="a common word that opens the title is no name"),
        pytest.param("", "Le port rouvre Lundi.", "@lundi", LEAD, id="a day"),
        pytest.param("La hausse est de 7,2 %", "", "7,2", TITLE | FIGURE, id="a decimal"),
        pytest.param("Valmer bat Brisseuil (3-2)", "", "3-2", TITLE | FIGURE, id="a score"),
        pytest.param("Un séisme", "", "=seism", TITLE, id="a concept"),
        pytest.param("", "La terre tremble.", "=seism", LEAD, id="the same concept in another word"),
    ],
)
def test_what_is_marked(title, lead, token, marked):
    assert marks(signature(article(lead, title=title), {}))[token] == marked


@pytest.mark.parametrize(
    ("title", "lead", "told"),
    [
        pytest.param("Le journal de 19h - 24/11/2026", "", set(), id="a programme's title tells no event"),
        pytest.param("Un cargo arrive", "Suivez les événements en direct.", {"cargo", "arriv"},
                     id="a sentence that stands under every live page"),
        pytest.param("", "Un cargo arrive. Suivez les événements en direct.", {"cargo", "arriv"},
                     id="what stands beside it is kept"),
    ],
)  # fmt: skip
def test_what_the_press_says_every_day_tells_no_event(title, lead, told):
    assert marks(signature(article(lead, title=title), {})).keys() == told


def test_a_rubric_only_says_under_which_heading_it_stands():
    told = marks(signature(article(title="Guerre en Ukraine : un cargo arrive"), {}))
    assert (told["guerr"], told["cargo"]) == (TITLE | PLACE, TITLE)


def test_a_country_is_known_by_its_capital_and_by_its_people(catalogue):
    titles = ("Frappe sur l’Ukraine", "Les Ukrainiens résistent", "Kiev accuse Moscou")
    assert all("pays:ua" in marks(signature(article(title=title), catalogue.phrases)) for title in titles)


def test_only_the_title_and_the_beginning_count_for_the_words():
    short = signature(article("mot " * 60, title="Un cargo"), {})
    longer = signature(article("mot " * 60, "Une autre phrase.", title="Un cargo"), {})
    assert short.tokens == longer.tokens


def test_the_sketches_of_a_copy_with_small_edits_agree_and_those_of_another_text_do_not():
    text = "".join(f"{WORDS[:-2]} numéro {n}. " for n in range(20))
    one, edited = (
        signature(article(text), {}),
        signature(article(text.replace("numéro 7", "numéro sept")), {}),
    )
    other = signature(
        article("".join(f"La récolte de blé {n} s’annonce moyenne ici. " for n in range(20))), {}
    )
    agree = [sum(map(int.__eq__, one.sketch, each.sketch)) / BINS for each in (edited, other)]
    assert (agree[0] > 0.8, agree[1] < 0.2) == (True, True)


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_has_a_signature_and_always_the_same(title, lead):
    told = signature(article(lead, title=title), {})
    assert told == signature(article(lead, title=title), {})
    assert all(token and mark for mark, token in map(marked, told.tokens))
    assert len(told.sketch) in (0, BINS)
