"""Article -> its tokens: the words by which it is found, and what a word of a question may stand as.

Each word that says something is one token. A name (a capital that no sentence's beginning explains) and a
word that the press knows only as a name stand as they are written, folded: a name is found by itself alone.
A common word stands as what its forms have in common. What title and lead hold stands once more, marked, so
that what an article is about can be asked apart from what it merely mentions.

A word of a question is the tokens that it may stand as, a bar between them: "om" is "§om|¤om".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from bot.french.casing import Use, one_name, use
from bot.french.inflections import inflected
from bot.french.sentences import split as sentences
from bot.french.words import FUNCTION_WORDS, words
from bot.model import Article
from bot.ports.index import EITHER, EXACT, HEAD, NAME
from bot.topics.mentions import Words, split

_LEAD_SENTENCES, _LEAD_WORDS = 2, 80
_LONGEST = 40


def tokens(article: Article) -> tuple[str, ...]:
    """Give the tokens of `article`: those of its title and lead, marked, then all, in reading order.

    Args:
        article: a cleaned article; the title may be empty.
    """
    lead = " ".join(sentences(article.paragraphs[0])[:_LEAD_SENTENCES]) if article.paragraphs else ""
    title, *body = (split(part) for part in (article.title, *article.paragraphs))
    names = {word for part in (title, *body) for word in _sure_names(part)}
    in_title = list(_of(title, names))
    in_lead = _of(split(" ".join(lead.split()[:_LEAD_WORDS])), names)
    rest = (one for part in body for one in _of(part, names))
    return (*map(_in_head, in_title), *map(_in_head, in_lead), *in_title, *rest)


def asked(text: str) -> tuple[str, ...]:
    """Give what each word of a term stands as, function words left out.

    Args:
        text: a word or a phrase; a capital counts where the press writes the word with one, and without.
    """
    said = split(text)
    return tuple(
        _asked(folded, capital=written[0].isupper())
        for written, folded in zip(said.written, said.folded, strict=True)
        if _says_something(folded)
    )


def name(text: str) -> tuple[str, ...]:
    """Give what each word of a name stands as: with a capital, or where nothing else is written so."""
    return tuple(_name(word) for word in words(text) if _says_something(word))


def with_capitals(texts: Sequence[str]) -> list[str]:
    """Terms in small letters, but for the capitals that tell «Tours» from «tours».

    Args:
        texts: as they were typed, in their order. The first letter of a question is often made a capital: it
            counts when the question is this word alone, or bears more capitals.
    """
    said = [re.split(r"([^\W_]+)", text) for text in texts]
    typed = [(parts, i) for parts in said for i in range(1, len(parts), 2)]
    capitals = [parts[i][0].isupper() for parts, i in typed]
    for at, (parts, i) in enumerate(typed):
        counts = capitals[at] and (at > 0 or len(typed) == 1 or any(capitals[1:]))
        kept = counts and use("".join(words(parts[i]))) is Use.BOTH
        parts[i] = parts[i][0] + parts[i][1:].lower() if kept else parts[i].lower()
    return ["".join(parts) for parts in said]


def joined(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two terms, as `asked` gives them, are parts of one name: «Mont», «Saint», «Michel»."""
    last, next_one = _bare(first[-1]), _bare(second[0])
    return one_name(last, next_one) and (use(last), use(next_one)) != (Use.COMMON, Use.COMMON)


def indexed(held: Iterable[str]) -> frozenset[str]:
    """The index terms of a story with these tokens: by them, whoever asks for one of its words is found."""
    found = {one.removeprefix(HEAD) for one in held if one != EITHER}
    for one in [one for one in found if one.startswith((NAME, EXACT))]:
        found |= {EXACT + _exact(one[1:]), inflected(one[1:])[:_LONGEST]}
    return frozenset(one for one in found if not one.startswith(NAME))


def index_term(word: str) -> str:
    """The one index term of a word of a question."""
    return word.split(EITHER, maxsplit=1)[0]


def _asked(word: str, *, capital: bool) -> str:
    known = use(word)
    is_name = known is Use.NAME and use(f"{word}s") is not Use.COMMON  # «berger» has «bergers»
    if is_name or (capital and known is not Use.COMMON):
        return _name(word)
    return f"{inflected(word)[:_LONGEST]}{EITHER}{_name(word)}"


def _name(word: str) -> str:
    return f"{EXACT}{_exact(word)}{EITHER}{NAME}{word[:_LONGEST]}"


def _bare(word: str) -> str:
    """The folded word that a word of a question was."""
    return word.rpartition(NAME)[2]


def _exact(word: str) -> str:
    """A word whose forms nobody knows, without the plural that small letters may bear: «gafas»."""
    bare = word.removesuffix("s") if use(word) is Use.UNKNOWN and len(word) > 3 else word
    return bare[:_LONGEST]


def _of(part: Words, names: set[str]) -> Iterator[str]:
    """With a mark at the end: no phrase goes from one part of an article to the next."""
    shouted = all(word.isupper() for word in part.written if not word.isdecimal())
    for i, word in enumerate(part.folded):
        if not part.glued(i) and any(map(str.isspace, part.before[i])):
            yield EITHER  # no phrase goes over a comma; «49,3» is one
        if not _says_something(word):
            continue
        capital = part.written[i][0].isupper()
        if _is_name(part, i, shouted=shouted) or (capital and (_names(word, names) or _is_dateline(part, i))):
            yield NAME + word[:_LONGEST]
        else:
            yield _small(word)
    yield EITHER


def _in_head(token: str) -> str:
    return token if token == EITHER else HEAD + token


def _names(word: str, names: set[str]) -> bool:
    """Whether a capital at a sentence's beginning is a name's: the article itself tells, or the press."""
    return word in names or use(word) in (Use.NAME, Use.UNKNOWN)


def _is_dateline(part: Words, i: int) -> bool:
    """«Tours : un incendie» is the city, though the press knows «tours» too."""
    leads = i == 0 and len(part.before) > 1 and ":" in part.before[1]
    return leads and use(part.folded[0]) is Use.BOTH


def _is_name(part: Words, i: int, *, shouted: bool) -> bool:
    """A capital inside a sentence, or an acronym."""
    word = part.written[i]
    if shouted or not word[0].isupper():
        return False
    return not part.opens(i) or (len(word) > 1 and word.isupper())


def _sure_names(part: Words) -> Iterator[str]:
    shouted = all(word.isupper() for word in part.written if not word.isdecimal())
    return (word for i, word in enumerate(part.folded) if _is_name(part, i, shouted=shouted))


@lru_cache(maxsize=1 << 16)
def _small(word: str) -> str:
    """A word in small letters: «paris» are bets, «covid» is a name all the same."""
    known = use(word)
    is_plural = word.endswith("s") and len(word) > 3 and use(word[:-1]) in (Use.COMMON, Use.BOTH)
    if known is Use.UNKNOWN or (known is Use.NAME and not is_plural):
        return EXACT + _exact(word)
    return inflected(word)[:_LONGEST]


def _says_something(word: str) -> bool:
    return word not in FUNCTION_WORDS and (len(word) > 1 or word.isdecimal())
