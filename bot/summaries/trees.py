"""One job: what boosted regression trees say of rows of numbers, all trees and rows at once.

Source of the method: Friedman, "Greedy function approximation: a gradient boosting machine" (2001). The trees
are grown elsewhere (`training`); here they are six arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Trees:
    """Trees of up to m nodes. Node 0 is the root; a leaf leads to itself, so that every walk has one length.

    `column`, `threshold`, `left`, `right`, `value`: trees x m. A row goes left where its number in that
    column is not above the threshold. `depth`: steps to the deepest leaf.
    """

    column: NDArray[np.uint8]
    threshold: NDArray[np.float32]
    left: NDArray[np.uint8]
    right: NDArray[np.uint8]
    value: NDArray[np.float32]
    depth: int

    @classmethod
    def from_arrays(cls, arrays: Mapping[str, NDArray[np.generic]]) -> "Trees":
        """The trees in `arrays`. Raises: KeyError if one is missing, ValueError if they do not fit."""
        column, left, right = (arrays[name].astype(np.uint8) for name in ("column", "left", "right"))
        threshold, value = (arrays[name].astype(np.float32) for name in ("threshold", "value"))
        if not column.shape == threshold.shape == left.shape == right.shape == value.shape:
            msg = "the arrays of the trees differ in shape"
            raise ValueError(msg)
        return cls(column, threshold, left, right, value, int(arrays["depth"]))

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """The trees as arrays, for a file."""
        return {name: np.asarray(getattr(self, name)) for name in self.__slots__}

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum of what each tree says of each row.

        Args:
            rows: n x columns.

        Returns: n sums.
        """
        trees, nodes = self.column.shape
        roots = np.arange(trees) * nodes
        column, threshold = self.column.ravel(), self.threshold.ravel()
        # Where a step leads, as a position in the raveled arrays: right first, then left.
        step = np.stack([self.right + roots[:, None], self.left + roots[:, None]], axis=-1).reshape(-1)
        width = rows.shape[1]
        numbers = np.ascontiguousarray(rows).ravel()
        starts = (np.arange(len(rows)) * width)[:, None]
        at = np.broadcast_to(roots, (len(rows), trees))
        for _step in range(self.depth):
            goes_left = numbers[starts + column[at]] <= threshold[at]
            at = step[2 * at + goes_left]
        total: NDArray[np.float32] = self.value.ravel()[at].sum(axis=1, dtype=np.float32)
        return total
