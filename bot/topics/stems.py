"""Text -> French stems: the one form in which words are compared, searched and counted.

The store feeds its search index with these stems, and a reader's words go through the same road.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

_LETTERS = {
    "œ": "oe",
    "Œ": "Oe",
    "æ": "ae",
    "Æ": "Ae",
    **dict.fromkeys("’‘ʼ‛′", "'"),
    **dict.fromkeys("‐‑‒", "-"),
    "\u00ad": "",  # a soft hyphen cuts no word
}
"""What Unicode's own decomposition leaves."""

_ODD = re.compile(r"[^\x00-\x7f]")
_MARKS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_]+")

ELISIONS = frozenset([*"ldjmtsnc", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu"])
"""What stands before an apostrophe and carries no meaning of its own."""

_FUNCTION_WORDS = """
le la les un une des du de au aux ce cet cette ces mon ma mes ton ta tes son sa ses notre nos votre vos leur
leurs je tu il elle on nous vous ils elles me te se lui eux moi toi soi y en qui que quoi dont ou et mais
donc or ni car ne pas plus moins tres trop peu aussi ainsi alors apres avant avec sans sous sur dans par
pour vers chez entre contre depuis pendant selon comme si quand lorsque puisque parce afin malgre outre hors
jusque lors a as ai ont avait avaient avons avez aura auront aurait auraient ayant eu ete est es suis sont
sommes etes etait etaient sera seront serait seraient soit soient etre avoir fait faire font dit cela ceci
ca celui celle ceux celles meme memes tout toute tous toutes autre autres quel quelle quels quelles chaque
plusieurs aucun aucune aujourd hui ici tel telle tels telles encore deja toujours jamais
"""
STOP_WORDS = frozenset(_FUNCTION_WORDS.split()) | ELISIONS
"""Folded words that say nothing of the subject."""


_AS_IS = frozenset(["abus", "laos"])
"""Without their s they would be other words: Abu, Lao. Other invariable words lose it in questions and articles alike."""

_PLURALS = {
    **{
        plural: plural[:-1]
        for plural in """
        lois rois emplois tournois convois envois octrois renvois parois essais quais balais
        amis abris skis cris plis replis appuis ennuis
        jeux enjeux feux lieux milieux voeux aveux cheveux neveux dieux essieux
        eaux seaux veaux peaux tuyaux noyaux joyaux boyaux
    """.split()
    },
    **{plural: plural[:-2] + "il" for plural in "travaux vitraux coraux emaux baux soupiraux".split()},
    "yeux": "oeil",
    "cieux": "ciel",
}
"""Plurals that Snowball does not see, short or irregular ones."""

_APART = dict.fromkeys(["loyer", "loyers"], "loyer")
"""Words that Snowball takes for others: «loyer» for «loi»."""

_SHORTEST_FEMININE = 7
"""Letters of a participle in -ée that may lose its feminine: «députée», but neither «armée» nor «année»."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (PyStemmer's own name)


def unaccented(text: str) -> str:
    """Remove accents, ligatures and typographic apostrophes and hyphens; keep the case.

    Args:
        text: any text, in any Unicode form.

    Returns: the same words, in which capitals still tell a name from a common word.
    """
    return _ODD.sub(lambda odd: _plain(odd[0]), text)


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", letter))
    return "".join(_LETTERS.get(part, part) for part in bare)


def fold(text: str) -> str:
    """Bring `text` to the form in which it is compared: no accents, œ as oe, plain apostrophes, lower case.

    Args:
        text: any text, in any Unicode form.

    Returns: the folded text; folding it again changes nothing.
    """
    folded = unaccented(text).casefold()
    return folded if folded.isascii() else unaccented(folded)


def words(text: str) -> list[str]:
    """Split `text` into folded words, at apostrophes and hyphens too, every word kept.

    Args:
        text: any text.

    Returns: the words, letters and digits only, in their order.
    """
    return _WORD.findall(fold(text))


def written_words(text: str) -> list[str]:
    """Give the words of `text` that carry meaning as they are written, for guesses at a misspelt one.

    Args:
        text: any text.

    Returns: words of 4 to 40 letters and digits, in lower case and with their accents, each once.
    """
    return [one for one in dict.fromkeys(written(text)) if 4 <= len(one) <= 40 and stem(fold(one))]


def written(text: str) -> list[str]:
    """Give the words of `text` in lower case, with their accents, every word kept."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


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
    if word in STOP_WORDS or (len(word) == 1 and not word.isdecimal()):
        return ""
    return _APART.get(word) or _stemmer().stemWord(_singular(word))


def _singular(word: str) -> str:
    """The masculine singular where Snowball would miss it: lois, photos, élus, députée."""
    bare = word.removesuffix("s")
    if bare.endswith("ee") and len(bare) >= _SHORTEST_FEMININE:
        return bare[:-1]
    if word.endswith(("os", "us", "ers")) and len(word) > 3 and word not in _AS_IS:
        return bare
    return _PLURALS.get(word, word)


@lru_cache(maxsize=1)
def _stemmer() -> _Stemmer:
    import Stemmer

    stemmer: _Stemmer = Stemmer.Stemmer("french")
    return stemmer
