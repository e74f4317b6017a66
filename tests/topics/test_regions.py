"""Of which region an article is: by its folder, or by the towns and departments that it names."""

import pytest

from bot.french.gazetteer import regions as all_regions
from bot.topics.about import Parts
from bot.topics.regions import regions

BRETAGNE, NORD, PACA, IDF = (
    f"region:{key}" for key in ("bretagne", "hauts-de-france", "provence-alpes-cote-d-azur", "ile-de-france")
)
MORE = "On en saura plus demain."


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        pytest.param("Une usine rouvre à Quimper", MORE, [BRETAGNE], id="a town in the title"),
        pytest.param("Une usine rouvre dans le Finistère", MORE, [BRETAGNE], id="a department"),
        pytest.param("La Bretagne manque d’eau", MORE, [BRETAGNE], id="the region"),
        pytest.param("Une usine rouvre", "Elle est à Quimper.", [], id="named once, below the title"),
        pytest.param("Une usine rouvre", "À Quimper, dans le Finistère.", [BRETAGNE], id="named twice there"),
        pytest.param("De Quimper à Toulouse à vélo", MORE, [], id="from one region to another"),
        pytest.param("Orange supprime des postes", MORE, [], id="a firm"),
        pytest.param(
            "Le moulin d’Orange", "On danse à Avignon.", [PACA], id="a doubtful name, and a sure one"
        ),
        pytest.param("Un moulin brûle à Orange", MORE, [PACA], id="where a thing happens"),
        pytest.param("Un moulin brûle dans le Nord", MORE, [NORD], id="within a department"),
        pytest.param("Orange : un moulin brûle", MORE, [PACA], id="at the head of the title"),
        pytest.param("Le vent du Nord se lève", MORE, [], id="a point of the compass"),
        pytest.param("Paris répond à Londres", MORE, [], id="Paris is the nation"),
        pytest.param("Une rue fermée à Paris", MORE, [IDF], id="and a town"),
        pytest.param("Un pont, une route", MORE, [], id="no place at all"),
    ],
)
def test_what_names_a_region(catalogue, title, text, expected):
    assert regions((), Parts.of(title, (text,)), (), catalogue) == expected


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("finistere-29", [BRETAGNE]),
        ("bretagne", [BRETAGNE]),
        ("Île-de-France", [IDF]),
        ("corse-du-sud-2a", ["region:corse"]),
        ("nice", [PACA]),
        ("sport", []),
        ("", []),
        ("29", []),
    ],
)
def test_where_an_article_is_filed(catalogue, folder, expected):
    assert regions((folder,), Parts.of("Un pont rouvre", (MORE,)), (), catalogue) == expected


def test_a_club_is_no_region_s(catalogue):
    parts = Parts.of("Le Stade rennais gagne à Quimper", (MORE,))
    assert regions((), parts, ("theme:sport",), catalogue) == []
    assert regions(("bretagne",), parts, ("theme:sport",), catalogue) == [BRETAGNE]


def test_each_name_is_of_one_region_and_each_doubtful_one_is_listed():
    known = all_regions()
    named = [name for region in known.values() for name in (*region.departments, *region.places)]
    assert len(known) == 13
    assert sum(len(region.departments) for region in known.values()) == 96
    assert len(set(named)) == len(named)
    for region in known.values():
        assert set(region.unsure) <= {*region.departments, *region.places}
