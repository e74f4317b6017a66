"""One job: the numbers that a French text states, in digits or in words, and what they count."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from bot.french.fold import fold

_NAMES = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_PLAIN = {word: value for value, word in enumerate(_NAMES.split())}
_PLAIN |= {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_PLAIN |= {"septante": 70, "octante": 80, "huitante": 80, "nonante": 90}
_IRREGULAR = {"cinq": "cinqu", "neuf": "neuv"}
_RANKS = {_IRREGULAR.get(word, word.removesuffix("e")) + "ieme": n for word, n in _PLAIN.items() if n > 1}
_PLAIN |= _RANKS
_SCALES = {"mille": 10**3, "million": 10**6, "milliard": 10**9}
_ROUND = {"dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40}
_ROUND |= {"cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000}
_PARTS = {"moitie": Decimal("0.5"), "tiers": Decimal(1) / 3, "quart": Decimal("0.25")}
_TIMES = {"double": 2, "doubler": 2, "doublee": 2, "triple": 3, "tripler": 3, "triplee": 3}
_ROMAN = {"i": 1, "v": 5, "x": 10}

_SCALE = rf"(?:\s+(?P<scale>{'|'.join(_SCALES)})s?\b)?"
_DIGITS = re.compile(rf"(?P<digits>\d{{1,3}}(?:[ .,]\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?){_SCALE}")
_WORD = "|".join(sorted({*_PLAIN, *_SCALES, "cent"}, key=len, reverse=True))
_SPELT = re.compile(rf"\b(?!(?<=pour )cent\b)(?:{_WORD})s?\b(?:[\s-]+(?:et[\s-]+)?(?:{_WORD})s?\b)*")
_ANY = re.compile(
    rf"\d|\b(?:(?!une?\b)(?:{_WORD})s?\b|{'|'.join([*_ROUND, *_PARTS, *_TIMES])}|[ivx]+e siecle|une? (?:an|mois|jour|sem|h|min|euro|dol|k|met|ton|po))"
)
"""Without one of these a text has no number."""
_DIVIDED = re.compile(r"\d+[.,]\d+")
_HALF = re.compile(r"\s+et demie?\b")
_OTHER = re.compile(
    rf"\b(?:(?P<round>{'|'.join(_ROUND)})s?|(?P<part>{'|'.join(_PARTS)})s?|(?P<times>{'|'.join(_TIMES)})s?"
    r"|(?P<roman>[ivx]+)e(?=\s+siecle))\b"
)
_RANK = re.compile(r"(?:er|re|e|eme|nd|nde)s?\b")

_UNITS = """
%: % pourcent pour-cent pourcents
point: point points
euro: euro euros €
dollar: dollar dollars $
pound: £ sterling
franc: franc francs
rouble: rouble roubles
yen: yen yens
yuan: yuan yuans
couronne: couronne couronnes
km/h: km/h kmh
km: km kilometre kilometres
m: m metre metres
cm: cm centimetre centimetres
mm: mm millimetre millimetres
hectare: hectare hectares ha
m2: m2 m²
kg: kg kilo kilos kilogramme kilogrammes
g: gramme grammes g
tonne: tonne tonnes t
litre: litre litres l
year: an ans annee annees
month: mois
week: semaine semaines
day: jour jours journees
hour: h heure heures
minute: minute minutes min mn
second: seconde secondes
degree: ° degre degres °c
MW: mw megawatt megawatts
GW: gw gigawatt gigawatts
seat: siege sieges
voice: voix
"""
UNIT_OF = {
    form: name
    for line in _UNITS.strip().split("\n")
    for name, _, forms in [line.partition(": ")]
    for form in forms.split()
}
_FOLLOWS = re.compile(r"[\s-]*(?:(?:de|du|des|d')\s*)?(?P<unit>km/h|kmh|°c|[%€$£°]|pour cent\b|[a-z]+[²2]?)")
_JOINED = re.compile(r"\s*(?:a|et|ou|-|au|aux|contre|puis|%)?\s*(?:de\s+|les?\s+)?")
_AMONG = re.compile(
    r"\b(?P<some>une?|deux|trois|quatre|cinq|six|sept|huit|neuf|\d+)\s+(?:[\w'-]+\s+){0,4}sur\s+$"
)
_ONE = re.compile(
    r"\bune? (?P<unit>an|annee|mois|semaine|jour|heure|minute|euro|dollar|km|kilometre|metre|kilo|tonne|point)\b"
    r"(?! plus tot| plus tard| auparavant| avant| apres)"
)
_YEARS = range(1000, 2200)


class Number(NamedTuple):
    """One number of a text: the values it may stand for, its unit, where it stands.

    `unit` is a unit's name, "rank" for an ordinal, "part", "times", "among" ("un train sur trois"), "year date" for a bare four-digit year, or
    empty for a count of things; `label` is its concept: equal for equal numbers.
    """

    values: frozenset[Decimal]
    unit: str
    start: int
    end: int
    round: bool = False

    @property
    def label(self) -> str:
        """The number as a word of the text: "#3500000"."""
        return f"#{max(self.values).normalize():f}"


def numbers(text: str) -> Iterator[frozenset[Decimal]]:
    """Each number of the text, those in digits first, as the set of values it may stand for.

    "1 000", "1.000" and "mille" all mean 1000; "3,5 millions" means 3500000; "3,500" may be 3.5 or 3500.
    Ordinals ("3e", "troisième") count; "un" alone does not: mostly it is an article.
    """
    yield from (number.values for number in _bare(fold(text)))


def found(folded: str) -> tuple[Number, ...]:
    """The numbers of a folded text, in reading order, with the units that follow them.

    In "10 à 12 %" the first one has the unit of the second.
    """
    if _ANY.search(folded) is None:
        return ()
    ordered = sorted((*_bare(folded), *_others(folded), *_ones(folded)), key=lambda number: number.start)
    told: list[Number] = []
    for bare in reversed(ordered):
        number = bare
        unit = number.unit or _unit(folded, number)
        among = None if unit else _AMONG.search(folded[max(0, number.start - 50) : number.start])
        if among:
            unit = "among"
            some = next((value for one in _bare(among["some"]) for value in one.values), Decimal(1))
            number = number._replace(values=frozenset(some / value for value in number.values if value))
        if not unit and told and _JOINED.fullmatch(folded, number.end, told[-1].start):
            unit = told[-1].unit if told[-1].unit not in {"rank", "year date"} else ""
        told.append(number._replace(unit=unit))
    return tuple(reversed(told))


def _bare(folded: str) -> Iterator[Number]:
    """The numbers in digits, then those in words; units only where the number itself tells it."""
    taken = folded
    for digits in _DIGITS.finditer(folded):
        start, end = digits.span()
        taken = f"{taken[:start]}{'.' * (end - start)}{taken[end:]}"
        scale = _SCALES.get(digits["scale"] or "", 1)
        values = frozenset(value * scale for value in _values(digits["digits"]))
        half = _HALF.match(folded, end)
        if half:
            values, end = frozenset(value + Decimal(scale) / 2 for value in values), half.end()
        rank = _RANK.match(folded, end)
        is_year = len(digits[0]) == 4 and digits[0].isdecimal() and int(digits[0]) in _YEARS
        yield Number(values, "rank" if rank else "year date" if is_year else "", start, end)
    for phrase in _SPELT.finditer(taken):
        yield from _in_words(folded, phrase)


def _in_words(folded: str, phrase: re.Match[str]) -> Iterator[Number]:
    words = re.split(r"[\s-]+", phrase[0])
    told = list(_spelt(words))
    end = phrase.end()
    half = _HALF.match(folded, end)
    rank = words[-1].removesuffix("s") in _RANKS
    for value in told or ([1] if half else []):
        exact = Decimal(value)
        if half:
            scale = next((_SCALES[w.removesuffix("s")] for w in words if w.removesuffix("s") in _SCALES), 1)
            exact, end = exact + Decimal(scale) / 2, half.end()
        yield Number(frozenset({exact}), "rank" if rank else "", phrase.start(), end)


def _others(folded: str) -> Iterator[Number]:
    """Dozens, halves, doubles, centuries."""
    for word in _OTHER.finditer(folded):
        start, end = word.span()
        if word["round"]:
            yield Number(frozenset({Decimal(_ROUND[word["round"]])}), "", start, end, round=True)
        elif word["part"]:
            yield Number(frozenset({_PARTS[word["part"]]}), "part", start, end)
        elif word["times"]:
            yield Number(frozenset({Decimal(_TIMES[word["times"]])}), "times", start, end)
        else:
            yield Number(frozenset({Decimal(_roman(word["roman"]))}), "rank", start, end)


def _ones(folded: str) -> Iterator[Number]:
    """In "un mois", one counts where it counts units."""
    for one in _ONE.finditer(folded):
        yield Number(frozenset({Decimal(1)}), UNIT_OF[one["unit"]], one.start(), one.start("unit") - 1)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    after = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, after, strict=True))


def _unit(folded: str, number: Number) -> str:
    if folded[number.start - 1 : number.start] == "$":
        return "dollar"
    after = _FOLLOWS.match(folded, number.end)
    if after is None:
        return ""
    if after["unit"] == "fois" and re.match(r"\s+(?:plus|moins)\b", folded[after.end() :]):
        return "times"
    return "%" if after["unit"] == "pour cent" else UNIT_OF.get(after["unit"], "")


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
