"""One job: who an article speaks of, by rule; a name that may be a place, a firm or a team is left out.

A run of capitals is a person when its first word is a first name, or when the text says so beside it: a
title, an office, a people ("le Belge …"), an age. What a firm, a street or a newspaper would be called vetoes
both.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from bot.french import tables
from bot.french.capitals import Token, at, has_inner_capital, names, spelled
from bot.french.fold import fold
from bot.french.gazetteer import is_known, is_people
from bot.french.names import CIVILITIES, MEDIA, PARTICLES, TITLES, is_first_name
from bot.french.offices import is_office
from bot.french.words import FUNCTION_WORDS, OPENERS

_LINKS = PARTICLES.union(tables.words("names", "linking"))
_LEADING = CIVILITIES | TITLES
_INTRODUCED_WITHIN = 11
"""Words between an office and its name: "le ministre turc des Affaires étrangères Selim Aksoy"."""
_DESCRIBED_WITHIN = 4
"""Words between a comma and what it says of the name before it: "âgé de 48 ans", "l'ancien maire"."""
_VERBS = frozenset("a ont est sont avait avaient va et que qui pour avec contre".split())
"""Behind one of these an office is somebody else's."""
_LEADS_ON = frozenset((*tables.words("function_words", "determiners", "prepositions"), "en", "l'", "d'"))
"""Right before a name they say that the office is over it, or that it is a place: "le maire de Belle
Roche"."""
_BEFORE_PLACES = frozenset("en au aux du des la le les vers dans l'".split())
_ELIDED = frozenset("l' l’ d' d’ L' L’".split())
_ARTICLES = frozenset("le la l' un une du au".split())
_THINGS = frozenset(tables.words("names", "things"))
_NO_PERSON = MEDIA.union(tables.words("names", "no_persons"))
_NO_PERSONS = frozenset(tables.phrases("names", "no_persons"))
_CAMELS = ("Mc", "Mac", "Le", "De", "La", "Van")
"""With a capital inside, only names that begin so are persons'."""
_OPENING, _CLOSING = frozenset('«"“'), frozenset('»"”')
_NAME_MAX = 8
"""Words and marks of the longest name."""
_AGAIN = 2
"""Mentions that make one person the subject of an article."""
_OF = frozenset({"du", "des"})
"""In the name of someone whose first name nobody knows: "Républicains du Havre"."""


def people(everyone: Mapping[str, int], news: Iterable[Sequence[Token]]) -> list[str]:
    """Whom the title and the digest name, in full or by the last name alone, in reading order.

    Where they name nobody, the one of whom the article speaks again and again, if there is one.

    Args:
        everyone: the persons of the article, as `persons` finds them.
        news: the words of the title, then those of each sentence of the digest.
    """
    named = dict.fromkeys(name for tokens in news for name in _mentioned(everyone, tokens))
    return [*named] or [name for name, told in everyone.items() if told >= _AGAIN][:1]


def persons(sentences: Iterable[Sequence[Token]]) -> dict[str, int]:
    """Whom these sentences name, and how often by the last name, most often first.

    In full, or as they do where they nowhere say more: "Mme Lefort".
    """
    read = list(sentences)
    titled = {last: name for tokens in read for last, name in _titled(tokens)}
    found = dict.fromkeys(name for tokens in read for name in _named(tokens, titled))
    whole = once(
        name for name in found if not any(name != other and f"{name} " in f"{other} " for other in found)
    )
    lasts = {part for name in whole for part in name.split()}
    whole += [name for last, name in titled.items() if name and last not in lasts]
    told = Counter(token.written for tokens in read for token in tokens if token.is_capital)
    return {name: told[_last(name)] for name in sorted(whole, key=lambda name: -told[_last(name)])}


def _mentioned(everyone: Iterable[str], tokens: Sequence[Token]) -> Iterator[str]:
    """Those of `everyone` whom a sentence names, in full or by the last name alone, in its order."""
    by_last: dict[str, list[str]] = {}
    for name in everyone:
        by_last.setdefault(_last(name), []).append(name)
    for i, token in enumerate(tokens):
        same = by_last.get(token.written)
        if not same:
            continue
        text, before = spelled(tokens[max(0, i - _NAME_MAX) : i + 1]), at(tokens, i - 1)
        leads = not before.is_capital or before.folded in FUNCTION_WORDS | OPENERS | _LEADING
        alone = leads and not at(tokens, i + 1).is_capital
        yield from [name for name in same if text.endswith(name)] or same[:alone]


def once(names: Iterable[str]) -> list[str]:
    """Each name once, as it is first written, however its accents and hyphens are."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold(name).replace("-", " "), name)
    return list(found.values())


def _last(name: str) -> str:
    return name.replace("’", " ").replace("'", " ").split()[-1]


def _titled(tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """The last names that stand alone behind a title, and both together where it is «M.» or «Mme»."""
    for i, token in enumerate(tokens):
        if token.folded in _LEADING:
            start = i + 1 + (at(tokens, i + 1).written == ".")
            last = at(tokens, start)
            short = last.is_capital and token.written in {"M", "Mme"}
            yield last.written, spelled(tokens[i : start + 1]) if short else ""


def _named(tokens: Sequence[Token], called: Collection[str]) -> Iterator[str]:
    """The persons whom one sentence names in full; `called` are last names that bear a title somewhere."""
    for start, past in names(tokens, _LINKS):
        end = past - (tokens[past - 1].folded in FUNCTION_WORDS)  # glued on: "Anne Lefort Les"
        if end - start < 2:
            continue
        first, introduced = _stripped(tokens, start, end)
        name = tokens[first:end]
        if (
            _could_be(name)
            and not _is_title_of_work(tokens, first, end)
            and (introduced or not _is_of_a_thing(tokens, first))
            and (
                is_first_name(name[0].folded)
                or _is_told(tokens, first, end, introduced=introduced, called=called)
            )
        ):
            yield spelled(name)


def _stripped(tokens: Sequence[Token], start: int, end: int) -> tuple[int, bool]:
    """Where the name begins without what leads to it, and whether that says that a person follows."""
    introduced = False
    for token, following in pairwise(tokens[start:end]):
        word, before = token.folded, at(tokens, start - 1)
        titled, of_people = word in _LEADING, is_people(word)
        if is_first_name(word) and not titled:
            break
        thing = word.endswith("s") or word in _NO_PERSON or is_known(word)
        leads = thing and is_first_name(following.folded)  # "Hauts-de-France Xavier Bertrand"
        part = before.written in _ELIDED or not token.is_capital  # "l'Intérieur Gérald Darmanin"
        opens = word in OPENERS or token.written.isupper() or (not start and following.folded in _LINKS)
        if not (titled or of_people or leads or part or opens):
            break
        introduced = titled or (of_people and before.folded in _ARTICLES)
        start += 1
    return start, introduced


def _could_be(name: Sequence[Token]) -> bool:
    """Whether nothing in the words themselves says that this is no person."""
    bearing = [token for token in name if token.is_capital]
    if len(bearing) < 2 or name[0].folded in FUNCTION_WORDS | CIVILITIES or is_people(name[0].folded):
        return False
    if any(_is_odd(token.written) for token in bearing):
        return False
    parts = {part for token in name for part in (token.folded, *token.folded.replace("'", "-").split("-"))}
    return _NO_PERSON.isdisjoint(parts) and " ".join(token.folded for token in bearing) not in _NO_PERSONS


def _is_odd(word: str) -> bool:
    """Digits, an acronym, or a capital inside."""
    if any(map(str.isdigit, word)):
        return True
    camel = has_inner_capital(word) and not word.startswith(_CAMELS)
    return camel or (len(word) > 2 and word.isupper())


def _is_title_of_work(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether the name alone stands in quotation marks."""
    return at(tokens, start - 1).written in _OPENING and at(tokens, end).written in _CLOSING


def _is_of_a_thing(tokens: Sequence[Token], start: int) -> bool:
    """Whether what stands before says that a place or a thing bears the name."""
    before, earlier = at(tokens, start - 1), at(tokens, start - 2)
    if before.folded in _BEFORE_PLACES:
        return True
    of_somebody = before.folded in {"de", "d'"} and is_first_name(tokens[start].folded)
    words = (before, earlier) if before.written.islower() and not of_somebody else (before,)
    return any(token.folded.removesuffix("s") in _THINGS for token in words)


def _is_introduced(tokens: Sequence[Token], start: int) -> bool:
    """Whether a title stands before the name, or an office with no more than a few words between."""
    before = at(tokens, start - 1)
    if before.written == "." and at(tokens, start - 2).folded in _LEADING:
        return True
    if before.folded in _LEADS_ON:
        return False
    i = start - 1 - (before.written == ",")
    for token in reversed(tokens[max(0, i - _INTRODUCED_WITHIN + 1) : i + 1]):
        if is_office(token.folded) or token.folded in TITLES:
            return True
        if not token.is_word or (token.folded in _VERBS and token.written != "à"):
            return False
    return False


def _is_described(tokens: Sequence[Token], end: int) -> bool:
    """Whether an age or an office stands right behind the name: "…, 48 ans", "… (l'ancien maire)"."""
    if at(tokens, end).written not in (",", "("):
        return False
    told = [token.folded for token in tokens[end + 1 : end + 1 + _DESCRIBED_WITHIN]]
    return any(map(is_office, told)) or "ans" in told


def _is_told(
    tokens: Sequence[Token], start: int, end: int, *, introduced: bool, called: Collection[str]
) -> bool:
    """Whether the text says that a name without a first name is a person's, and surely no place's."""
    name = tokens[start:end]
    if all(token.written in _OPENING for token in tokens[:start]):
        return False
    if any(token.folded in _OF for token in name) or is_known(spelled(name).partition(" de ")[2]):
        return False
    told = introduced or name[-1].written in called
    return told or _is_introduced(tokens, start) or _is_described(tokens, end)
