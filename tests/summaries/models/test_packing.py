"""How an article is laid out for an encoder: a title, whole sentences, marks; never more than it reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.models.packing import TITLE_MOST, Marks, packed

MARKS = Marks(begin=1, end=2)


def test_a_short_article_is_read_whole_and_in_order():
    read = packed([10, 11], [[20], [30, 31], [40]], [0.0, 5.0, 1.0], MARKS, reads=64)
    assert read.ids == (1, 10, 11, 2, 20, 30, 31, 40, 2)
    assert {at: read.ids[place] for at, place in read.places.items()} == {0: (20,), 1: (30, 31), 2: (40,)}


def test_of_a_long_one_the_most_telling_sentences_are_read():
    read = packed([10], [[20] * 30, [30] * 30, [40] * 30], [0.0, 5.0, 1.0], MARKS, reads=64)
    assert list(read.places) == [1, 2]


def test_a_sentence_longer_than_the_window_is_cut():
    read = packed([], [[20] * 500], [0.0], MARKS, reads=64)
    assert len(read.ids) == 64
    assert read.places == {0: slice(2, 63)}


def test_an_article_without_a_title_is_read_too():
    assert packed([], [[20]], [0.0], MARKS, reads=64).ids == (1, 2, 20, 2)


@given(
    title=st.lists(st.integers(3, 9), max_size=TITLE_MOST + 40),
    sentences=st.lists(st.lists(st.integers(10, 99), max_size=90), min_size=1, max_size=12),
    reads=st.integers(80, 300),
)
def test_it_never_reads_more_than_it_can_and_each_place_holds_its_sentence(title, sentences, reads):
    scores = [float(len(one) % 7) for one in sentences]
    read = packed(title, sentences, scores, MARKS, reads)
    assert len(read.ids) <= reads
    assert (read.ids[0], read.ids[-1]) == (1, 2)
    for at, place in read.places.items():
        inside = read.ids[place]
        assert list(inside) == sentences[at][: len(inside)]
    cut = [at for at, place in read.places.items() if place.stop - place.start < len(sentences[at])]
    assert not cut or len(read.places) == 1


@pytest.mark.parametrize("sentences", [[], [[]]])
def test_nothing_to_read_is_nothing_read(sentences):
    assert packed([10], sentences, [0.0] * len(sentences), MARKS, reads=64).places == {}
