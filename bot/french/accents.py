"""One job: put back the letters that the press leaves out: «coeur», «Etat», «A Paris».

Only where nothing else can be meant: œ in listed words, the accent of a capital in words that never go
without it (`data/accents.txt`), «À» where no verb can stand.
"""

import re

from bot.french import tables
from bot.french.fold import unaccented
from bot.french.gazetteer import is_known
from bot.french.phrases import listed
from bot.french.tokens import Token, placed

_LIGATURES, _HEADS = (listed("typography", name) for name in ("ligatures", "heads"))
_OE = {"oe": "œ", "Oe": "Œ", "OE": "Œ"}
_CAPITALS = frozenset("ÀÂÇÉÈÊÎÔ")
_BEFORE = frozenset('.!?…:«"“(')
"""Marks behind which a sentence begins."""


def accented(text: str) -> str:
    """A text with œ, and with the accents of its capitals, where they are sure."""
    if "oe" in text.lower():
        text = _with_ligatures(text)
    text = _WORD.sub(lambda word: _compound(word[0]), text)
    return _with_prepositions(text) if "A " in text else text


def _with_ligatures(text: str) -> str:
    for token in reversed(placed(text)):
        if _LIGATURES.opening([token.folded]):
            word = token.written
            for letters, ligature in _OE.items():
                word = word.replace(letters, ligature)
            text = text[: token.start] + word + text[token.end :]
    return text


def _compound(word: str) -> str:
    """A word, whole or part by part: "Saint-Etienne" is listed, "Etats-Unis" need not be."""
    return _ACCENTED.get(word) or "-".join(_ACCENTED.get(part, part) for part in word.split("-"))


def _with_prepositions(text: str) -> str:
    found = placed(text)
    folded = [token.folded for token in found]
    for at in reversed(range(len(found) - 1)):
        begins = at == 0 or found[at - 1].written in _BEFORE
        alone = found[at].written == "A" and text[found[at].end] == " "
        if alone and begins and (_HEADS.at(folded, at + 1) or _is_place(found[at + 1])):
            text = f"{text[: found[at].start]}À{text[found[at].end :]}"
    return text


def _is_place(token: Token) -> bool:
    return token.written[0].isupper() and is_known(token.written)


def _without_accents(word: str) -> str:
    """A listed word as the press writes it without the accents of its capitals."""
    return "".join(unaccented(letter) if letter in _CAPITALS else letter for letter in word)


_ACCENTED = {_without_accents(word): word for word in tables.lines("accents")}
_BARE_CAPITALS = "".join(sorted({unaccented(letter) for letter in _CAPITALS}))
_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"(?<!{_LETTER})(?:{_LETTER}+-)*[{_BARE_CAPITALS}]{_LETTER}*(?:-{_LETTER}+)*")
"""A word of which one part begins with a capital that may lack its accent."""
