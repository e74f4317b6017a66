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
        pytest.param("La grève des éboueurs", {"grève des éboueurs"}, id="two nouns, shown as one phrase"),
        pytest.param(
            "L’œuvre d’Anne Le Bihan",
            {"œuvre d’Anne Le Bihan", "Anne Le Bihan"},
            id="elisions, ligatures, function words",
        ),
        pytest.param("Jean-Luc Delamare reçu", {"Jean-Luc Delamare"}, id="a name, shown whole"),
        pytest.param("Ursula von der Leyen parle", {"Ursula von der Leyen"}, id="particles"),
        pytest.param(
            "Marine Le Brec à La Rochelle", {"Marine Le Brec", "La Rochelle"}, id="capital articles"
        ),
        pytest.param("Notre-Dame brûle", {"Notre-Dame"}, id="a hyphen makes a name of it"),
        pytest.param("Le Havre bat Valmont", {"Havre", "Valmont"}, id="at the beginning nobody knows"),
        pytest.param("Les gilets jaunes défilent", {"gilets jaunes"}, id="a noun and its adjective"),
        pytest.param("La crise sanitaire dure", {"crise sanitaire"}, id="by its ending"),
        pytest.param("La dermatose bovine gagne", {"dermatose bovine"}, id="as the press was seen to write"),
        pytest.param("Un séisme secoue Kerlanic", {"séisme", "Kerlanic"}, id="no verb completes a noun"),
        pytest.param("Prix du gaz : hausse", {"prix du gaz", "hausse"}, id="the phrase opens the title"),
        pytest.param("La taxe : des droits de douane", {"taxe", "droits de douane"}, id="what it completes"),
        pytest.param(
            "Le vote du Conseil constitutionnel",
            {"vote du Conseil", "Conseil constitutionnel"},
            id="a word that a capital makes no name of, with what follows it",
        ),
        pytest.param("Ils quittent le Journal", set(), id="and alone it is none"),
        pytest.param(
            "Le patron du RN Jean Kermarec",
            {"patron du RN", "RN", "Jean Kermarec"},
            id="a person's name begins anew after an acronym",
        ),
        pytest.param("L’escale au Cap-Vert", {"escale", "Cap-Vert"}, id="a hyphen is not split"),
        pytest.param("Le chantier de l’A69", {"chantier de l’A69", "A69"}, id="a number in a name"),
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
    assert written("Conseil", lead) == {"conseil", "Jeanne Kerjean", "Brisance"}


def test_the_rest_of_the_text_brings_nothing_forward():
    assert written("Conseil", "mot " * 60 + "de Jeanne Kerjean") == {"conseil"}


def test_topics_come_first_and_their_names_are_no_words():
    found = counted("Séisme en Norvège", topics=[NORWAY], named=shipped_catalogue().named)
    assert [(term.key, term.written) for term in found] == [("pays:no", ""), ("seism", "séisme")]


def test_a_name_and_its_last_word_are_counted_both_and_shown_whole():
    assert [(term.key, term.written) for term in counted("Jeanne Kerjean reçue")] == [
        ("¤jeanne+¤kerjean", "Jeanne Kerjean"),
        ("¤kerjean", "Jeanne Kerjean"),
    ]


def test_the_name_of_a_theme_that_the_article_was_not_found_to_be_about_is_a_word():
    named = shipped_catalogue().named
    assert "football" in {term.written for term in counted("Football : la finale", named=named)}


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        pytest.param("La retraite", "Les retraites", True, id="forms of one word"),
        pytest.param(
            "Le maire du Mali", "Le maire du mal", False, id="a name and a word that begins like it"
        ),
        pytest.param("Un match à Tours", "Un match aux tours", False, id="a name and a word written like it"),
        pytest.param(
            "Le vaccin du Covid", "Le vaccin du covid", True, id="a name, whichever way it is written"
        ),
    ],
)
def test_what_is_one_term(one, other, are_one):
    assert ({term.key for term in counted(one)} == {term.key for term in counted(other)}) is are_one


@given(title=st.text(max_size=200), text=st.text(max_size=400))
def test_whatever_is_written_gives_few_terms_that_fit_their_columns(title, text):
    found = counted(title, text)
    assert len({term.key for term in found}) == len(found) <= 24
    for term in found:
        assert 0 < len(term.key) <= 64
        assert 0 < len(term.written) <= 80
        assert ":" not in term.key
        assert term.key != "*"
