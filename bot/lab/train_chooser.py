"""One job: learn from editors' choices which one or two sentences to tell.

The trees of `train_ranker` know what a journalist's abstract shares with a choice; these ones, grown on
top of them, know what an editor would publish. Needs the extra `train`. The same rows give the same weights.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from bot.lab.grow import REPEATABLE, grown
from bot.lab.judged import Judged
from bot.summaries.features import Matrix
from bot.summaries.ranker import Ranker

_BEST, _FAIR, _OPENS_WELL = 3, 2, 1
"""What a choice is worth: an editor's own, an acceptable one, any other that opens as an editor's does."""
_BOOSTING = {
    "objective": "rank_xendcg",
    "num_leaves": 15,
    "learning_rate": 0.04,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    **REPEATABLE,
}
_ROUNDS = 160


def train(judged: Iterable[Judged], ranker: Ranker) -> Ranker:
    """The same weights, with an editor's eye learnt from what editors chose.

    Args:
        judged: hundreds of articles with the choices of their editors.
        ranker: the weights of `train_ranker`, whose columns and expectations are learnt from.

    Raises: ImportError if the extra `train` is not installed.
    """
    rows, worth, sizes = zip(*_examples(judged, ranker), strict=True)
    trees = grown(_BOOSTING, np.concatenate(rows), np.concatenate(worth), _ROUNDS, groups=list(sizes))
    return replace(ranker, editors=trees)


def _examples(judged: Iterable[Judged], ranker: Ranker) -> Iterator[tuple[Matrix, NDArray[np.int64], int]]:
    for row in judged:
        pieces = row.pieces()
        every, rows, _expected = ranker.compared(ranker.counted(tuple(pieces), row.title, row.day))
        if every:
            owners = tuple(pieces.values())
            yield rows, np.array([worth([owners[at] for at in each], row) for each in every]), len(every)


def worth(owners: Sequence[int | None], row: Judged) -> int:
    """What a choice is worth to an editor, told by the sentences that its pieces stand for; 0 to 3."""
    choice = tuple(at for at in dict.fromkeys(owners) if at is not None)
    if None in owners:
        return 0
    if choice in row.best:
        return _BEST
    if choice in row.fair:
        return _FAIR
    opens_well = choice[0] in {best[0] for best in row.best} and choice[0] not in row.bad_openers
    return _OPENS_WELL * opens_well
