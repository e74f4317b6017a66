import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.topics.query import KEY_MAX, TYPED_MAX, Query, parse, stems_of, suggest, topic_of
from bot.topics.stems import stems


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("russie", "pays:ru", id="a name"),
        pytest.param("Russe", "pays:ru", id="a demonym"),
        pytest.param("les Russes", "pays:ru", id="its plural, with an article"),
        pytest.param("les États-Unis", "pays:us", id="accents and a hyphen"),
        pytest.param("  etats   unis ", "pays:us", id="neither accents nor a hyphen"),
        pytest.param("USA", "pays:us", id="an alias"),
        pytest.param("usa", "pays:us", id="an alias in small letters"),
        pytest.param("l’Ukraine", "pays:ua", id="an elision"),
        pytest.param("la Chine ?", "pays:cn", id="a question mark"),
        pytest.param("UE", "pays:ue", id="a world body"),
        pytest.param("sports", "theme:sport", id="a theme in the plural"),
        pytest.param("ÉCONOMIE", "theme:economie", id="a theme that shouts"),
        pytest.param("la Réunion", "pays:re", id="the island"),
        pytest.param("congolais", "pays:cd", id="an ambiguous demonym: the likelier country"),
    ],
)
def test_a_name_is_the_topic(catalogue, typed, key):
    query = parse(typed, catalogue)
    assert query.topic == catalogue.topics[key]
    assert query.stems == ()


@pytest.mark.parametrize(
    ("typed", "label", "looked_for"),
    [
        pytest.param("retraites", "retraites", {"retrait"}, id="one word"),
        pytest.param("élections russie", "élections russie", {"elect", "russ"}, id="several words"),
        pytest.param("réunion", "réunion", {"reunion"}, id="a common word is no island"),
        pytest.param(
            "la  réforme\ndes Retraites", "réforme retraites", {"reform", "retrait"}, id="function words"
        ),
        pytest.param("Москва", "москва", {"москва"}, id="another alphabet"),
        pytest.param("<b>gras</b>", "gras", {"gras"}, id="markup is only characters"),
    ],
)
def test_anything_else_is_words(catalogue, typed, label, looked_for):
    query = parse(typed, catalogue)
    assert query.topic is not None
    assert query.topic.label == label
    assert set(query.stems) == looked_for


@pytest.mark.parametrize("typed", ["retraites", "Élections en Russie", "russie", "œuvre d’art"])
def test_a_key_is_enough_to_have_the_topic_back(catalogue, typed):
    topic = parse(typed, catalogue).topic
    assert topic is not None
    assert topic_of(topic.key, catalogue) == topic


@pytest.mark.parametrize(
    "key", ["", "russie", "pays:xx", "mots:", "mots:de+la", "autre:ru", "mots:" + "x" * 60]
)
def test_a_forged_key_is_refused(catalogue, key):
    with pytest.raises(ValueError, match=f"^{re.escape(key)}$"):
        topic_of(key, catalogue)


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("", id="nothing"),
        pytest.param("  \n ", id="blanks"),
        pytest.param("de la", id="function words"),
        pytest.param("🎉🎉", id="emoji"),
        pytest.param("x" * 100, id="a word too long for a key"),
        pytest.param("\x00\u202e", id="control characters"),
    ],
)
def test_garbage_is_an_empty_query(catalogue, typed):
    query = parse(typed, catalogue)
    assert query == Query(query.text)


def test_words_that_no_longer_fit_are_left_out_of_the_label_too(catalogue):
    query = parse("anticonstitutionnellement intergouvernementalement déraison", catalogue)
    assert query.topic is not None
    assert query.topic.label == "anticonstitutionnellement déraison"


def test_a_topic_of_the_catalogue_has_no_stems_in_its_key():
    assert stems_of("pays:ru") == ()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("rusie", "Russie", id="a letter lost"),
        pytest.param("Ukrane", "Ukraine", id="a letter lost within"),
        pytest.param("la rusie", "Russie", id="behind an article"),
        pytest.param("ecomonie", "Économie", id="two letters swapped"),
        pytest.param("etat unis", "États-Unis", id="two words"),
    ],
)
def test_a_misspelt_name_suggests_the_topic(catalogue, typed, meant):
    assert suggest(typed, catalogue)[0].label == meant


@pytest.mark.parametrize("typed", ["", "🎉", "zzzzzz", "w" * 5000])
def test_nothing_alike_suggests_nothing(catalogue, typed):
    assert suggest(typed, catalogue) == ()


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=TYPED_MAX + 50))
def test_no_text_is_refused_and_every_key_fits_in_a_button(catalogue, text):
    query = parse(text, catalogue)
    suggested = suggest(text, catalogue)
    assert len(query.text) <= TYPED_MAX
    assert len(suggested) <= 3
    if query.topic:
        assert len(query.topic.key.encode()) <= KEY_MAX
        assert query.topic.label


WORDS = st.sampled_from(["réforme", "retraites", "russie", "grève", "loi", "école", "l’eau", "d’été"])


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, min_size=1, max_size=6).map(" ".join))
def test_an_article_with_the_words_typed_holds_the_stems_of_the_query(catalogue, typed):
    assert set(parse(typed, catalogue).stems) <= set(stems(f"Hier encore, {typed}, a-t-on dit."))
