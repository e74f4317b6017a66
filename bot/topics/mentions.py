"""Find the names of a list in a text: longest match, capitals heeded, people's names left alone.

One pass over the words with a dictionary of first words, so that a thousand names cost no more than ten.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from bot.french import tables
from bot.french.fold import unaccented
from bot.french.names import CIVILITIES, FIRST_NAMES
from bot.french.words import FUNCTION_WORDS

_WORD = re.compile(r"([^\W_]+)")
_SENTENCE_END = frozenset('.!?:«»"“”()–—•|')
_GLUE = frozenset(("", "-", "'"))
"""What may stand between the words of one name, spaces aside."""

_STREETS = frozenset(tables.words("names", "streets"))
_SQUARES = frozenset(tables.words("names", "squares"))
_OF = frozenset(["d", "de"])
_FORMER = frozenset(tables.words("names", "former"))
_BEARERS = frozenset(tables.words("names", "bearers"))
_MAKERS = frozenset(tables.words("names", "makers"))
_ORIGINS = frozenset(tables.words("names", "origins"))
_BEFORE, _AFTER = 6, 2
"""How far from a leader's name the word may stand that tells that the office is over."""

_NOT_BEFORE_A_PERSON = frozenset(["la", "en", "une"])
_DETERMINERS = frozenset(["le", "la", "l", "les", "du", "des", "au", "aux", "en"])


class Kind(Enum):
    """What a name is to the place that it speaks of."""

    NAME = auto()
    PEOPLE = auto()
    """Its people, or an adjective: "russe"."""
    SEAT = auto()
    """A city, a region or a seat of power in it."""
    LEADER = auto()
    INSTITUTION = auto()
    """Of this country alone, though its name does not say so: «la SNCF»."""
    OFFICE = auto()
    """Every country has one; where none is named, it is ours: «le Premier ministre»."""


@dataclass(frozen=True, slots=True)
class Term:
    """The time for which a leader stands for a place; open where nothing is said."""

    owner: str
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """In office on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def over(self, day: date) -> bool:
        """In office before this day, and no longer."""
        return self.until is not None and self.until <= day


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name to be found, and the topics that it may speak of."""

    words: tuple[str, ...]
    """Folded, split at spaces, hyphens and apostrophes."""
    owners: tuple[str, ...]
    """Topic keys, the likeliest first; none for an expression that only hides a shorter name."""
    kind: Kind = Kind.NAME
    capital: int | None = None
    """Which word must bear a capital."""
    upper: bool = False
    """That word must be all in capitals."""
    lone: bool = False
    """Not a name of ours when it is part of a person's or a company's: Pierre Niger, France Gall."""
    prefix: bool = False
    """Only before a hyphen: the "russo" of "russo-américain"."""
    sure: bool = True
    """Without another sign of its owner, it means nothing when false."""
    terms: tuple[Term, ...] = ()
    """A leader's: for whom the name stands, and when."""

    def owner_on(self, day: date, *, former: bool) -> str | None:
        """For whom this leader's name stands in an article of `day`.

        `former` if it says that the office is over.
        """
        held = [term.owner for term in self.terms if term.holds(day)]
        past = sorted((term.until, term.owner) for term in self.terms if term.until and term.over(day))
        if held:
            return held[0]
        return past[-1][1] if past and former else None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text as written (accents removed), folded, and what stands before each."""

    written: tuple[str, ...]
    folded: tuple[str, ...]
    before: tuple[str, ...]

    def glued(self, i: int) -> bool:
        """Nothing but a space, a hyphen or an apostrophe stands before word `i`."""
        return self.before[i].strip() in _GLUE

    def apart(self, i: int) -> bool:
        """Nothing but spaces stand before word `i`."""
        return not self.before[i].strip()

    def opens(self, i: int) -> bool:
        """Word `i` begins a sentence or a quotation."""
        return i == 0 or not _SENTENCE_END.isdisjoint(self.before[i])

    def names(self, i: int) -> bool:
        """A capital, then small letters; words all in capitals are shouted titles or acronyms."""
        word = self.written[i]
        return word[0].isupper() and not word.isupper() and self.folded[i] not in FUNCTION_WORDS


def split(text: str) -> Words:
    """Split a text into its words.

    Args:
        text: one paragraph as written: capitals count.

    Returns: the same words as `stems.words` gives, with what a name finder must know of each.
    """
    parts = _WORD.split(unaccented(text))
    written = parts[1::2]
    folded = "\n".join(written).casefold().split("\n") if written else ()
    return Words(tuple(written), tuple(folded), tuple(parts[:-1:2]))


def find(text: Words, phrases: Mapping[str, Sequence[Phrase]]) -> list[tuple[int, Phrase]]:
    """Find the phrases in `text`, from left to right, the longest at each place, without overlap.

    Args:
        text: the words of one paragraph.
        phrases: first word -> the phrases that begin with it, longest first.

    Returns: the first word and the phrase of each mention, in reading order; expressions without an owner
    left out.
    """
    found = []
    end = 0
    for i in [i for i, word in enumerate(text.folded) if word in phrases]:
        if i < end:
            continue
        for phrase in phrases[text.folded[i]]:
            if _stands(phrase, text, i):
                end = i + len(phrase.words)
                if phrase.owners and not _is_hidden(phrase, text, i):
                    found.append((i, phrase))
                break
    return found


def _stands(phrase: Phrase, text: Words, i: int) -> bool:
    """Whether `phrase`, which begins with word `i`, is what is written from there on."""
    end = i + len(phrase.words)
    if end > i + 1 and not (text.folded[i:end] == phrase.words and all(map(text.glued, range(i + 1, end)))):
        return False
    if phrase.prefix:
        return end < len(text.written) and text.before[end] == "-"
    if phrase.terms and i and text.folded[i - 1] in _NOT_BEFORE_A_PERSON:
        return False
    if phrase.capital is None:
        return True
    word = text.written[i + phrase.capital]
    return word.isupper() if phrase.upper else word[0].isupper()


def _is_hidden(phrase: Phrase, text: Words, i: int) -> bool:
    """The name stands there as a part of another: a person's, a company's, a street's."""
    if _is_a_street(text, i) or (phrase.lone and _is_part_of_a_name(text, i)):
        return True
    if phrase.kind is Kind.PEOPLE and _is_borne(text, i):
        return True
    surname = phrase.capital is None and not phrase.prefix and text.names(i)
    return surname and _follows_a_first_name(text, i)


def is_former(text: Words, i: int, phrase: Phrase) -> bool:
    """Tell whether the words around a leader's name say that the office is over.

    Args:
        text: the words of one paragraph.
        i: the first word of the name.
        phrase: the name.
    """
    end = i + len(phrase.words)
    near = [*range(max(i - _BEFORE, 0), i), *range(end, min(end + _AFTER, len(text.folded)))]
    return any(text.folded[at] in _FORMER for at in near)


def tells_an_origin(text: Words, i: int, phrase: Phrase) -> bool:
    """Tell whether a name only says where a person, a firm or a paper is from.

    «Le chanteur canadien», «un père né en Russie», «le quotidien britannique».

    Args:
        text: the words of one paragraph.
        i: the first word of the name.
        phrase: the name.
    """
    before = [word.removesuffix("s") for word in text.folded[max(i - 2, 0) : i]]
    if phrase.kind is Kind.PEOPLE and not text.written[i][0].isupper():
        return bool(before) and (before[-1] in _MAKERS or before[-1] in _ORIGINS)
    return not _ORIGINS.isdisjoint(before)


def _is_borne(text: Words, i: int) -> bool:
    """«l'Hôpital américain», «l'Université française d'Égypte»: the adjective is in a thing's name."""
    if not i or text.written[i][0].isupper() or text.opens(i - 1) or not text.names(i - 1):
        return False
    return text.folded[i - 1] in _BEARERS


def _is_a_street(text: Words, i: int) -> bool:
    """«rue d'Angleterre», «boulevard de la Belgique», «place d'Italie».

    But «la place de la Russie» is none.
    """
    if not i or text.folded[i - 1] not in _DETERMINERS | _OF:
        return False
    if i > 1 and text.folded[i - 1] in _OF and text.folded[i - 2] in _SQUARES | _STREETS:
        return True
    return i > 2 and text.folded[i - 2] in _OF and text.folded[i - 3] in _STREETS


def _is_part_of_a_name(text: Words, i: int) -> bool:
    return _follows_a_first_name(text, i) or _begins_a_longer_name(text, i)


def _follows_a_first_name(text: Words, i: int) -> bool:
    if i == 0:
        return False
    if text.folded[i - 1] in CIVILITIES and text.before[i].strip() in ("", "."):
        return True
    if not text.apart(i) or not text.names(i - 1):
        return False
    return not text.opens(i - 1) or text.folded[i - 1] in FIRST_NAMES


def _begins_a_longer_name(text: Words, i: int) -> bool:
    """«France Inter» is; «le président du Sénégal Untel» is not, as its article shows."""
    if i + 1 == len(text.written) or not text.apart(i + 1) or not text.names(i + 1):
        return False
    return i == 0 or not text.glued(i) or text.folded[i - 1] not in _DETERMINERS
