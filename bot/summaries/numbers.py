"""One job: the numbers that a French text states, in digits or in words."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from bot.summaries.lexicon import fold

_NAMES = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_PLAIN = {word: value for value, word in enumerate(_NAMES.split())}
_PLAIN |= {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_PLAIN |= {"septante": 70, "octante": 80, "huitante": 80, "nonante": 90}
_IRREGULAR = {"cinq": "cinqu", "neuf": "neuv"}
_PLAIN |= {_IRREGULAR.get(word, word.removesuffix("e")) + "ieme": n for word, n in _PLAIN.items() if n > 1}
_SCALES = {"mille": 10**3, "million": 10**6, "milliard": 10**9}

_SCALE = rf"(?:\s+(?P<scale>{'|'.join(_SCALES)})s?\b)?"
_DIGITS = re.compile(rf"(?P<digits>\d{{1,3}}(?:[ .,]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?){_SCALE}")
_WORD = "|".join(sorted({*_PLAIN, *_SCALES, "cent"}, key=len, reverse=True))
_SPELT = re.compile(rf"\b(?:{_WORD})s?\b(?:[\s-]+(?:et[\s-]+)?(?:{_WORD})s?\b)*")
_DIVIDED = re.compile(r"\d+[.,]\d+")


def numbers(text: str) -> Iterator[frozenset[Decimal]]:
    """Each number of the text, those in digits first, as the set of values it may stand for.

    "1 000", "1.000" and "mille" all mean 1000; "3,5 millions" means 3500000; "3,500" may be 3.5 or 3500.
    Ordinals ("3e", "troisième") count; "un" alone does not: mostly it is an article.
    """
    folded = fold(text)
    for found in _DIGITS.finditer(folded):
        scale = _SCALES.get(found["scale"] or "", 1)
        yield frozenset(value * scale for value in _values(found["digits"]))
    for phrase in _SPELT.finditer(_DIGITS.sub(" . ", folded)):
        yield from (frozenset({Decimal(value)}) for value in _spelt(re.split(r"[\s-]+", phrase[0])))


def _values(digits: str) -> Iterator[Decimal]:
    """What a run of digits may mean: one mark before three digits groups or divides."""
    if _DIVIDED.fullmatch(digits):
        yield Decimal(digits.replace(",", "."))
    whole, comma, decimals = digits.rpartition(",")
    if comma and len(decimals) != 3:
        yield Decimal(f"{re.sub(r'[ .,]', '', whole)}.{decimals}")
    else:
        yield Decimal(re.sub(r"[ .,]", "", digits))


def _spelt(words: Sequence[str]) -> Iterator[int]:
    """The numbers that a run of number words says: "quatre vingt dix sept" is one, "deux trois" are two."""
    total = current = 0
    seen: list[str] = []
    for word in (word if word in _PLAIN or word in _SCALES else word.removesuffix("s") for word in words):
        if word == "et":
            continue
        if word == "vingt" and seen[-1:] == ["quatre"]:
            current += 76
        elif word == "cent":
            current = current // 100 * 100 + max(current % 100, 1) * 100
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        elif seen and not _joins(current, _PLAIN[word]):
            yield from _told(total + current, seen)
            total, current, seen = 0, _PLAIN[word], []
        else:
            current += _PLAIN[word]
        seen.append(word)
    yield from _told(total + current, seen)


def _joins(current: int, value: int) -> bool:
    """Whether `value` continues the number so far: "soixante" + "douze", "cent" + "trois", "dix" + "sept"."""
    tens, unit = current % 100, current % 10
    if tens == 0:
        return True
    teens = value < 10 or (tens in {60, 80} and value < 17)
    return unit == 0 and teens and (tens != 10 or value in {7, 8, 9})


def _told(value: int, words: Sequence[str]) -> Iterator[int]:
    if words not in (["un"], ["une"]):
        yield value
