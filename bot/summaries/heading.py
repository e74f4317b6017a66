"""One job: weigh which of an article's sentences, as far as it can be told, would head it best.

A headline stands alone: it names what the article speaks of most, and points at nothing that was told before.
The weights were learnt on the choices of editors in 1,061 articles shown without their title (a linear fit of
how they grade what a sentence opens with, in five folds: an opener of theirs in 60 of 100 articles instead of 52
by the rank alone). What points at nothing costs more than they said: they had the title before their eyes.
"""

from collections import Counter
from collections.abc import Sequence
from math import log1p

from bot.french import tables
from bot.french.clauses import is_verb
from bot.french.phrases import Phrases
from bot.french.tokens import Token, placed
from bot.french.words import FUNCTION_WORDS, OPENERS, words
from bot.model import Article

_STEM = 6
"""Letters by which two forms of a word are one."""
_UNRANKED = 10
_TOP = 8
"""Words that an article speaks of most."""
_BEST, _RANK, _OPENING, _LATE = 0.27, 0.009, 0.16, 0.12
"""What it weighs to be thought best, each rank behind it, to open the article, to stand late (by logarithm)."""
_DATED, _COUNTED, _CLAIMED, _TOLD, _WORD, _WHOLE = 0.12, 0.07, 0.05, 0.024, 0.005, 0.15
"""To name a day, a figure, who says so; each of the top words, each word; and to be told whole: what is news is
long and dated, and what is short and whole is often neither."""
_POINTING, _BARE, _HOLLOW = 0.3, 0.12, 0.15
"""What it costs to mean something told before: «cette vidéo»; «l'enquête a été ouverte», with no name; and to
announce without telling."""

_TIMES, _LOOSE, _IMPERSONAL, _SAYS_NOTHING = (
    Phrases(tables.phrases("coherence", name)) for name in ("times", "loose", "impersonal", "hollow")
)
_DATES = Phrases(tables.phrases("shortening", "dates"))
_CLAIMS = Phrases((*tables.words("reserve", "claims"), *tables.phrases("reserve", "claims")))
_THIS = frozenset({"ce", "cet", "cette", "ces"})
_RELATIVES = frozenset({"qui", "que", "qu", "dont", "sont"})
_DEFINITE = frozenset({"le", "la", "l", "les"})


class Heading:
    """What an article speaks of, and how well each of its sentences would head it."""

    def __init__(self, article: Article, best: Sequence[str], found: Sequence[str]) -> None:
        """Read an article: `best` are the sentences thought best, best first, `found` all in their order."""
        counts = Counter(word[:_STEM] for word in words(article.text) if word not in FUNCTION_WORDS)
        self._top = {stem for stem, _ in counts.most_common(_TOP)}
        self._ranks = {sentence: rank for rank, sentence in enumerate(best)}
        self._places = {sentence: at for at, sentence in reversed(list(enumerate(found)))}

    def worth(self, sentence: str, kept: str = "") -> float:
        """How well a sentence would head the article, or what was kept of it."""
        found = placed(kept or sentence)
        folded = [token.folded for token in found]
        place = self._places.get(sentence, len(self._places))
        rank = self._ranks.get(sentence, _UNRANKED)
        total = _BEST * (rank == 0) - _RANK * min(rank, _UNRANKED) + _OPENING * (place == 0) - _LATE * log1p(place)
        total += _TOLD * len(self._top.intersection(token.folded[:_STEM] for token in found if _has_meaning(token)))
        total += _DATED * _DATES.in_words(folded) + _COUNTED * any(map(str.isdigit, kept or sentence))
        total += _CLAIMED * _CLAIMS.in_words(folded) + _WORD * len(folded)
        total -= _WHOLE * len(kept or sentence) / len(sentence)
        total -= _POINTING * (_points(folded) or _is_loose(folded)) + _HOLLOW * _SAYS_NOTHING.in_words(folded)
        return total - _BARE * (_is_bare(found) and not any(map(_is_name, found)))


def _has_meaning(token: Token) -> bool:
    return token.folded.isalnum() and token.folded not in FUNCTION_WORDS


def _is_name(token: Token) -> bool:
    return token.written[0].isupper() and token.folded not in OPENERS


def _points(folded: Sequence[str]) -> bool:
    """Whether «cette vidéo» stands anywhere; «cette semaine» and «ce qui» point at nothing."""
    return any(
        folded[at] in _THIS and folded[at + 1] not in _RELATIVES and not _TIMES.at(folded, at + 1)
        for at in range(len(folded) - 1)
    )


def _is_loose(folded: Sequence[str]) -> bool:
    """Whether a pronoun stands where nobody can be meant but somebody told before."""
    return any(
        _LOOSE.at(folded, at) and not _IMPERSONAL.at(folded, at + (folded[at] == ","))
        for at in range(len(folded))
    )


def _is_bare(found: Sequence[Token]) -> bool:
    """Whether the subject is «l'enquête» and nothing more."""
    return len(found) > 2 and found[0].folded in _DEFINITE and is_verb(found, 2)  # noqa: PLR2004
