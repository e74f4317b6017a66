"""One job: what of a publisher's description would be shown as the digest, and what may never be.

Two sentences at most. What is no sentence is left out: a rubric, the word that names the kind of article, the
initials of who put it there; so is a second sentence that tells the first again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from bot.french.fold import fold, fold_line
from bot.french.marks import orphan_quotes
from bot.french.sentences import split
from bot.french.words import FUNCTION_WORDS, visible_words, words
from bot.model import Article
from bot.summaries.coherence import points_back
from bot.summaries.labels import without_rubric
from bot.summaries.length import LENGTH

STEM = 5
"""Letters by which a word is found again in another form."""
_SHOWN, _LABEL = 2, 2
"""Sentences that are shown at most; fewer words than these are no sentence."""
_AGAIN = 0.7
"""The share of a sentence's words that another must hold to tell it again."""
_BULLETS = "-–—•"
_PRONOUNS = frozenset({"il", "elle", "ils", "elles"})


@dataclass(frozen=True, slots=True)
class Standfirst:
    """A description as it is read: what of it would be shown, and the rest; both may be empty."""

    title: str
    told: tuple[str, ...]
    rest: str = ""
    url: str = ""

    @property
    def parts(self) -> Mapping[str, str]:
        """Its texts by name, each of them maybe empty."""
        first, second = (*self.told, "", "")[:2]
        return {"first": first, "second": second, "title": self.title, "rest": self.rest}


def read(article: Article) -> Standfirst:
    """What the publisher of an article says of it."""
    description = without_rubric(" ".join(article.description.split()))
    signed = map(_unsigned, split(description))
    sentences = [sentence for sentence in signed if not _is_label(sentence)]
    told, rest = sentences[:_SHOWN], sentences[_SHOWN:]
    if len(told) == _SHOWN and _tells_again(*told):
        told = told[:1]
    return Standfirst(article.title, tuple(told), " ".join(rest), article.url)


def is_whole(standfirst: Standfirst) -> bool:
    """Whether it is whole sentences of a fit length that ask nothing, and not the title again."""
    told = " ".join(standfirst.told)
    return (
        len(visible_words(told)) in LENGTH.description_words
        and "?" not in told
        and all(_is_closed(sentence) for sentence in standfirst.told)
        and told[0] not in _BULLETS
        and not orphan_quotes(told)
        and not _means_nobody(standfirst)
        and fold_line(told).rstrip(" .!") != fold_line(standfirst.title).rstrip(" .!")
    )


def _means_nobody(standfirst: Standfirst) -> bool:
    """Whether it opens with "Il" or "Elle", and the title names nobody who could be meant."""
    written = standfirst.title.split()
    named = any(
        one[0].isupper() and other[0].isupper() and fold(one) not in FUNCTION_WORDS
        for one, other in pairwise(written)
    )
    return not named and points_back(standfirst.told[0]).partition(" ")[0] in _PRONOUNS


def _is_closed(sentence: str) -> bool:
    bare = sentence.rstrip(' »"”)')
    return bare.endswith((".", "!")) and not bare.endswith("..")


def _is_label(sentence: str) -> bool:
    """Whether it only names the kind of article: "Interview.", "LETTRE DU LARGE."."""
    return "?" not in sentence and (len(visible_words(sentence)) < _LABEL or sentence.isupper())


def _unsigned(sentence: str) -> str:
    """Without the initials of who put it there: "Personne n'a été blessé. (abc)"."""
    before, bracket, signature = sentence.rpartition(" (")
    is_signature = signature.endswith(")") and " " not in signature and _is_closed(before)
    return before if bracket and is_signature else sentence


def _tells_again(first: str, second: str) -> bool:
    one, other = stems(first), stems(second)
    return len(one & other) >= _AGAIN * min(len(one), len(other))


def stems(text: str) -> set[str]:
    """The beginnings of the words that say something."""
    return {word[:STEM] for word in words(text) if word not in FUNCTION_WORDS}
