"""«Vouliez-vous dire»: slips of the hand and what was meant, labelled before the first run."""

import pytest

from bot.topics.guesses import Vocabulary, guesses
from bot.topics.source_names import called

TITLE_WORDS = (
    "retraites réforme gouvernement grève inondations élections manifestation vaccin hôpital budget "
    "pouvoir achat "
    "incendie agriculteurs nucléaire logement tribunal enquête ministre maire police école lycée "
    "université festival "
    "cinéma littérature championnat victoire sécheresse canicule pollution biodiversité tramway aéroport "
    "téléphérique "
    "porcelaine pêcheurs loup chien tortue musique"
).split()
SOURCES = ["Le Monde – Sport", "Libération", "Ouest-France", "Mediapart"]


@pytest.fixture(scope="module")
def vocabulary(catalogue):
    return Vocabulary.of(catalogue, called(SOURCES), TITLE_WORDS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("rusie", "Russie"),
        ("Russsie", "Russie"),
        ("russei", "Russie"),
        ("la rusie", "la Russie"),
        ("Ukrane", "Ukraine"),
        ("ukriane", "Ukraine"),
        ("alemagne", "Allemagne"),
        ("Allemange", "Allemagne"),
        ("itlaie", "Italie"),
        ("Espange", "Espagne"),
        ("etat unis", "États-Unis"),
        ("étas-unis", "États-Unis"),
        ("royaume unit", "Royaume-Uni"),
        ("azerbaidjan", None),
        ("azerbaijan", "Azerbaïdjan"),
        ("afganistan", "Afghanistan"),
        ("isreal", "Israël"),
        ("chinne", "Chine"),
        ("japnon", "Japon"),
        ("bresil", None),
        ("brezil", "Brésil"),
        ("suise", "Suisse"),
        ("portugual", "Portugal"),
        ("tunise", "Tunisie"),
        ("algerei", "Algérie"),
        ("venezuella", "Venezuela"),
        ("ecomonie", "Économie"),
        ("econnomie", "Économie"),
        ("politque", "Politique"),
        ("polotique", "Politique"),
        ("environement", "Environnement"),
        ("culutre", "Culture"),
        ("jutsice", "Justice"),
        ("retaites", "retraites"),
        ("retrattes", "retraites"),
        ("reforme retaites", "réforme retraites"),
        ("gouvernment", "gouvernement"),
        ("innondations", "inondations"),
        ("electionss", "élections"),
        ("manifestaton", "manifestation"),
        ("hopittal", "hôpital"),
        ("nuclaire", "nucléaire"),
        ("agriculteur", None),
        ("secheresse", None),
        ("sécherresse", "sécheresse"),
        ("biodiverssité", "biodiversité"),
        ("telepherqiue", "téléphérique"),
        ("championat", "championnat"),
        ("litterature", None),
        ("litérature", "littérature"),
        ("inendie", "incendie"),
        ("pouvoir dachat", "pouvoir achat"),
        ("liberaton", "Libération"),
        ("ouest frnace", "Ouest-France"),
        ("mediapar", "Mediapart"),
        ("congrès retaites", "congrès retraites"),
    ],
)
def test_a_slip(vocabulary, typed, meant):
    found = guesses(typed, vocabulary)
    if meant is None:  # spelt well, accents and plural aside
        assert found == []
    else:
        assert meant in found


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("ukrène", "Ukraine", id="another spelling of a sound"),
        pytest.param("maroque", "Maroc", id="three letters, one sound"),
        pytest.param("notre réformme", "notre réforme", id="small words stay"),
    ],
)
def test_a_word_may_be_written_as_it_is_heard(vocabulary, typed, meant):
    assert meant in guesses(typed, vocabulary)


@pytest.mark.parametrize("typed", ["bidon poutre", "molaire", "ministres"])
def test_what_the_press_knows_is_no_slip(catalogue, typed):
    near = ["bidons", "poudre", "polaire", "ministre", "pantre"]
    knows = {"bidon", "poutre", "molaire", "ministres"}.__contains__
    assert guesses(typed, Vocabulary.of(catalogue, {}, near, knows)) == []


def test_a_rare_word_is_no_slip_of_another_rare_one(catalogue):
    likelier = {("poudre", "poutre"): False, ("ministre", "minisre"): True}
    vocabulary = Vocabulary.of(
        catalogue, {}, ["poudre", "ministre"], likelier=lambda word, typed: likelier[word, typed]
    )
    assert guesses("poutre minisre", vocabulary) == ["poutre ministre"]


@pytest.mark.parametrize("typed", ["biens", "pourquoo", "depuit"])
def test_nobody_means_a_word_that_says_nothing(catalogue, typed):
    near = ["bien", "pourquoi", "depuis"]
    assert guesses(typed, Vocabulary.of(catalogue, {}, near)) == []


@pytest.mark.parametrize(
    "typed",
    [
        *("", "🎉", "w" * 5000, "zzzzzz", "azertyuiop", "de la", "abc", "été", "art", "bac", "vol", "49"),
        *("escargot", "violoncelle", "parapluie", "harmonica", "kangourou", "trottinette", "bibliothèque"),
        *("colloque américano-russe"),
        *(
            "tempête",
            "chocolat",
            "marionnettes",
            "géologie",
            "alpinisme",
            "un deux trois quatre cinq six sept",
        ),
    ],
)
def test_nothing_is_guessed(vocabulary, typed):
    assert guesses(typed, vocabulary) == []
