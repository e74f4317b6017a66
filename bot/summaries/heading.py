"""One job: weigh which of an article's sentences, as far as it can be told, would head it best.

A headline stands alone: it names what the article speaks of most, and points at nothing that was told before.
The weights of the words were learnt on the titles of 3,200 articles (a linear fit of how much of the real
title and standfirst a sentence tells); what a reader cannot know weighs what editors said of it.
"""

from collections import Counter
from collections.abc import Sequence
from math import log, log1p

from bot.french import tables
from bot.french.clauses import is_verb
from bot.french.phrases import Phrases
from bot.french.tokens import Token, placed
from bot.french.words import FUNCTION_WORDS, OPENERS, words
from bot.model import Article

_STEM = 6
"""Letters by which two forms of a word are one."""
_TOP = 8
"""Words that an article speaks of most."""
_FIRST, _TOLD, _MEAN, _NAMED, _LATE, _LESS = 0.075, 0.027, 0.14, 0.18, 0.024, 0.065
"""What it weighs to be thought best, to hold each of the top words, how often its words come and its name, to
stand late, and to have lost all."""
_POINTING, _BARE, _HOLLOW = 0.15, 0.06, 0.08
"""What it costs to mean something told before: «cette vidéo»; «l'enquête a été ouverte», with no name; and to
announce without telling."""

_TIMES, _LOOSE, _IMPERSONAL, _SAYS_NOTHING = (
    Phrases(tables.phrases("coherence", name)) for name in ("times", "loose", "impersonal", "hollow")
)
_THIS = frozenset({"ce", "cet", "cette", "ces"})
_RELATIVES = frozenset({"qui", "que", "qu", "dont", "sont"})
_DEFINITE = frozenset({"le", "la", "l", "les"})


class Heading:
    """What an article speaks of, and how well a sentence would head it."""

    def __init__(self, article: Article, best: Sequence[str], found: Sequence[str]) -> None:
        """Read an article: `best` is the sentence thought best, if there is one, `found` all in their order."""
        self._best = best
        self._places = {sentence: at for at, sentence in reversed(list(enumerate(found)))}
        counts = Counter(word[:_STEM] for word in words(article.text) if word not in FUNCTION_WORDS)
        self._most = max(counts.values(), default=1)
        self._often = {stem: log(count) for stem, count in counts.items()}
        self._top = {stem for stem, _ in counts.most_common(_TOP)}

    def worth(self, sentence: str, kept: str = "") -> float:
        """How well a sentence would head the article, or what was kept of it."""
        found = placed(kept or sentence)
        stems = [token.folded[:_STEM] for token in found if _has_meaning(token)]
        names = [token.folded[:_STEM] for token in found if _is_name(token)]
        place = self._places.get(sentence, len(self._places))
        total = _FIRST * (sentence in self._best) - _LATE * log1p(place)
        total -= _LESS * (1 - len(kept or sentence) / len(sentence))
        total += _TOLD * len(self._top.intersection(stems))
        total += _MEAN * sum(self._often.get(stem, 0) for stem in stems) / max(1, len(stems))
        total += _NAMED * max((self._often.get(name, 0) for name in names), default=0) / self._most
        folded = [token.folded for token in found]
        total -= _POINTING * (_points(folded) or _is_loose(folded))
        return total - _HOLLOW * _SAYS_NOTHING.in_words(folded) - _BARE * (not names and _is_bare(found))


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
