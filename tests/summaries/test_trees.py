"""Boosted trees as arrays."""

import numpy as np
import pytest

from bot.summaries.trees import Trees

NODES = ("column", "threshold", "left", "right", "value")


def trees(*grown, depth):
    """Each tree is a list of nodes: (column, threshold, left, right, value)."""
    arrays = {
        name: np.array([[node[at] for node in tree] for tree in grown]) for at, name in enumerate(NODES)
    }
    return Trees.from_arrays(arrays | {"depth": np.array(depth)})


SHORT = [(0, 2.0, 1, 2, 0.0), (0, 9.0, 1, 1, 10.0), (0, 9.0, 2, 2, 20.0)]
"""10 up to 2 in column 0, 20 above."""
UNEVEN = [
    (1, 0.5, 1, 2, 0.0),
    (1, 9.0, 1, 1, 1.0),
    (0, 5.0, 3, 4, 0.0),
    (0, 9.0, 3, 3, 2.0),
    (0, 9.0, 4, 4, 3.0),
]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        pytest.param((1, 0), 10, id="below the threshold"),
        pytest.param((2, 0), 10, id="at the threshold: not above it"),
        pytest.param((2.5, 0), 20, id="above it"),
    ],
)
def test_a_row_goes_left_unless_its_number_is_above_the_threshold(row, told):
    assert trees(SHORT, depth=1).predict(np.array([row], np.float32)) == [told]


def test_trees_of_unequal_branches_are_walked_to_their_leaves_and_summed():
    padded = [*SHORT, (0, 0.0, 3, 3, 0.0), (0, 0.0, 4, 4, 0.0)]
    rows = np.array([(1, 0), (1, 1), (6, 1)], np.float32)
    assert list(trees(padded, UNEVEN, depth=2).predict(rows)) == [11, 12, 23]


def test_trees_survive_being_packed():
    made = trees(SHORT, depth=1)
    again = Trees.from_arrays(made.arrays())
    assert again.predict(np.array([(3, 0)], np.float32)) == [20]


def test_arrays_that_do_not_fit_are_refused():
    arrays = trees(SHORT, depth=1).arrays()
    with pytest.raises(ValueError, match="shape"):
        Trees.from_arrays(arrays | {"left": arrays["left"][:, :2]})
