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
        pytest.param("Très inquiets, ils ont toutefois voté pour le pont.", id="it answers what opens it"),
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
        pytest.param("La mairie a dit qu'elle fermait le pont mardi.", id="what is reported may be to come"),
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


LEFORT = "Paul Lefort, le maire de Belleroche, a fermé le pont."
CARON = "La ministre Anne Caron a visité la vallée."


@pytest.mark.parametrize(
    ("before", "sentence", "told"),
    [
        pytest.param(LEFORT, "Il a annoncé un bac.", "Paul Lefort a annoncé un bac.", id="he"),
        pytest.param(CARON, "Elle a annoncé un bac.", "Anne Caron a annoncé un bac.", id="she"),
        pytest.param(
            LEFORT,
            "Interrogé par la radio, il a promis un bac.",
            "Interrogé par la radio, Paul Lefort a promis un bac.",
            id="behind what opens the sentence",
        ),
        pytest.param(
            LEFORT, "Ce dernier a annoncé un bac.", "Paul Lefort a annoncé un bac.", id="the latter"
        ),
        pytest.param(
            LEFORT, "Selon lui, le pont tient.", "Selon Paul Lefort, le pont tient.", id="who claims it"
        ),
        pytest.param(
            LEFORT, "Il n'a pas dit quand.", "Paul Lefort n'a pas dit quand.", id="a negation stays"
        ),
        pytest.param(
            LEFORT,
            "« Un bac viendra », a-t-il ajouté.",
            "« Un bac viendra », a ajouté Paul Lefort.",
            id="the speaker",
        ),
        pytest.param(
            LEFORT,
            "« Un bac viendra », a-t-il encore promis lundi.",
            "« Un bac viendra », a encore promis Paul Lefort lundi.",
            id="behind an adverb",
        ),
        pytest.param(
            LEFORT,
            "« Un bac viendra », assure-t-il.",
            "« Un bac viendra », assure Paul Lefort.",
            id="in the present",
        ),
        pytest.param(
            LEFORT,
            "Un bac viendra bientôt, assure-t-il.",
            "Un bac viendra bientôt, assure Paul Lefort.",
            id="unquoted",
        ),
        pytest.param(
            LEFORT,
            "« Un bac viendra », s'est-il félicité.",
            "« Un bac viendra », s'est félicité Paul Lefort.",
            id="of himself",
        ),
        pytest.param(
            "« Le pont est fermé », a dit le maire de Belleroche, Paul Lefort.",
            "Il a annoncé un bac.",
            "Paul Lefort a annoncé un bac.",
            id="he spoke before",
        ),
        pytest.param(
            "M. Verdet a fermé le pont.",
            "Il a annoncé un bac.",
            "M. Verdet a annoncé un bac.",
            id="no first name",
        ),
        pytest.param(
            "La préfète de la Sarve a visité le pont.",
            "Elle a annoncé un bac.",
            "La préfète de la Sarve a annoncé un bac.",
            id="an office",
        ),
        pytest.param(
            "Les pompiers de Belleroche ont fermé le pont.",
            "Ils ont annoncé un bac.",
            "Les pompiers de Belleroche ont annoncé un bac.",
            id="several",
        ),
        pytest.param(
            "Le syndicat a fermé le pont.",
            "Il a annoncé une grève.",
            "Le syndicat a annoncé une grève.",
            id="a body",
        ),
        pytest.param(
            "Le maire en a profité.",
            "Il a annoncé une grève.",
            "Le maire a annoncé une grève.",
            id="before «en»",
        ),
        pytest.param("Le pont a fermé.", "Il rouvrira en mai.", "Le pont rouvrira en mai.", id="a thing"),
        pytest.param(
            "Un homme a été blessé.", "Il est mort lundi.", "Un homme est mort lundi.", id="an unknown"
        ),
    ],
)
def test_a_pronoun_is_named_where_the_sentence_before_has_one_whom_it_can_mean(before, sentence, told):
    assert opener(sentence, alone(before=[before])) == told


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        pytest.param("Paul Lefort a reçu Luc Verdet.", "Il a annoncé un bac.", id="two men"),
        pytest.param("Paul Lefort a reçu le préfet.", "Il a annoncé un bac.", id="a man without a name"),
        pytest.param(LEFORT, "Elle a annoncé un bac.", id="the wrong gender"),
        pytest.param("Camille Lefort a fermé le pont.", "Il a annoncé un bac.", id="a name of women and men"),
        pytest.param(
            "L'avocat de Paul Lefort a parlé.", "Il a annoncé un bac.", id="whose lawyer is the subject"
        ),
        pytest.param("Le pont de la Sarve a fermé.", "Elle a annoncé un bac.", id="nothing of that gender"),
        pytest.param("Paul Lefort a présenté le plan.", "Il prévoit un bac.", id="he, or the plan"),
        pytest.param("La ville a fermé la route.", "Elle rouvrira en mai.", id="which of two things"),
        pytest.param("Les élus ont reçu les pompiers.", "Ils ont annoncé un bac.", id="which of two groups"),
        pytest.param(LEFORT, "Il faut un bac.", id="nobody: it is needed"),
        pytest.param(LEFORT, "Il n'y a plus de pont.", id="nobody: there is"),
        pytest.param(LEFORT, "Il a été décidé de fermer le pont.", id="nobody: it was decided"),
        pytest.param(LEFORT, "Il revient à la ville de payer.", id="nobody: it is up to"),
        pytest.param(LEFORT, "« Il a annoncé un bac », dit la radio.", id="somebody's own words"),
        pytest.param(LEFORT, "Il a annoncé que M. Lefort paierait.", id="he is named in the sentence"),
        pytest.param(LEFORT, "Face à Luc Verdet, il a annoncé un bac.", id="another is named before"),
        pytest.param(LEFORT, "Lorsqu'il parle, il a raison.", id="a clause of his own"),
        pytest.param(LEFORT, "« Un bac viendra », a-t-il tenu à redire.", id="the verb needs more"),
        pytest.param(LEFORT, "Peut-être a-t-il annoncé un bac.", id="a question of grammar"),
        pytest.param(
            "« Paul Lefort a fermé le pont », lit-on.", "Il a annoncé un bac.", id="named in a quotation"
        ),
        pytest.param("Luc Verdet a cité Dr Lefort.", "Elle a annoncé un bac.", id="a title without gender"),
        pytest.param(
            "La société est, selon elle, en faillite.", "Elle a demandé un prêt.", id="she was told before"
        ),
        pytest.param("Le pont a fermé.", "« Un bac viendra », a-t-il dit.", id="a thing says nothing"),
        pytest.param(
            "Le journal a cité un Belge de trente ans.", "Il a été arrêté.", id="a body, or a Belgian"
        ),
        pytest.param("Le journal a paru.", "Il a été arrêté lundi.", id="no body is arrested"),
        pytest.param(
            "Paul Lefort a confirmé sa tenue.", "Il est reporté en Corse.", id="what may be a thing's lot"
        ),
        pytest.param("Les élus qui votent ont parlé.", "Ils ont annoncé un bac.", id="a clause says which"),
        pytest.param(
            "La ministre Anne Caron a reçu la presse.", "Ils ont annoncé un bac.", id="nobody of many"
        ),
        pytest.param("La pluie est forte. ", "Il a annoncé un bac.", id="nobody at all"),
    ],
)
def test_a_pronoun_stays_where_it_is_not_sure_whom_it_means(before, sentence):
    assert opener(sentence, alone(before=[before])) == sentence


def test_a_pronoun_leads_on_to_the_sentence_before():
    before = [LEFORT, "Il a annoncé un bac.", "« Le pont tient », a-t-il dit."]
    assert (
        opener("Il a aussi parlé de la route.", alone(before=before[:2]))
        == "Paul Lefort a parlé de la route."
    )
    assert opener("Il a promis une route.", alone(before=before)) == "Paul Lefort a promis une route."
    somebody = [LEFORT, "Il a reçu le préfet.", "« Le pont tient », a-t-il dit."]
    assert opener("Il a promis une route.", alone(before=somebody)) == "Il a promis une route."


def test_a_last_name_is_told_in_full_where_the_article_has_it():
    before = ["Anne Caron est ministre.", "La vallée attend.", "Mme Caron a fermé le pont."]
    assert opener("Elle a annoncé un bac.", alone(before=before)) == "Anne Caron a annoncé un bac."
    other = ["Boris Keller est maire.", "La vallée attend.", "Idrisk Keller a fermé le pont."]
    assert opener("Il a annoncé un bac.", alone(before=other)) == "Il a annoncé un bac.", "another Keller"
    double = ["Anne Caron-Petit est ministre.", "La vallée attend.", "Mme Caron-Petit a fermé le pont."]
    assert opener("Elle a annoncé un bac.", alone(before=double)) == "Anne Caron-Petit a annoncé un bac."


def test_the_first_sentence_of_an_article_may_mean_the_only_person_of_its_title():
    title = "Anne Caron promet un bac"
    assert (
        opener("Elle a annoncé la nouvelle lundi.", alone(title)) == "Anne Caron a annoncé la nouvelle lundi."
    )
    assert opener("Elle coûtera cher.", alone(title)) == "Elle coûtera cher.", "what costs is no person"
    both = "Anne Caron promet un bac à Zoé Verdet"
    assert opener("Elle a annoncé la nouvelle lundi.", alone(both)) == "Elle a annoncé la nouvelle lundi."


def test_behind_a_sentence_that_names_them_a_pronoun_stays():
    setting = alone(before=[LEFORT])
    assert follower("Il a annoncé un bac.", setting, "Paul Lefort a pleuré.") == "Il a annoncé un bac."
    assert follower("Il a annoncé un bac.", setting, "La Sarve déborde.") == "Paul Lefort a annoncé un bac."
    told = "Paul Lefort a reçu Luc Verdet."
    assert follower("Il a annoncé un bac.", setting, told) == "Paul Lefort a annoncé un bac."


def test_every_capital_of_a_repaired_sentence_is_in_the_article():
    before = ["Mais la préfète de la Sarve a visité le pont."]
    told = opener("Par ailleurs, elle a annoncé un bac mardi.", alone(before=before, published=THURSDAY))
    assert told == "La préfète de la Sarve a annoncé un bac mardi 30 avril."
