"""Floors of the faithfulness gate. Lowering one, or changing the examples, is a decision: it is done here, by hand."""

import pytest

from tests.quality.gate_corpus import HALVES, digest, examples

EXAMPLES = "74f9975b5764a82a739a54d9df26ae6f966589b13ca5d98875badc834dec5695"
"""sha256 of the examples for which the floors were set."""


def share(half, *, right):
    judged = [example.judged_rightly for example in examples(half) if example.right is right]
    return sum(judged) / len(judged)


def test_the_floors_are_for_these_examples():
    assert digest() == EXAMPLES


def test_there_are_enough_examples_of_many_kinds():
    every = [example for half in HALVES for example in examples(half)]
    assert sum(not example.right for example in every) >= 150
    assert sum(example.right for example in every) >= 300
    assert len({example.kind for example in every if not example.right}) >= 10


@pytest.mark.parametrize(
    ("half", "right", "floor"),
    [
        pytest.param("dev", False, 0.95, id="what was tuned on: the wrong is caught"),
        pytest.param("dev", True, 0.95, id="what was tuned on: the right is let through"),
        pytest.param("held", False, 0.88, id="written later: the wrong is caught"),
        pytest.param("held", True, 0.80, id="written later: the right is let through"),
    ],
)
def test_the_gate_is_as_good_as_it_was(half, right, floor):
    assert share(half, right=right) >= floor
