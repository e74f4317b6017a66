"""Where a sub-heading without a mark ends, if only a space stands between it and its sentence.

«Un été sans bac La mairie cherche …», as flat copies of pages have it.
"""

import re

from bot.french import tables
from bot.french.beginnings import CAPITAL, SMALL
from bot.french.fold import fold
from bot.french.marks import is_inside, pairs

_SPACE = re.compile(
    rf"(?<=[{SMALL}{CAPITAL}\d\"»%)]) (?=([{CAPITAL}][{SMALL}]+) [{SMALL}\d]"
    rf"|([{CAPITAL}][{SMALL}]?)['’][{SMALL}]|[AÀ] (?:l['’]|la |leur|son |sa |ce))"
)
_CLOSED = ("determiners", "prepositions", "pronouns", "conjunctions")
_OPENING = frozenset(tables.words("function_words", *_CLOSED, "adverbs", "elisions"))
_NO_END = frozenset(
    (*tables.words("function_words", *_CLOSED, "verbs"), *tables.words("sentences", "naming"))
)
_LAST = re.compile(r"[\s'’-]")
_WORDS = range(2, 15)
_SENTENCE_MIN = 6


def heading(piece: str) -> int:
    """Where the sub-heading at the head of a piece ends; 0 if there is none.

    It is two to fourteen words, then comes one that begins sentences, with small letters after it.
    """
    for space in _SPACE.finditer(piece):
        words = piece.count(" ", 0, space.start()) + 1
        if words >= _WORDS.stop:
            return 0
        if words in _WORDS and _is_end(piece, space):
            return space.end()
    return 0


def _is_end(piece: str, space: re.Match[str]) -> bool:
    word = fold(space[1] or space[2] or "A")
    last = _LAST.split(piece[: space.start()])[-1].strip('"»)')
    return (
        (word == "a" or word in _OPENING)
        and fold(last) not in _NO_END
        and not (word == "un" and last.istitle())  # "Kim Jong Un"
        and piece.count(" ", space.end()) >= _SENTENCE_MIN - 1
        and not is_inside(space.end(), pairs(piece))
    )
