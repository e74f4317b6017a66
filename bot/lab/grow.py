"""One job: grow boosted trees with LightGBM, and lay them out as the arrays that `summaries.trees` walks."""

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.summaries.features import Matrix
from bot.summaries.trees import Trees

_NODE = ("column", "threshold", "left", "right", "value")

NOTHING = Trees.from_arrays(dict.fromkeys(_NODE, np.zeros((1, 1))) | {"depth": np.array(0)})
"""Says nought of every row: for what is not yet learnt."""

REPEATABLE = {"seed": 7, "deterministic": True, "force_row_wise": True, "verbose": -1}
"""What makes the same rows give the same trees."""


def grown(
    how: dict[str, Any],
    rows: Matrix,
    targets: NDArray[Any],
    rounds: int,
    groups: Sequence[int] | None = None,
) -> Trees:
    """Trees that LightGBM grows; `groups` are how many rows in turn are compared with each other."""
    import lightgbm

    booster = lightgbm.train(how, lightgbm.Dataset(rows, targets, group=groups), rounds)
    return _packed([tree["tree_structure"] for tree in booster.dump_model()["tree_info"]])


def _packed(grown: Sequence[dict[str, Any]]) -> Trees:
    """LightGBM's nested nodes as arrays."""
    flat = [list(_flattened(tree)) for tree in grown]
    most = max(map(len, flat))
    shape = (len(flat), most)
    arrays: dict[str, NDArray[Any]] = {name: np.zeros(shape) for name in _NODE}
    for tree, nodes in enumerate(flat):
        for at, node in enumerate(nodes):
            for name, value in zip(_NODE, node, strict=True):
                arrays[name][tree, at] = value
    arrays["threshold"] = _rounded_down(arrays["threshold"])
    return Trees.from_arrays(arrays | {"depth": np.array(max(map(_depth, grown)))})


def _rounded_down(numbers: NDArray[np.float64]) -> NDArray[np.float32]:
    """With half as many digits: a row is not above the one exactly when it is not above the other."""
    near = numbers.astype(np.float32)
    below: NDArray[np.float32] = np.where(near > numbers, np.nextafter(near, np.float32(-np.inf)), near)
    return below


def _flattened(tree: dict[str, Any]) -> Iterator[tuple[int, float, int, int, float]]:
    """(column, threshold, left, right, value) of each node, the root first."""
    order = [tree]
    for at, node in enumerate(order):  # it grows while it is walked
        if "leaf_value" in node:
            yield 0, math.inf, at, at, node["leaf_value"]
        else:
            left = len(order)
            order += [node["left_child"], node["right_child"]]
            yield node["split_feature"], node["threshold"], left, left + 1, 0.0


def _depth(node: dict[str, Any]) -> int:
    if "leaf_value" in node:
        return 0
    return 1 + max(_depth(node["left_child"]), _depth(node["right_child"]))
