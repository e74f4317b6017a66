from datetime import date

import pytest

from bot.errors import SettingsError
from bot.topics.catalogue import Catalogue

RURITANIE = {"name": "Ruritanie", "demonyms": ["ruritanien", "ruritanienne"], "capital": "Strelsau"}


def test_a_catalogue_gives_its_topics_by_key_by_name_and_in_its_menu():
    catalogue = Catalogue.from_toml({"menu": ["pays:rt"], "countries": {"rt": RURITANIE}}, "t.toml")
    assert catalogue.topics["pays:rt"].label == "Ruritanie"
    assert catalogue.named("Ruritaniennes") == catalogue.topics["pays:rt"]
    assert catalogue.menu == (catalogue.topics["pays:rt"],)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param({"contries": {}}, ["contries", "allowed", "countries"], id="an unknown section"),
        pytest.param(
            {"countries": {"rt": {"nom": "R"}}}, ["countries.rt.nom", "demonyms"], id="an unknown key"
        ),
        pytest.param({"countries": {"rt": {}}}, ["countries.rt.name", "expected"], id="no name"),
        pytest.param(
            {"countries": {"rt": {"name": 3}}}, ["countries.rt.name", "text"], id="a name that is none"
        ),
        pytest.param(
            {"countries": {"rt": {"name": "!?"}}}, ["countries.rt.name", "word"], id="a name without words"
        ),
        pytest.param(
            {"countries": {"R T": RURITANIE}}, ["countries.R T", "a-z"], id="a key that cannot travel"
        ),
        pytest.param({"countries": []}, ["countries", "table"], id="a list where a table is expected"),
        pytest.param({"menu": ["pays:xx"]}, ["menu", "pays:xx"], id="a menu of what does not exist"),
        pytest.param(
            {"ambiguous": {"Aa": ["xx"]}}, ["ambiguous", "pays:xx"], id="an owner that does not exist"
        ),
        pytest.param(
            {"countries": {"rt": RURITANIE}, "bodies": {"rt": {"name": "Ligue"}}},
            ["bodies.rt", "pays:rt"],
            id="a country and a body under one key",
        ),
        pytest.param(
            {"countries": {"rt": RURITANIE, "st": {"name": "Strelsau"}}},
            ["countries.st", "strelsau", "ambiguous"],
            id="a word that two countries claim",
        ),
        pytest.param(
            {"themes": {"vie": {"name": "Vie", "words": ["mise en pot en été"]}, "eau": {"name": "Vie"}}},
            ["themes.eau", "Vie", "theme:vie"],
            id="a name that two themes claim",
        ),
        pytest.param(
            {"subthemes": {"foot": {"name": "Foot"}}},
            ["subthemes.foot", "sport-rugby"],
            id="a theme below none",
        ),
        pytest.param({"leaders": {"xx": ["Ubu"]}}, ["leaders.xx", "pays:xx"], id="a leader of no place"),
        pytest.param(
            {"leaders": {"fr": "Ubu"}}, ["leaders.fr", "from, until"], id="leaders that are no list"
        ),
        pytest.param(
            {"leaders": {"fr": [{"nom": "Ubu"}]}},
            ["leaders.fr.nom", "until"],
            id="an unknown key of a leader",
        ),
        pytest.param(
            {"leaders": {"fr": [{"name": "Ubu", "from": "2017"}]}},
            ["leaders.fr.from", "2017-05-14"],
            id="a leader's day that is a text",
        ),
        pytest.param(
            {"leaders": {"fr": [{"name": "Ubu", "from": date(2020, 1, 1), "until": date(2019, 1, 1)}]}},
            ["leaders.fr.until", "2020-01-01"],
            id="a leader who leaves before coming",
        ),
        pytest.param(
            {"themes": {"vie": {"name": "Vie", "words": ["le la"]}}},
            ["themes.vie.words", "le la"],
            id="a theme's word that carries no meaning",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_the_key_the_file_and_what_is_allowed(data, said):
    with pytest.raises(SettingsError) as refused:
        Catalogue.from_toml(data, "t.toml")
    for part in ("t.toml", *said):
        assert part in str(refused.value)


def test_an_ambiguous_word_may_have_two_owners():
    data = {
        "ambiguous": {"Zenda": ["rt", "st"]},
        "countries": {
            "rt": {**RURITANIE, "places": ["Zenda"]},
            "st": {"name": "Styrie", "places": ["Zenda"]},
        },
    }
    phrases = Catalogue.from_toml(data, "t.toml").phrases["zenda"]
    assert [phrase.owners for phrase in phrases] == [("pays:rt", "pays:st")]


def test_a_country_that_the_file_does_not_name_has_its_own_name_and_demonyms():
    catalogue = Catalogue.from_toml({"menu": ["pays:pr"]}, "t.toml")
    assert catalogue.menu[0].label == "Porto Rico"
    assert catalogue.named("portoricaines") == catalogue.named("Porto Rico")
