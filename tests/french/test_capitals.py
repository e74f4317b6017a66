"""Words and marks of a sentence, and where a name ends."""

import pytest

from bot.french.capitals import NOTHING, at, capitals, has_inner_capital, name_end, names, spelled


@pytest.mark.parametrize(
    ("sentence", "tokens"),
    [
        pytest.param("Le pont, fermé.", ["Le", "pont", ",", "fermé", "."], id="words and marks"),
        pytest.param("L’île d'Yeu", ["L’", "île", "d'", "Yeu"], id="what is elided, with its apostrophe"),
        pytest.param("jusqu’à Qu’Anne", ["jusqu’", "à", "Qu’", "Anne"], id="longer ones too"),
        pytest.param(
            "aujourd’hui à Saint-Brieuc", ["aujourd’hui", "à", "Saint-Brieuc"], id="words with marks inside"
        ),
        pytest.param("snake_case", ["snake", "_", "case"], id="an underscore is a mark"),
    ],
)
def test_a_sentence_comes_apart(sentence, tokens):
    assert [token.written for token in capitals(sentence)] == tokens


@pytest.mark.parametrize(
    ("sentence", "word", "capital"),
    [
        pytest.param("Le maire", "maire", False, id="a small letter"),
        pytest.param("Le Havre", "Havre", True, id="a capital"),
        pytest.param("Émile Zola", "Émile", True, id="with an accent"),
        pytest.param("iPhone neuf", "iPhone", False, id="a capital inside"),
        pytest.param("John F. Kennedy", "F", False, id="an initial"),
        pytest.param("L’île", "L’", False, id="an elided article"),
        pytest.param("M’Bow", "M’Bow", True, id="an apostrophe inside a name"),
        pytest.param("Le 4x4", "4x4", False, id="a digit"),
        pytest.param("A’", "A", False, id="a letter and a mark"),
    ],
)
def test_what_may_be_part_of_a_name(sentence, word, capital):
    assert {token.written: token.is_capital for token in capitals(sentence)}[word] is capital


def test_marks_are_no_words():
    assert [token.is_word for token in capitals("Non , 4x4 !")] == [True, False, True, False]


def test_whether_a_space_stands_before_is_known():
    tokens = capitals(" Le maire, L’île")
    assert [token.spaced for token in tokens] == [True, True, False, True, False]
    assert spelled(tokens) == "Le maire, L’île"
    assert spelled(tokens[1:3]) == "maire,"
    assert not capitals("Le")[0].spaced


def test_outside_a_sentence_stands_nothing():
    tokens = capitals("Anne dort")
    assert [at(tokens, i) for i in (-1, 0, 1, 2)] == [NOTHING, *tokens, NOTHING]
    assert not NOTHING.is_word
    assert not NOTHING.is_capital
    assert not NOTHING.spaced


LINKS = {"de", "la", "du"}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        pytest.param("Anne dort", "Anne", id="one word"),
        pytest.param("Anne Le Gall dort", "Anne Le Gall", id="each capital goes on"),
        pytest.param("Charles de Gaulle arrive", "Charles de Gaulle", id="a link"),
        pytest.param("Anne de la Motte arrive", "Anne de la Motte", id="two links"),
        pytest.param("Anne de la du Motte arrive", "Anne", id="three are too many"),
        pytest.param("Anne de Paris de Nantes part", "Anne de Paris de Nantes", id="a link after each"),
        pytest.param("La ville de demain", "La", id="a link that leads nowhere"),
        pytest.param("John F. Kennedy arrive", "John F. Kennedy", id="an initial with its full stop"),
        pytest.param("John f. Kennedy arrive", "John", id="a small letter is none"),
        pytest.param("Vitamine C Plus", "Vitamine", id="nor is a letter without its full stop"),
        pytest.param("Anne. Kennedy arrive", "Anne", id="a full stop without an initial ends"),
        pytest.param("John F.", "John", id="an initial at the end names nobody"),
    ],
)
def test_where_a_name_ends(sentence, name):
    tokens = capitals(sentence)
    assert spelled(tokens[: name_end(tokens, 0, LINKS)]) == name


def test_a_name_may_begin_anywhere():
    tokens = capitals("Hier Charles de Gaulle arrive")
    assert spelled(tokens[1 : name_end(tokens, 1, LINKS)]) == "Charles de Gaulle"


def test_the_names_of_a_sentence_do_not_overlap():
    tokens = capitals("Hier Charles de Gaulle a vu Paul, d’Anne")
    assert [spelled(tokens[start:end]) for start, end in names(tokens, LINKS)] == [
        "Hier Charles de Gaulle",
        "Paul",
        "Anne",
    ]


def test_two_words_glued_have_a_capital_inside():
    assert has_inner_capital("BertrandLe")
    assert not has_inner_capital("Bertrand")
    assert not has_inner_capital("AFP")
