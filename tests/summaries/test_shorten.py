"""What a sentence loses to be a headline, step by step, and what it never loses."""

import pytest

from bot.summaries.headline import broken_off
from bot.summaries.labels import without_dateline, without_listed, without_rubric
from bot.summaries.omissions import (
    endings,
    without_aside,
    without_brackets,
    without_day,
    without_explanation,
    without_heading,
    without_opening,
    without_place,
    without_report,
)
from bot.summaries.shorten import fits, shortened


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        (
            without_report,
            "Le pont est rouvert aux voitures, a indiqué la mairie",
            "Le pont est rouvert aux voitures",
        ),
        (without_report, "Le pont rouvrira, a-t-on appris mardi auprès de la mairie", "Le pont rouvrira"),
        (
            without_brackets,
            "Le Syndicat des pêcheurs (SPS) a bloqué le pont",
            "Le Syndicat des pêcheurs a bloqué le pont",
        ),
        (
            without_opening,
            "Lors d'une rare conférence de presse commune, le maire et les pêcheurs ont signé",
            "Le maire et les pêcheurs ont signé",
        ),
        (
            without_opening,
            "Vendredi soir, devant une salle comble, la juge de Belleroche a interdit la vente",
            "La juge de Belleroche a interdit la vente",
        ),
        (
            without_opening,
            "Dans la Sarve, la Morvanie et la Valdorie, les prix ont monté de trois couronnes",
            "Les prix ont monté de trois couronnes",
        ),
        (
            without_opening,
            "Invitée de la radio locale, Anne Lefort a reconnu que le pont est en danger",
            "Anne Lefort a reconnu que le pont est en danger",
        ),
        (
            without_aside,
            "La société, qui achemine le pain et le journal dans les villages, a été vendue",
            "La société a été vendue",
        ),
        (
            without_aside,
            "La mairie a trouvé un lac, isolé de l'air depuis des siècles, selon une étude publiée mardi",
            "La mairie a trouvé un lac selon une étude publiée mardi",
        ),
        (without_aside, "Paul Morand, maire de Belleroche, a signé lundi", "Paul Morand a signé lundi"),
        (without_day, "Paul Morand a été retrouvé mardi soir vivant", "Paul Morand a été retrouvé vivant"),
        (without_day, "Le maire a reçu jeudi 12 mars les pêcheurs", "Le maire a reçu les pêcheurs"),
        (without_day, "Le maire a reçu ce jeudi les pêcheurs", "Le maire a reçu les pêcheurs"),
        (
            without_day,
            "Le plan a été déclenché à Belleroche, mardi 12 mars, pour répondre à la crue",
            "Le plan a été déclenché à Belleroche, pour répondre à la crue",
        ),
        (
            without_day,
            "Le maire a pris la parole pour dénoncer, mardi 12 mars, les péages",
            "Le maire a pris la parole pour dénoncer les péages",
        ),
        (
            without_opening,
            "Alors que la crue dure dans la vallée, il faut fermer le pont",
            "Il faut fermer le pont",
        ),
        (
            without_aside,
            "La découverte d'un gaz, la morvanite, a été célébrée lundi",
            "La découverte d'un gaz a été célébrée lundi",
        ),
        (
            without_aside,
            "Selon la radio, qui a lu le rapport, le maire va rouvrir le pont",
            "Selon la radio, le maire va rouvrir le pont",
        ),
        (
            without_aside,
            "La mairie va porter plainte contre la société, chargée du pont depuis mars, révèle la radio",
            "La mairie va porter plainte contre la société, révèle la radio",
        ),
        (
            without_aside,
            "La juge Anne Lefort, qui siège à Belleroche, a estimé que le pont est en danger",
            "La juge Anne Lefort a estimé que le pont est en danger",
        ),
        (
            without_place,
            "La juge de la vallée a estimé dans sa décision que le pont est en danger",
            "La juge de la vallée a estimé que le pont est en danger",
        ),
        (
            without_explanation,
            "Un pêcheur a filmé plusieurs pièces de la mairie : on y voit un plafond qui tombe",
            "Un pêcheur a filmé plusieurs pièces de la mairie",
        ),
        (
            without_heading,
            "Fermeture des quais à minuit au lieu de dix heures : le maire a annoncé un plan",
            "Le maire a annoncé un plan",
        ),
        (without_dateline, "BELLEROCHE (AFP) - Le pont est rouvert", "Le pont est rouvert"),
        (without_rubric, "VIDÉO. Le pont rouvre", "Le pont rouvre"),
        (without_rubric, "EN IMAGES : Le pont rouvre", "Le pont rouvre"),
        (without_rubric, "DIRECT - VIDÉO. Le pont rouvre", "Le pont rouvre"),
        (without_rubric, "TROIS QUESTIONS. Le pont rouvre", "Le pont rouvre"),
        (without_listed, "EN DIRECT | Le pont rouvre", "Le pont rouvre"),
        (without_listed, "LE CHOIX D'ANNE - Le pont rouvre", "Le pont rouvre"),
        (without_listed, "L’ENQUÊTE DU 20H - Le pont rouvre", "Le pont rouvre"),
        (without_listed, "CONFIDENTIELS - Le pont rouvre", "Le pont rouvre"),
        (without_listed, "INFO LA GAZETTE - VIDÉO. Le pont rouvre", "Le pont rouvre"),
        (without_listed, "PSG - Inter Milan : le pont", "PSG - Inter Milan : le pont"),
        (without_listed, "JO 2026 : le pont rouvre", "JO 2026 : le pont rouvre"),
        (without_listed, "Vidéo et pont. Il rouvre", "Vidéo et pont. Il rouvre"),
        (without_listed, "VIDÉO. ", "VIDÉO. "),
        (without_listed, "EN DIRECT", "EN DIRECT"),
    ],
)
def test_a_step_leaves_out(step, before, after):
    assert step(before) == after


@pytest.mark.parametrize(
    ("step", "text"),
    [
        pytest.param(
            without_report, "La mairie a volé un million, affirme un ancien adjoint", id="it is claimed"
        ),
        pytest.param(
            without_report, "Le pont rouvre, a annoncé le maire, si la pluie cesse", id="on a condition"
        ),
        pytest.param(without_report, '"Nous rouvrirons", a annoncé le maire', id="whose words they are"),
        pytest.param(without_report, "Le maire, a annoncé la mairie", id="no sentence would be left"),
        pytest.param(without_brackets, "Le maire et (presque) tous les élus ont signé", id="«et» would wait"),
        pytest.param(without_opening, "En 2019, les ventes de pain ont baissé dans la vallée", id="a year"),
        pytest.param(
            without_opening, "Sans l'accord du maire, le pont de Belleroche ferme", id="a condition"
        ),
        pytest.param(
            without_opening, "Après la crue, il a fermé le pont de Belleroche", id="nobody would know who"
        ),
        pytest.param(
            without_opening, "Après la crue, le pont, la digue et le quai rouvrent", id="where is the verb?"
        ),
        pytest.param(
            without_opening, "À Paris le pont est fermé, la digue de la Sarve a été rouverte", id="a sentence"
        ),
        pytest.param(
            without_opening, "Mardi, le 12 mars sera chômé dans la vallée", id="no subject but a day"
        ),
        pytest.param(without_aside, "Le maire, les pêcheurs, la région ont signé un accord", id="a list"),
        pytest.param(without_aside, "Paul Morand, selon la mairie, a signé lundi", id="who says so"),
        pytest.param(
            without_aside, "Le maire a promis, malgré la pluie, de rouvrir le pont", id="behind the verb"
        ),
        pytest.param(
            without_aside, "Dans la vallée, élus, pêcheurs ou simples curieux, ont défilé", id="its subject"
        ),
        pytest.param(
            without_explanation,
            'Le maire de la vallée le dit à tous : "Le pont tient"',
            id="words of someone",
        ),
        pytest.param(without_heading, "Belleroche : le maire a annoncé un plan", id="a topic is no heading"),
        pytest.param(without_day, "Le pont est fermé depuis mardi", id="a word holds the day"),
        pytest.param(without_day, "Le pont fermera lundi aux voitures", id="a day to come"),
        pytest.param(without_day, "Le maire n'est pas venu mardi au pont", id="a denial keeps its limits"),
        pytest.param(without_day, "Le maire a reçu lundi et mardi les pêcheurs", id="two days"),
        pytest.param(without_day, "La réunion prévue mardi a été annulée", id="what waits for its day"),
        pytest.param(without_day, "Il a dit « nous avons signé lundi la paix »", id="words of someone"),
        pytest.param(without_dateline, "Le pont (fermé) rouvre", id="brackets without an agency"),
        pytest.param(without_rubric, "SNCF : les trains repartent", id="a topic"),
        pytest.param(without_rubric, "PSG - OM : le match", id="a short name"),
        pytest.param(without_rubric, "Le pont. La digue", id="no capitals"),
        pytest.param(without_rubric, "QUATRE GRANDES QUESTIONS POSÉES. Le pont", id="a sentence in capitals"),
        pytest.param(without_rubric, "VIDÉO.", id="nothing would be left"),
    ],
)
def test_a_step_leaves_alone(step, text):
    assert step(text) == text


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        pytest.param(
            "Une juge a débouté hier le cinéaste Paul Morand, qui réclamait un million",
            "Une juge a débouté hier le cinéaste Paul Morand",
            id="a clause",
        ),
        pytest.param(
            "Les pêcheurs ont coulé douze barques pour protester contre les péages",
            "Les pêcheurs ont coulé douze barques",
            id="what for",
        ),
        pytest.param(
            "Le pont de la Sarve a été fermé aux voitures en raison de la crue",
            "Le pont de la Sarve a été fermé aux voitures",
            id="why",
        ),
        pytest.param(
            "Les deux présidents se rencontreront pour leur premier sommet le 16 juin à Genève en Suisse",
            "Les deux présidents se rencontreront pour leur premier sommet le 16 juin à Genève",
            id="where",
        ),
        pytest.param(
            "Le maire s'est dit prêt face à une présidente, qu'il a jugée absente",
            "Le maire s'est dit prêt face à une présidente",
            id="what he thinks of her",
        ),
        pytest.param(
            "Des rires se font entendre, obligeant le maire, Paul Morand, à partir avant la fin",
            "Des rires se font entendre",
            id="what makes him do it",
        ),
        pytest.param(
            "Le maire promet de rouvrir, alors que la crue menace",
            "Le maire promet de rouvrir",
            id="behind a clause no object is missed",
        ),
    ],
)
def test_a_sentence_can_end_before(text, beginning):
    assert next(endings(text)) == beginning


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Le maire a annoncé, lundi, la réouverture du pont", id="an object is missed"),
        pytest.param("Le maire a également annoncé, la veille, la réouverture", id="behind an adverb too"),
        pytest.param("Le maire de Belleroche veut rouvrir, la veille, le pont", id="an infinitive waits"),
        pytest.param("La réunion des pêcheurs aura lieu lors de la fête", id="what waits for its day"),
        pytest.param("La réunion des pêcheurs se tiendra lors de la fête", id="a verb that waits too"),
        pytest.param("Le pont sera rouvert le 12 mars, si la commission donne son accord", id="a condition"),
        pytest.param("Le pont de la Sarve est rouvert, mais les camions sont interdits", id="a restriction"),
        pytest.param("Le pont de la Sarve est en danger, selon un rapport de la mairie", id="who says so"),
        pytest.param("Le pont de la Sarve a été rouvert, jusqu'à la prochaine crue", id="a limit"),
        pytest.param(
            "Le pont n'a pas été rouvert à toutes les voitures lors de la crue", id="what is denied"
        ),
        pytest.param(
            "La vallée connaît sa pire sécheresse depuis la guerre des douanes",
            id="what a record is measured by",
        ),
        pytest.param(
            "Le maire de Belleroche, qui a fermé le pont, malgré la pluie", id="the verb of a clause alone"
        ),
        pytest.param(
            "Le maire a fait une annonce au peuple six jours après la crue de la Sarve",
            id="counted from what?",
        ),
        pytest.param("Le bus conduisait des élus, des pêcheurs et des curieux", id="the rest of a list"),
        pytest.param("Il a fermé, malgré la pluie", id="hardly a sentence"),
        pytest.param("Le pont est fermé, malgré la pluie", id="four words are not enough"),
        pytest.param("Les élus ont dit « nous avons signé malgré la pluie » au pont", id="words of someone"),
    ],
)
def test_a_sentence_cannot_end_before(text):
    assert not list(endings(text))


def test_what_a_clause_denies_or_claims_goes_with_it():
    text = "Le bus a fait demi-tour en chemin, leur transfert n'ayant pas été autorisé"
    assert "Le bus a fait demi-tour en chemin" in endings(text)


def test_of_all_that_fits_the_one_is_told_that_loses_least():
    text = "Mardi, le maire de Belleroche (Sarve) a rouvert le pont aux voitures, a annoncé la mairie"
    assert (
        shortened(text, 88)
        == "Mardi, le maire de Belleroche a rouvert le pont aux voitures, a annoncé la mairie"
    )
    assert shortened(text, 60) == "Mardi, le maire de Belleroche a rouvert le pont aux voitures"


def test_places_in_a_row_are_one_end():
    text = "Les deux présidents se rencontreront pour leur premier sommet le 16 juin à Genève en Suisse"
    assert text.removesuffix(" à Genève en Suisse") in endings(text)


def test_a_text_fits_as_it_will_be_set():
    assert fits("Le pont...", 8)
    assert not fits("Le pont : ici !", 14)


def test_no_more_is_left_out_than_is_needed():
    text = "Vendredi, le maire de Belleroche a reçu les pêcheurs (SPS), a annoncé la mairie."
    assert shortened(text, 90) == text[:-1]
    assert shortened(text, 65) == "Vendredi, le maire de Belleroche a reçu les pêcheurs (SPS)"
    assert shortened(text, 55) == "Vendredi, le maire de Belleroche a reçu les pêcheurs"
    assert shortened(text, 45) == "Le maire de Belleroche a reçu les pêcheurs"
    assert shortened(text, 30) == ""


def test_what_is_too_long_to_be_a_sentence_is_not_read():
    assert shortened("Le pont de la Sarve est fermé, malgré la pluie" + " de mars" * 100, 140) == ""


@pytest.mark.parametrize(
    ("text", "most", "broken"),
    [
        pytest.param("Le maire a promis de rouvrir le pont", 26, "Le maire a promis…", id="not behind «de»"),
        pytest.param("La ville fête Anne Lefort", 22, "La ville fête…", id="not within a name"),
        pytest.param(
            "Il dit « nous rouvrirons ce pont » mardi",
            30,
            "Il dit « nous rouvrirons… »",
            id="a quotation is closed",
        ),
        pytest.param(
            'Il dit "nous rouvrirons ce pont"', 28, 'Il dit "nous rouvrirons…"', id="straight marks too"
        ),
        pytest.param("Anticonstitutionnellement", 10, "Anticonst…", id="in a word, if there is but one"),
    ],
)
def test_what_no_step_shortens_is_broken_off(text, most, broken):
    assert broken_off(text, most) == broken
