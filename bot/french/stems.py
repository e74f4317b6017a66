"""Text -> French stems: the one form in which words are compared, searched and counted.

The store feeds its search index with these stems, and a reader's words go through the same road.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol

from bot.french import tables
from bot.french.fold import fold
from bot.french.words import FUNCTION_WORDS, words, written

_INVARIABLE = frozenset(tables.words("stems", "invariable"))
_APART: Mapping[str, str] = tables.pairs("stems", "apart")
_SINGULARS: Mapping[str, str] = {
    **{plural: plural[:-1] for plural in tables.words("stems", "plain")},
    **{plural: plural[:-2] + "il" for plural in tables.words("stems", "ail")},
    **tables.pairs("stems", "irregular"),
}

_SHORTEST_FEMININE = 7
"""Letters of a participle in -ée that may lose its feminine: «députée», but neither «armée» nor «année»."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (PyStemmer's own name)


def written_words(text: str) -> list[str]:
    """Give the words of `text` that carry meaning as they are written, for guesses at a misspelt one.

    Args:
        text: any text.

    Returns: words of 4 to 40 letters and digits, in lower case and with their accents, each once.
    """
    return [one for one in dict.fromkeys(written(text)) if 4 <= len(one) <= 40 and stem(fold(one))]


def stems(text: str) -> list[str]:
    """Give the stems of the words of `text` that carry meaning.

    Args:
        text: any text.

    Returns: the stems in reading order, repeats kept; no function words, elisions or lone letters.
    """
    return meaningful(words(text))


def meaningful(folded: Iterable[str]) -> list[str]:
    """Give the stems of folded words, without those that carry no meaning.

    Args:
        folded: words as `words` gives them.

    Returns: the stems in reading order, repeats kept.
    """
    return [one for word in folded if (one := stem(word))]


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Give the stem of one folded word.

    Args:
        word: letters and digits, folded.

    Returns: the stem; empty for a function word or a lone letter.
    """
    if word in FUNCTION_WORDS or (len(word) == 1 and not word.isdecimal()):
        return ""
    return _APART.get(word) or snowball(singular(word))


def snowball(word: str) -> str:
    """What Snowball's French stemmer makes of a folded word."""
    return _stemmer().stemWord(word)


def singular(word: str) -> str:
    """The masculine singular where Snowball would miss it: lois, photos, élus, députée."""
    bare = word.removesuffix("s")
    if bare.endswith("ee") and len(bare) >= _SHORTEST_FEMININE:
        return bare[:-1]
    if word.endswith(("os", "us", "ers")) and len(word) > 3 and word not in _INVARIABLE:
        return bare
    return _SINGULARS.get(word, word)


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer("french")
    return stemmer
