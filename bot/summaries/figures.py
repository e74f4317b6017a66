"""One job: the figures of an article with what they count.

"3,5 millions d’euros", "plus de 1 200 personnes", "cinq morts", "une dizaine de blessés", "74 % des élèves".
"""

from collections.abc import Iterable, Iterator, Sequence

from bot.french import tables
from bot.french.capitals import Token, at, spelled
from bot.french.dates import CALENDAR
from bot.french.numbers import COUNTED, NUMBER_WORDS, SCALES, may_begin, number_end, range_end
from bot.french.words import FUNCTION_WORDS

_YEARS = range(1900, 2100)
_ABOUT = (
    *(("au", "moins"), ("au", "plus"), ("plus", "de"), ("plus", "d'"), ("pres", "de"), ("pres", "d'")),
    *(("moins", "de"), ("moins", "d'"), ("jusqu'", "a"), ("environ",), ("quelque",)),
)
_SIGNS = (("€",), ("$",), ("°", "c"), ("km", "/", "h"))
_OF = frozenset("de d' des du".split())
_ARTICLES = frozenset("la l' les sa son ses leur leurs".split())
_BETWEEN = tuple(tables.words("numbers", "adjectives"))
_POWERS = frozenset({"cube", "cubes", "carre", "carres"})
_SPANS = frozenset(tables.words("numbers", "spans"))
_MEASURES = _SPANS.union(tables.words("numbers", "measures"))
_CHANGES = frozenset(tables.words("numbers", "changes"))
_FEW = 13
_KNOWN = frozenset("les aux ces ses des leurs nos vos tous toutes l'".split())
"""Before a small number in words: whoever it counts was told before, and is no news."""
_BEFORE_SPANS = _KNOWN.union("a depuis pendant dans en après avant durant sous ici chaque".split())
"""Before a span of time: it only says when."""
_NO_UNIT = FUNCTION_WORDS.union(
    CALENDAR, tables.words("numbers", "uncounted"), "h heure heures er ere eme e".split()
)
_ADJECTIVE_ENDS = ("ive", "ives", "ale", "ales", "aise", "aises", "enne", "ennes", "çais")
"""«La population active» is not «la population»."""
_UNITS = frozenset(tables.words("numbers", "units"))
_COUNTED_PEOPLE = frozenset(tables.words("numbers", "participles"))
_PARTICIPLES = ("és", "ées")
"""Nouns by use alone: "cinq blessés", but "140 annoncées"."""
_NO_NOUNS = ("derni", "prochain", "suivant", "précédent", "prévu", "venu")
"""What follows a number and is not counted by it: "les 18 prochains"."""


def figures(sentences: Iterable[Sequence[Token]]) -> list[str]:
    """Numbers with what they count, in reading order, ages last; no dates, no hours, no bare percentages.

    Args:
        sentences: the words of each, in reading order.
    """
    found = [tokens for sentence in sentences for tokens in _figures(sentence)]
    keys = [_key(tokens) for tokens in found]
    whole = {
        key: tokens
        for i, (key, tokens) in enumerate(zip(keys, found, strict=True))
        if not any(key <= other or key >= other for other in keys[:i])
    }
    texts = [spelled(tokens) for tokens in whole.values()]
    return sorted((text[:1].lower() + text[1:] for text in texts), key=lambda text: text.endswith(" ans"))


def _key(tokens: Sequence[Token]) -> frozenset[str]:
    """The same for "2 mètres" and "deux mètres"; it contains that of a figure of which more is told."""
    words = (token.folded for token in tokens if token.is_word and token.folded not in FUNCTION_WORDS)
    return frozenset(str(NUMBER_WORDS.get(word, word.removesuffix("s"))) for word in words)


def _figures(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    past = 0
    for i, token in enumerate(tokens):
        if i < past or not may_begin(token.folded):
            continue
        number = range_end(tokens, i)
        if number == i:
            continue
        past = number
        if _is_change(tokens, i, number) or _is_told_before(tokens, i, number):
            continue
        about = i - _about(tokens, i)
        if at(tokens, number).written == "%":
            start, end = _share(tokens, about, number + 1)
        else:
            start, end = about, _counted_end(tokens, i, number)
            if end > number and _only_says_when(tokens, about, end):
                end = number
        if end > number and start >= 0:
            past = end
            yield tokens[start:end]


def _is_change(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a range may be one from which something has come: "passé de 140 à 45 grammes"."""
    ranged = any(token.written == "à" for token in tokens[start:end])
    return ranged and at(tokens, start - 1).folded in {"de", "d'"}


def _is_told_before(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a small number in words counts what was told before: "les deux marins", no "deux tiers"."""
    few = end == start + 1 and NUMBER_WORDS.get(tokens[start].folded, _FEW) < _FEW
    return few and at(tokens, start - 1).written.lower() in _KNOWN


def _share(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """From where to where a percentage says of what it is: "74 % des élèves", "hausse de 4 % des prix".

    Nowhere for a bare one, and for what "a reculé de 4 %".
    """
    change = at(tokens, start - 1).folded in {"de", "d'"}
    whole = _whole_end(tokens, end)
    if whole == end or (change and at(tokens, start - 2).folded not in _CHANGES):
        return start, start
    return start - 2 * change, whole


def _whole_end(tokens: Sequence[Token], end: int) -> int:
    """Where what a part is taken of ends: "… de la population"; `end` itself if nothing says it."""
    if at(tokens, end).folded not in _OF:
        return end
    noun = end + 1 + (at(tokens, end + 1).folded in _ARTICLES)
    noun += at(tokens, noun).written.startswith(_BETWEEN)
    if not (_is_noun(at(tokens, noun), plural=False) or at(tokens, noun).is_capital):
        return end
    return noun + 1 + at(tokens, noun + 1).written.endswith(_ADJECTIVE_ENDS)


def _counted_end(tokens: Sequence[Token], i: int, start: int) -> int:
    """Where what the number from `i` to `start` counts ends; `start` itself if nothing is counted."""
    if at(tokens, start - 1).folded in COUNTED:
        return _whole_end(tokens, start)
    for sign in _SIGNS:
        if tuple(token.folded for token in tokens[start : start + len(sign)]) == sign:
            return start + len(sign)
    noun = start
    if at(tokens, noun).written in SCALES:
        noun += 1 + (at(tokens, noun + 1).folded in {"d'", "de"})
    end = _noun(tokens, noun)
    if end == noun and _is_below_two(tokens, i, start) and _is_noun(at(tokens, noun), plural=False):
        end = noun + 1
    if end == noun or (start == i + 1 and _is_year(tokens[i])):
        return start
    return _more(tokens, end + (at(tokens, end).folded in _POWERS))


def _more(tokens: Sequence[Token], end: int) -> int:
    """Where what is counted ends with what it is of, or out of how many: "deux écoles sur trois"."""
    counted = at(tokens, end - 1).folded
    if at(tokens, end).folded == "sur" and counted not in _SPANS:
        further = number_end(tokens, end + 1)
        return end if further == end + 1 or _noun(tokens, further) > further else further
    of = at(tokens, end).folded in {"de", "d'"} and counted in _MEASURES | _POWERS
    return end + 2 if of and _is_noun(at(tokens, end + 1), plural=False) else end


def _is_below_two(tokens: Sequence[Token], i: int, end: int) -> bool:
    """Whether what is counted stands in the singular: "1 mort", "1,4 point", "0,5 degré"."""
    return tokens[i].written in {"0", "1"} and at(tokens, end).written not in SCALES


def _noun(tokens: Sequence[Token], i: int) -> int:
    """Where a noun in the plural, or a unit, that stands at `i` ends with its adjective before; else `i`."""
    noun = i + at(tokens, i).written.startswith(_BETWEEN)
    return noun + 1 if _is_noun(at(tokens, noun), plural=True) else i


def _is_noun(token: Token, *, plural: bool) -> bool:
    """Whether a word may be what is counted; a verb has no plural in s: "Canal 4 envisage"."""
    word = token.written
    if token.folded in _NO_UNIT or not word.replace("-", "").isalpha() or not word.islower():
        return False
    if word in _UNITS:
        return True
    if (plural and word[-1] not in "sx") or len(word) == 1 or word.startswith((*_NO_NOUNS, *_BETWEEN)):
        return False
    return not word.endswith(_PARTICIPLES) or token.folded in _COUNTED_PEOPLE


def _is_year(token: Token) -> bool:
    return token.written.isdecimal() and int(token.written) in _YEARS


def _only_says_when(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a figure is a span of time without a word on what lasted so long, and no age."""
    if _SPANS.isdisjoint(token.folded for token in tokens[start:end]):
        return False
    before = at(tokens, start - 1).written.lower()
    if at(tokens, end - 1).folded not in _SPANS:  # "après dix mois de travaux"
        return before in _KNOWN
    age = at(tokens, end - 1).folded == "ans" and at(tokens, end - 2).written.isdecimal()
    return before in _BEFORE_SPANS or not age


def _about(tokens: Sequence[Token], i: int) -> int:
    """How many words right before a number bound it: "près de 300"; none of "pas moins de 300"."""
    for about in _ABOUT:
        before = max(0, i - len(about))
        if tuple(token.folded for token in tokens[before:i]) == about:
            return 0 if at(tokens, before - 1).folded == "pas" else len(about)
    return 0
