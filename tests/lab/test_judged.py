"""Articles as editors judged them, read with the sentences of today."""

from bot.lab.judged import Judged


def judged(*sentences):
    return Judged("", None, sentences, frozenset(), frozenset(), frozenset())


def test_a_sentence_that_is_one_stands_for_itself():
    assert judged("Le bac a coulé.", "Il était vieux.").pieces() == {
        "Le bac a coulé.": 0,
        "Il était vieux.": 1,
    }


def test_of_one_that_is_cut_today_the_greater_part_stands_for_it():
    pieces = judged(
        "Pas de blessés.Le bac de Sauvelade a coulé dans la nuit avec douze vaches à bord."
    ).pieces()
    assert list(pieces.values()) == [None, 0]
