"""One job: tell what a reader of a digest cannot know because only the article tells it.

    points_back(sentence)   "Il a signé", "Cette décision": who or what? Never first, unless told before.
    goes_on(sentence)       "Par ailleurs", "également": can be understood, but reads like a second half.
    dangling(sentence)      either of the two: such a sentence should not open a digest.

Each gives the words that dangle, folded; empty if there are none. The phrases are data:
`french/data/coherence.toml`.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from bot.french import tables
from bot.french.fold import fold
from bot.french.phrases import listed
from bot.french.tokens import tokens

_PRONOUNS, _IMPERSONAL, _CLEFTS, _TIMES, _POINTING, _ABOUT_THIS, _CONNECTIVES, _WITHIN = (
    listed("coherence", name)
    for name in (
        "pronouns", "impersonal", "clefts", "times", "pointing", "about_this", "connectives", "within",
    )
)  # fmt: skip
_CLAUSES = frozenset(tables.words("coherence", "clauses"))
_THIS = frozenset({"ce", "cet", "cette", "ces"})
_ASIDE_BREAKS = frozenset(',;:«»"“”(')
_BEFORE_SPEAKER = frozenset(',»"”!?…–—')
_SPEAKERS = ("-il", "-ils", "-elle", "-elles")
_DATIVES = frozenset({"lui", "nous", "leur"})
_CIVIL = frozenset({"M.", "Mme", "Mlle"})
_WHILE = {("alors", "que"), ("alors", "qu")}
_LATE = range(1, 14)
"""Words before the comma of "Depuis lundi, il alimente"."""
_NEAR = 5
"""Words within which "cette décision" opens a sentence."""


@lru_cache(maxsize=256)
def points_back(sentence: str) -> str:
    """The words that mean something told before: a pronoun, "cette décision", "son avocat".

    An impersonal "il" ("il faut", "il y a") and a day ("ce mardi", "cette semaine") point at nothing.
    """
    words = _opening(sentence)
    return _pointer(words) or _late_pronoun(words) or _untold_speaker(sentence)


@lru_cache(maxsize=256)
def goes_on(sentence: str) -> str:
    """The words that carry on a thought begun before: "Par ailleurs", "a également"."""
    words = _opening(sentence)
    count = _CONNECTIVES.opening(words)
    if count and words[:2] not in _WHILE:
        return " ".join(words[:count])
    return next((" ".join(words[at:end]) for at, end in _WITHIN.found(words)), "")


def dangling(sentence: str) -> str:
    """Why a sentence should not open a digest: the words that dangle."""
    return points_back(sentence) or goes_on(sentence)


@lru_cache(maxsize=64)
def _opening(sentence: str) -> Sequence[str]:
    """The folded words and marks of a sentence, from its first word on."""
    words = tokens(sentence)
    start = next((at for at, word in enumerate(words) if word[0].isalnum()), len(words))
    return tuple(words[start:])


def _pointer(words: Sequence[str]) -> str:
    """The words at the head of a sentence that point back."""
    count = _PRONOUNS.opening(words)
    if count and _IMPERSONAL.opening(_affirmed(words)):
        count = 0
    if not count and (pointing := _POINTING.opening(words)):
        count = 0 if _CLEFTS.opening(words) else pointing
    for at in (0, _ABOUT_THIS.opening(words)):  # "Cette affaire", "Dans cette affaire"
        if not count and _is_this(words, at):
            count = at + 2
    return " ".join(words[:count])


def _late_pronoun(words: Sequence[str]) -> str:
    """The pronoun of "Depuis lundi, il alimente"; but "Lorsque le maire est arrivé, il…" says who."""
    comma = next((at for at, word in enumerate(words[: _LATE.stop]) if word in _ASIDE_BREAKS), 0)
    if comma not in _LATE or words[comma] != "," or words[0] in _CLAUSES:
        return ""
    rest = words[comma + 1 :]
    return "" if _IMPERSONAL.opening(_affirmed(rest)) else " ".join(rest[: _PRONOUNS.opening(rest)])


def _untold_speaker(sentence: str) -> str:
    """The words of "…, a-t-il ajouté" after a quotation, where nobody is named before."""
    if not any(speaker in sentence for speaker in _SPEAKERS):
        return ""
    words = sentence.split()
    for at, word in enumerate(words[1:], 1):
        said = fold(word).rstrip('.,;:»”"!?…')
        before = at - 1 if fold(words[at - 1]) not in _DATIVES else at - 2
        if (
            said.endswith(_SPEAKERS)
            and words[before][-1] in _BEFORE_SPEAKER
            and not _names_someone(words[:at])
        ):
            return said
    return ""


def _affirmed(words: Sequence[str]) -> Sequence[str]:
    """The first words without their "ne": "il n'y a" is "il y a"."""
    return [word for word in words[:_NEAR] if word not in {"n", "ne"}]


def _is_this(words: Sequence[str], at: int) -> bool:
    """Whether "ce", "cette" at a place means a thing told before, and no time."""
    if at + 1 >= len(words) or words[at] not in _THIS or not words[at + 1][0].isalnum():
        return False
    return not _TIMES.at(words, at + 1)


def _names_someone(words: Sequence[str]) -> bool:
    """Whether someone is named, outside a quotation: "Anne Lefort s'inquiète : « … », dit-elle"."""
    quoted = False
    told = []
    for word in words:
        opens = quoted or word[0] in '«“"'
        told.append("" if opens else word)
        quoted = opens and word.rstrip(".,;:!?…")[-1:] not in {"»", "”", '"'}
    named = any(one[:1].isupper() and other[:1].isupper() for one, other in pairwise(told))
    return named or not _CIVIL.isdisjoint(told)
