"""Phrases among the words of a text."""

import pytest

from bot.french.phrases import Phrases
from bot.french.words import words


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        pytest.param("lire la suite", "Pour lire la suite, payez", True, id="words in a row"),
        pytest.param("lire la suite", "Lire vite la suite", False, id="not in a row"),
        pytest.param("abonn*", "Offres aux abonnés", True, id="a word that begins so"),
        pytest.param("abonn*", "Un désabonnement", False, id="but not inside a word"),
        pytest.param("pour *er", "Pour rouvrir ou fermer", False, id="a word that ends so: not here"),
        pytest.param("pour *ir|*er", "Pour rouvrir", True, id="a word that ends so"),
        pytest.param("*ir vite", "Rouvrir vite", True, id="at the beginning too"),
        pytest.param("a * dit", "Elle a vite dit", True, id="any word"),
        pytest.param("ce WEEKDAY", "Ce mardi", True, id="a weekday"),
        pytest.param("ce WEEKDAY", "Ce matin", False, id="no weekday"),
        pytest.param("le NUMBER MONTH", "Le 1er août", True, id="a date"),
        pytest.param("lire|voir aussi", "Voir aussi", True, id="one of two words"),
        pytest.param("notre ... newsletter", "Notre toute nouvelle newsletter", True, id="words between"),
        pytest.param("notre ... newsletter", "Notre newsletter", True, id="or none"),
        pytest.param(
            "notre ... newsletter", "Notre " + "très " * 8 + "newsletter", True, id="eight words between"
        ),
        pytest.param("notre ... $", "Notre " + "très " * 8, True, id="a gap up to the end"),
        pytest.param(
            "tres tres ... vif", "Oui, oui, très très " + "fin " * 9 + "vif", False, id="in mid-text too"
        ),
        pytest.param("abonne* vite", "Abonn vite", False, id="a beginning is had in full"),
        pytest.param("lire abonne*", "Lire abonna", False, id="in second place too"),
        pytest.param("le NUMBER", "Le mardi", False, id="no number"),
        pytest.param("le MONTH", "Le mardi", False, id="no month"),
        pytest.param(
            "notre ... newsletter", "Notre " + "très " * 9 + "newsletter", False, id="nine are too many"
        ),
        pytest.param("^ par", "Par Anne", True, id="at the head"),
        pytest.param("^ par", "Signé par Anne", False, id="and nowhere else"),
        pytest.param("a lire $", "À lire", True, id="at the end"),
        pytest.param("a lire $", "À lire demain", False, id="and nowhere before"),
        pytest.param("l article", "Tout l’article", True, id="what is elided is a word"),
    ],
)
def test_a_phrase_is_found(phrase, text, found):
    assert Phrases([phrase]).in_words(words(text)) is found


def test_the_longest_opening_counts():
    phrases = Phrases(["en effet", "en", "en effet encore"])
    assert phrases.opening(words("En effet, il pleut")) == len(["en", "effet"])
    assert phrases.opening(words("Mais en effet")) == 0
    assert phrases.opening([]) == 0


def test_the_longest_phrase_at_a_place_counts():
    phrases = Phrases(["en effet", "en"])
    assert phrases.at(words("Mais en effet"), 1) == len(["en", "effet"])
    assert phrases.at(words("Mais en effet"), 0) == 0
    assert phrases.at(words("Mais"), 1) == 0


def test_a_phrase_that_begins_with_an_ending_leaves_the_others_in_place():
    phrases = Phrases(["*ir vite", "abonn*", "lire"])
    found = [phrases.in_words(words(text)) for text in ("Rouvrir vite", "Un abonnement", "À lire", "Rien")]
    assert found == [True, True, True, False]
