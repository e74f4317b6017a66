"""Whether a stretch of a sentence has its verb, told without a model of the language."""

from collections.abc import Sequence

from bot.french import tables
from bot.french.tokens import Token

_AUXILIARIES = frozenset(tables.words("finite", "auxiliaries"))
_ENDINGS = tables.words("finite", "endings")
_SHORTEST = 4
"""Letters of a verb that is known by its ending."""
_SINGULAR = frozenset(tables.words("finite", "present"))
_PRESENT = _SINGULAR.union((f"{verb}nt" for verb in _SINGULAR), tables.words("finite", "present_irregular"))
_SUBORDINATORS = frozenset(tables.words("finite", "subordinators"))
_BEFORE_NOUNS = frozenset(
    (*tables.words("function_words", "determiners", "prepositions"), *tables.words("finite", "before_nouns"))
)
_COMPASS = frozenset({"sud", "nord"})
_PAST = frozenset({"avait", "avaient", "était", "étaient"})
_CLITICS = frozenset({"se", "s", "ne", "n"})
_NOT_FINITE = ("er", "ir", "re", "oir", "ant")
HAVING = frozenset(tables.words("finite", "having"))
"""The forms of avoir, as written."""


def is_verb(found: Sequence[Token], at: int) -> bool:
    """Whether the token at `at` is surely a verb with its subject."""
    word = found[at].written
    before = found[at - 1].folded if at else ""
    if word in _AUXILIARIES or (len(word) >= _SHORTEST and word.endswith(_ENDINGS)):
        return word != "est" or before not in _COMPASS
    if before in _CLITICS:
        return word.islower() and word not in _CLITICS and not word.endswith(_NOT_FINITE)
    return (
        word in _PRESENT or (len(word) > _SHORTEST and word.endswith("ait"))
    ) and before not in _BEFORE_NOUNS


def verbs(found: Sequence[Token]) -> list[str]:
    """The verbs with a subject that the tokens surely hold, as written."""
    return [found[at].written for at in range(len(found)) if is_verb(found, at)]


def is_background(found: Sequence[Token]) -> bool:
    """Whether the tokens only tell what had happened before, or how things were."""
    told = verbs(found)
    return not _PAST.isdisjoint(told) and all(verb in _PAST or _is_imperfect(verb) for verb in told)


def has_verb(found: Sequence[Token]) -> bool:
    """Whether the tokens hold a verb that is not one of a clause within them."""
    return len(verbs(found)) > sum(token.written.lower() in _SUBORDINATORS for token in found)


def _is_imperfect(verb: str) -> bool:
    return (
        verb.endswith(("ait", "aient")) and not verb.endswith(("rait", "raient")) and verb not in _AUXILIARIES
    )
