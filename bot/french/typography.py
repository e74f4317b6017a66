"""French typography, for text that readers see.

Quotation marks, the spaces before high punctuation, apostrophes, the ellipsis, thousands and a few sure œ. No
letter or digit is lost, web addresses stay as they are, and doing it twice changes nothing more.
"""

import re

from bot.french.fold import fold
from bot.french.marks import QUOTES, orphan_quotes, pairs
from bot.french.words import OPENERS

NARROW = "\u202f"
"""The narrow no-break space: inside « » and before ; ! ?"""
NO_BREAK = "\u00a0"
"""The no-break space: before a colon."""

_SPACE = "[ \u00a0\u202f\u2009]"
_ADDRESS = re.compile(r"((?:https?://|www\.)[^\s\"«»“”]+|(?<![^\s\"«»“”])[^\s\"«»“”@]+@[^\s\"«»“”]+)")
_AFTER = r"(?=[\s\"»”’)\]]|$)"
_HIGH = re.compile(
    rf"(?<=[^\s(\[«“\"!?;:…]){_SPACE}*([;!?]+){_AFTER}"  # "Quoi?": the space is put in
    rf"|(?<=\S){_SPACE}+([;!?]+){_AFTER}"  # "… ?": only where there is one already
)
_COLON = re.compile(rf"(?<=[^\s:(\[]){_SPACE}*:(?=\s|$)")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[\"«“])")
_ELLIPSIS = re.compile(r"\.{3,}")
_GROUPED = re.compile(
    r"(?<![\w.,:/+°'’-])(?<!\d[ \u00a0\u202f])[1-9]\d{0,2}(?:[ \u00a0]\d{3})+(?![\w.,:/-]?\d)(?![ \u00a0\u202f]\d)"
)
"""Thousands set apart by a space; no telephone number, score or year."""
_DOTTED = re.compile(
    r"(?<![\w.,:/+°'’-])(?<!\d[ \u00a0\u202f])(?<!\bv )(?<!\b[Vv]ersion )(?<!\b[Vv]ersions )(?<!\bnuméro )(?<!\barticle )(?<!\bn° )(?<!\bIP )"
    r"[1-9]\d{0,2}(?:\.\d{3}){1,2}(?=[ \u00a0\u202f](?:[a-zà-ÿ€$£]|d['’]))(?![ \u00a0\u202f](?:s|sec|secondes?|et|ou|à|est|a)\b)"
)
"""Thousands set apart by a dot: only where what they count follows; "9.580 secondes" is no such number."""
_OPEN = re.compile(rf"«{_SPACE}*")
_CLOSE = re.compile(rf"{_SPACE}*»")

# Only words in which "oe" is always œ: "coexister", "moelle", "poêle" keep theirs.
_OE_WORD = re.compile(
    r"\b(?:(?:c|ch|s|ranc)oeurs?|[ée]coeur\w+|(?:man|d[ée]s)?oeuvr\w*|b?oeufs?|voeux?|noeuds?|moeurs|oeil"
    r"|oeillets?|oeillères?|foetus|foetal\w*|oesophage|oecum[ée]ni\w+)\b",
    re.IGNORECASE,
)
_OE = re.compile("oe", re.IGNORECASE)


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
    text = _OE_WORD.sub(lambda word: _OE.sub(_ligature, word[0]), text)
    text = _CLOSE.sub(f"{NARROW}»", _OPEN.sub(f"«{NARROW}", text))
    text = _GROUPED.sub(_thousands, _DOTTED.sub(_counted, text))
    text = _COLON.sub(f"{NO_BREAK}:", text)
    return _HIGH.sub(lambda mark: f"{NARROW}{mark[1] or mark[2]}", text)


def _ligature(letters: re.Match[str]) -> str:
    return "Œ" if letters[0][0] == "O" else "œ"


def _thousands(number: re.Match[str]) -> str:
    return re.sub(r"[. \u00a0]", NARROW, number[0])


def _counted(number: re.Match[str]) -> str:
    """A number with dots, set anew unless it may be part of a name ("Nginx 1.234")."""
    before = number.string[: number.start()].split()[-1:]
    named = any(word[0].isupper() and fold(word) not in OPENERS for word in before)
    return number[0] if named else _thousands(number)
