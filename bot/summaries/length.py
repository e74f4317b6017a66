"""How long a digest is: every limit in one record.

Words are what stands between spaces, as a reader counts them.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Length:
    """The lengths of all that a digest is made of; a `range` holds what is allowed."""

    headline_characters: int = 140
    """At most; 3 of 100 titles exceed 110, and editors prefer a long one to a cut one."""

    short_words_max: int = 58
    """Of two sentences told together."""
    long_words: int = 75
    """The long form takes one sentence after the other until it has so many."""
    long_words_max: int = 105

    sentence_words: range = range(6, 61)
    """Of a sentence that is told: shorter ones are labels, longer ones are not laconic."""
    sentence_characters_max: int = 700
    """Of a sentence: what has no spaces is one word, however long."""

    whole_words_max: int = 65
    """Of an article too short to be shortened, told by its first sentences."""

    description_words: range = range(8, 76)
    """Of what is shown of a publisher's description."""

    written_sentence_words: range = range(4, 76)
    """Of a sentence that a model writes."""
    written_sentences_max: int = 3


LENGTH: Final = Length()
