"""An article ends at a heading of readers' comments, and of other articles unless it goes on below."""

import pytest

from bot.articles.ending import outside, until_end, without_cards

BEFORE = [
    "La piscine de Valmont rouvre après quarante ans de travaux, mais sans son plongeoir.",
    "Le bassin a coûté un million d'euros.",
    "À lire aussi",
]
OTHERS = ["Un phare à vendre sur la côte", "Le carnaval de Lembeye a élu sa reine, une retraitée."]
AGAIN = [
    "Le plongeoir de la piscine de Valmont sera vendu aux enchères avant la fin des travaux.",
    "Les habitants de Valmont pourront voir le bassin en mai, quarante ans après sa fermeture.",
]

TOLD = [*BEFORE[:2], *AGAIN]


@pytest.mark.parametrize(
    "heading",
    [
        "12 commentaires",
        "Vos réactions",
        "Commentaires (3)",
        "Laisser un commentaire",
        "4 réflexions sur « La piscine rouvre »",
        "Répondre Signaler",
        "Réagir",
        "Sur le même sujet",
        "Les + lus",
        "Dans la même rubrique",
        "Nos dernières vidéos",
        "À lire également",
        "Il vous reste 87 % de cet article à lire",
    ],
)
def test_a_heading_of_comments_or_of_other_articles_ends_it(heading):
    assert until_end([*TOLD, heading, *OTHERS, *OTHERS]) == TOLD


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Les commentaires des élus ont fait rire la salle.", id="a sentence"),
        pytest.param("Un commentaire du maire", id="a sub-heading that holds the word"),
        pytest.param("Réagir à la crise du logement", id="one that begins with it"),
    ],
)
def test_what_only_speaks_of_them_ends_nothing(line):
    lines = [*TOLD, line, *OTHERS]
    assert until_end(lines) == lines


def test_an_article_goes_on_below_what_it_announces():
    lines = [*TOLD, "À lire aussi", OTHERS[0], *AGAIN]
    assert until_end(lines) == lines


def test_comments_end_it_even_if_they_speak_of_the_same_things():
    assert until_end([*TOLD, "2 commentaires", *AGAIN]) == TOLD


def test_headings_above_an_article_end_nothing():
    lines = ["Les plus lus", *OTHERS, *TOLD]
    assert until_end(lines) == lines


@pytest.mark.parametrize(
    ("after", "places"),
    [
        pytest.param(OTHERS, {3, 4}, id="two of them"),
        pytest.param([*OTHERS, "Une oie perdue.", "Quarante vélos volés."], {3, 4, 5}, id="three at most"),
        pytest.param([OTHERS[0], "Les travaux du bassin ont fini en mai."], {3}, id="the article goes on"),
        pytest.param(["Les élus sont contents. Les nageurs aussi."], set(), id="a whole paragraph"),
        pytest.param([], set(), id="nothing"),
    ],
)
def test_what_stands_under_a_reference_tells_of_other_articles(after, places):
    assert outside([*BEFORE, *after]).teasers == places


def test_a_sentence_that_says_what_is_to_be_read_heads_nothing():
    assert not outside(["Il faut lire aussi les notes de Valmont.", *OTHERS]).teasers


def test_texts_of_other_things_each_alone_under_a_headline_are_left_out():
    article = [*BEFORE[:2], *AGAIN, *AGAIN, *AGAIN]
    cards = [
        "Un phare à vendre sur la côte",
        OTHERS[1],
        "La reine du carnaval",
        "Elle succède à un boulanger de Lembeye.",
    ]
    assert without_cards([*article, *cards]) == article


def test_paragraphs_each_under_a_sub_heading_of_its_own_stay():
    article = [*AGAIN, *AGAIN, *AGAIN, "Un plongeoir à vendre", AGAIN[0], "Un bassin ouvert en mai", AGAIN[1]]
    assert without_cards(article) == article
