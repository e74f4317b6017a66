"""A text -> its words, and the words that say nothing of a subject."""

import re
import unicodedata

from bot.french import tables
from bot.french.fold import fold

_WORD = re.compile(r"[^\W_]+")

ELISIONS = frozenset(tables.words("function_words", "elisions"))
"""What stands before an apostrophe and carries no meaning of its own."""

FUNCTION_WORDS = frozenset(tables.words("function_words", *tables.groups("function_words")))
"""Folded words that say nothing of the subject: the one stop list."""

OPENERS = FUNCTION_WORDS.union(tables.words("openers", *tables.groups("openers")))
"""Folded words that begin a sentence with a capital and are no name."""


def words(text: str) -> list[str]:
    """Split `text` into folded words, at apostrophes and hyphens too, every word kept.

    Args:
        text: any text.

    Returns: the words, letters and digits only, in their order.
    """
    return _WORD.findall(fold(text))


def printed(text: str) -> list[str]:
    """The words of `text` as they stand, with their capitals."""
    return _WORD.findall(text)


def written(text: str) -> list[str]:
    """Give the words of `text` in lower case, with their accents, every word kept."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


def visible_words(sentence: str) -> list[str]:
    """The words as a reader counts them: what stands between spaces and holds a letter or a digit."""
    return [word for word in sentence.split() if word[0].isalnum() or any(map(str.isalnum, word))]
