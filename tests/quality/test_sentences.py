"""Floors of the splitting into sentences. Lowering one is a decision: it is done here, by hand."""

import os
import re
from pathlib import Path

import pytest

from bot.french.sentences import split
from tests.quality.sentences_corpus import found, places, score

FOLDER = os.environ.get("LACONIQUE_CORPUS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="LACONIQUE_CORPUS names no directory of corpora")


def half(*, held, splitter=split):
    return score(list(found(Path(FOLDER), [place for place in places() if place.held == held], splitter)))


def by_marks(text):
    return re.split(r"(?<=[.!?]) (?=[A-ZÀÉ])", text)


def test_both_halves_hold_beginnings_and_what_is_none():
    halves = [[place.begins for place in places() if place.held == held] for held in (False, True)]
    assert all(len(labels) >= 200 and 0.5 < sum(labels) / len(labels) < 0.7 for labels in halves)


@pytest.mark.parametrize("held", [False, True])
def test_sentences_begin_where_a_reader_sees_it(held):
    told = half(held=held)
    assert told.f1 >= 0.98
    assert told.precision >= 0.98


def test_what_goes_by_marks_alone_falls_below_the_floor():
    assert half(held=True, splitter=by_marks).f1 < 0.8
