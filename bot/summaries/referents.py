"""One job: say whom an opening pronoun means, where only one person can be meant.

The sentence before tells one person of that gender, who is its subject or said what it quotes; a pronoun
there leads on to the sentence before that. The first sentence of an article may mean the only person of its
title. Where nobody is named, the noun with which the sentence before opens may be meant, if nothing else can.
"""

from collections.abc import Sequence

from bot.french import tables
from bot.french.clauses import is_verb
from bot.french.dates import CALENDAR
from bot.french.gazetteer import is_people
from bot.french.marks import is_inside, quotations
from bot.french.names import Gender
from bot.french.offices import is_office
from bot.french.phrases import listed
from bot.french.tokens import Token, placed
from bot.summaries.named import CIVIL, Person, known_by, persons
from bot.summaries.pronouns import Deed, Pronoun, opening_pronoun
from bot.summaries.subjects import subject

_HOPS = 3
"""Sentences in a row that mean one person by a pronoun."""
_SAID = listed("repair", "said")
_SOMEBODY = listed("repair", "somebody")
_PERSONS, _BODIES = (frozenset(tables.words("repair", name)) for name in ("persons", "bodies"))
_GOVERNING = frozenset(tables.words("repair", "governing"))
_AGREEING = {
    Gender.MASCULINE: frozenset("le un du au ce cet son l d".split()),
    Gender.FEMININE: frozenset("la une cette sa son l d".split()),
}
_MANY = frozenset("les des ces ses leurs aux plusieurs deux trois quatre cinq six sept huit neuf dix".split())
_INVERTED = 18
"""Words within which a name stands behind «a déclaré»."""
_CLOSE = 5
"""Tokens behind a mark within which its verb of saying stands: «, a-t-elle», «, a aussitôt déclaré»."""
_ACCORDING = frozenset({"selon"})
_MARKS = frozenset({",", "»", '"', "”"})
_APPOSING, _CLOSING = frozenset({",", "("}), frozenset({",", ")", "."})
_APPOSED = 16
"""Words behind a name within which an office is said to be theirs."""


def named(text: str, title: str, before: Sequence[str], told: str = "") -> str:
    """The sentence with the name of whom its opening pronoun means; unchanged where that is not sure.

    Args:
        text: one sentence of an article.
        title: the article's.
        before: its sentences before this one, in reading order.
        told: the sentence behind which it will stand; if that names them and nobody else, the pronoun stays.
    """
    pronoun = opening_pronoun(text)
    if pronoun is None or any(one.gender is not _other(pronoun.gender) for one in _around(text, pronoun)):
        return text
    name = _meant(pronoun, title, before)
    if not name or known_by(name) in text or _is_clear(pronoun, name, told):
        return text
    return pronoun.replaced(text, name)


def _is_clear(pronoun: Pronoun, name: str, told: str) -> bool:
    """Whether a reader of `told` knows whom the pronoun means."""
    if name not in told and known_by(name) not in told:
        return False
    named = persons(told, placed(told), (name,))
    return all(
        known_by(one.name) == known_by(name) for one in named if one.gender is not _other(pronoun.gender)
    )


def _around(text: str, pronoun: Pronoun) -> Sequence[Person]:
    """Whom a sentence names before its pronoun, which could mean them."""
    before = text[: pronoun.start]
    return persons(before, placed(before), ()) if before else ()


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
        found = placed(sentence)
        if any(one.gender is not _other(pronoun.gender) for one in persons(sentence, found, known)):
            return ""
        if _strangers(found, range(0), pronoun):
            return ""
    return ""


def _opening_subject(pronoun: Pronoun, sentence: str) -> str:
    """The noun with which a sentence opens, where the pronoun can mean nothing else in it; else empty."""
    found = placed(sentence)
    told = subject(found)
    if told is None or told.plural is not pronoun.plural or pronoun.last:
        return ""
    if told.gender is _other(pronoun.gender) or persons(sentence, found, ()):
        return ""
    if _SOMEBODY.in_words([token.folded for token in found]):
        return ""
    theirs, nested = range(told.start, told.end), range(told.start, told.start + 1)
    if pronoun.plural:
        others = _several(found, nested)
    elif pronoun.acts:
        others = not _can_be(pronoun, found[told.start + 1]) or _strangers(found, theirs, pronoun)
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
    found = placed(sentence)
    fitting = [one for one in persons(sentence, found, known) if one.gender is not _other(pronoun.gender)]
    if len({one.name for one in fitting}) != 1 or fitting[0].gender is None:
        return ""
    quoted = quotations(sentence)
    subjects = (one for one in fitting if _is_subject(found, one))
    person = next((one for one in subjects if not is_inside(found[one.start].start, quoted)), None)
    if pronoun.last:
        person = person or fitting[-1]
    if person is None:
        return ""
    theirs = _own_words(found, person)
    if _strangers(found, theirs, pronoun) or pronoun.deed is Deed.UNDERGOES:
        return ""
    return "" if not pronoun.acts and _things(found, theirs, pronoun.gender) else person.name


def _is_subject(found: Sequence[Token], person: Person) -> bool:
    """Whether a person is the subject of the sentence, or who says what it quotes."""
    start = person.start
    while start and (found[start - 1].written in CIVIL or found[start - 1].written == "."):
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
    if not any(is_verb(found, at) for at in range(start)) or _says(found, start):
        return True
    return (
        not any(is_verb(found, at) for at in segment)
        and person.end < len(found)
        and is_verb(found, person.end)
    )


def _says(found: Sequence[Token], start: int) -> bool:
    """Whether a verb right behind a mark leads to a name: «…, a dit le maire, Paul Lefort»."""
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
    """What leads to the name, and what a second comma closes behind it: they say who the person is."""
    end = person.end
    if end < len(found) and found[end].folded in _APPOSING:
        closed = (
            at for at in range(end + 1, min(len(found), end + _APPOSED)) if found[at].folded in _CLOSING
        )
        close = next(closed, end)
        end = end if any(is_verb(found, at) for at in range(end, close)) else close
    return range(_segment(found, person.start).start, end)


def _is_human(token: Token) -> bool:
    people = token.written[0].isupper() and is_people(token.folded)  # "un Belge"
    return people or token.folded in _PERSONS or is_office(token.folded)


def _can_be(pronoun: Pronoun, noun: Token) -> bool:
    """Whether a noun is of somebody who can do what is told."""
    return _is_human(noun) or (pronoun.deed is Deed.SAYS and noun.folded in _BODIES)


def _strangers(found: Sequence[Token], theirs: range, pronoun: Pronoun) -> bool:
    """Whether somebody else of this gender is told of without a name: «le maire», «un homme»."""
    articles = _AGREEING[pronoun.gender]
    return any(
        at not in theirs
        and _can_be(pronoun, token)
        and not {found[i].folded for i in (at - 1, at - 2) if i >= 0}.isdisjoint(articles)
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
