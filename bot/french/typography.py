"""French typography, for text that readers see.

Quotation marks, the spaces before high punctuation and «%», apostrophes, elisions, the ellipsis, ordinals;
thousands (`thousands`), œ and the accents of capitals (`accents`) where they are sure. No letter or digit is
lost, web addresses stay as they are, and doing it twice changes nothing more.
"""

import re
from functools import lru_cache

from bot.french.accents import accented
from bot.french.marks import QUOTES, orphan_quotes, pairs
from bot.french.thousands import thousands

NARROW = "\u202f"
"""The narrow no-break space: inside « » and before ; ! ?"""
NO_BREAK = "\u00a0"
"""The no-break space: before a colon."""

_SPACE = "[ \u00a0\u202f\u2009]"
_END = r"(?=[\s\"»”’)\]:]|$)"
_ADDRESS = re.compile(r"((?:https?://|www\.)[^\s\"«»“”]+|(?<![^\s\"«»“”])[^\s\"«»“”@]+@[^\s\"«»“”]+)")
_IN_ADDRESSES = ("://", "www.", "@")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[\"«“])")
_ELIDED = re.compile(
    rf"(?<![\w'’])(?P<elided>(?:[ldnsjmtc]|(?:jus|lors|puis)?qu)['’]){_SPACE}(?=[aàâeéèêëhiîïoôuùûyœ])",
    re.IGNORECASE,
)
"""«l' Algérie»: what some sites make of a link that begins behind the apostrophe (one text of 300)."""
_ELLIPSIS = re.compile(r"\.{3,}")
_SPACED = re.compile(
    rf"(?P<opening>«{_SPACE}*)|(?P<closing>{_SPACE}*»)"
    rf"|(?<=[^\s:(\[«]){_SPACE}*(?P<colon>:)(?=[\s»]|$)"
    rf"|(?<=[^\s(\[«“\"!?;:…]){_SPACE}*(?P<high>[;!?]+){_END}"  # "Quoi?": the space is put in
    rf"|(?<=\S){_SPACE}+(?P<apart>[;!?]+){_END}"  # "… ?": only where there is one already
)
_MARK = re.compile("[«»:;!?]")
"""Without one of these nothing can be spaced."""
_SHARE = re.compile(rf"(?<=\d){_SPACE}*(?=[%‰€](?![\w%}}]))")
"""Where a space stands, or should, between a number and its sign; "{share:.1%}" is filled in later."""
_MEASURED = re.compile(
    rf"(?<=[\d}}]){_SPACE}+(?=(?:h|min|s|Mo|Go|am|pm)(?!\w)|[%‰€])|(?<=\d{_SPACE}h){_SPACE}+(?=\d\d(?!\d))"
)
"""Where a space stands between a number and its unit, or an hour and its minutes; a number may come later."""
_ORDINAL = re.compile(r"(?<![\w.,])(\d{1,3}|[IVX]{1,5}) (?=(?:er|re|e|ère|ème) )")
_NUMBERED = re.compile(r"(?<!\w)([nN]°) (?=\d)")


@lru_cache(maxsize=256)
def french(text: str) -> str:
    """Set `text` in French typography.

    Args:
        text: plain text, no markup.

    Returns: the same words; `french(french(text)) == french(text)`.
    """
    text = _guillemets(text)
    if not any(sign in text for sign in _IN_ADDRESSES):
        return _set(text)
    parts = _ADDRESS.split(text)
    return "".join(part if at % 2 else _set(part) for at, part in enumerate(parts))


def unbroken(text: str) -> str:
    """The text, in which no line can end between a number and its unit: «7 h 45», «20 %», «{number} min»."""
    return _MEASURED.sub(NO_BREAK, text)


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
    text = _ELIDED.sub(r"\g<elided>", _ELLIPSIS.sub("…", text))
    text = accented(_APOSTROPHE.sub("’", text))
    text = _NUMBERED.sub(rf"\1{NO_BREAK}", _ORDINAL.sub(r"\1", _SHARE.sub(NO_BREAK, text)))
    text = thousands(text)
    return _SPACED.sub(_spaced, text) if _MARK.search(text) else text


def _spaced(mark: re.Match[str]) -> str:
    """A mark with the space that French sets beside it."""
    sign = mark[mark.lastgroup or 0].strip()
    return {"opening": f"«{NARROW}", "colon": f"{NO_BREAK}:"}.get(mark.lastgroup or "", f"{NARROW}{sign}")
