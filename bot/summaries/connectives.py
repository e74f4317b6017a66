"""One job: tell a sentence without the words that only tie it to the one before it.

«Mais», «En effet,», «De son côté,» open a second half; told first, or behind another sentence than their
own, they tie what does not belong together. Dropped are only words that claim nothing: what denies, bounds,
doubts, dates or attributes stays, and so does all that stands in quotation marks.
"""

from collections.abc import Sequence

from bot.french import tables
from bot.french.clauses import HAVING, has_verb, is_verb
from bot.french.fold import fold
from bot.french.marks import QUOTES, Span, capital, is_inside, quotations
from bot.french.phrases import listed
from bot.french.tokens import Token, placed, tokens
from bot.french.words import FUNCTION_WORDS, words

_TYING, _ADDING, _BARE, _TIED, _INSIDE, _INSIDE_ADDING, _ASIDE, _SO, _APART = (
    listed("connectives", name)
    for name in ("tying", "adding", "bare", "tied", "inside", "inside_adding", "aside", "so", "apart")
)
_OPENINGS = tuple(
    one
    for name in ("tying", "adding", "bare")
    for phrase in tables.phrases("connectives", name)
    for one in phrase.split()[0].split("|")
)
"""What the folded text begins with, or nothing can be dropped at its head."""
_INNER_FIRST, _INNER = (
    frozenset(
        one
        for name in ("inside", "inside_adding", "aside", "apart")
        for phrase in tables.phrases("connectives", name)
        for one in phrase.split()[at].split("|")
    )
    for at in (0, -1)
)
"""What can go inside begins with one of the first and ends with one of the second."""
_PRONOUNS = frozenset(tables.words("function_words", "pronouns"))
_TELLING = (_INNER - _PRONOUNS) | {"quant"}
"""One of these is among the folded words, or nothing can go inside."""
_PARTICIPLES = tuple(
    f"{ending}{gender}{number}"
    for ending in ("é", "i", "u", "is", "it", "ert")
    for gender in ("", "e")
    for number in ("", "s")
)
_MAY_FOLLOW = QUOTES | {","}
_HEAD = 60
"""Characters in which the longest connective stands."""
_LETTERS = 16
"""Of the longest first word of a connective, at least."""
_FULL = 8
"""Words and marks of a sentence, whether its verb is known or not."""
_MOST = 3
"""Connectives in a row: «Mais, en effet, …»."""
_AUXILIARIES = HAVING | frozenset(tables.words("connectives", "being"))
_BOUNDING = frozenset(tables.words("connectives", "bounding"))
_MERELY_ADDING = frozenset({"aussi", "meme", "notamment"})
_BEHIND_ANY = frozenset({"ainsi", "d"})
_CONJUNCTIONS = frozenset(tables.words("function_words", "conjunctions")) | {"qui", "dont"}


def without_connectives(text: str, *, adding: bool = True) -> str:
    """The sentence without the connectives at its head and behind its verb.

    Args:
        text: one sentence of an article.
        adding: whether those that merely add («par ailleurs», «également») go too.

    Returns: the sentence, a capital letter first; unchanged where nothing can go.
    """
    return _without_inner(_without_opening(text, adding=adding), adding=adding)


def _without_opening(text: str, *, adding: bool) -> str:
    if not fold(text[:_LETTERS]).startswith(_OPENINGS):
        return text
    head = tokens(text[:_HEAD])
    if not max(_TYING.opening(head), _ADDING.opening(head), _BARE.opening(head)):
        return text
    found = placed(text)
    start = 0
    for _ in range(_MOST):
        folded = [token.folded for token in found[start:]]
        length = _length(found[start:], folded, adding=adding)
        rest = found[start + length :]
        if not length or not (has_verb(rest) or len(rest) >= _FULL):
            break
        start += length
    return capital(text[found[start].start :]) if start else text


def _length(found: Sequence[Token], folded: Sequence[str], *, adding: bool) -> int:
    """How many tokens the connective at the head takes with its comma; 0 if there is none that can go."""
    length = max(_TYING.opening(folded), _ADDING.opening(folded) if adding else 0)
    if not length and not _TIED.opening(folded[_BARE.opening(folded) :]):
        length = _BARE.opening(folded)
    rest = found[length:]
    if not length or not rest or _is_inverted(rest):
        return 0
    return length + (rest[0].folded == ",")


def _is_inverted(rest: Sequence[Token]) -> bool:
    """Whether a verb opens what follows, and waits for its subject: «Aussi a-t-il»."""
    return is_verb(rest, 0) or not (rest[0].written[0].isalnum() or rest[0].written in _MAY_FOLLOW)


def _without_inner(text: str, *, adding: bool) -> str:
    if _TELLING.isdisjoint(words(text)):
        return text
    found = placed(text)
    folded = [token.folded for token in found]
    quoted = quotations(text)
    for at in reversed(range(1, len(found) - 1)):
        if folded[at] not in _INNER_FIRST:
            continue
        rest = _behind_verb(found, folded, at, adding=adding) or _between_commas(found, folded, at)
        if rest is None:
            continue
        if not is_inside(found[at].start, quoted):
            text = text[: rest[0]] + text[rest[1] :]
    return text


def _behind_verb(found: Sequence[Token], folded: Sequence[str], at: int, *, adding: bool) -> Span | None:
    """From where to where a connective stands that can go from behind a verb; None if there is none."""
    ties = 0 if "," in folded[:at] else _INSIDE.at(folded, at)  # «Critiques, ils l'approuvent néanmoins»
    length = max(ties, _INSIDE_ADDING.at(folded, at) if adding else 0)
    if length and folded[at - 1] in _CONJUNCTIONS:
        return None
    aside = _ASIDE.at(folded, at)
    if not length and aside and (adding or folded[at] not in _MERELY_ADDING):
        auxiliaries = HAVING if folded[at] in _BOUNDING else _AUXILIARIES
        parted = found[at - 1].written in auxiliaries and _is_participle(
            found[min(at + aside, len(found) - 1)]
        )
        so = folded[at] in _BEHIND_ANY and is_verb(found, at - 1) and not _SO.at(folded, at)
        length = aside if parted or so else 0
    after = at + length
    if (
        not length
        or after >= len(found)
        or not (found[after].written[0].isalnum() or found[after].written in QUOTES)
    ):
        return None
    return (found[at].start, found[after].start) if found[at - 1].written[0].isalnum() else None


def _between_commas(found: Sequence[Token], folded: Sequence[str], at: int) -> Span | None:
    """From where to where a connective stands with its commas; None if one of them closes something else.

    Between a subject and its verb both go, behind a circumstance one stays.
    """
    length = _APART.at(folded, at) if folded[at - 1] == "," and at > 1 else 0
    after = at + length
    if not length or after + 1 >= len(found) or folded[after] != "," or "," in folded[: at - 1]:
        return None
    whole = is_verb(found, at - 2) or is_verb(found, after + 1)
    return found[at - 1].start, found[after].end if whole else found[after].start


def _is_participle(token: Token) -> bool:
    return token.written == "été" or (
        token.folded not in FUNCTION_WORDS and token.written.endswith(_PARTICIPLES)
    )
