"""One job: find the pronoun by which a sentence means somebody told before it, and put a name in its place.

    «Il a signé»  «Interrogé mardi, elle a signé»  «Ce dernier a signé»  «Selon lui, …»  «…», a-t-il ajouté

Whom it means, `referents` says. No place is found where a name would break the grammar, or where «il» is
nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.french import tables
from bot.french.clauses import is_verb
from bot.french.marks import QUOTES, capital, is_inside, quotations
from bot.french.names import Gender
from bot.french.phrases import listed
from bot.french.tokens import Token, placed

_HEADS, _ACCORDING, _ADVERBS, _HUMAN, _SAID, _NOBODIES = (
    listed("repair", name) for name in ("heads", "according", "adverbs", "human", "said", "nobodies")
)
_IMPERSONAL = listed("coherence", "impersonal")
_CLAUSES = frozenset(tables.words("coherence", "clauses"))
_AUXILIARIES = frozenset(tables.words("repair", "auxiliaries"))
_CLITICS = frozenset("ne n s se y en l le la les lui leur".split())
_MASCULINE = frozenset({"il", "lui", "dernier", "celui", "ils"})
_FEMININE = frozenset({"elle", "derniere", "celle", "elles"})
_PLURAL = frozenset({"ils", "elles"})
_WRITTEN = (" il ", " elle ", " ils ", " elles ", " lui", " elle,", " dernier", "elui-", "elle-")
_INVERTED = ("-il", "-elle")
_SPEAKING = frozenset({"il", "elle"})
_BEFORE_SPEAKER = QUOTES | frozenset(",!?…")
_HEAD = 180
"""Characters within which an opening pronoun stands."""
_BEING = frozenset("est sont etait etaient sera seront serait seraient fut furent ete etre".split())
_LATE = 24
"""Words within which the comma stands of «Interrogé mardi, il a signé»."""
_MOST = 3
"""Clitics or adverbs in a row."""


class Deed(Enum):
    """What is told of whom a pronoun means, and so what they may be."""

    SAYS = "a person or a body"
    ACTS = "a person"
    UNDERGOES = "a thing or a person, to whom something is done"
    OTHER = "anything"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """Where a pronoun stands in its sentence, and what a name must be put between."""

    start: int
    end: int
    gender: Gender
    deed: Deed
    last: bool = False
    """Whether it means the one told last: «ce dernier»."""
    plural: bool = False
    before: str = ""

    @property
    def acts(self) -> bool:
        """Whether no thing can be meant."""
        return self.deed in {Deed.SAYS, Deed.ACTS}

    def replaced(self, text: str, name: str) -> str:
        """The sentence with the name in the place of the pronoun."""
        name = capital(name) if not self.start else name
        return text[: self.start] + self.before + name + text[self.end :]


@lru_cache(maxsize=256)
def opening_pronoun(text: str) -> Pronoun | None:
    """The pronoun that a sentence opens with or that says who said it; None if there is none to be named."""
    head = f" {text[:_HEAD].lower()}"
    if not any(pronoun in head for pronoun in _WRITTEN) and not any(said in text for said in _INVERTED):
        return None
    found = placed(text)
    if len(found) < _MOST:
        return None
    folded = [token.folded for token in found]
    if found[0].written in QUOTES:
        return _speaker(text, found, folded)
    return (
        _subject(found, folded, 0)
        or _according(found, folded)
        or _late(found, folded)
        or _speaker(text, found, folded)
    )


def _subject(found: Sequence[Token], folded: Sequence[str], at: int) -> Pronoun | None:
    """«Il», «elle», «ce dernier» as the subject at one place, before its verb."""
    length = _HEADS.at(folded, at)
    rest = folded[at + length :]
    if not length or not rest or not rest[0][0].isalnum():
        return None
    affirmed = [word for word in folded[at:] if word not in {"ne", "n"}]
    if _IMPERSONAL.opening(affirmed) or _NOBODIES.opening(affirmed):
        return None
    gender = _gender(folded[at : at + length])
    if gender is None:
        return None
    start, end = found[at].start, found[at + length - 1].end
    return Pronoun(start, end, gender, _deed(rest), last=length > 1, plural=folded[at] in _PLURAL)


def _according(found: Sequence[Token], folded: Sequence[str]) -> Pronoun | None:
    """«Selon lui,» at the head."""
    length = _ACCORDING.opening(folded)
    if not length:
        return None
    gender = _gender(folded[length - 2 : length - 1])
    who = found[length - 2]
    return Pronoun(who.start, who.end, gender, deed=Deed.SAYS) if gender else None


def _late(found: Sequence[Token], folded: Sequence[str]) -> Pronoun | None:
    """«Il» behind what opens the sentence, where that has no verb and nobody in it."""
    comma = folded.index(",") if "," in folded[:_LATE] else 0
    opening = found[:comma]
    if not comma or folded[0] in _CLAUSES or any(is_verb(found, at) for at in range(comma)):
        return None
    held = any(token.folded in _MASCULINE | _FEMININE or token.written in QUOTES for token in opening)
    return None if held else _subject(found, folded, comma + 1)


def _speaker(text: str, found: Sequence[Token], folded: Sequence[str]) -> Pronoun | None:
    """The «a-t-il ajouté» behind what was said; the verb must need nothing else."""
    spans = quotations(text)
    for at in range(2, len(found)):
        start = found[at].start
        inverted = folded[at] in _SPEAKING and text[start - 1] == "-"
        if inverted and not is_inside(start, spans):
            return _said(text, found, folded, at)
    return None


def _said(text: str, found: Sequence[Token], folded: Sequence[str], at: int) -> Pronoun | None:
    """The speaker whose pronoun stands at `at`, behind an inverted verb right behind what was said."""
    verb = at - 1 - (folded[at - 1] == "t")
    mark = verb - 1 - (folded[verb - 1] in _CLITICS)
    gender = _gender([folded[at]])
    if mark < 1 or folded[mark] not in _BEFORE_SPEAKER or gender is None:
        return None
    spoken = _passed(folded, at + 1) if folded[verb] in _AUXILIARIES else verb
    length = _SAID.at(folded, spoken)
    if not length:
        return None
    last = max(spoken + length - 1, at)
    last += _ADVERBS.at(folded, last + 1)
    kept = text[found[at].end : found[last].end]
    return Pronoun(found[verb].end, found[last].end, gender, deed=Deed.SAYS, before=f"{kept} ")


def _deed(rest: Sequence[str]) -> Deed:
    """What the verb tells that is at the head of these words."""
    at = 0
    while at < min(_MOST, len(rest)) and rest[at] in _CLITICS:
        at += 1
    verbs = [at]
    if at < len(rest) and rest[at] in _AUXILIARIES:
        verbs = [at + 1, _passed(rest, at + 1)]
    for phrases, deed in ((_SAID, Deed.SAYS), (_HUMAN, Deed.ACTS)):
        if any(phrases.at(rest, verb) for verb in verbs):
            return deed
    return Deed.OTHER if _BEING.isdisjoint(rest[at : at + 2]) else Deed.UNDERGOES


def _passed(words: Sequence[str], at: int) -> int:
    """Where the adverbs end that stand at a place."""
    for _ in range(_MOST):
        at += _ADVERBS.at(words, at)
    return at


def _gender(words: Sequence[str]) -> Gender | None:
    if not _MASCULINE.isdisjoint(words):
        return Gender.MASCULINE
    return None if _FEMININE.isdisjoint(words) else Gender.FEMININE
