"""The words that carry who says a thing and how surely: negations, limits, conditions, doubts, claims."""

from collections.abc import Sequence

from bot.french import tables
from bot.french.phrases import listed

_GROUPS = tuple(tables.groups("reserve"))
_CARRYING = listed("reserve", *_GROUPS)


def reserve_of(words: Sequence[str]) -> str:
    """The first of the folded words that carries a reserve; empty if there is none."""
    return next((words[at] for at, _ in _CARRYING.found(words)), "")
