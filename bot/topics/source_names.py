"""The names of sources: what a reader calls them, and the keys that stand for them."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.french.words import words
from bot.model import SECTION, TopicKind

_ARTICLES = frozenset(["la", "le", "l", "les"])
_SAYS = frozenset(["source", "sources", "journal", "site"])
PREFIX = f"{TopicKind.SOURCE}:"
_ESCAPED = {ord(mark): f"%{ord(mark):02X}" for mark in "%+@_#"}
"""Marks of ours that a name may hold: Canal+."""


def key_of(name: str) -> str:
    """The key of a source, or of a publisher with several."""
    return PREFIX + name.translate(_ESCAPED)


@lru_cache(maxsize=4096)
def keys_of(source: str) -> frozenset[str]:
    """The keys by which an article of this source is followed: the source's own and its publisher's."""
    return frozenset({key_of(source), key_of(publisher(source))})


def publisher(source: str) -> str:
    """Who publishes a source: «Le Monde» of «Le Monde – Sport»."""
    return source.partition(SECTION)[0]


def called(sources: Iterable[str]) -> Mapping[str, str]:
    """The folded words that name a source or its publisher, a space apart, and the name that they mean."""
    return _called(tuple(sources))


@lru_cache(maxsize=4)  # of each question the same, and there may be a thousand
def _called(names: tuple[str, ...]) -> Mapping[str, str]:
    return {" ".join(words(name)): name for name in (*names, *map(publisher, names))}


def meant(typed: str) -> str | None:
    """The folded name after «source»: «source Le Monde», «le journal La Dépêche»; none without."""
    said = words(typed)
    while said and said[0] in _ARTICLES:
        said = said[1:]
    return " ".join(said[1:]) if len(said) > 1 and said[0] in _SAYS else None
