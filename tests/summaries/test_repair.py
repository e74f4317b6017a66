"""A sentence told out of its place is mended where that is sure, and claims what it claimed."""

from datetime import date

import pytest

from bot.summaries.repair import Setting, dated, follower, opener

THURSDAY = date(2024, 5, 2)


def alone(title="", before=(), published=None):
    return Setting(title, before, published)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("Mais la Sarve monte.", "La Sarve monte.", id="a contrast"),
        pytest.param("En effet, le pont est fermé.", "Le pont est fermé.", id="a reason"),
        pytest.param("Mais, en effet, le pont est fermé.", "Le pont est fermé.", id="two of them"),
        pytest.param("De son côté, la mairie se tait.", "La mairie se tait.", id="the other side"),
        pytest.param("Reste que le pont est fermé.", "Le pont est fermé.", id="with its «que»"),
        pytest.param("La ville a également vendu le pont.", "La ville a vendu le pont.", id="also"),
        pytest.param(
            "La ville a aussi vendu le pont.", "La ville a vendu le pont.", id="too, of what was done"
        ),
        pytest.param("La ville doit donc payer.", "La ville doit payer.", id="a conclusion"),
        pytest.param(
            "La ville, par ailleurs, a vendu le pont.",
            "La ville a vendu le pont.",
            id="between subject and verb",
        ),
        pytest.param(
            "À Belleroche, en revanche, le pont tient.",
            "À Belleroche, le pont tient.",
            id="behind a circumstance its comma stays",
        ),
        pytest.param(
            "Mais selon le maire, le pont n'est pas sûr.",
            "Selon le maire, le pont n'est pas sûr.",
            id="who claims it, and that it is not so, stay",
        ),
    ],
)
def test_an_opener_loses_what_ties_it_to_the_sentence_before(sentence, told):
    assert opener(sentence, alone()) == told


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("La Sarve déborde depuis lundi.", id="nothing to drop"),
        pytest.param("Mais pas le pont.", id="no verb is left"),
        pytest.param("Et de conclure : « Le pont tient. »", id="an infinitive is left"),
        pytest.param("Mais si la Sarve monte, le pont ferme.", id="a condition"),
        pytest.param("Et c'est le maire qui paie.", id="«that is»"),
        pytest.param("Aussi, a dit le maire, le pont ferme.", id="a verb would open it"),
        pytest.param("« Mais le pont tient », dit le maire.", id="somebody's own words"),
        pytest.param("Le maire dit : « Le pont a également tenu. »", id="his own words, inside"),
        pytest.param("Le pont est aussi long que la rue.", id="a comparison"),
        pytest.param("L'or, en revanche la Sarve, déborde.", id="no comma behind it"),
        pytest.param("La maire, Anne Lefort, en effet, paie.", id="its comma closes something else"),
        pytest.param("Selon lui, le pont est sûr.", id="who claims it"),
        pytest.param("Or massif et bijoux ont disparu du musée.", id="the metal"),
        pytest.param("", id="nothing at all"),
    ],
)
def test_an_opener_keeps_what_claims_something_or_would_leave_no_sentence(sentence):
    assert opener(sentence, alone()) == sentence


def test_a_long_opener_loses_the_occasion_before_its_subject():
    occasion = "Alors que la vallée de la Sarve se remet à peine des pluies du printemps et de leurs dégâts"
    rest = (
        "a maire de Belleroche a annoncé la fermeture du vieux pont aux voitures et aux camions"
        " de la carrière et promis aux riverains un bac gratuit"
    )
    assert opener(f"{occasion}, l{rest}.", alone()) == f"L{rest}."
    assert opener(f"{occasion} en 2023, l{rest}.", alone()) == f"{occasion} en 2023, l{rest}."
    assert opener(f"{occasion}, l{rest} qui leur sera utile.", alone()).startswith("La maire")
    assert opener(f"{occasion}, la maire l'a fermée et{rest}.", alone()).startswith("Alors")
    assert opener(f"{occasion}, la maire paie.", alone()).startswith("Alors"), "it is short enough"
    assert opener(f"À Belleroche, l{rest} et {rest}.", alone()).startswith("À Belleroche"), "where it is so"


def test_behind_another_sentence_what_adds_may_stay():
    told = "La Sarve déborde."
    assert follower("Mais la ville vend.", alone(), told) == "La ville vend."
    assert follower("Par ailleurs, la ville paie.", alone(), told) == "Par ailleurs, la ville paie."
    assert follower("La ville a également payé.", alone(), told) == "La ville a également payé."
    assert follower("La ville a donc payé.", alone(), told) == "La ville a payé."


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("Le pont a fermé mardi.", "Le pont a fermé mardi 30 avril.", id="past"),
        pytest.param("Mardi, le pont a fermé.", "Mardi 30 avril, le pont a fermé.", id="past, at the head"),
        pytest.param("Le pont rouvrira mardi.", "Le pont rouvrira mardi 7 mai.", id="to come"),
        pytest.param("Le maire doit parler lundi.", "Le maire doit parler lundi 6 mai.", id="he is to speak"),
        pytest.param("Le pont ferme jeudi.", "Le pont ferme jeudi 2 mai.", id="the day of the paper itself"),
        pytest.param("Le pont a fermé mercredi.", "Le pont a fermé mercredi 1er mai.", id="the first"),
        pytest.param(
            "Le pont a fermé mardi soir.", "Le pont a fermé mardi 30 avril au soir.", id="part of a day"
        ),
        pytest.param(
            "Le pont a fermé mardi après-midi.",
            "Le pont a fermé mardi 30 avril dans l’après-midi.",
            id="afternoon",
        ),
        pytest.param("Le pont ferme depuis mardi.", "Le pont ferme depuis mardi 30 avril.", id="since"),
        pytest.param("Ce jeudi, le pont ferme.", "Ce jeudi 2 mai, le pont ferme.", id="this Thursday"),
        pytest.param("Le pont a fermé jeudi dernier.", "Le pont a fermé jeudi 25 avril.", id="last"),
        pytest.param("Le pont ferme mardi prochain.", "Le pont ferme mardi 7 mai.", id="next"),
        pytest.param(
            "Le pont a fermé, annonce mardi la mairie.",
            "Le pont a fermé, annonce mardi 30 avril la mairie.",
            id="a report",
        ),
        pytest.param(
            "Un plan publié mardi le dit.", "Un plan publié mardi 30 avril le dit.", id="a participle"
        ),
        pytest.param("L'homme est mort mardi.", "L'homme est mort mardi 30 avril.", id="he died"),
    ],
)
def test_a_bare_weekday_gets_its_day(sentence, told):
    assert dated(sentence, THURSDAY) == told


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Le pont ferme le mardi.", id="a habit"),
        pytest.param("Le pont a fermé tous les mardis.", id="the plural"),
        pytest.param("Chaque mardi, le pont a fermé.", id="every"),
        pytest.param("Le pont a fermé mardi 30 avril.", id="it has its day"),
        pytest.param("Le pont a fermé mardi, puis rouvert le 2 mai.", id="another date stands beside it"),
        pytest.param("En 2019, le pont a fermé mardi.", id="another year"),
        pytest.param(
            "Le pont a fermé mardi, au lendemain de la crue, la veille du vote.", id="another day's story"
        ),
        pytest.param("« Le pont a fermé mardi », dit le maire.", id="somebody's own words"),
        pytest.param("Mardi gras, la ville a dansé.", id="a feast"),
        pytest.param("La ville a dansé lundi de Pâques.", id="a feast of two words"),
        pytest.param("Le journal a paru sous le nom de Vendredi.", id="a name"),
        pytest.param("Le pont a fermé de lundi à mardi.", id="a span"),
        pytest.param("Le pont ferme mardi.", id="a present of which nobody knows"),
        pytest.param("Le pont est fermé mardi.", id="a passive of which nobody knows"),
        pytest.param("La mairie a fermé le pont jusqu'à mardi.", id="a limit that may be to come"),
        pytest.param("La mairie a annoncé une nouvelle fermeture mardi.", id="the day of what is announced"),
        pytest.param("La ville a décidé de fermer mardi.", id="an infinitive"),
        pytest.param("La fête prévue mardi a été annulée.", id="what was planned"),
        pytest.param("Le pont devait fermer mardi.", id="what should have been"),
        pytest.param("Le pont rouvrira jeudi.", id="today, or in a week"),
        pytest.param("Le pont ferme vendredi prochain.", id="tomorrow, or in a week"),
        pytest.param("Les mesures de mardi sont saluées.", id="before the verb"),
    ],
)
def test_a_weekday_stays_bare_where_it_is_not_one_sure_day(sentence):
    assert dated(sentence, THURSDAY) == sentence


def test_without_the_day_of_publication_no_weekday_gets_one():
    assert dated("Le pont a fermé mardi.", None) == "Le pont a fermé mardi."
    assert (
        opener("Mais le pont a fermé mardi.", alone(published=THURSDAY)) == "Le pont a fermé mardi 30 avril."
    )
