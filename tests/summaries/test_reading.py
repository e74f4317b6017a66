"""How the gate reads a sentence: numbers with units, days, negations, offices, nations, meanings."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import DateOrigin, Dating
from bot.summaries.concepts import meaning
from bot.summaries.days import called, days
from bot.summaries.nations import is_inhabitant, nations_named, nations_of
from bot.summaries.numbers import found
from bot.summaries.offices import holdings
from bot.summaries.polarity import DENIED, signs
from bot.summaries.reading import folded, plain, read

TUESDAY = Dating(datetime(2031, 3, 4, 9, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("3 millions d'euros", ["#3000000 euro"], id="a currency"),
        pytest.param("trois millions et demi de dollars", ["#3500000 dollar"], id="and a half"),
        pytest.param("12 % ou 12 pour cent", ["#12 %", "#12 %"], id="percent, two ways"),
        pytest.param("de 10 à 12 %", ["#10 %", "#12 %"], id="a range shares its unit"),
        pytest.param("12 morts", ["#12"], id="things have no unit"),
        pytest.param("30 km et 30 kg", ["#30 km", "#30 kg"], id="measures"),
        pytest.param("la 3e place, la troisième", ["#3 rank", "#3 rank"], id="ranks"),
        pytest.param("une vingtaine de bus", ["#20"], id="a score"),
        pytest.param("la moitié", ["#0.5 part"], id="a part"),
        pytest.param("un mois", ["#1 month"], id="one of a unit counts"),
        pytest.param("un pont", [], id="one of anything else does not"),
        pytest.param("un train sur quatre", ["#0.25 among"], id="one in four"),
        pytest.param("au XIXe siècle", ["#19 rank"], id="a century"),
        pytest.param("en 2031", ["#2031 year date"], id="a year"),
    ],
)
def test_a_number_has_its_unit(text, labels):
    assert [f"{number.label} {number.unit}".strip() for number in found(folded(plain(text)))] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        pytest.param("le 12 mars", {"12/3"}, id="a day"),
        pytest.param("le 1er mars, le premier mars", {"1/3"}, id="the first"),
        pytest.param("du 17 au 18 février", {"17/2", "18/2"}, id="two days share a month"),
        pytest.param("en mars", {"/3"}, id="a month"),
        pytest.param("mardi, hier", {"w1", "r-1"}, id="a weekday, yesterday"),
        pytest.param("il y a 12 ans, en 2031", set(), id="no day"),
    ],
)
def test_days_are_named(text, labels):
    assert {day.label for day in days(read(text))} == labels


def test_the_day_of_publication_tells_what_else_a_day_is_called():
    assert {"r0", "w1", "4/3"} <= called("r0", TUESDAY)
    assert "3/3" in called("r-1", TUESDAY)
    assert "w0" in called("3/3", TUESDAY)
    assert called("r-1", Dating(TUESDAY.moment, DateOrigin.UNKNOWN)) == {"r-1"}


@pytest.mark.parametrize(
    ("sentence", "denied"),
    [
        pytest.param("Le maire n'a pas signé l'accord.", {"signé"}, id="the verb, not its object"),
        pytest.param("Aucun ouvrier n'a été blessé.", {"blessé"}, id="none of them"),
        pytest.param("La ville refuse d'installer des radars.", {"installer"}, id="refused"),
        pytest.param("Il n'envisage pas de partir.", {"envisage", "partir"}, id="what is not wanted"),
        pytest.param("Le film n'a obtenu aucun prix.", {"obtenu", "prix"}, id="not any"),
        pytest.param("Il est parti sans bagages.", {"bagages"}, id="without"),
        pytest.param("Non seulement il vient, mais il chante.", set(), id="not only"),
        pytest.param("Il n'y en a que douze, dont Paul.", set(), id="only"),
        pytest.param("Une tempête moins violente arrive.", {"violente"}, id="less"),
    ],
)
def test_a_negation_turns_one_word(sentence, denied):
    read_one = read(sentence)
    assert {
        w.text for w, sign in zip(read_one.words, signs(read_one), strict=True) if sign == DENIED
    } == denied


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("La ministre Marie Durand est là.", "durand", id="before the name"),
        pytest.param("Le ministre de la Justice, Paul Castel, part.", "castel", id="with its complement"),
        pytest.param("Paul Castel, le maire de Lyon, part.", "castel", id="after the name"),
        pytest.param("Le maire a vu Paul Castel.", None, id="a verb parts them"),
    ],
)
def test_an_office_belongs_to_the_name_beside_it(sentence, name):
    assert next((holding.name for holding in holdings(read(sentence))), None) == name


def test_a_former_minister_is_no_minister():
    assert [h.former for h in holdings(read("L'ancien ministre Paul Castel part."))] == [True]


def test_peoples_follow_from_countries_and_towns():
    assert nations_named("russes") & nations_of("russie")
    assert nations_of("moscou") & nations_of("russe")
    assert not nations_named("moscou")
    assert is_inhabitant("lyonnais", "lyon")
    assert is_inhabitant("valdoriens", "valdorie")
    assert not is_inhabitant("lyonnais", "lille")


def test_opposites_stand_at_two_ends_of_one_scale():
    (scale, up), *_ = meaning("hausse").scales
    assert (scale, -up) in meaning("recule").scales
    assert meaning("reclament").concept == meaning("reclame").concept
    assert meaning("le").concept == ""


@given(st.text(max_size=120))
def test_folding_keeps_every_place(text):
    one = plain(text)
    assert len(folded(one)) == len(one)
    assert all(one[word.start : word.end] == word.text for word in read(text).words)
