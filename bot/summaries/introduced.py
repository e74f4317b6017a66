"""One job: tell of «cette enquête» to one who has heard of none: «une enquête».

What is true of the one that was told before is true of one: nothing is claimed that was not. For headlines,
which have nothing before them.
"""

from bot.french.clauses import is_verb
from bot.french.phrases import listed
from bot.french.tokens import placed

_INTRODUCED = {"Ce": "Un", "Cet": "Un", "Cette": "Une", "Ces": "Des"}
_FEWEST = 4
"""Words and marks of a sentence that says more of it than its noun."""
_TIMES, _NOT_INTRODUCED = (listed("coherence", name) for name in ("times", "not_introduced"))


def introduced(sentence: str) -> str:
    """A sentence that opens with «cette» and says more of it than its noun, with «une»; others unchanged."""
    if not sentence.startswith(tuple(_INTRODUCED)):
        return sentence
    found = placed(sentence)
    if len(found) < _FEWEST or found[0].written not in _INTRODUCED:
        return sentence
    folded = [token.folded for token in found]
    if _TIMES.at(folded, 1) or _NOT_INTRODUCED.at(folded, 1) or is_verb(found, 1):
        return sentence
    return _INTRODUCED[found[0].written] + sentence[found[0].end :]
