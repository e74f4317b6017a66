"""Who signs an article: the name that stands after «Par» at its head."""

import re
from collections.abc import Sequence

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'.-]*"
_NAME = rf"{_WORD}(?: (?:(?:de|du|des|la|van|von|ben|el) ){{0,2}}{_WORD}){{0,3}}"
_NAMES = rf"(?P<names>{_NAME}(?:(?:,| et| &) {_NAME}){{0,2}})"
_CUE = (
    r"(?i:(?:(?:article|texte|propos recueillis|écrit|rédigé|publié|posté|mis en ligne)\b.{0,60}?\b"
    r"|(?:le )?.{0,12}\d.{0,40}?\b)?par)"
)
"""«Par», alone or behind what was done, or a day."""
_AFTER = r"(?=\s*(?:$|[,;:|•·–—(/-])|\s+(?:publi|avec|le\b|à\b|pour\b|mis\b|modifi|envoyé|correspond))"
_BYLINE = re.compile(rf"^\W{{0,3}}{_CUE} ?:? {_NAMES}{_AFTER}")
_NAMED = re.compile(rf"(?:(?i:par|by) ?:? )?(?P<names>{_NAME} {_NAME})")
_LINE_MAX = 200
_BEFORE, _BEHIND = 8, 4
"""Lines before and behind the beginning of an article among which its signature stands."""


def named(text: str) -> str:
    """Return the name of a person that a text is and no more, maybe after «Par»; or nothing."""
    found = _NAMED.fullmatch(text)
    return found["names"] if found else ""


def byline(lines: Sequence[str], start: int) -> str:
    """Return the names in the signature of an article, as they are written; or nothing.

    Args:
        lines: of the page or text.
        start: the place of the article's first line among them.
    """
    head = lines[max(0, start - _BEFORE) : start + _BEHIND]
    signed = (_BYLINE.match(line) for line in head if len(line) <= _LINE_MAX)
    return next((found["names"] for found in signed if found), "")
