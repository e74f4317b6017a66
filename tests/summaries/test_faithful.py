"""The gate: no invented name, number or date passes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.french.sentences import split
from bot.french.typography import french
from bot.summaries.faithful import check, unsupported
from bot.summaries.numbers import numbers
from tests.summaries.examples import BRIDGE, article

BRIDGE_STORY = article(
    "Anne Lefort verra le Valdorien Paul Castel mardi 12 mars à Belleroche, au Royaume-Uni de Valdorie.",
    "L'O.N.U. a versé 3,5 millions de couronnes, 1 200 pêcheurs italiens et trois élus ont signé en 2031.",
    title="Un pont sur la Sarve",
)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Anne Lefort verra Paul Castel.", id="names"),
        pytest.param("Mme Lefort et M. Castel parleront.", id="titles are no names"),
        pytest.param("ANNE LEFORT ira à BELLEROCHE.", id="case is folded"),
        pytest.param("Les Valdoriens et les Italiennes signent.", id="inflected names of peoples"),
        pytest.param("L’ONU paie en Valdorie.", id="acronym without its full stops"),
        pytest.param("La Sarve a son pont.", id="from the title"),
        pytest.param(
            "Désormais, 1.200 pêcheurs, mille deux cents en tout, attendent.", id="one number, three ways"
        ),
        pytest.param("Ils ont 3 500 000 couronnes.", id="millions in digits"),
        pytest.param("Les 3 élus ont signé.", id="digits for words"),
        pytest.param("Cependant, le pont attend. Il attend.", id="common words with a capital"),
    ],
)
def test_what_the_article_says_passes(sentence):
    assert check([sentence], BRIDGE_STORY).kept == (sentence,)


@pytest.mark.parametrize(
    ("sentence", "stranger"),
    [
        pytest.param("Anne Lefort verra Jean Castel.", "Jean", id="another first name"),
        pytest.param("Ils se verront à Rochefort.", "Rochefort", id="another town"),
        pytest.param("Dupont verra Castel.", "Dupont", id="a name at the beginning"),
        pytest.param(
            "Paul Lefort verra sa mère.", "Paul Lefort", id="first name of one, last name of the other"
        ),
        pytest.param("Ils se verront jeudi.", "jeudi", id="another day"),
        pytest.param("Ils se verront en avril.", "avril", id="another month"),
        pytest.param("Elle aura 13 invités.", "13", id="another number"),
        pytest.param("Elle aura quatre-vingt-dix invités.", "quatre-vingt-dix", id="another number in words"),
        pytest.param("Elle paie 3,5 milliards.", "3,5 milliards", id="milliards for millions"),
        pytest.param("Les Espagnols signent.", "Espagnols", id="another people"),
    ],
)
def test_what_the_article_does_not_say_is_dropped_with_the_reason(sentence, stranger):
    verdict = check([sentence], BRIDGE_STORY)
    assert verdict.kept == ()
    assert verdict.dropped == ((sentence, f"{stranger!r} is not in the article"),)


def test_one_bad_sentence_does_not_take_the_others_with_it():
    verdict = check(["Anne Lefort viendra.", "Marc Dupont viendra.", "Paul Castel aussi."], BRIDGE_STORY)
    assert verdict.kept == ("Anne Lefort viendra.", "Paul Castel aussi.")


def test_an_extract_passes_by_construction():
    own = [sentence for paragraph in BRIDGE for sentence in split(paragraph)]
    assert check(own, article(*BRIDGE)).kept == tuple(own)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_no_text_breaks_the_gate_and_every_sentence_is_accounted_for(sentences):
    verdict = check(sentences, BRIDGE_STORY)
    assert len(verdict.kept) + len(verdict.dropped) == len(sentences)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        pytest.param("1 000, 1\u202f000, mille", [1000, 1000, 1000], id="a thousand"),
        pytest.param("vingt et un, vingt-deux", [21, 22], id="twenties"),
        pytest.param("soixante et onze, quatre-vingt-dix-sept", [71, 97], id="French tens"),
        pytest.param("septante-trois et nonante", [73, 90], id="Belgian and Swiss tens"),
        pytest.param("deux cent trente-quatre", [234], id="hundreds"),
        pytest.param("trois mille deux cents", [3200], id="thousands"),
        pytest.param("deux trois", [2, 3], id="two numbers side by side"),
        pytest.param("un pont, une rive", [], id="articles"),
        pytest.param("un million, 2,5 milliards", [2_500_000_000, 1_000_000], id="scales"),
        pytest.param("le 3e, la troisième, la neuvième", [3, 3, 9], id="ordinals"),
        pytest.param("à 20h30, le G7", [20, 30, 7], id="inside words"),
        pytest.param("en 2031 300 élus", [2031, 300], id="a year is no group"),
        pytest.param("12,5 %", [Decimal("12.5")], id="decimals"),
    ],
)
def test_numbers_are_read_in_digits_and_in_words(text, values):
    assert [max(found) for found in numbers(text)] == values


def test_a_mark_before_three_digits_may_group_or_divide():
    assert list(numbers("3,500")) == [frozenset({Decimal(3500), Decimal("3.5")})]


COUNCIL = article(
    "La ministre morvanienne Anne Lefort a signé mardi un accord de 3 millions d'euros avec Paul Castel.",
    "Le maire de Belleroche, Paul Castel, n'a pas approuvé le budget, qui augmente de 12 %.",
    'Selon la police, douze pêcheurs auraient traversé la Sarve. "Nous verrons bien", a dit M. Castel.',
)


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        pytest.param("Anne Lefort a signé un accord de 3 millions de dollars.", "dollar", id="unit"),
        pytest.param("La présidente Anne Lefort a signé un accord.", "office", id="office"),
        pytest.param("Paul Castel a approuvé le budget.", "contrary", id="lost negation"),
        pytest.param("Le budget baisse de 12 %.", "contrary", id="opposite"),
        pytest.param("Douze pêcheurs ont traversé la Sarve.", "claim", id="lost reserve"),
        pytest.param("« Nous irons bien », a dit M. Castel.", "not what was said", id="altered quotation"),
        pytest.param("Le budget augmente de 3 %.", "3", id="another number"),
    ],
)
def test_what_the_article_does_not_bear_out_is_dropped_with_its_reason(sentence, reason):
    ((_, told),) = check([sentence], COUNCIL).dropped
    assert reason in told


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Un accord de trois millions d'euros a été signé par Anne Lefort.", id="passive"),
        pytest.param("La ministre de Morvanie, Anne Lefort, a signé un accord.", id="people and country"),
        pytest.param("Selon la police, 12 pêcheurs auraient passé la Sarve.", id="reserve kept"),
        pytest.param("Le budget, en hausse de 12 %, n'a pas l'accord de Paul Castel.", id="same scale"),
    ],
)
def test_a_paraphrase_passes(sentence):
    assert check([sentence], COUNCIL).kept == (sentence,)


def test_what_leans_on_a_dropped_sentence_goes_with_it():
    verdict = check(["Jean Martin a signé.", "Il a signé un accord avec Paul Castel."], COUNCIL)
    assert verdict.kept == ()
    assert "leans on a dropped sentence" in verdict.dropped[1][1]


def test_only_numbers_and_names_from_elsewhere_are_unsupported():
    told = "Anne Lefort n'a pas signé. Jean Martin a versé 14 euros à Belleroche."
    assert unsupported(told, COUNCIL) == ("Jean", "Martin", "14")


@given(st.sampled_from([s for p in (*BRIDGE, *COUNCIL.paragraphs) for s in split(p)]))
def test_a_sentence_of_the_article_passes_in_any_typography(sentence):
    whole = article(*BRIDGE, *COUNCIL.paragraphs)
    assert check([sentence, french(sentence), sentence.upper()], whole).dropped == ()
    assert unsupported(french(sentence), whole) == ()
