"""Whether a stretch of a sentence has its verb, told without a model of the language."""

from collections.abc import Collection, Sequence
from enum import Enum
from functools import lru_cache
from itertools import accumulate

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
_CLITICS = frozenset({"se", "s", "ne", "n"})
_NOT_FINITE = ("er", "ir", "re", "oir", "ant")
PLUPERFECT = frozenset({"avait", "avaient", "était", "étaient"})
"""The auxiliaries of what had happened before, as written."""
HAVING = frozenset(tables.words("finite", "having"))
"""The forms of avoir, as written."""


class _Form(Enum):
    """What a word by itself tells of whether it is a verb with a subject."""

    SURE = "it is one"
    LIKELY = "it is one, or a noun"
    OTHER = "no"


@lru_cache(maxsize=1 << 13)
def _form(word: str) -> _Form:
    if word in _AUXILIARIES or (len(word) >= _SHORTEST and word.endswith(_ENDINGS)):
        return _Form.SURE
    likely = word in _PRESENT or (len(word) > _SHORTEST and word.endswith("ait"))
    return _Form.LIKELY if likely else _Form.OTHER


def is_verb(found: Sequence[Token], at: int) -> bool:
    """Whether the token at `at` is surely a verb with its subject."""
    word = found[at].written
    before = found[at - 1].folded if at else ""
    form = _form(word)
    if form is _Form.SURE:
        return word != "est" or before not in _COMPASS
    if before in _CLITICS:
        return word.islower() and word not in _CLITICS and not word.endswith(_NOT_FINITE)
    return form is _Form.LIKELY and before not in _BEFORE_NOUNS


def verbs(found: Sequence[Token]) -> list[str]:
    """The verbs with a subject that the tokens surely hold, as written."""
    return [found[at].written for at in range(len(found)) if is_verb(found, at)]


def is_background(told: Collection[str]) -> bool:
    """Whether these verbs only tell what had happened before, or how things were."""
    return not PLUPERFECT.isdisjoint(told) and all(verb in PLUPERFECT or _is_imperfect(verb) for verb in told)


def has_verb(found: Sequence[Token]) -> bool:
    """Whether the tokens hold a verb that is not one of a clause within them."""
    return own_verbs(found)[-1] > 0


def own_verbs(found: Sequence[Token]) -> Sequence[int]:
    """How many more verbs than clauses within them stand before each token, and before the end."""
    subordinates = (token.written.lower() in _SUBORDINATORS for token in found)
    counts = (is_verb(found, at) - clause for at, clause in enumerate(subordinates))
    return (0, *accumulate(counts))


def _is_imperfect(verb: str) -> bool:
    return (
        verb.endswith(("ait", "aient")) and not verb.endswith(("rait", "raient")) and verb not in _AUXILIARIES
    )
