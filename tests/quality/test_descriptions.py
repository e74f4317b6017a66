"""Floors of the judge of descriptions. Lowering one, or changing the labels, is a decision: done here."""

import os
from pathlib import Path

import pytest

from tests.quality.descriptions_corpus import announced_shares, described, digest, labels, precision, recall

pytestmark = pytest.mark.slow  # a floor reads its whole corpus

LABELS = "340970754d9a194cf54df8e69488a3bada078721f6b4b99bd5ad9c4902cf31bb"
"""sha256 of the labels for which the floors were set."""
PRECISION, RECALL = 0.93, 0.85
"""At the first reading 0.940 and 0.888; 0.97 of precision was asked for."""
KEPT, OTHERS = 0.97, 0.45
"""Of an article that only its feed tells: 0.975 and 0.435 at the first reading."""


@pytest.fixture(scope="module")
def held():
    """The labelled descriptions that nothing was learnt from."""
    folder = os.environ.get("LACONIQUE_CORPUS")
    if not folder or not (Path(folder) / "press.jsonl.xz").exists():
        pytest.skip("LACONIQUE_CORPUS names no folder with press.jsonl.xz")
    return list(described("held", Path(folder)))


def test_the_floors_are_for_these_labels():
    assert digest() == LABELS


def test_nothing_was_learnt_from_what_is_measured():
    assert not labels("held").keys() & (labels("dev").keys() | labels("doubtful").keys())


def test_what_is_shown_is_a_digest(held):
    assert precision(held) >= PRECISION


def test_digests_are_shown(held):
    assert recall(held) >= RECALL


def test_without_a_page_hardly_any_digest_is_lost_and_half_of_the_others_is(held):
    kept, others = announced_shares(held)
    assert kept >= KEPT
    assert others <= OTHERS


def test_showing_all_of_them_falls_below_the_floor(held):
    assert sum(one.is_digest for one in held) / len(held) < PRECISION
