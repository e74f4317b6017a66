"""What only the article makes clear must not open a digest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.coherence import dangling, goes_on, points_back


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Il a signé l'accord.", "il a", id="he"),
        pytest.param("« Elle est partie » dit le maire.", "elle est", id="she, behind a quotation mark"),
        pytest.param("Cette décision choque.", "cette decision", id="this decision"),
        pytest.param("Son avocat a fait appel.", "son avocat", id="whose lawyer"),
        pytest.param("Les deux hommes sont en fuite.", "les deux hommes", id="which two men"),
        pytest.param("Depuis lundi, il alimente la ville.", "il alimente", id="a late pronoun"),
        pytest.param("Né à Lyon, il a joué à Nice.", "il a", id="a participle and a pronoun"),
        pytest.param(
            "Dans cette affaire, trois hommes sont jugés.", "dans cette affaire", id="in this affair"
        ),
        pytest.param("À la suite de cet accord, la paix règne.", "a la suite de cet accord", id="after this"),
        pytest.param("Selon lui, rien n'a changé.", "selon lui", id="according to whom"),
        pytest.param("« Nous partirons », a-t-il déclaré.", "a-t-il", id="nobody knows who said it"),
        pytest.param("« Nous partons », leur a-t-elle dit.", "a-t-elle", id="nor to whom"),
        pytest.param("C'est une honte.", "c est", id="that is"),
    ],
)
def test_a_sentence_that_means_something_told_before_points_back(sentence, words):
    assert points_back(sentence) == words
    assert dangling(sentence) == words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        pytest.param("Par ailleurs, la ville paiera.", "par ailleurs", id="a connective"),
        pytest.param("Mais la ville paiera.", "mais", id="a contrast"),
        pytest.param("Le Kremlin a également confirmé la date.", "egalement", id="also"),
        pytest.param("Aussitôt, la police a bouclé le quartier.", "aussitot", id="at once"),
        pytest.param(
            "Trois jours plus tard, le pont rouvrait.", "trois jours plus tard", id="later than what"
        ),
    ],
)
def test_a_second_half_goes_on(sentence, words):
    assert not points_back(sentence)
    assert goes_on(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Il faut partir.", id="one must"),
        pytest.param("Il n'y a plus de pain à Belleroche.", id="there is no more bread"),
        pytest.param("Il est interdit de pêcher dans la Sarve.", id="it is forbidden"),
        pytest.param("Depuis lundi, il est possible de pêcher.", id="it is possible, late"),
        pytest.param("Ce mardi, le maire a signé.", id="a day"),
        pytest.param("Cet été, les trains seront rares.", id="a season"),
        pytest.param("Ces derniers jours, la pluie a repris.", id="these last days"),
        pytest.param("Dans ces trente dernières années, le fleuve a monté.", id="these thirty years"),
        pytest.param("Lorsque le maire est arrivé, il a trouvé porte close.", id="the clause says who"),
        pytest.param(
            "Dans la vallée de la Sarve où le pont a fermé voici deux ans déjà, il gèle.", id="a long opening"
        ),
        pytest.param("Le maire parle, rit et part : « Bonsoir », il salue.", id="a pronoun behind a colon"),
        pytest.param("Anne Lefort s'inquiète : « Nous partirons », a-t-elle dit.", id="the speaker is named"),
        pytest.param("Mme Lefort s'inquiète : « Nous partirons », a-t-elle dit.", id="by her title too"),
        pytest.param("C'est à Lyon que le maire est mort.", id="a cleft"),
        pytest.param("Alors que le pont ferme, la ville paie.", id="while"),
        pytest.param("Le ministre a-t-il menti ?", id="a question names its subject"),
    ],
)
def test_a_sentence_that_says_who_and_when_stands_alone(sentence):
    assert not dangling(sentence)


def test_who_is_named_in_a_quotation_need_not_be_its_speaker():
    assert points_back("« Anne Lefort a signé », a-t-elle dit.") == "a-t-elle"


@given(st.text())
def test_no_text_breaks_it(text):
    assert isinstance(dangling(text), str)
