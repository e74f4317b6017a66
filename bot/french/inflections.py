"""The forms of one common word: plural, feminine, conjugation; what is made from it is another word.

«retraites» is «retraite», not «retraitement»; «mère» is no «mer», nor «pape» «papa». Stems, which join
more, are what stories and themes are told by (`stems`); these are what words are looked for by.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile

from bot.french import tables
from bot.french.casing import Use, use
from bot.french.stems import singular, snowball

_ENDINGS = frozenset(("", *tables.words("inflections", "endings")))
_FEMININES: Mapping[str, str] = tables.pairs("inflections", "feminines")
_INVARIABLE = frozenset(tables.words("inflections", "invariable"))
_APART = frozenset(tables.words("inflections", "apart"))

_SHORT = 5
"""Letters of a word whose ending tells too much to be taken off: mère, pape, port."""


@lru_cache(maxsize=1 << 16)
def inflected(word: str) -> str:
    """What all forms of a folded common word have in common, and no other word.

    Args:
        word: letters and digits, folded.

    Returns: a form of the word, mostly without its ending.
    """
    one = _without_plural(word)
    if len(one) <= _SHORT or one in _APART:
        return one
    for feminine, masculine in _FEMININES.items():
        if one.endswith(feminine) and len(one) > len(feminine) + 2:
            one = one.removesuffix(feminine) + masculine
    stem = snowball(one)
    return stem if _ending(one, stem) in _ENDINGS else one.removesuffix("e")


def _ending(word: str, stem: str) -> str:
    same = takewhile(lambda letters: letters[0] == letters[1], zip(word, stem, strict=False))
    return word[sum(1 for _ in same) :]


def _without_plural(word: str) -> str:
    if word in _INVARIABLE or not word.endswith(("s", "x")):
        return singular(word)
    if word.endswith("aux") and not word.endswith("eaux") and singular(word) == word and len(word) > 4:
        return word[:-2] + "l"
    bare = word[:-1]
    plural = len(word) > 3 and (word[-2] not in "aiouxs" or use(bare) in (Use.COMMON, Use.BOTH))
    return singular(bare if plural and singular(word) == word else word)
