"""One job: where an article's news is, by rule; what is not surely a place is left out.

A place that everybody knows (places.txt) counts behind a preposition and in the title. Any other must be
shown to be one: by its form ("Saint-Aubert-sur-Loire"), by what stands beside it ("la commune de …",
"… (Isère)", "…, en Belgique"), or by standing behind "à" in the digest.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.french import tables
from bot.french.capitals import Token, at, has_inner_capital, name_end, names, spelled
from bot.french.dates import CALENDAR
from bot.french.fold import fold
from bot.french.gazetteer import is_known, is_people
from bot.french.names import MEDIA, is_first_name
from bot.french.offices import is_office
from bot.french.words import FUNCTION_WORDS, OPENERS
from bot.summaries.people import once

_LINKS = frozenset("sur sous les lez la le de du des d' l'".split())
_OF = frozenset({"de", "d'", "du", "des"})
_PREPOSITIONS = frozenset("à en au aux vers entre depuis".split())
_ARTICLES = frozenset({"le", "la", "les", "l'"})
_ELIDED = frozenset({"L'", "L’"})
"""With a capital inside a sentence, part of the name: «à L’Haÿ-les-Roses»."""
_NO_BEGINNING = (FUNCTION_WORDS | OPENERS) - _ARTICLES
_INNER_LINKS = frozenset("la de du d' et".split())
_INNER_MAX = 4
_KINDS = frozenset(tables.words("places", "kinds"))
_INNER = frozenset(tables.words("places", "inner"))
_ORGANS = frozenset(tables.words("places", "organs"))
_WITH_ARTICLE = tables.pairs("places", "with_article")
_GIVEN = tables.words("places", "given")
_NO_PLACE = (CALENDAR | MEDIA).union(tables.words("places", "no_places"))


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as it stands in a sentence."""

    name: str
    known: bool
    """Everybody knows this place."""
    behind: bool
    """A preposition of place stands before it: where it is known, it is meant as a place."""
    strong: bool
    """A preposition stands before it that leads to places alone."""
    shown: bool
    """What stands beside it says that it is a place."""


def places(
    news: Sequence[Sequence[Token]], rest: Sequence[Sequence[Token]], persons: Iterable[str]
) -> list[str]:
    """The places that the title or the digest names, those told most in the article first.

    Args:
        news: the words of the title, or none, then those of each sentence of the digest.
        rest: the words of the other sentences of the article to read, in reading order.
        persons: whom the article names, which are no places.
    """
    written = {token.written for tokens in news for token in tokens if token.is_capital}
    told = [[*_named(tokens, written)] for tokens in news]
    other = [[*_named(tokens, written)] for tokens in rest]
    shown = {named.name for found in (*told, *other) for named in found if named.shown}
    behind = {named.name for found in told for named in found if named.behind}

    def is_sure(named: _Named) -> bool:
        if named.known or named.name in shown:
            return named.behind or named.shown or named in told[0]
        return named.strong and (named.name in behind or _is_compound(named.name))

    sure = [[_called(named.name) for named in found if is_sure(named)] for found in (*told, *other)]
    count = Counter(name for found in (*sure, *sure[:1]) for name in found)
    parts = {part for name in persons for part in name.split()}
    names = dict.fromkeys(name for found in sure[: len(told)] for name in found)
    found = [name for name in names if parts.isdisjoint(name.split()) and _may_be_one(name)]
    whole = once(name for name in found if not any(name != other and name in other for other in found))
    return sorted(whole, key=lambda name: -count[name])


def _named(tokens: Sequence[Token], written: Collection[str]) -> Iterator[_Named]:
    """The names of a sentence that may be places, those that end with a word `written` in the news."""
    for begun, past in names(tokens, _LINKS):
        if tokens[past - 1].written not in written:
            continue
        start = _unopened(tokens, begun, past)
        end = past + is_known(spelled(tokens[start : past + 1]))  # "Arabie saoudite"
        first = _beginning(tokens, start, end)
        name = _known_part(tokens[first:end])
        known = is_known(name)
        behind, strong = _preposition(tokens, first)
        if _is_part_of_name(tokens, first, end) or (not known and _is_given_to(tokens, first)):
            known = behind = strong = False
        shown = (
            (not known and _is_of_a_kind(tokens, first))
            or _is_situated(tokens, first, end)
            or _is_bracketed(tokens, first, end)
        )
        yield _Named(name, known, behind and (known or strong or not _is_of(tokens, first)), strong, shown)


def _unopened(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a name begins without the word that opens the sentence: "Dans la Chine"."""
    opens = start == 0 and tokens[0].folded in _NO_BEGINNING
    return next((i for i in range(1, end) if tokens[i].is_capital), start) if opens else start


def _bears_name(token: Token) -> bool:
    """Whether a word is part of an institution's name: "Orchestre symphonique de", not "Le port de"."""
    return token.is_capital and token.folded not in FUNCTION_WORDS


def _beginning(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a name begins with the words before it: "pays de la Loire", "Maine et Loire", "L’Haÿ"."""
    if at(tokens, start - 1).folded in _INNER_LINKS:
        for first in range(max(0, start - _INNER_MAX), start - 1):
            if is_known(spelled(tokens[first:end])):
                return first
    return start - (start > 1 and tokens[start - 1].written in _ELIDED)


def _is_part_of_name(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a channel or a party bears the name: "France 2", "élu de La France bleue"."""
    numbered = at(tokens, end).written.isdecimal()
    article = tokens[start].folded in _ARTICLES - {"l'"} and end > start + 1 and at(tokens, start - 1).is_word
    return numbered or (article and tokens[start + 1].folded not in _WITH_ARTICLE)


def _preposition(tokens: Sequence[Token], start: int) -> tuple[bool, bool]:
    """Whether a preposition of place stands before a name, and one that leads to places alone."""
    before, earlier = at(tokens, start - 1), at(tokens, start - 2)
    if before.folded in _ARTICLES:
        return earlier.folded in {"dans", "vers"}, earlier.folded == "vers"
    if before.folded in _OF:
        near = earlier.folded in {"pres", "large"}
        institution = (
            is_office(earlier.folded)
            or earlier.folded in _ORGANS
            or earlier.is_capital
            or (earlier.written.islower() and _bears_name(at(tokens, start - 3)))
        )
        return near or not institution, near
    word = before.written.lower()
    return word in _PREPOSITIONS, word in {"à", "vers"}


def _is_of(tokens: Sequence[Token], start: int) -> bool:
    return at(tokens, start - 1).folded in _OF


def _is_given_to(tokens: Sequence[Token], start: int) -> bool:
    """Whether «à» is to whom something is said or given: "elle a répondu à Libellum"."""
    before = [token.folded for token in tokens[max(0, start - 4) : start - 1]]
    return at(tokens, start - 1).written == "à" and any(word.startswith(_GIVEN) for word in before)


def _is_of_a_kind(tokens: Sequence[Token], start: int) -> bool:
    """Whether "la commune de" stands before the name."""
    i = start - 1 - (at(tokens, start - 1).folded in _ARTICLES)
    kinds = {token.folded for token in tokens[max(0, i - 2) : i]}
    return at(tokens, i).folded in _OF - {"des"} and not _KINDS.isdisjoint(kinds)


def _is_situated(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a place that everybody knows stands behind the name: "… (Isère)", "…, en Belgique"."""
    before = at(tokens, start - 1)
    if before.written.islower() and before.folded not in FUNCTION_WORDS | _PREPOSITIONS:
        return False  # "l'hôpital Belle-Rive (Isère)"
    mark, land = at(tokens, end).written, end + 1
    if mark == "," and at(tokens, land).written in _PREPOSITIONS:
        land += 1 + (at(tokens, land + 1).folded in _ARTICLES)
    elif mark != "(":
        return False
    close = name_end(tokens, land, _LINKS)
    closed = mark == "," or at(tokens, close).written == ")"
    return closed and at(tokens, land).is_capital and is_known(spelled(tokens[land:close]))


def _is_bracketed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether it stands alone in brackets, as the land behind a town does."""
    brackets = at(tokens, start - 1).written + at(tokens, end).written
    return brackets == "()" and is_known(spelled(tokens[start:end]))


def _known_part(name: Sequence[Token]) -> str:
    """Of "Rome Benoît XVI" the place before the person; of any other name the whole."""
    before = next((n for n in range(1, len(name)) if is_first_name(name[n].folded)), len(name))
    place = spelled(name[:before])
    return place if is_known(place) else spelled(name)


def _called(name: str) -> str:
    """With the article that it keeps, "Le Havre", and without the one that a country has."""
    if fold(name) in _WITH_ARTICLE:
        return f"{_WITH_ARTICLE[fold(name)]} {name}"
    for article in ("Le ", "La ", "Les ", "L'", "L’"):
        bare = name.removeprefix(article)
        if bare != name and is_known(bare) and fold(bare) not in _WITH_ARTICLE:
            return bare
    return name


def _is_compound(name: str) -> bool:
    """Whether a name has the form of a town's: "Belle-sur-Mer"."""
    return not _INNER.isdisjoint(fold(name).replace("'", "-").split("-")[1:-1])


def _may_be_one(name: str) -> bool:
    folded = fold(name)
    odd = name[1:2].isupper() or has_inner_capital(name.rpartition("-")[2]) or any(map(str.isdigit, name))
    parts = folded.replace("-", " ").replace("'", " ").split()
    if odd or folded in OPENERS or not _NO_PLACE.isdisjoint(parts):
        return False
    return is_known(name) or not (" " in name or is_people(folded))  # "Lubrizol de Rouen", "Français"
