"""What a person types after /topic -> a topic of the catalogue, or plain words to look for."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from bot.model import Topic, TopicKind
from bot.topics.catalogue import Catalogue
from bot.topics.stems import STOP_WORDS, stems, words

TYPED_MAX = 200
"""Characters of what was typed that are read."""

KEY_MAX = 48
"""Bytes of a topic's key in UTF-8: it travels with a verb in Telegram's 64 bytes of callback data."""

_PREFIX = f"{TopicKind.WORDS}:"
_AND = "+"
_NAME_MAX = 40
_SUGGESTED = 3
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Query:
    """What was asked. Without a topic nothing in it can be looked for.

    `stems` are those an article must all hold; they are empty when the topic is one of the catalogue.
    """

    text: str
    topic: Topic | None = None
    stems: tuple[str, ...] = ()


def parse(text: str, catalogue: Catalogue) -> Query:
    """Understand what a person typed; nothing is refused.

    Args:
        text: anything; only the first 200 characters are read.
        catalogue: the topics that have a name.

    Returns: the query. A name of the catalogue is that topic; anything else is words, whose key is the same
        in whatever order they come. The words that no longer fit in a key of 48 bytes are left out.
    """
    typed = " ".join("".join(one if one.isprintable() else " " for one in text[:TYPED_MAX]).split())
    named = catalogue.named(typed)
    if named:
        return Query(typed, named)
    asked = list(dict.fromkeys(stems(typed)))
    kept: list[str] = []
    for stem in asked:
        if len(_key([*kept, stem]).encode()) <= KEY_MAX:
            kept.append(stem)
    if not kept:
        return Query(typed)
    label = typed if len(kept) == len(asked) else " ".join(_told_by(typed, kept))
    return Query(typed, Topic(_key(kept), label), tuple(sorted(kept)))


def stems_of(key: str) -> tuple[str, ...]:
    """Give the stems that an article must hold to be of a topic of plain words.

    Args:
        key: the key of a topic.

    Returns: the stems; none when the topic is one of the catalogue.
    """
    return tuple(key.removeprefix(_PREFIX).split(_AND)) if key.startswith(_PREFIX) else ()


def suggest(text: str, catalogue: Catalogue) -> tuple[Topic, ...]:
    """Guess which topics of the catalogue a misspelt name means.

    Args:
        text: anything; only the first 40 characters are read.
        catalogue: the topics that have a name.

    Returns: at most three topics, the likeliest first.
    """
    typed = " ".join(word for word in words(text[:_NAME_MAX]) if word not in STOP_WORDS)
    close = get_close_matches(typed, catalogue.names, n=3 * _SUGGESTED, cutoff=_ALIKE)
    keys = list(dict.fromkeys(catalogue.names[name] for name in close))
    return tuple(catalogue.topics[key] for key in keys[:_SUGGESTED])


def _key(kept: Collection[str]) -> str:
    return _PREFIX + _AND.join(sorted(kept))


def _told_by(typed: str, kept: Collection[str]) -> list[str]:
    """The words of `typed` that gave the stems we keep."""
    return [word for word in typed.split() if not set(stems(word)).isdisjoint(kept)]
