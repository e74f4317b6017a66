"""One job, pure: choose the whole sentences of a long article that a model reads.

A model reads 512 tokens at once. To cut there would lose whatever an article tells late, and mostly in the
middle of a sentence; instead the most telling sentences that fit are read, in the article's order.
"""

from collections.abc import Sequence


def window(scores: Sequence[float], lengths: Sequence[int], room: int) -> list[int]:
    """Choose sentences until the room is full, the highest scores first.

    Args:
        scores: how telling each sentence is.
        lengths: the tokens of each.
        room: how many tokens the model reads, marks left out.

    Returns: the positions of the chosen sentences, in reading order; all of them where all fit. A sentence
        that alone is longer than the room is chosen only if nothing else fits.
    """
    best_first = sorted(range(len(scores)), key=lambda at: (-scores[at], at))
    left = room
    chosen: list[int] = []
    for at in best_first:
        if lengths[at] <= left:
            chosen.append(at)
            left -= lengths[at]
    return sorted(chosen) or best_first[:1]
