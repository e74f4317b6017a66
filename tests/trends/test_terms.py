"""What an article is counted for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Article, Dating, Topic
from bot.trends.terms import terms
from tests.conftest import NOW
from tests.editions.stories import shipped_catalogue

NORWAY = Topic("pays:no", "Norvège")


def counted(title, *paragraphs, topics=(), named=lambda _: None):
    article = Article(title, paragraphs or ("Rien de plus n’est connu.",), Dating(NOW), "Le Phare")
    return terms(article, topics, named)


def written(title, *paragraphs):
    return {term.written for term in counted(title, *paragraphs)}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        pytest.param("Séisme à Kerlanic", {"séisme", "Kerlanic"}, id="a noun that opens, a name"),
        pytest.param("Un séisme secoue la ville", {"séisme", "ville"}, id="no verb"),
        pytest.param("La grève des éboueurs", {"grève", "éboueurs"}, id="after articles"),
        pytest.param(
            "L’œuvre d’Anne Le Bihan",
            {"œuvre", "Anne Le Bihan", "Bihan"},
            id="elisions, ligatures, function words",
        ),
        pytest.param(
            "Jean-Luc Delamare reçu", {"Jean-Luc Delamare", "Delamare"}, id="a name, and its last word"
        ),
        pytest.param("Ursula von der Leyen parle", {"Ursula von der Leyen", "Leyen"}, id="particles"),
        pytest.param(
            "Marine Le Brec à La Rochelle", {"Marine Le Brec", "Brec", "La Rochelle"}, id="capital articles"
        ),
        pytest.param("Notre-Dame brûle", {"Notre-Dame"}, id="a hyphen makes a name of it"),
        pytest.param("Le Havre bat Valmont", {"Havre", "Valmont"}, id="at the beginning nobody knows"),
        pytest.param(
            "Les gilets jaunes défilent", {"gilets jaunes", "gilets"}, id="a noun and its adjective"
        ),
        pytest.param("La crise sanitaire dure", {"crise sanitaire", "crise"}, id="by its ending"),
        pytest.param("L’ONU et l’Otan", {"ONU", "Otan"}, id="acronyms"),
        pytest.param("SÉISME À KERLANIC", {"séisme"}, id="a shouted title has no names"),
        pytest.param("Lundi 12 mars : la météo du matin", {"météo"}, id="not the calendar, no number"),
        pytest.param("Un nouvel émissaire", {"émissaire"}, id="no adjective, but the noun after it"),
        pytest.param("", {"rien"}, id="without a title, the first words stand in"),
    ],
)
def test_the_salient_words_of_a_title(title, words):
    assert written(title) == words


def test_of_the_lead_only_names_that_no_sentence_begins_with():
    lead = "Hier, la maire Jeanne Kerjean a parlé. Valmont attend. Le port de Brisance rouvre."
    assert written("Conseil", lead) == {"conseil", "Jeanne Kerjean", "Kerjean", "Brisance"}


def test_the_rest_of_the_text_brings_nothing_forward():
    assert written("Conseil", "mot " * 60 + "de Jeanne Kerjean") == {"conseil"}


def test_topics_come_first_and_their_names_are_no_words():
    found = counted("Séisme en Norvège", topics=[NORWAY], named=shipped_catalogue().named)
    assert [(term.key, term.written) for term in found] == [("pays:no", ""), ("seism", "séisme")]


def test_forms_of_one_word_are_one_term():
    (one,), (other,) = counted("La retraite"), counted("Les retraites")
    assert one.key == other.key


@given(title=st.text(max_size=200), text=st.text(max_size=400))
def test_whatever_is_written_gives_few_terms_that_fit_their_columns(title, text):
    found = counted(title, text)
    assert len({term.key for term in found}) == len(found) <= 24
    for term in found:
        assert 0 < len(term.key) <= 64
        assert 0 < len(term.written) <= 80
        assert ":" not in term.key
        assert term.key != "*"
