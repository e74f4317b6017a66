"""Which sentence of the article a written sentence was made of, and what differs."""

import pytest

from bot.summaries.alignment import Change, aligned, tokens

PONT = tokens("Le vieux pont de Belleroche, fermé depuis mars, rouvrira lundi aux voitures.")
BAC = tokens("Un bac gratuit traverse la rivière depuis mars.")


def changes(written):
    found = aligned(tokens(written), [BAC, PONT])
    return None if found is None else list(found.changes)


def test_a_copy_has_no_changes_whatever_its_typography():
    assert changes("LE VIEUX PONT DE BELLEROCHE — fermé depuis mars — rouvrira lundi aux voitures") == []


def test_what_is_left_out_is_told_with_the_words_on_either_side():
    assert changes("Le pont de Belleroche rouvrira lundi aux voitures.") == [
        Change(("vieux",), (), before="le", after="pont"),
        Change(("ferme", "depuis", "mars"), (), before="belleroche", after="rouvrira"),
    ]


def test_the_ends_have_no_words_beside_them():
    assert changes("Un bac gratuit traverse la rivière.") == [
        Change(("depuis", "mars"), (), before="riviere", after="")
    ]


def test_what_is_put_in_stands_where_the_other_word_stood():
    found = aligned(tokens("Le vieux pont de Belleroche rouvrira mardi aux voitures."), [BAC, PONT])
    assert found.source == PONT
    assert found.inserted == ("mardi",)


def test_a_sentence_without_a_word_of_the_article_has_no_source():
    assert changes("Personne n'en sait davantage") is None
    assert aligned(tokens("Le pont"), []) is None


@pytest.mark.parametrize("text", ["15 000 euros", "15.000 euros", "15\u202f000 euros", "15000 euros"])
def test_a_number_is_one_token_however_its_thousands_are_set(text):
    assert tokens(text) == ("15000", "euros")
