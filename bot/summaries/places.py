"""One job: where an article's news is, by rule; what is not surely a place is left out.

A place that everybody knows (places.txt) counts behind a preposition and in the title. Any other must be shown to be
one: by its form ("Saint-Aubert-sur-Loire"), by what stands beside it ("la commune de …", "… (Isère)", "…, en
Belgique"), or by standing behind "à" more than once, or where the news begins.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.french import tables
from bot.french.capitals import Token, at, name_end, spelled
from bot.french.dates import CALENDAR
from bot.french.fold import fold
from bot.french.gazetteer import is_known
from bot.french.words import OPENERS
from bot.summaries.people import once

_LINKS = frozenset("sur sous les lez la le de du des d' l'".split())
_PREPOSITIONS = frozenset("à en au aux vers entre depuis dans".split())
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_ELIDED = frozenset({"L'", "L’"})
"""With a capital inside a sentence, part of the name: «à L’Haÿ-les-Roses»."""
_KINDS = frozenset(tables.words("places", "kinds"))
_FIRST_PARTS = frozenset(tables.words("places", "first_parts"))
_INNER = frozenset(tables.words("places", "inner"))
_WITH_ARTICLE = frozenset(tables.words("places", "with_article"))
_GIVEN = tables.words("places", "given")
_NO_PLACE = CALENDAR.union(tables.words("places", "no_places"))
_STRONG = frozenset({"à", "près de", "au large de", "vers"})
"""Behind any other only a place that everybody knows is one."""
_OFTEN = 2
_OPENING = 3
"""Sentences in which a place need be named only once: there the news says where it is."""
_IN_NAMES = frozenset({"France", "Paris", "Europe"})
"""With another capital behind, these are a firm or a paper: "France Bleu"."""
_ROMAN = frozenset("ivxe")


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as it stands in a sentence: behind which preposition, empty for none, and whether it is shown a place."""

    name: str
    preposition: str
    shown: bool


def places(title: Sequence[Token], sentences: Sequence[Sequence[Token]], people: Iterable[str]) -> list[str]:
    """The places of an article, those told most first.

    Args:
        title: the words of the article's title, or none: a place in it counts double.
        sentences: the words of those to read, in reading order, without the title.
        people: the persons found in it, which are no places.
    """
    read = [list(_names(tokens)) for tokens in (title, *sentences)]
    every = [named for names in read for named in names]
    strong = Counter(named.name for named in every if named.preposition in _STRONG)
    opening = {named.name for names in read[: _OPENING + 1] for named in names if named.preposition}
    shown = {named.name for named in every if named.shown}
    told: Counter[str] = Counter()
    for named in every:
        known = is_known(named.name) or named.name in shown
        sure = _is_compound(named.name) or strong[named.name] >= _OFTEN or named.name in opening
        if named.preposition and (known or (named.preposition in _STRONG and sure)):
            told[_bare(named.name)] += 1
    told.update({_bare(name) for name in shown})
    told.update(_bare(named.name) for named in read[0] * 2 if is_known(named.name))
    persons = {part for name in people for part in name.split()}
    found = [name for name in told if persons.isdisjoint(name.split()) and _may_be_one(name)]
    whole = once(name for name in found if not any(name != other and name in other for other in found))
    text = "\n".join(map(spelled, (title, *sentences)))
    return sorted(whole, key=lambda name: (-told[name], text.find(name)))


def _names(tokens: Sequence[Token]) -> Iterator[_Named]:
    """The names of a sentence that may be places."""
    start = 0
    while start < len(tokens):
        if not tokens[start].is_capital:
            start += 1
            continue
        end = name_end(tokens, start, _LINKS)
        start -= start > 1 and tokens[start - 1].written in _ELIDED
        whole = spelled(tokens[start:end])
        name = _known_part(whole)
        preposition = _preposition(tokens, start)
        shown = _is_of_a_kind(tokens, start) or _is_situated(tokens, end) or _is_bracketed(tokens, start, end)
        if name in _IN_NAMES and name != whole:
            preposition = ""
        if not is_known(name) and (preposition == "de" or _is_given_to(tokens, start)):
            preposition = ""
        yield _Named(name, preposition, shown)
        start = end


def _preposition(tokens: Sequence[Token], start: int) -> str:
    """The preposition of place before a name, with its article off; empty if there is none."""
    i = start - 1
    if at(tokens, i).folded in _ARTICLES and at(tokens, i - 1).folded in {"dans", "vers"}:
        i -= 1
    word, before = at(tokens, i).written.lower(), at(tokens, i - 1)
    if word not in {"de", "d'", "d’"}:
        return word if word in _PREPOSITIONS else ""
    if before.folded == "pres":
        return "près de"
    if before.folded == "large":
        return "au large de"
    return "" if before.is_capital or (before.written.islower() and at(tokens, i - 2).is_capital) else "de"


def _is_given_to(tokens: Sequence[Token], start: int) -> bool:
    """Whether «à» is to whom something is said or given: "elle a répondu à Libellum"."""
    before = [token.folded for token in tokens[max(0, start - 4) : start - 1]]
    return at(tokens, start - 1).written == "à" and any(word.startswith(_GIVEN) for word in before)


def _is_of_a_kind(tokens: Sequence[Token], start: int) -> bool:
    """Whether "la commune de" stands before the name."""
    i = start - 1
    if at(tokens, i).folded in {"la", "l'"}:
        i -= 1
    if at(tokens, i).folded not in {"de", "d'", "du"}:
        return False
    return not _KINDS.isdisjoint(token.folded for token in tokens[max(0, i - 2) : i])


def _is_situated(tokens: Sequence[Token], end: int) -> bool:
    """Whether a place that everybody knows stands behind the name: "… (Isère)", "…, en Belgique"."""
    if at(tokens, end).written == "(" and at(tokens, end + 1).is_capital:
        close = name_end(tokens, end + 1, _LINKS)
        return at(tokens, close).written == ")" and is_known(spelled(tokens[end + 1 : close]))
    if at(tokens, end).written != "," or at(tokens, end + 1).written not in _PREPOSITIONS:
        return False
    land = end + 2 + (at(tokens, end + 2).folded in _ARTICLES)
    return at(tokens, land).is_capital and is_known(spelled(tokens[land : name_end(tokens, land, _LINKS)]))


def _is_bracketed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it stands alone in brackets, as the land behind a town does."""
    return (at(tokens, start - 1).written, at(tokens, end).written) == ("(", ")") and is_known(
        spelled(tokens[start:end])
    )


def _known_part(name: str) -> str:
    """Of "Rome Benoît XVI" what everybody knows; the whole where nothing is known."""
    every = name.split(" ")
    return next((part for n in range(len(every), 0, -1) if is_known(part := " ".join(every[:n]))), name)


def _bare(name: str) -> str:
    """Without the article that a country has and "Le Havre" keeps."""
    for article in ("Le ", "La ", "Les ", "L'", "L’"):
        bare = name.removeprefix(article)
        if bare != name and is_known(bare) and fold(bare) not in _WITH_ARTICLE:
            return bare
    return name


def _is_compound(name: str) -> bool:
    """Whether a name has the form of a town's: "Saint-Aubert", "Belle-sur-Mer"."""
    first, *others = fold(name).replace("'", "-").split("-")
    return bool(others) and (first in _FIRST_PARTS or not _INNER.isdisjoint(others[:-1]))


def _may_be_one(name: str) -> bool:
    folded = fold(name)
    parts = folded.replace("-", " ").replace("'", " ").split()
    camel = any(a.islower() and b.isupper() for a, b in pairwise(name.rpartition("-")[2]))
    if (
        folded in OPENERS
        or name.isupper()
        or camel
        or any(map(str.isdigit, name))
        or _ROMAN.issuperset(folded)
    ):
        return False
    if not is_known(name) and any(link in folded for link in (" de ", " des ", " du ", " d'")):
        return False  # rather a firm and its town: "Lubrizol de Rouen"
    return _NO_PLACE.isdisjoint(parts)
