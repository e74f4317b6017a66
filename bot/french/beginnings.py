"""Whether a text can only be the beginning of a sentence: asked where a full stop may be a word's own."""

import re

from bot.french import tables
from bot.french.dates import MONTHS, WEEKDAYS
from bot.french.fold import fold
from bot.french.words import ELISIONS, OPENERS

CAPITAL = "A-ZÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒ"
SMALL = "a-zàâäçéèêëîïôöùûüœ"
"""The letters of French, as a pattern's set has them."""
_FIRST = re.compile(r"[\"«“(]?[ \u00a0\u202f]?([^\W\d_]+)(['’]?)[ \u00a0\u202f]?(.?)")
_WORDS = OPENERS.union(WEEKDAYS, MONTHS)
_PARTICLES = frozenset(tables.words("sentences", "particles"))
_GOING_ON = frozenset(tables.words("sentences", "going_on"))
_ALONE = frozenset({"A", "À", "Y"})


def begins(text: str) -> bool:
    """Whether a word with a capital that is no name stands first: «Le procureur», «L'an dernier», «Mardi».

    What begins names too («Le Pen», «La Rochelle») does so only before a small letter.
    """
    first = _FIRST.match(text)
    if first is None or not first[1][0].isupper():
        return False
    word, elided, following = first[1], first[2], first[3]
    folded = fold(word)
    if elided:
        return folded in ELISIONS
    if len(word) == 1:
        return word in _ALONE and following.isalpha()
    if len(word) > 2 and word.isupper():
        return False
    return folded in _WORDS and (folded not in _PARTICLES or not following.isupper())


def begins_small(text: str) -> bool:
    """Whether a word stands first that begins sentences and goes on with none, its capital forgotten."""
    first = _FIRST.match(text)
    if first is None:
        return False
    folded = fold(first[1])
    return folded in (ELISIONS if first[2] else _WORDS) and folded not in _GOING_ON
