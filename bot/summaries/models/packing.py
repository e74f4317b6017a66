"""One job, pure: lay a title and the sentences of an article out as an encoder reads them, in one text.

    mark title separator sentence sentence … separator

Its trainer and the worker that uses it pack alike, or nothing that was learnt would hold.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.summaries.models.windows import window

TITLE_MOST = 64
"""Pieces: longer titles are a paragraph by mistake."""
_AROUND = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """The ids that stand before a text and after each part of it."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Packed:
    """What is read: the ids; and where in them each sentence stands that is read, by its position."""

    ids: tuple[int, ...]
    places: Mapping[int, slice]


def packed(
    title: Sequence[int],
    sentences: Sequence[Sequence[int]],
    scores: Sequence[float],
    marks: Marks,
    reads: int,
) -> Packed:
    """Pack the title and as many sentences as fit, the most telling first, in the article's order.

    Args:
        title: the ids of the title's pieces; none if there is none.
        sentences: those of each sentence.
        scores: how telling each sentence is.
        marks: what stands around them.
        reads: how many ids are read at once, marks included.

    Returns: at most `reads` ids; a sentence that alone is longer is cut if nothing else fits.
    """
    head = [marks.begin, *title[:TITLE_MOST], marks.end]
    room = reads - _AROUND - len(title[:TITLE_MOST])
    ids, places = head, dict[int, slice]()
    for at in window(scores, [len(one) for one in sentences], room):
        inside = list(sentences[at][:room])
        if inside:
            places[at] = slice(len(ids), len(ids) + len(inside))
            ids = ids + inside
    return Packed((*ids, marks.end), places)
