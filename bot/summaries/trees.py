"""One job: what boosted regression trees say of rows of numbers, all trees and rows at once.

Source of the method: Friedman, "Greedy function approximation: a gradient boosting machine" (2001). The trees
are grown elsewhere (`bot.lab.grow`); here they are six arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
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
        return {field.name: np.asarray(getattr(self, field.name)) for field in fields(self)}

    @cached_property
    def _step(self) -> NDArray[np.intp]:
        """Where a step leads, as a position among the nodes of all trees: right of each node, then left."""
        both = np.stack([self.right, self.left], axis=-1).astype(np.intp)
        step: NDArray[np.intp] = (both + self._roots[:, None, None]).ravel()
        return step

    @cached_property
    def _roots(self) -> NDArray[np.intp]:
        trees, nodes = self.column.shape
        return np.arange(0, trees * nodes, nodes, dtype=np.intp)

    def predict(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum of what each tree says of each row.

        Args:
            rows: n x columns.

        Returns: n sums.
        """
        count = len(rows)
        numbers = np.ascontiguousarray(rows.T).ravel()
        starts, nth = self.column.ravel().astype(np.intp) * count, np.arange(count)
        threshold, step = self.threshold.ravel(), self._step
        at = np.broadcast_to(self._roots[:, None], (len(self._roots), count))
        for _ in range(self.depth):  # no walk leaves the arrays: "clip" only saves asking
            number = numbers.take(starts.take(at, mode="clip") + nth, mode="clip")
            goes_left = number <= threshold.take(at, mode="clip")
            at = step.take(2 * at + goes_left, mode="clip")
        told = np.ascontiguousarray(self.value.ravel().take(at).T)
        total: NDArray[np.float32] = told.sum(axis=1, dtype=np.float32)
        return total
