"""Names of persons: first names, and what French writes before and inside a name."""

from enum import Enum

from bot.french import tables

CIVILITIES = frozenset(tables.words("names", "civilities"))
"""Folded titles before a name, abbreviated; they are part of no name."""

TITLES = frozenset(tables.words("names", "titles"))
"""The same in full."""

PARTICLES = frozenset(tables.words("names", "particles"))
"""Folded words that stand inside a name without a capital."""

MEDIA = frozenset(tables.words("names", "media"))
"""Folded words that only papers, agencies and channels bear."""

FIRST_NAMES = frozenset(name for line in tables.lines("first_names") for name in line.split())
"""Folded first names; first_names.txt says where they are from."""


def is_first_name(word: str) -> bool:
    """Whether a folded word is a first name, or a compound that begins with one: "jean-marc"."""
    return word in FIRST_NAMES or ("-" in word and word.partition("-")[0] in FIRST_NAMES)


class Gender(Enum):
    """Of a person as French speaks of them."""

    FEMININE = "f"
    MASCULINE = "m"


_FEMININE = frozenset(name for line in tables.lines("feminine_names") for name in line.split())
_EITHER = frozenset(name for line in tables.lines("either_names") for name in line.split())


def gender_of(first_name: str) -> Gender | None:
    """The gender that a folded first name tells, by the first part of a compound; None if it tells none."""
    word = first_name if first_name in FIRST_NAMES else first_name.partition("-")[0]
    if word not in FIRST_NAMES or word in _EITHER:
        return None
    return Gender.FEMININE if word in _FEMININE else Gender.MASCULINE
