"""One line of a page is judged by itself: noise, when or by whom, or perhaps the article."""

import pytest

from bot.articles.lines import is_noise, is_when_or_who


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("À lire : un phare à vendre sur la côte", id="a reference"),
        pytest.param("Voir : le plan des travaux de Valmont", id="another verb of it"),
        pytest.param("Crédits photos : la ville de Valmont", id="a credit in the plural"),
        pytest.param("Photo : Anne Lefort", id="a credit"),
        pytest.param("© Anne Lefort", id="a sign of rights"),
        pytest.param("Par Anne Lefort", id="a signature"),
        pytest.param("Propos recueillis par Anne Lefort", id="the signature of an interview"),
        pytest.param("Réagir", id="a button"),
        pytest.param("3 commentaires", id="a button that counts"),
        pytest.param("Partager sur WhatsApp", id="a button that sends"),
        pytest.param("Conditions générales", id="a button of two words"),
        pytest.param("→ À relire : un phare à vendre sur la côte", id="a reference to something older"),
        pytest.param(
            "Lire notre reportage : Un phare à vendre sur la côte.", id="a reference that says what to"
        ),
        pytest.param("Texte réservé à nos abonnés Lire aussi Un phare est à vendre.", id="for subscribers"),
        pytest.param(
            "Avec nos 12 partenaires, nous lisons ce qui est gardé sur votre appareil, pour vos achats.",
            id="an appeal of those who count readers",
        ),
        pytest.param("Vous pourrez modifier à tout moment vos préférences.", id="another"),
        pytest.param("Partagez ce texte en cliquant sur les icônes ci-dessus.", id="how to share"),
        pytest.param("La reproduction même partielle de ce texte est interdite.", id="what is not allowed"),
    ],
)
def test_what_surrounds_an_article_is_noise(line):
    assert is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Il lui reste à lire : le budget, le plan et le rapport", id="a reference inside"),
        pytest.param("Elle photographie la côte : le phare est à vendre", id="a photographer"),
        pytest.param("Par la mer, on y va en trois heures et demie", id="no signature: too long"),
        pytest.param("Par la mer, trois heures.", id="no signature: a sentence"),
        pytest.param("Les commentaires sont fermés.", id="no button: a sentence"),
        pytest.param("Comment Valmont compte ses oiseaux", id="words that begin as buttons do"),
        pytest.param(
            "Nos partenaires européens ont refusé le plan de Valmont.", id="partners of another kind"
        ),
        pytest.param("La reproduction des loups inquiète les éleveurs.", id="another reproduction"),
        pytest.param("Les habitants de Valmont partagent un jardin de mille mètres", id="no button: long"),
    ],
)
def test_prose_is_none(line):
    assert not is_noise(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Par Anne Lefort, envoyée spéciale", id="who"),
        pytest.param("Avec Anne Lefort à Valmont", id="with whom"),
        pytest.param("De notre correspondante à Valmont", id="from whom"),
        pytest.param("Propos recueillis à Valmont", id="by whom, of an interview"),
        pytest.param("Publié par la rédaction", id="published by"),
        pytest.param("L’article est mis à jour", id="brought up to date"),
        pytest.param("Hier soir", id="yesterday"),
        pytest.param("Aujourd’hui à Valmont", id="today"),
        pytest.param("Lecture : 4 minutes de lecture", id="how long it takes"),
        pytest.param("le 26/05 à Valmont", id="a day in figures"),
        pytest.param("Valmont, 9h05", id="an hour"),
        pytest.param("Valmont, mai 2026", id="a year at the end"),
    ],
)
def test_when_or_who_is_never_a_title(line):
    assert is_when_or_who(line)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("La piscine de Valmont rouvre", id="news"),
        pytest.param("Le maire mis en examen à Valmont", id="«mis», and not brought up to date"),
        pytest.param("Un poste publié au concours de Valmont", id="«publié», and not when"),
        pytest.param("Valmont compte 2021 habitants de plus", id="no year: it counts"),
    ],
)
def test_a_title_is_neither(line):
    assert not is_when_or_who(line)
