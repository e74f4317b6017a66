"""Floors of the faithfulness gate. Lowering one, or changing the examples, is a decision: it is done here, by hand."""

import pytest

from tests.quality.gate_corpus import HALVES, digest, examples

EXAMPLES = "d2fd35c62ffb3bdc185a97325180a7e851974aacc864a97148dfbf1a0c0ca7a6"
"""sha256 of the examples for which the floors were set."""


def share(half, *, right):
    judged = [each.judged_rightly for each in examples(half) if each.right is right and not each.by_rule]
    return sum(judged) / len(judged)


def test_the_floors_are_for_these_examples():
    assert digest() == EXAMPLES


def test_there_are_enough_examples_of_many_kinds():
    every = [example for half in HALVES for example in examples(half) if not example.by_rule]
    assert sum(not example.right for example in every) >= 150
    assert sum(example.right for example in every) >= 300
    assert len({example.kind for example in every if not example.right}) >= 10


@pytest.mark.parametrize(
    ("half", "right", "floor"),
    [
        pytest.param("dev", False, 0.97, id="what was tuned on: the wrong is caught"),
        pytest.param("dev", True, 0.965, id="what was tuned on: the right is let through"),
        pytest.param("held", False, 0.92, id="written last: the wrong is caught"),
        pytest.param("held", True, 0.95, id="written last: the right is let through"),
        pytest.param("fresh", False, 0.89, id="by one who did not know the gate: the wrong is caught"),
        pytest.param("fresh", True, 0.92, id="by one who did not know the gate: the right is let through"),
    ],
)
def test_the_gate_is_as_good_as_it_was(half, right, floor):
    assert share(half, right=right) >= floor


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(example, id=f"{example.kind}: {example.sentence[:40]}")
        for half in HALVES
        for example in examples(half)
        if example.by_rule
    ],
)
def test_what_was_worked_out_or_comes_from_elsewhere_is_refused_even_when_it_is_true(example):
    assert example.judged_rightly
