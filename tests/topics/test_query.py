import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model import Article, Dating
from bot.topics.index_tokens import asked, indexed, tokens
from bot.topics.query import (
    KEY_MAX,
    TYPED_MAX,
    Problem,
    asked_of,
    base_of,
    parse,
    shortened,
    source_name,
    terms_of,
    topic_of,
)
from bot.topics.search_terms import in_a_row
from bot.topics.source_names import called
from tests.conftest import NOW

TODAY = date(2026, 11, 24)
SOURCES = called(["Le Monde – Sport", "Le Monde – Politique", "Libération", "Canal+"])


def place(typed, catalogue):
    """What a button carries for what was typed."""
    return parse(typed, catalogue, TODAY, SOURCES).asked.coded


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
        pytest.param("EAU", "pays:ae", id="letters that would be a word"),
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
    assert not terms_of(query.topic.key)


@pytest.mark.parametrize(
    ("typed", "label", "wanted", "without"),
    [
        pytest.param("retraites", "retraites", ["retraites"], [], id="one word"),
        pytest.param("élections russie", "élections Russie", ["élections", "russie"], [], id="several words"),
        pytest.param("réunion", "réunion", ["réunion"], [], id="a common word is no island"),
        pytest.param("eau", "eau", ["eau"], [], id="nor the Emirates"),
        pytest.param("l’eau", "eau", ["eau"], [], id="nor with an article"),
        pytest.param(
            "la  réforme\ndes Retraites",
            "réforme retraites",
            ["réforme", "retraites"],
            [],
            id="small words",
        ),
        pytest.param("Москва", "москва", ["москва"], [], id="another alphabet"),
        pytest.param("<b>gras</b>", "gras", ["gras"], [], id="markup is only characters"),
        pytest.param("« vie chère »", "“vie chère”", ["vie chère"], [], id="a phrase"),
        pytest.param('"vie chère" loyer', "“vie chère” loyer", ["vie chère", "loyer"], [], id="and a word"),
        pytest.param("'pouvoir d’achat'", "“pouvoir d’achat”", ["pouvoir achat"], [], id="an elision in it"),
        pytest.param('"russie"', "Russie", ["russie"], [], id="quotes make words of a name"),
        pytest.param('"vie chère', "vie chère", ["vie", "chère"], [], id="a quote that never ends"),
        pytest.param("porte-avions", "porte-avions", ["porte avions"], [], id="a hyphen"),
        pytest.param("49.3", "49.3", ["49 3"], [], id="a number with a point"),
        pytest.param("culture -sport", "Culture, sans sport", [], ["sport"], id="a topic without a word"),
        pytest.param("loyer -hausse", "loyer, sans hausse", ["loyer"], ["hausse"], id="words without a word"),
        pytest.param("loyer −hausse", "loyer, sans hausse", ["loyer"], ["hausse"], id="with a minus sign"),
        pytest.param(
            "loyer -« zone tendue »",
            "loyer, sans “zone tendue”",
            ["loyer"],
            ["zone tendue"],
            id="without a phrase",
        ),
        pytest.param(
            "loyer - hausse", "loyer hausse", ["loyer", "hausse"], [], id="a dash alone excludes nothing"
        ),
        pytest.param(
            "Valmorin-Belleroche", "valmorin-belleroche", ["valmorin belleroche"], [], id="nor one within"
        ),
    ],
)
def test_anything_else_is_words(catalogue, typed, label, wanted, without):
    topic = parse(typed, catalogue, TODAY).topic
    assert topic is not None
    assert topic.label == label
    held = terms_of(topic.key)
    assert (list(held.wanted), list(held.without)) == ([*map(asked, wanted)], [*map(asked, without)])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param("russie mai 2021", "pays:ru@20210501-20210531", id="a topic and its days"),
        pytest.param("loyer depuis lundi", "mots:loyer@20261123-", id="words and theirs"),
        pytest.param("hier", "@20261123-20261123", id="days alone"),
        pytest.param('loyer "mai 2021"', "mots:loyer+mai_2021", id="a date in quotes is words"),
        pytest.param("russie 2024", "pays:ru@20240101-20241231", id="a year beside a name"),
        pytest.param(
            "plan triennal 2024", "mots:plan+triennal+2024", id="a year beside words is one of them"
        ),
        pytest.param("russie 11 septembre", "pays:ru@20260911-20260911", id="a day of fame beside a name"),
        pytest.param("attentats du 11 septembre", "mots:attentats+11_septembre", id="and beside words"),
        pytest.param("mai 68", "mots:mai_68", id="a month of fame"),
        pytest.param("guerre de 14", "mots:guerre+14", id="a number is no date"),
        pytest.param("france 2030", "mots:france+2030", id="nobody looks for news to come"),
        pytest.param("Libération", "source:Libération", id="a source by its name"),
        pytest.param("le monde hier", "source:Le Monde@20261123-20261123", id="a publisher, and a day"),
        pytest.param("monde", "mots:monde", id="a part of its name is a word"),
        pytest.param("canal+ -football", "source:Canal%2B+-football", id="a name with a sign of ours"),
    ],
)
def test_what_is_looked_for(catalogue, typed, found):
    assert place(typed, catalogue) == found


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        pytest.param("attentats 11 septembre", "mots:attentats@20260911-20260911", id="words, or a day"),
        pytest.param("russie 11 septembre", "mots:russie+11_septembre", id="a day, or words"),
        pytest.param("Libération", "mots:Libération", id="a source, or words"),
        pytest.param("2024", "@20240101-20241231", id="a number, or a year"),
        pytest.param("mai 68", None, id="surely words"),
        pytest.param("russie hier", None, id="surely a day"),
    ],
)
def test_the_other_thing_that_is_meant_perhaps(catalogue, typed, other):
    otherwise = parse(typed, catalogue, TODAY, SOURCES).otherwise
    assert (otherwise and otherwise.coded) == other


@pytest.mark.parametrize(
    "typed",
    [
        "retraites",
        "Élections en Russie",
        "russie -sport hier",
        "œuvre d’art",
        "« vie chère » -« zone tendue »",
        "canal+",
    ],
)
def test_a_place_is_enough_to_have_it_back(catalogue, typed):
    asked = parse(typed, catalogue, TODAY, SOURCES).asked
    assert asked_of(asked.coded, catalogue) == asked


def test_a_source_s_key_gives_its_name_back(catalogue):
    key = place("canal+", catalogue)
    assert (source_name(key), topic_of(key, catalogue).label) == ("Canal+", "Canal+")
    assert source_name("pays:ru") == ""


@pytest.mark.parametrize(
    "key",
    [
        "",
        "russie",
        "pays:xx",
        "mots:",
        "mots:de+la",
        "mots:-sport",
        "autre:ru",
        "mots:" + "x" * 700,
        "pays:ru+guerre",
    ],
)
def test_a_forged_key_is_refused(catalogue, key):
    with pytest.raises(ValueError, match=f"^{re.escape(key)}$"):
        topic_of(key, catalogue)


@pytest.mark.parametrize("given", ["", "pays:ru@", "pays:ru@2021", "@-", "@20210230-20210301", "#0123"])
def test_a_forged_place_is_refused(catalogue, given):
    if given == "pays:ru@":
        assert asked_of(given, catalogue).topic == catalogue.topics["pays:ru"]
        return
    with pytest.raises(ValueError):  # noqa: PT011 - of a date, of a key: whoever pressed it sees an old button
        asked_of(given, catalogue)


def test_a_place_too_long_for_a_button_goes_by_a_short_name_of_its_own():
    long = "mots:" + "+".join(f"mot{n}" for n in range(20))
    assert shortened("pays:ru") == "pays:ru"
    assert shortened(long).startswith("#")
    assert len(shortened(long)) < KEY_MAX
    assert shortened(long) == shortened(long) != shortened(long + "+autre")


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        pytest.param("", Problem.NOTHING, id="nothing"),
        pytest.param("  \n ", Problem.NOTHING, id="blanks"),
        pytest.param("de la", Problem.SMALL_WORDS, id="function words"),
        pytest.param('"de la"', Problem.SMALL_WORDS, id="in quotes"),
        pytest.param("🎉🎉", Problem.NO_WORDS, id="emoji"),
        pytest.param("\x00\u202e", Problem.NOTHING, id="control characters"),
        pytest.param("\u200b\u200d", Problem.NOTHING, id="zero width"),
        pytest.param("*;--\"'", Problem.NO_WORDS, id="signs"),
        pytest.param("-sport", Problem.ONLY_EXCLUDED, id="only what is not wanted"),
        pytest.param("hier -sport", Problem.ONLY_EXCLUDED, id="on a day"),
        pytest.param("x" * 10_000, Problem.TOO_LONG, id="endless"),
    ],
)
def test_what_nothing_can_be_looked_for_of(catalogue, typed, problem):
    query = parse(typed, catalogue, TODAY, SOURCES)
    assert (query.topic, query.problem) == (None, problem)
    assert len(query.text) <= TYPED_MAX


PARTS = st.sampled_from(
    [
        "russie",
        "retraites",
        "«vie chère»",
        "-sport",
        "-",
        '"',
        "mai 2021",
        "le 3",
        "hier",
        "11/9",
        "l’eau",
        "Canal+",
        "@",
        "#1",
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.text(max_size=TYPED_MAX + 50), st.lists(PARTS, max_size=8).map(" ".join)))
def test_no_text_is_refused_and_every_place_comes_back(catalogue, text):
    query = parse(text, catalogue, TODAY, SOURCES)
    if query.asked.coded:
        assert asked_of(query.asked.coded, catalogue) == query.asked
        assert len(shortened(query.asked.coded).encode()) <= KEY_MAX
    else:
        assert query.problem or query.trouble
    if query.topic:
        assert query.topic.label
        assert query.topic.index_term or base_of(query.topic.key)


WORDS = st.sampled_from(
    ["réforme", "retraites", "russie", "grève", "loi", "école", "l’eau", "d’hiver", "porte-avions"]
)


@settings(deadline=None, max_examples=100)
@given(st.lists(WORDS, min_size=2, max_size=6))
def test_an_article_with_the_words_typed_is_found_and_bears_the_needle(catalogue, typed):
    topic = parse(" ".join(typed), catalogue).topic
    row = tokens(Article("", (f"Hier encore, {' puis '.join(typed)}, a-t-on dit.",), Dating(NOW), ""))
    assert terms_of(topic.key).held_by(in_a_row(row))
    assert terms_of(topic.key).held_by(in_a_row(row), head=True)
    assert topic.index_term in indexed(row)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("franco-mai 2021", "mots:franco-mai+2021", id="it would cut the word before it in two"),
        pytest.param("mai 2021-bis", "mots:mai+2021-bis", id="or the word behind it"),
        pytest.param("russie « mai 2021 »", "mots:russie+mai_2021", id="it is quoted"),
        pytest.param("russie -« mai 2021 »", "pays:ru+-mai_2021", id="it is excluded"),
    ],
)
def test_what_looks_like_a_date_and_is_none(catalogue, typed, key):
    query = parse(typed, catalogue, TODAY)
    assert (query.asked.topic.key, query.asked.span, query.otherwise) == (key, None, None)


@pytest.mark.parametrize(
    ("letters", "problem"),
    [pytest.param(200, None, id="just"), pytest.param(201, Problem.TOO_LONG, id="not")],
)
def test_a_question_of_two_hundred_letters_is_read(catalogue, letters, problem):
    assert parse("retraites " + "a" * (letters - 10), catalogue).problem is problem


@pytest.mark.parametrize("typed", ["-sport", "le la -sport"])
def test_what_only_leaves_out_asks_for_nothing(catalogue, typed):
    assert parse(typed, catalogue, TODAY).problem is Problem.ONLY_EXCLUDED


def test_small_words_beside_a_date_are_no_problem(catalogue):
    query = parse("le lundi 23 novembre", catalogue, TODAY)
    assert (query.problem, query.asked.topic, query.asked.span.first) == (None, None, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        pytest.param("russie « mai 2021 » juin 2020", "mots:russie+mai_2021", id="quoted"),
        pytest.param("russie -mai juin 2020", "pays:ru+-mai", id="excluded"),
    ],
)
def test_a_month_that_is_no_date_leaves_the_date_beside_it(catalogue, typed, key):
    asked = parse(typed, catalogue, TODAY).asked
    assert (asked.topic.key, asked.span.first) == (key, date(2020, 6, 1))
