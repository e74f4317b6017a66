"""One job: the subject with which a sentence opens, as another sentence may open with it.

«Les infirmiers de l'hôpital ont témoigné»: a noun with its article and whose it is, up to the verb.
None where a clause or a list belongs to it: without them it would be somebody else.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.french import tables
from bot.french.clauses import is_verb
from bot.french.dates import CALENDAR
from bot.french.names import Gender
from bot.french.tokens import Token
from bot.french.words import FUNCTION_WORDS

_SINGULAR = {"le": Gender.MASCULINE, "un": Gender.MASCULINE, "la": Gender.FEMININE, "une": Gender.FEMININE}
_PLURAL = frozenset("les des plusieurs deux trois quatre cinq six sept huit neuf dix".split())
_PREPOSITIONS = frozenset("de du des d a au aux en pour par sur sous contre dans chez entre l".split())
_ARTICLES = frozenset("le la les l un une".split())
_CLITICS = frozenset("se s ne n y lui leur".split())
_LEADING = frozenset({"mais", "et", "or"})
_MOST = 10
"""Words and marks of a subject that can be told again."""
_PLURAL_VERBS = ("nt",)
_FEMININE_ENDINGS, _MASCULINE_ENDINGS = (
    tuple(tables.words("repair", name)) for name in ("feminine_endings", "masculine_endings")
)


@dataclass(frozen=True, slots=True)
class Subject:
    """From which token to which a subject stands; `gender` None of a plural, which may be either."""

    start: int
    end: int
    gender: Gender | None
    plural: bool


def subject(found: Sequence[Token]) -> Subject | None:
    """The subject with which the sentence opens; None where it is not surely one that can be told again."""
    start = 1 if found and found[0].folded in _LEADING else 0
    if len(found) < start + 4:
        return None
    first = found[start].folded
    plural = first in _PLURAL
    gender = (
        None if plural else _SINGULAR.get(first) or (_by_ending(found[start + 1]) if first == "l" else None)
    )
    end = _end(found, start + 1)
    if end is None or (gender is None and not plural):
        return None
    verb = end + (found[end].folded in _CLITICS)
    if verb >= len(found) or found[verb].written.endswith(_PLURAL_VERBS) is not plural:
        return None
    return Subject(start, end, gender, plural)


def _end(found: Sequence[Token], start: int) -> int | None:
    """Where the verb stands behind a subject; None if something else than nouns of nouns is in between."""
    for at in range(start, min(start + _MOST, len(found))):
        token, before = found[at], found[at - 1].folded
        if at > start and (is_verb(found, at) or token.folded in _CLITICS):
            return at - (before == "en")  # "le ministre en a profité"
        loose = token.folded in _ARTICLES and before not in _PREPOSITIONS
        function = token.folded in FUNCTION_WORDS and token.folded not in _PREPOSITIONS | _ARTICLES
        if loose or function or token.folded in CALENDAR or not token.written[0].isalnum():
            return None
    return None


def _by_ending(noun: Token) -> Gender | None:
    """The gender that the ending of a noun tells, behind an elided article."""
    if noun.folded.endswith(_FEMININE_ENDINGS):
        return Gender.FEMININE
    return Gender.MASCULINE if noun.folded.endswith(_MASCULINE_ENDINGS) else None
