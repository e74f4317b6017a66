"""Whether a full stop belongs to the word before it."""

import re

from bot.french import tables
from bot.french.beginnings import begins

_TITLES = frozenset(tables.words("sentences", "titles"))
_SHORT = frozenset(tables.words("sentences", "abbreviations"))
_WORDS_TOO = frozenset(tables.words("sentences", "words_too"))
_LAST = re.compile(r"(?:^|[\s\"«“(’'-])((?:[^\W\d_]\.?-?)*[^\W\d_])\.$")
_PARTS = re.compile(r"[.-]+")
_NUMBERED = re.compile(r"[\dIVXL]|[A-Z]\.|\(")


def is_abbreviated(before: str, after: str) -> bool:
    """Whether the full stop that ends `before` is part of its last word, and no sentence ends.

    Args:
        before: a text that ends with a full stop, at least its last word.
        after: what follows, without the space.
    """
    last = _LAST.search(before)
    if last is None:
        return False
    word = last[1]
    small = word.casefold()
    if small in _TITLES and not _measures(before, word):
        return True
    if small in _SHORT:
        return not begins(after)
    if small in _WORDS_TOO or small in _TITLES:
        return _NUMBERED.match(after) is not None and not begins(after)
    if "." in word:  # "U.R.S.S.", "J.-M.", but not "exemple.fr", "hier.M."
        initials, _, own = word.rpartition(".")
        is_dotted = max(map(len, _PARTS.split(initials))) == 1
        return not begins(after) if is_dotted else is_abbreviated(f"{own}.", after)
    initials = word.rpartition("-")[2]  # "Jean-P."
    return len(initials) == 1 and initials.isupper() and not begins(after)


def _measures(before: str, word: str) -> bool:
    """Whether it is a unit after a number: "300 m."."""
    return word.islower() and before[: -len(word) - 1].rstrip()[-1:].isdigit()
