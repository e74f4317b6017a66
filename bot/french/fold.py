"""The form in which two spellings of one word are equal.

No accents, no ligatures, straight apostrophes, small letters.
"""

import re
import unicodedata

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


class _Bare(dict[int, str]):
    """Code points and what is written for them, looked up once each."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", chr(code))
        self[code] = "".join(_LETTERS.get(one, one) for one in parts if not unicodedata.combining(one))
        return self[code]


class _Folded(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = _BARE[code].casefold()
        return self[code]


_BARE, _FOLDED = _Bare(), _Folded()
_SIGN = re.compile(r"[^\x00-\x7f]")
_FEW = 32
"""Signs of French that one text holds; to put each in its place is quicker than to look up every letter."""


def fold(text: str) -> str:
    """Bring `text` to the form in which it is compared.

    Args:
        text: any text, in any Unicode form.

    Returns: the folded text; folding it again changes nothing.
    """
    low = text.lower()
    if low.isascii():
        return low
    signs = set(_SIGN.findall(low))
    if len(signs) > _FEW:
        return low.translate(_FOLDED)
    for sign in signs:
        low = low.replace(sign, _FOLDED[ord(sign)])
    return low


def fold_line(text: str) -> str:
    """The folded text with single spaces, none at its ends: what patterns over lines are written for."""
    return " ".join(fold(text).split())


def unaccented(text: str) -> str:
    """Remove accents, ligatures and typographic apostrophes and hyphens; keep the case.

    Args:
        text: any text, in any Unicode form.

    Returns: the same words, in which capitals still tell a name from a common word.
    """
    return text if text.isascii() else text.translate(_BARE)
