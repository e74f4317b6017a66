"""Floors of the turns. Lowering one, or changing the labels, is a decision: done here."""

import os
from pathlib import Path

import pytest

from bot.lab.labelled_turns import NONE
from tests.quality.turns_corpus import PRESS, digest, judged, labels, reading

pytestmark = pytest.mark.slow  # a floor reads its whole corpus

LABELS = "09639d53b443414e6bd58bb087516a8feab488f47dc45becf30b33f83166e1a4"
"""sha256 of the labels for which the floors were set."""
PRECISION, RECALL = 0.50, 0.65
"""0.53 and 0.55 at the first reading, 0.56 and 0.71 with the threshold that was then lowered and 800 titles
more to learn from."""


@pytest.fixture(scope="module")
def held():
    """The labelled pairs that nothing was learnt from."""
    folder = os.environ.get("LACONIQUE_CORPUS")
    if not folder or not (Path(folder) / PRESS).exists():
        pytest.skip(f"LACONIQUE_CORPUS names no folder with {PRESS}")
    return [one for one in judged("held", Path(folder)) if one.pair.sample != "rest"]


def test_the_floors_are_for_these_labels():
    assert digest() == LABELS


def test_nothing_was_learnt_from_what_is_measured():
    learnt, measured = (
        {line.split("\t")[1] for line in labels(half).read_text(encoding="utf-8").splitlines()[1:]}
        for half in ("dev", "held")
    )
    assert not learnt & measured


def test_turns_are_found_and_what_is_none_is_not(held):
    precision, recall = reading(held)
    assert precision >= PRECISION
    assert recall >= RECALL


def test_telling_all_anew_falls_below_the_floor(held):
    assert sum(one.pair.turn != NONE for one in held) / len(held) < PRECISION
