"""The gate shows a sentence of the article with words left out, none that changes what it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.sentences import split
from bot.french.typography import french
from bot.summaries.faithful import check, unsupported
from tests.summaries.examples import BRIDGE, article

COUNCIL = article(
    "La ministre morvanienne Anne Lefort a signé mardi, au terme d'une longue nuit, un accord de 3 "
    "millions d'euros "
    "avec Paul Castel.",
    "Le maire de Belleroche, Paul Castel, n'a pas approuvé le budget, qui augmente de 12 %.",
    "Douze pêcheurs auraient traversé la Sarve, selon la police, avec un canot et une carte de la région.",
    "Moins de cent habitants ont voté lundi, a indiqué la mairie de Belleroche.",
    "Si la crue continue, le pont fermera.",
    "Une plainte visant le préfet et sur laquelle revient le journal a été déposée contre la mairie.",
    "Le gouvernement a ainsi prévu de rouvrir ces deux écoles.",
    title="Accord entre la Morvanie et la Valdorie",
)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(
            "Anne Lefort a signé mardi un accord de 3 millions d'euros avec Paul Castel.", id="asides gone"
        ),
        pytest.param("Paul Castel n'a pas approuvé le budget.", id="a clause gone at each end"),
        pytest.param("Accord entre la Morvanie et la Valdorie.", id="the title"),
        pytest.param("Moins de cent habitants ont voté lundi.", id="who reports what is so may go"),
        pytest.param(
            "Le gouvernement prévoit de rouvrir ces deux écoles.", id="the same verb in another tense"
        ),
        pytest.param("Le gouvernement a prévu de rouvrir les deux écoles.", id="another article"),
        pytest.param("Si la crue continue, le pont fermera.", id="a condition kept"),
    ],
)
def test_one_sentence_of_the_article_with_words_left_out_passes(sentence):
    assert check([sentence], COUNCIL).kept == (sentence,)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        pytest.param("Anne Lefort a signé un accord de 4 millions d'euros.", "'4'", id="a new number"),
        pytest.param(
            "Anne Lefort a signé un accord de 3 milliards d'euros.", "'milliards'", id="a new scale"
        ),
        pytest.param("Anne Lefort a signé jeudi un accord avec Paul Castel.", "'jeudi'", id="a new day"),
        pytest.param("Jean Lefort a signé un accord avec Paul Castel.", "'jean'", id="a new name"),
        pytest.param("Anne Lefort a rompu un accord avec Paul Castel.", "'rompu'", id="a new word"),
        pytest.param("Anne Lefort est signé un accord.", "'est'", id="another auxiliary"),
        pytest.param("Anne Lefort a traversé la Sarve.", "'", id="two places put together"),
        pytest.param("Paul Castel a approuvé le budget.", "without 'n'", id="a negation gone"),
        pytest.param("Cent habitants ont voté lundi.", "without 'moins'", id="a limit gone"),
        pytest.param("Le pont fermera.", "without 'si'", id="a condition gone"),
        pytest.param("Douze pêcheurs ont traversé la Sarve.", "'ont'", id="a doubt made a fact"),
        pytest.param(
            "Douze pêcheurs auraient traversé la Sarve.", "without 'selon'", id="who claims it gone"
        ),
        pytest.param("Une plainte visant le préfet et la mairie.", "left out", id="two things joined anew"),
        pytest.param("La Morvanie et la Valdorie.", "begins after", id="a preposition gone at the head"),
        pytest.param("Rien.", "no word of it", id="no word of the article"),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped_with_its_reason(sentence, reason):
    ((_, told),) = check([sentence], COUNCIL).dropped
    assert reason in told


def test_one_bad_sentence_does_not_take_the_others_with_it():
    verdict = check(["Si la crue continue, le pont fermera.", "Marc Dupont viendra."], COUNCIL)
    assert verdict.kept == ("Si la crue continue, le pont fermera.",)


def test_what_leans_on_a_dropped_sentence_goes_with_it():
    whole = article("Jeanne Martin a signé lundi à Rome.", "Elle a signé un accord avec Paul Castel.")
    verdict = check(["Jean Martin a signé.", "Elle a signé un accord."], whole)
    assert verdict.kept == ()
    assert "leans on a dropped sentence" in verdict.dropped[1][1]


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_no_text_breaks_the_gate_and_every_sentence_is_accounted_for(sentences):
    verdict = check(sentences, COUNCIL)
    assert len(verdict.kept) + len(verdict.dropped) == len(sentences)


@given(st.sampled_from([s for p in (*BRIDGE, *COUNCIL.paragraphs) for s in split(p)]))
def test_a_sentence_of_the_article_passes_in_any_typography(sentence):
    whole = article(*BRIDGE, *COUNCIL.paragraphs)
    assert check([sentence, french(sentence), sentence.upper()], whole).dropped == ()
    assert unsupported(french(sentence), whole) == ()


def test_what_typography_puts_back_is_not_from_elsewhere():
    whole = article("L'Etat a vu 80% des Etats-Unis et 9.400 oeuvres.")
    told = french("L'Etat a vu 80% des Etats-Unis et 9.400 oeuvres.")
    assert "É" in told
    assert unsupported(told, whole) == ()
    assert check([told], whole).kept == (told,)


def test_only_numbers_and_names_from_elsewhere_are_unsupported():
    told = "Anne Lefort n'a pas signé. Jean Martin a versé 14 euros à Belleroche."
    assert unsupported(told, COUNCIL) == ("Jean", "Martin", "14")
