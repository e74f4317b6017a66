"""The gate: no invented name, number or date passes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.faithful import check
from bot.summaries.numbers import numbers
from bot.summaries.sentences import split
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
