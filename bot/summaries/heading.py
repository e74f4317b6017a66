"""One job: weigh which of an article's sentences would head it best.

The weights were learnt on 1,061 articles that editors read: a linear fit of how they grade a sentence as
what a digest opens with, and of how many words of the real title it holds. In five folds it takes an opener
of theirs in 54 of 100 articles instead of 52 by rank alone, and .190 of the title instead of .178 (F1 of
words). What points at something told before costs more than they said: they had the title before their eyes.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, log1p

from bot.french.clauses import has_verb, is_verb, verbs
from bot.french.phrases import Phrases, listed
from bot.french.tokens import Token, placed
from bot.french.words import FUNCTION_WORDS, OPENERS, words
from bot.model import Article

_STEM = 6
"""Letters by which two forms of a word are one."""
_UNRANKED = 10
_TOP = 8
"""Words that an article speaks of most."""
_BEST, _RANK, _OPENING, _LATE = 0.455, 0.016, 0.235, 0.187
"""What it weighs to be thought best, each rank behind it, to open the article, to stand late (by
logarithm)."""
_DATED, _COUNTED, _TOLD, _WORD, _LOST = 0.135, 0.052, 0.087, 0.007, 0.12
"""To name a day, a figure, each of the top words, each word; and what was left out: long sentences hold
news."""
_OFTEN, _NAMED = 0.214, 0.562
"""How often the article holds its words, and the name that it holds most often (both by logarithm)."""
_POINTING, _BARE, _HOLLOW, _FRAGMENT, _INTRODUCED = 1.0, 0.4, 0.25, 0.3, 0.1
"""What it costs to mean something told before: «cette vidéo»; «l'enquête a été ouverte»; to
announce without telling; and to be no sentence: «une marque de la vie qu'il mène»; to tell of a
thing that the article had told before."""

_TIMES, _LOOSE, _IMPERSONAL, _SAYS_NOTHING = (
    listed("coherence", name) for name in ("times", "loose", "impersonal", "hollow")
)
_SAID = Phrases([", CLAIMS|REPORTS", ", a|ont CLAIMS|REPORTS|commente|commentee", ", a t"])
_DATES = listed("shortening", "dates")
_THIS = frozenset({"ce", "cet", "cette", "ces"})
_RELATIVES = frozenset({"qui", "que", "qu", "dont", "sont"})
_ARTICLES = frozenset({"le", "la", "l", "les", "un", "une", "des"})


class Heading:
    """What an article speaks of, and how well each of its sentences would head it."""

    def __init__(self, article: Article, best: Sequence[str], found: Sequence[str]) -> None:
        """Read an article: `best` are the sentences thought best, best first, `found` all in their order."""
        counts = Counter(word[:_STEM] for word in words(article.text) if word not in FUNCTION_WORDS)
        self._most = max(counts.values(), default=1)
        self._often = {stem: log(count) for stem, count in counts.items()}
        self._top = {stem for stem, _ in counts.most_common(_TOP)}
        self._ranks = {sentence: rank for rank, sentence in enumerate(best)}
        self._places = {sentence: at for at, sentence in reversed(list(enumerate(found)))}

    def worth(self, sentence: str, kept: str) -> float:
        """How well what was kept of a sentence would head the article."""
        place = self._places.get(sentence, len(self._places))
        rank = min(self._ranks.get(sentence, _UNRANKED), _UNRANKED)
        total = _BEST * (rank == 0) - _RANK * rank + _OPENING * (place == 0) - _LATE * log1p(place)
        total += _LOST * (1 - len(kept) / len(sentence)) + self._spoken_of(placed(kept))
        total -= _INTRODUCED * sentence.startswith(("Ce ", "Cet ", "Cette ", "Ces "))
        return total + _tells(kept)

    def _spoken_of(self, found: Sequence[Token]) -> float:
        """How much it speaks of what the article speaks of."""
        stems = [token.folded[:_STEM] for token in found if _has_meaning(token)]
        named = max(
            (self._often.get(token.folded[:_STEM], 0.0) for token in found if _is_name(token)), default=0.0
        )
        mean = sum(self._often.get(stem, 0.0) for stem in stems) / max(1, len(stems))
        return _TOLD * len(self._top.intersection(stems)) + _OFTEN * mean + _NAMED * named / self._most


@lru_cache(maxsize=64)
def _tells(kept: str) -> float:
    """How much it tells one who has read nothing else; asked for before and after it is shortened."""
    found = placed(kept)
    folded = [token.folded for token in found]
    total = _DATED * _DATES.in_words(folded) + _COUNTED * any(map(str.isdigit, kept)) + _WORD * len(folded)
    total -= _POINTING * (_points(folded) or _is_loose(folded)) + _HOLLOW * _SAYS_NOTHING.in_words(folded)
    return total - _BARE * _is_bare(found) - _FRAGMENT * (not has_verb(found) or _only_said(found, folded))


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
    return any(not _IMPERSONAL.at(folded, at + (folded[at] == ",")) for at, _ in _LOOSE.found(folded))


def _only_said(found: Sequence[Token], folded: Sequence[str]) -> bool:
    """Whether its only verb is the one that says who said it: «Un couac, a commenté le maire»."""
    said, _ = next(_SAID.found(folded), (0, 0))
    return said > 0 and not verbs(found[:said])


def _is_bare(found: Sequence[Token]) -> bool:
    """Whether the subject is «l'enquête» and nothing more, and no name."""
    noun = len(found) > 2 and found[0].folded in _ARTICLES
    return noun and found[1].written.islower() and is_verb(found, 2)
