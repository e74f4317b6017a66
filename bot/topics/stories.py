"""Do two articles tell one event? With caution: a pair missed is told twice, a wrong one hides an event."""

from bot.model import Article
from bot.topics.mentions import Words, split
from bot.topics.stems import meaningful, stem

Signature = frozenset[str]
"""The stems of the title and the lead; names and numbers stand in it twice, once marked."""

_MARK = "*"
_LEAD_WORDS = 60
_LEAST = 8
"""A smaller signature is too vague to compare."""

_NAMES = 2
"""Names that both must hold; numbers are no names: many matches end 2-1."""

_SAME_NAMES = 0.4
"""Share of the names of the one that has fewer which the other must hold: one league plays many matches."""

_ALIKE = 0.35
"""Share of the stems of either that are in both."""

_WITHIN = 0.6
"""Or share of the shorter one's stems that are in the longer one."""

_COPY = 0.8
"""So much in common is a copy, names or not."""


def signature(article: Article) -> Signature:
    """Give what tells the event of `article`.

    Args:
        article: a cleaned article; the title may be empty.

    Returns: the stems of its title and of the first 60 words of its text, with marked names and numbers.
    """
    parts = (split(article.title), _lead(article))
    plain = {one for part in parts for one in meaningful(part.folded)}
    return frozenset(plain | {_MARK + one for part in parts for one in _heavy(part)})


def same_story(one: Signature, other: Signature) -> bool:
    """Tell whether two articles, a few days apart at most, tell the same event.

    Args:
        one: signature of an article.
        other: signature of another.

    Returns: true for a near copy, and when they share names and enough of their words; when in doubt, false.
    """
    shared, either, least = len(one & other), len(one | other), min(len(one), len(other))
    if least < _LEAST:
        return False
    if shared >= _COPY * either:
        return True
    alike = shared >= min(_ALIKE * either, _WITHIN * least)
    return alike and _same_names(_names_in(one), _names_in(other))


def _same_names(one: Signature, other: Signature) -> bool:
    return len(one & other) >= max(_NAMES, _SAME_NAMES * min(len(one), len(other)))


def _names_in(one: Signature) -> Signature:
    return frozenset(word for word in one if word.startswith(_MARK) and not word[1].isdecimal())


def _lead(article: Article) -> Words:
    return split(" ".join(article.text.split()[:_LEAD_WORDS]))


def _heavy(text: Words) -> list[str]:
    """The stems of numbers, and of words with a capital that no sentence's beginning explains."""
    marked = [
        folded
        for i, (written, folded) in enumerate(zip(text.written, text.folded, strict=True))
        if written[0].isdecimal() or (written[0].isupper() and not text.opens(i))
    ]
    return [one for word in marked if (one := stem(word))]
