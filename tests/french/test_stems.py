import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.french.fold import fold
from bot.french.stems import stems, written_words
from bot.french.words import words
from bot.topics.mentions import split


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("Éléphant", "elephant", id="accents and capitals go"),
        pytest.param("e\u0301te\u0301", "ete", id="accents as combining marks too"),
        pytest.param("Cœur et ex æquo", "coeur et ex aequo", id="ligatures come apart"),
        pytest.param("l’île d‘Yeu", "l'ile d'yeu", id="typographic apostrophes are plain"),
        pytest.param("grand\u2011père", "grand-pere", id="a hyphen that does not break is a hyphen"),
        pytest.param("inter\u00adminable", "interminable", id="a soft hyphen is nothing"),
        pytest.param("ﬁn 2²", "fin 22", id="compatibility forms are plain"),
        pytest.param("Straße", "strasse", id="case is folded, not only lowered"),
        pytest.param("Москва 🎉", "москва 🎉", id="what is not Latin is kept"),
    ],
)
def test_folding(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("russie Russe russes", ["russ"] * 3, id="a country and its people share a stem"),
        pytest.param("retraite retraites", ["retrait"] * 2, id="the plural is the singular"),
        pytest.param("L’école d’Élise, qu’elle aime", ["ecol", "elis", "aim"], id="elisions are dropped"),
        pytest.param("aujourd’hui, jusqu’à lundi", ["lund"], id="adverbs with an apostrophe too"),
        pytest.param("travail travaux", ["travail"] * 2, id="a plural in -aux"),
        pytest.param("yeux œil cieux ciel", ["oeil"] * 2 + ["ciel"] * 2, id="a plural that no ending tells"),
        pytest.param("lois loi", ["loi"] * 2, id="a plural too short for the stemmer"),
        pytest.param(
            "députée députées député", ["déput".replace("é", "e")] * 3, id="a participle's feminine"
        ),
        pytest.param("élue élus élu", ["elu"] * 3, id="and its plural"),
        pytest.param("bus os", ["bus", "os"], id="what ends in -s by nature keeps it"),
        pytest.param("porte-avions", ["port", "avion"], id="words are split at hyphens"),
        pytest.param("le la les de du et où", [], id="function words say nothing"),
        pytest.param("G7 2026 5", ["g7", "2026", "5"], id="numbers are words"),
        pytest.param("x y", [], id="no lone letter"),
        pytest.param("", [], id="nothing"),
        pytest.param("🎉 … !", [], id="no words"),
    ],
)
def test_stems(text, expected):
    assert stems(text) == expected


def test_whats_different_stays_different():
    """«réunion» the meeting is not «réunir», and Niger is not Nigeria."""
    assert stems("Niger") != stems("Nigeria")
    assert stems("Guinée") != stems("guide")
    assert stems("abus") != stems("Abu")
    assert stems("Laos") != stems("Lao")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_stems_are_lone_folded_words(text):
    for stem in stems(text):
        assert stem
        assert stem == fold(stem)
        assert not set(stem) & set(" +:*_'-")


@settings(deadline=None)
@given(st.text(max_size=60))
def test_both_ways_of_splitting_give_the_same_words(text):
    assert [fold(word) for word in split(text).folded] == words(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "L’Éléphant et les éléphants", ["éléphant", "éléphants"], id="in small letters, with accents"
        ),
        pytest.param(
            "Les 4 rois de la mer 2026", ["rois", "2026"], id="not what is too short to be mistyped"
        ),
        pytest.param("rois Rois rois", ["rois"], id="each once"),
        pytest.param("e\u0301tat", ["état"], id="an accent of its own is a letter's"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_words_as_they_are_written(text, found):
    assert written_words(text) == found
