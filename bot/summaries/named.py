"""One job: whom a sentence names, in full, by the last name or behind «M.», and of which gender they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.french import tables
from bot.french.capitals import capitals
from bot.french.fold import fold
from bot.french.names import Gender, gender_of, is_first_name
from bot.french.tokens import Token, placed
from bot.french.words import OPENERS
from bot.summaries import people

CIVIL = {"M": Gender.MASCULINE, "Mme": Gender.FEMININE, "Mlle": Gender.FEMININE}
"""What stands before a name, as written, and the gender it tells."""
_THINGS = frozenset(tables.words("names", "things"))


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a sentence names: as they may be named, and from which token to which.

    Without a name it is somebody of whom only the last name is known, which somebody else bears.
    """

    name: str
    gender: Gender | None
    start: int
    end: int


@lru_cache(maxsize=256)
def _people(sentence: str) -> tuple[str, ...]:
    """The full names in a sentence; those behind «M.» are found by `_called`."""
    found = people.persons([capitals(sentence)])
    return tuple(name for name in found if name.split()[0].rstrip(".") not in CIVIL)


def _full_name(last: str, told: Sequence[str]) -> str:
    """The full name that goes with a last name, from the first sentence that has it; else empty."""
    for sentence in told:
        at = sentence.find(f" {last}")
        first = sentence[:at].rpartition(" ")[2].rpartition("'")[2].rpartition("’")[2] if at > 0 else ""
        if first[:1].isupper() and is_first_name(fold(first)) and _ends(sentence, at + 1 + len(last)):
            return f"{first} {last}"
    return ""


def _ends(text: str, at: int) -> bool:
    """Whether a name ends there, and goes on neither with a letter nor with a hyphen."""
    return not (text[at : at + 1].isalpha() or text[at : at + 1] == "-")


def known_by(name: str) -> str:
    """The word by which a reader knows somebody again: the last name, or the noun behind an article."""
    words = name.replace("'", " ").replace("’", " ").split()
    return words[1] if name[:1].islower() and len(words) > 1 else name.rpartition(" ")[2]


def persons(sentence: str, found: Sequence[Token], known: Sequence[str]) -> list[Person]:
    """Whom a sentence names, in full or by the last name, in reading order."""
    named = list(_named(sentence, found, known))
    return sorted(named, key=lambda one: one.start)


def _named(sentence: str, found: Sequence[Token], known: Sequence[str]) -> Iterator[Person]:
    taken: set[int] = set()
    for name in _people(sentence):
        parts = [token.written for token in placed(name)]
        for at in range(len(found) - len(parts) + 1):
            if [token.written for token in found[at : at + len(parts)]] == parts:
                taken.update(range(at, at + len(parts)))
                yield Person(name, gender_of(fold(name.split()[0])), at, at + len(parts))
    for at, token in enumerate(found):
        if at not in taken and token.written[0].isupper() and sentence[token.start - 1 : token.start] != "-":
            yield from _called(sentence, found, at, known)


def _called(sentence: str, found: Sequence[Token], at: int, known: Sequence[str]) -> Iterator[Person]:
    """Whom one word with a capital names: by the last name that is told in full elsewhere, or behind «M.»."""
    end = at + 1
    while end < len(found) and sentence[found[end - 1].end : found[end].start] == "-":
        end += 1
    last = sentence[found[at].start : found[end - 1].end]
    civil = next((found[i].written for i in (at - 1, at - 2) if i >= 0 and found[i].written in CIVIL), "")
    before = sentence[: found[at].start - 1].rpartition(" ")[2] if at else ""
    if fold(before) in _THINGS:
        return
    full = _full_name(last, known)
    if before[:1].isupper() and is_first_name(fold(before)):
        yield Person(f"{before} {last}", gender_of(fold(before)), at - 1, end)
    elif full and not civil and before[:1].isupper() and before.isalpha() and fold(before) not in OPENERS:
        yield Person("", None, at, end)  # somebody else of that name
    elif civil or (full and at):
        gender = CIVIL.get(civil) or gender_of(fold(full.split()[0]))
        yield Person(full or f"{'M.' if civil == 'M' else civil} {last}", gender, at, end)
