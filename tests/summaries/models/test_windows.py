"""What a model reads of a long article: its most telling sentences, whole and in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.summaries.models.windows import window


@pytest.mark.parametrize(
    ("scores", "lengths", "room", "read"),
    [
        pytest.param([1, 2, 3], [10, 10, 10], 30, [0, 1, 2], id="all of it when all fits"),
        pytest.param([3, 1, 2], [10, 10, 10], 20, [0, 2], id="the least telling is left out"),
        pytest.param([1, 3, 2], [10, 25, 10], 30, [1], id="the most telling first, whole"),
        pytest.param(
            [3, 2, 1], [20, 15, 10], 30, [0, 2], id="what does not fit any more makes way for what does"
        ),
        pytest.param([1, 1, 1], [10, 10, 10], 20, [0, 1], id="of equals the earlier"),
        pytest.param([1, 2], [99, 98], 30, [1], id="nothing fits: the most telling, to be cut"),
        pytest.param([], [], 30, [], id="nothing to read"),
    ],
)
def test_the_window(scores, lengths, room, read):
    assert window(scores, lengths, room) == read


SENTENCES = st.lists(st.tuples(st.floats(0, 1), st.integers(1, 60)), min_size=1, max_size=40)


@given(SENTENCES, st.integers(60, 200))
def test_it_is_in_order_fits_and_has_room_for_nothing_more(sentences, room):
    scores, lengths = zip(*sentences, strict=True)
    read = window(scores, lengths, room)
    taken = sum(lengths[at] for at in read)
    assert read == sorted(set(read))
    assert taken <= room
    assert all(lengths[at] > room - taken for at in set(range(len(scores))) - set(read))
