"""One job: say whom an opening pronoun means, where only one person can be meant.

The sentence before tells one person of that gender, who is its subject or said what it quotes; a pronoun there
leads on to the sentence before that. The first sentence of an article may mean the only person of its title.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.french import tables
from bot.french.capitals import capitals
from bot.french.clauses import is_verb
from bot.french.dates import CALENDAR
from bot.french.fold import fold
from bot.french.names import Gender, gender_of, is_first_name
from bot.french.offices import is_office
from bot.french.phrases import Phrases
from bot.french.tokens import Token, placed
from bot.summaries.people import people
from bot.summaries.pronouns import Pronoun, opening_pronoun
from bot.summaries.subjects import subject

_HOPS = 3
"""Sentences in a row that mean one person by a pronoun."""
_SAID = Phrases(tables.phrases("repair", "said"))
_PERSONS = frozenset(tables.words("repair", "persons"))
_GOVERNING = frozenset(
    "de du des d a au aux par avec pour contre chez sur sous et ou entre sans envers comme que".split()
)
_AGREEING = {
    Gender.MASCULINE: frozenset("le un du au ce cet son l d".split()),
    Gender.FEMININE: frozenset("la une cette sa son l d".split()),
}
_MANY = frozenset("les des ces ses leurs aux plusieurs deux trois quatre cinq six sept huit neuf dix".split())
_CIVIL = {"M": Gender.MASCULINE, "Mme": Gender.FEMININE, "Mlle": Gender.FEMININE}
_INVERTED = 18
"""Words within which a name stands behind «a déclaré»."""
_CLOSE = 5
"""Tokens behind a mark within which its verb of saying stands: «, a-t-elle», «, a aussitôt déclaré»."""
_ACCORDING = frozenset({"selon"})
_MARKS = frozenset({",", "»", '"', "”"})
_APPOSING, _CLOSING = frozenset({",", "("}), frozenset({",", ")", "."})
_APPOSED = 16
"""Words behind a name within which an office is said to be theirs."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a sentence names: as they may be named, and from which token to which."""

    name: str
    gender: Gender | None
    start: int
    end: int


def named(text: str, title: str, before: Sequence[str]) -> str:
    """The sentence with the name of whom its opening pronoun means; unchanged where that is not sure.

    Args:
        text: one sentence of an article.
        title: the article's.
        before: its sentences before this one, in reading order.
    """
    pronoun = opening_pronoun(text)
    if pronoun is None or any(one.gender is not _other(pronoun.gender) for one in _around(text, pronoun)):
        return text
    name = _meant(pronoun, title, before)
    return text if not name or _last(name) in text else pronoun.replaced(text, name)


def _around(text: str, pronoun: Pronoun) -> Sequence[Person]:
    """Whom a sentence names before its pronoun, which could mean them."""
    before = text[: pronoun.start]
    return _persons(before, _tokens(before), ()) if before else ()


def _meant(pronoun: Pronoun, title: str, before: Sequence[str]) -> str:
    """Whom or what the pronoun means, by name; empty if that is not sure."""
    known = (title, *reversed(before))
    if not before:
        return _only(pronoun, title, known) if pronoun.acts else ""
    for hop in range(1, min(_HOPS, len(before)) + 1):
        sentence = before[-hop]
        earlier = opening_pronoun(sentence)
        if earlier is None or (earlier.gender, earlier.plural) != (pronoun.gender, pronoun.plural):
            return _only(pronoun, sentence, known) or _opening_subject(pronoun, sentence)
        if not pronoun.acts:
            return ""
        found = _tokens(sentence)
        if any(one.gender is not _other(pronoun.gender) for one in _persons(sentence, found, known)):
            return ""
        if _strangers(found, range(0), pronoun.gender):
            return ""
    return ""


def _opening_subject(pronoun: Pronoun, sentence: str) -> str:
    """The noun with which a sentence opens, where the pronoun can mean nothing else in it; else empty."""
    found = _tokens(sentence)
    told = subject(found)
    if told is None or told.plural is not pronoun.plural or pronoun.last:
        return ""
    if told.gender is _other(pronoun.gender) or _persons(sentence, found, ()):
        return ""
    theirs, nested = range(told.start, told.end), range(told.start, told.start + 1)
    if pronoun.plural:
        others = _several(found, nested)
    elif pronoun.acts and _is_human(found[told.start + 1]):
        others = _strangers(found, theirs, pronoun.gender)
    else:
        others = _things(found, nested, pronoun.gender)
    name = sentence[found[told.start].start : found[told.end - 1].end]
    return "" if others else name[:1].lower() + name[1:]


def _other(gender: Gender) -> Gender:
    return Gender.MASCULINE if gender is Gender.FEMININE else Gender.FEMININE


def _only(pronoun: Pronoun, sentence: str, known: Sequence[str]) -> str:
    """The one person of a sentence whom the pronoun can mean; empty if there are none or more."""
    if pronoun.plural:
        return ""
    found = _tokens(sentence)
    fitting = [one for one in _persons(sentence, found, known) if one.gender is not _other(pronoun.gender)]
    if len({one.name for one in fitting}) != 1 or fitting[0].gender is None:
        return ""
    person = next((one for one in fitting if _is_subject(found, one)), None)
    if pronoun.last:
        person = person or fitting[-1]
    if person is None:
        return ""
    theirs = _own_words(found, person)
    if _strangers(found, theirs, pronoun.gender):
        return ""
    return "" if not pronoun.acts and _things(found, theirs, pronoun.gender) else person.name


@lru_cache(maxsize=256)
def _tokens(sentence: str) -> tuple[Token, ...]:
    return tuple(placed(sentence))


@lru_cache(maxsize=256)
def _people(sentence: str) -> tuple[str, ...]:
    """The full names in a sentence; those of one article are asked for again and again."""
    return tuple(people([capitals(sentence)]))


def _full_name(last: str, told: Sequence[str]) -> str:
    """The first name that goes with a last name, and it, from the sentence nearest that has both; else empty."""
    for sentence in told:
        at = sentence.find(f" {last}")
        first = sentence[:at].rpartition(" ")[2].rpartition("'")[2].rpartition("’")[2] if at > 0 else ""
        if (
            first[:1].isupper()
            and is_first_name(fold(first))
            and not sentence[at + 1 + len(last) :][:1].isalpha()
        ):
            return f"{first} {last}"
    return ""


def _last(name: str) -> str:
    return name.rpartition(" ")[2]


def _persons(sentence: str, found: Sequence[Token], known: Sequence[str]) -> list[Person]:
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
        if at not in taken and token.written[0].isupper():
            yield from _called(found, at, known)


def _called(found: Sequence[Token], at: int, known: Sequence[str]) -> Iterator[Person]:
    """Whom one word with a capital names: by the last name that is told in full elsewhere, or behind «M.»."""
    last = found[at].written
    civil = next((found[i].written for i in (at - 1, at - 2) if i >= 0 and found[i].written in _CIVIL), "")
    before = found[at - 1].written if at and found[at - 1].end + 1 == found[at].start else ""
    full = _full_name(last, known)
    if before[:1].isupper() and is_first_name(fold(before)):
        yield Person(f"{before} {last}", gender_of(fold(before)), at - 1, at + 1)
    elif full and before[:1].isupper() and at > 1 and not civil:
        yield Person("", None, at, at + 1)  # somebody else of that name
    elif civil or (full and at):
        gender = _CIVIL.get(civil) or gender_of(fold(full.split()[0]))
        yield Person(full or f"{'M.' if civil == 'M' else civil} {last}", gender, at, at + 1)


def _is_subject(found: Sequence[Token], person: Person) -> bool:
    """Whether a person is the subject of the sentence, or who says what it quotes."""
    start = person.start
    while start and (found[start - 1].written in _CIVIL or found[start - 1].written == "."):
        start -= 1
    before = found[start - 1].folded if start else ""
    if before in _ACCORDING or (before == "pour" and start == 1):
        return True
    if before in _GOVERNING:
        return False
    segment = _segment(found, start)
    words = [found[at] for at in segment]
    if sum(_is_human(token) for token in words) > 1:
        return False
    folded = [token.folded for token in found]
    if not any(is_verb(found, at) for at in range(start)):
        return True
    if _says(found, start):
        return True
    return (
        not any(is_verb(found, at) for at in segment)
        and person.end < len(found)
        and is_verb(found, person.end)
    )


def _says(found: Sequence[Token], start: int) -> bool:
    """Whether a verb right behind a mark leads to a name: «…, a dit le maire, Paul Lefort», «… », se réjouit M. Lefort»."""
    folded = [token.folded for token in found]
    for at in range(start - 1 - (folded[start - 1] == ","), max(0, start - _INVERTED), -1):
        if folded[at] in _MARKS:
            close = range(at + 1, min(at + _CLOSE, start))
            said = next((i for i in close if _SAID.at(folded, i)), at + 1 + (folded[at + 1] in {"se", "s"}))
            verb = _SAID.at(folded, said) or is_verb(found, said)
            return bool(verb) and not any(is_verb(found, i) for i in range(said + 1, start))
    return False


def _segment(found: Sequence[Token], start: int) -> range:
    """The tokens that lead to a name since the mark before it; a comma right before it is passed over."""
    at = start - 1 if start and found[start - 1].folded == "," else start
    first = at
    while first and found[first - 1].folded not in {",", ";", ":", "(", "»", '"', "”"}:
        first -= 1
    return range(first, start)


def _own_words(found: Sequence[Token], person: Person) -> range:
    """The tokens that say who a person is: what leads to the name, and what a second comma closes behind it."""
    end = person.end
    if end < len(found) and found[end].folded in _APPOSING:
        closed = (
            at for at in range(end + 1, min(len(found), end + _APPOSED)) if found[at].folded in _CLOSING
        )
        close = next(closed, end)
        end = end if any(is_verb(found, at) for at in range(end, close)) else close
    return range(_segment(found, person.start).start, end)


def _is_human(token: Token) -> bool:
    return token.folded in _PERSONS or is_office(token.folded)


def _strangers(found: Sequence[Token], theirs: range, gender: Gender) -> bool:
    """Whether somebody else of this gender is told of without a name: «le maire», «un homme»."""
    return any(
        at not in theirs
        and _is_human(token)
        and not {found[i].folded for i in (at - 1, at - 2) if i >= 0}.isdisjoint(_AGREEING[gender])
        for at, token in enumerate(found)
    )


def _things(found: Sequence[Token], theirs: range, gender: Gender) -> bool:
    """Whether anything of this gender is told of that the pronoun could mean as well."""
    articles = _AGREEING[gender] - {"d"}
    return any(
        at not in theirs
        and token.folded in articles
        and at + 1 < len(found)
        and not found[at + 1].folded[0].isdecimal()
        and found[at + 1].folded not in CALENDAR
        for at, token in enumerate(found)
    )


def _several(found: Sequence[Token], theirs: range) -> bool:
    """Whether several of anything else are told of."""
    return any(
        at not in theirs and (token.folded in _MANY or token.folded[0].isdecimal())
        for at, token in enumerate(found)
    )
