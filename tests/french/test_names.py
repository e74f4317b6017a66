"""Names of persons, places and peoples, and what is said beside them."""

import pytest

from bot.french.gazetteer import is_known, is_people
from bot.french.names import CIVILITIES, PARTICLES, is_first_name
from bot.french.offices import forms, is_office


@pytest.mark.parametrize(
    ("word", "first"),
    [
        pytest.param("anne", True, id="a first name"),
        pytest.param("jean-marc", True, id="a compound"),
        pytest.param("marc-antoine", True, id="whatever stands behind"),
        pytest.param("pont-jean", False, id="what begins with none"),
        pytest.param("pont", False, id="a word"),
        pytest.param("-", False, id="a hyphen"),
    ],
)
def test_first_names(word, first):
    assert is_first_name(word) is first


def test_what_stands_around_a_name_is_none():
    assert {"mme", "dr"} <= CIVILITIES
    assert {"van", "del"} <= PARTICLES


@pytest.mark.parametrize(
    ("entry", "all_forms"),
    [
        pytest.param("président·e", "president presidents presidente presidentes", id="behind the masculine"),
        pytest.param("directeur·rice", "directeur directeurs directrice directrices", id="in place of -eur"),
        pytest.param("chanteur·se", "chanteur chanteurs chanteuse chanteuses", id="in place of -r"),
        pytest.param(
            "conseiller·ère", "conseiller conseillers conseillere conseilleres", id="in place of -er"
        ),
        pytest.param("préfet·ète", "prefet prefets prefete prefetes", id="in place of -et"),
        pytest.param("champion·ne", "champion champions championne championnes", id="with one more letter"),
        pytest.param("maire", "maire maires", id="one word for both"),
        pytest.param("fils", "fils", id="a plural of its own"),
        pytest.param("époux", "epoux", id="-x alone"),
        pytest.param("époux·se", "epoux epouse epouses", id="-x has no plural"),
    ],
)
def test_an_office_has_its_feminine_and_its_plurals(entry, all_forms):
    assert set(forms(entry)) == set(all_forms.split())


@pytest.mark.parametrize(
    ("word", "office"),
    [
        pytest.param("presidente", True, id="an office"),
        pytest.param("ministres", True, id="several"),
        pytest.param("ex-ministre", True, id="a former one"),
        pytest.param("vice-presidente", True, id="a deputy"),
        pytest.param("porte-ministre", False, id="another word before"),
        pytest.param("ex-pont", False, id="a former something"),
        pytest.param("pont", False, id="a thing"),
    ],
)
def test_offices(word, office):
    assert is_office(word) is office


@pytest.mark.parametrize(
    ("name", "known"),
    [
        pytest.param("France", True, id="a country"),
        pytest.param("la France", True, id="with its article"),
        pytest.param("L’Italie", True, id="elided"),
        pytest.param("Aix en Provence", True, id="without its hyphens"),
        pytest.param("Belleroche", False, id="an invented town"),
        pytest.param("la", False, id="an article alone"),
    ],
)
def test_places_that_everybody_knows(name, known):
    assert is_known(name) is known


@pytest.mark.parametrize(
    ("word", "people"),
    [
        ("russe", True),
        ("russes", True),
        ("francais", True),
        ("bretonne", True),
        ("pont", False),
        ("s", False),
    ],
)
def test_peoples(word, people):
    assert is_people(word) is people
