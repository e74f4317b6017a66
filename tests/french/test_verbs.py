"""Verbs of saying."""

import pytest

from bot.french.phrases import Phrases
from bot.french.reserve import reserve_of
from bot.french.verbs import CLAIMING, REPORTING, forms


@pytest.mark.parametrize(
    ("entry", "all_forms"),
    [
        pytest.param(
            "préciser", ("precise", "precisent"), id="a verb in -er: its participle folds to the present"
        ),
        pytest.param("dire·dit·disent", ("dit", "disent"), id="any other: as it is listed"),
    ],
)
def test_a_verb_is_written_once_and_known_in_its_forms(entry, all_forms):
    assert forms(entry) == all_forms


def test_what_is_claimed_may_be_wrong_and_what_is_reported_is_so():
    assert {"affirme", "affirment", "soutient", "rappelle"} <= set(CLAIMING)
    assert {"annonce", "indiquent"} <= set(REPORTING)
    assert not set(CLAIMING) & set(REPORTING)


def test_phrases_know_them_by_kind():
    phrases = Phrases(["a|ont REPORTS", "il CLAIMS"])
    assert phrases.in_words(["la", "mairie", "a", "precise"])
    assert phrases.in_words(["il", "juge"])
    assert not phrases.in_words(["il", "indique"])


def test_who_claims_is_a_reserve_and_who_reports_is_none():
    assert reserve_of(["le", "maire", "estime"]) == "estime"
    assert not reserve_of(["le", "maire", "annonce"])
