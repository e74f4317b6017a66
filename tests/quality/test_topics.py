"""Floors of the topics. Lowering one, or changing the examples, is a decision: it is done here, by hand."""

import pytest

from tests.quality.topics_corpus import HALVES, digest, examples, places

PLACES = "8971071098c134f4828af3fac1ec587241b60e708e0e1d5aa4f1b2509234d9f3"
"""sha256 of the examples for which the floors were set."""


def test_the_floors_are_for_these_examples():
    assert digest("places") == PLACES


def test_there_are_enough_examples():
    every = [example for half in HALVES for example in examples("places", half)]
    assert len(every) >= 220
    assert sum(not example.expected for example in every) >= 35
    assert len({key for example in every for key in example.expected}) >= 100


@pytest.mark.parametrize(
    ("half", "precision", "recall"),
    [
        pytest.param("dev", 0.98, 0.99, id="what was tuned on"),
        pytest.param("held", 0.97, 0.95, id="kept back"),
    ],
)
def test_places_are_told_as_well_as_they_were(half, precision, recall):
    score = places(half)
    assert score.precision >= precision
    assert score.recall >= recall
