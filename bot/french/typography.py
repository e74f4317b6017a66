"""French typography, for text that readers see.

Quotation marks, the spaces before high punctuation, apostrophes, the ellipsis, thousands and a few sure œ. No
letter or digit is lost, web addresses stay as they are, and doing it twice changes nothing more.
"""

import re

from bot.french import tables
from bot.french.fold import fold
from bot.french.marks import QUOTES, orphan_quotes, pairs
from bot.french.phrases import Phrases
from bot.french.tokens import placed
from bot.french.words import OPENERS

NARROW = "\u202f"
"""The narrow no-break space: inside « » and before ; ! ?"""
NO_BREAK = "\u00a0"
"""The no-break space: before a colon."""

_SPACE = "[ \u00a0\u202f\u2009]"
_END = r"(?=[\s\"»”’)\]:]|$)"
_ADDRESS = re.compile(r"((?:https?://|www\.)[^\s\"«»“”]+|(?<![^\s\"«»“”])[^\s\"«»“”@]+@[^\s\"«»“”]+)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[\"«“])")
_ELLIPSIS = re.compile(r"\.{3,}")
_SPACED = re.compile(
    rf"(?P<opening>«{_SPACE}*)|(?P<closing>{_SPACE}*»)"
    rf"|(?<=[^\s:(\[«]){_SPACE}*(?P<colon>:)(?=[\s»]|$)"
    rf"|(?<=[^\s(\[«“\"!?;:…]){_SPACE}*(?P<high>[;!?]+){_END}"  # "Quoi?": the space is put in
    rf"|(?<=\S){_SPACE}+(?P<apart>[;!?]+){_END}"  # "… ?": only where there is one already
)
_ALONE = r"(?<![\w.,:/+°'’-])(?<!\d[ \u00a0\u202f])[1-9]\d{0,2}"
_GROUPED = re.compile(rf"{_ALONE}(?:[ \u00a0]\d{{3}})+(?![\w.,:/-]?\d)(?![ \u00a0\u202f]\d)")
"""Thousands set apart by a space; no telephone number, score or year."""
_DOTTED = re.compile(rf"{_ALONE}(?:\.\d{{3}}){{1,2}}(?=[ \u00a0\u202f](?P<counted>[a-zà-ÿ]+|[€$£]))")
"""Thousands set apart by a dot, and the first letters of what they count."""
_THIN = str.maketrans(dict.fromkeys(". \xa0", NARROW))

_LIGATURES = Phrases(tables.phrases("typography", "ligatures"))
_OE = {"oe": "œ", "Oe": "Œ", "OE": "Œ"}
_NAMES_NUMBERS = frozenset(tables.words("typography", "names_numbers"))
_COUNTS_NOTHING = frozenset(tables.words("typography", "counts_nothing"))


def french(text: str) -> str:
    """Set `text` in French typography.

    Args:
        text: plain text, no markup.

    Returns: the same words; `french(french(text)) == french(text)`.
    """
    parts = _ADDRESS.split(_guillemets(text))
    return "".join(part if at % 2 else _set(part) for at, part in enumerate(parts))


def _guillemets(text: str) -> str:
    """Turn straight and English marks into « », or “ ” inside others; all stay if one has no partner."""
    if orphan_quotes(text):
        return text
    signs = list(text)
    reach = 0
    for start, end in pairs(text):
        if text[start] not in QUOTES:
            continue
        inner = start < reach
        if text[start] == '"' or not inner:
            signs[start], signs[end - 1] = "“”" if inner else "«»"
        reach = max(reach, end)
    return "".join(signs)


def _set(text: str) -> str:
    """Everything but the choice of the quotation marks."""
    text = _APOSTROPHE.sub("’", _ELLIPSIS.sub("…", text))
    text = _GROUPED.sub(lambda number: number[0].translate(_THIN), _DOTTED.sub(_counted, _ligatures(text)))
    return _SPACED.sub(_spaced, text)


def _spaced(mark: re.Match[str]) -> str:
    """A mark with the space that French sets beside it."""
    sign = mark[mark.lastgroup or 0].strip()
    return {"opening": f"«{NARROW}", "colon": f"{NO_BREAK}:"}.get(mark.lastgroup or "", f"{NARROW}{sign}")


def _ligatures(text: str) -> str:
    """The words of which French writes œ."""
    if "oe" not in text.lower():
        return text
    for token in reversed(placed(text)):
        if _LIGATURES.opening([token.folded]):
            word = token.written
            for letters, ligature in _OE.items():
                word = word.replace(letters, ligature)
            text = text[: token.start] + word + text[token.end :]
    return text


def _counted(number: re.Match[str]) -> str:
    """A number with dots, set anew unless it may be part of a name ("Nginx 1.234") or of a measure."""
    before = number.string[: number.start()].split()[-1:]
    named = any(word[0].isupper() and word[-1] != ":" and fold(word) not in OPENERS for word in before)
    named = named or not _NAMES_NUMBERS.isdisjoint(map(fold, before))
    return number[0] if named or number["counted"] in _COUNTS_NOTHING else number[0].translate(_THIN)
