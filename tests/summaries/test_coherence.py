"""What only the article makes clear must not open a digest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.coherence import (
    acronyms,
    dangling,
    explained,
    goes_on,
    incoherences,
    leans_on,
    points_back,
    unexplained_acronyms,
)

HEALTH = (
    "L'Organisation mondiale de la santé (OMS) alerte. La CGT (Confédération générale du travail) aussi. "
    "L'Institut national de la statistique et des études économiques (Insee) compte."
)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Il a signé l'accord.", "Il a", id="he"),
        pytest.param("Elle est partie.", "Elle est", id="she"),
        pytest.param("Cette décision choque.", "Cette décision", id="this decision"),
        pytest.param("Son avocat a fait appel.", "Son avocat", id="whose lawyer"),
        pytest.param("Depuis lundi, il alimente la ville.", "il alimente", id="a late pronoun"),
        pytest.param("Né à Lyon, il a joué à Nice.", "il a", id="a participle and a pronoun"),
        pytest.param(
            "Dans cette affaire, trois hommes sont jugés.", "Dans cette affaire", id="in this affair"
        ),
        pytest.param("Selon lui, rien n'a changé.", "Selon lui", id="according to whom"),
        pytest.param("« Nous partirons », a-t-il déclaré.", "a-t-il", id="nobody knows who said it"),
        pytest.param("C'est une honte.", "C'est", id="that is"),
    ],
)
def test_a_sentence_that_means_something_told_before_points_back(sentence, words):
    assert points_back(sentence) == words
    assert dangling(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Par ailleurs, la ville paiera.", "Par ailleurs", id="a connective"),
        pytest.param("Le Kremlin a également confirmé la date.", "également", id="also"),
        pytest.param("Aussitôt, la police a bouclé le quartier.", "Aussitôt", id="at once"),
        pytest.param("Le maire a défendu cette réforme.", "cette réforme", id="this, in the middle"),
    ],
)
def test_a_second_half_goes_on(sentence, words):
    assert points_back(sentence) is None
    assert goes_on(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Il faut partir.", id="one must"),
        pytest.param("Il y a deux ans, le maire a fui.", id="two years ago"),
        pytest.param("Ce mardi, le maire a signé.", id="a day"),
        pytest.param("Cet été, les trains seront rares.", id="a season"),
        pytest.param("Ces derniers jours, la pluie a repris.", id="these last days"),
        pytest.param("Lorsque le maire est arrivé, il a trouvé porte close.", id="the clause says who"),
        pytest.param("Anne Lefort s'inquiète : « Nous partirons », a-t-elle dit.", id="the speaker is named"),
        pytest.param("C'est à Lyon que le maire est mort.", id="a cleft"),
        pytest.param("Le ministre a-t-il menti ?", id="a question names its subject"),
    ],
)
def test_a_sentence_that_says_who_and_when_stands_alone(sentence):
    assert dangling(sentence) is None


def test_a_pronoun_leans_on_whatever_is_told_before_and_this_wants_its_noun():
    assert leans_on("Il a signé.", "Le maire est venu.") is None
    assert leans_on("Cette décision choque.", "Le maire a pris une décision.") is None
    assert leans_on("Cette décision choque.", "Le maire est venu.") == "Cette décision"


def test_an_acronym_is_explained_before_or_after_its_brackets():
    assert acronyms(HEALTH) == {
        "OMS": "Organisation mondiale de la santé",
        "CGT": "Confédération générale du travail",
        "Insee": "Institut national de la statistique et des études économiques",
    }


@pytest.mark.parametrize("text", ["Le maire (PS) a signé.", "Il vit à Lyon (Rhône).", "Un pont (voir p. 3)."])
def test_brackets_that_explain_nothing_are_no_acronym(text):
    assert acronyms(text) == {}


def test_a_digest_explains_the_acronyms_that_its_article_explains():
    digest = ("L'OMS alerte.", "L'OMS et la CGT alertent.")
    assert unexplained_acronyms(digest, HEALTH) == ("OMS", "CGT")
    told = explained(digest, HEALTH)
    assert told[0] == "L'OMS (Organisation mondiale de la santé) alerte."
    assert told[1] == "L'OMS et la CGT (Confédération générale du travail) alertent."
    assert unexplained_acronyms(told, HEALTH) == ()


def test_everything_wrong_with_a_digest_is_told():
    assert incoherences(["Le maire a signé.", "Il est parti."], HEALTH) == ()
    assert len(incoherences(["Il dort.", "L'OMS « alerte."], HEALTH)) == 3


@given(st.text(alphabet="IlceEt ,’'«»-éàsonA.", max_size=80))
def test_no_text_breaks_it(text):
    assert dangling(text) is None or dangling(text) in text
