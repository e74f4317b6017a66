"""What a person types after /topic -> a topic of the catalogue, or plain words to look for."""

import re
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
_WORD = re.compile(r"[^\W_]+")
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

    Returns: the query. A name of the catalogue is that topic; anything else is words, kept in the key as they
        were typed, but for case. The words that no longer fit in a key of 48 bytes are left out.
    """
    typed = " ".join("".join(one if one.isprintable() else " " for one in text[:TYPED_MAX]).split())
    named = catalogue.named(typed)
    if named:
        return Query(typed, named)
    kept: list[str] = []
    for word in dict.fromkeys(_WORD.findall(typed.lower())):
        if stems(word) and len(_key([*kept, word]).encode()) <= KEY_MAX:
            kept.append(word)
    return Query(typed, topic_of(_key(kept), catalogue), stems_of(_key(kept))) if kept else Query(typed)


def topic_of(key: str, catalogue: Catalogue) -> Topic:
    """Give back the topic of a key: a button carries no more than that.

    Args:
        key: of a topic of the catalogue, or of plain words.
        catalogue: the topics that have a name.

    Raises: ValueError when it is neither.
    """
    if key in catalogue.topics:
        return catalogue.topics[key]
    if not stems_of(key) or len(key.encode()) > KEY_MAX:
        raise ValueError(key)
    return Topic(key, " ".join(key.removeprefix(_PREFIX).split(_AND)))


def stems_of(key: str) -> tuple[str, ...]:
    """Give the stems that an article must hold to be of a topic of plain words.

    Args:
        key: the key of a topic.

    Returns: the stems, each once; none when the topic is one of the catalogue.
    """
    if not key.startswith(_PREFIX):
        return ()
    return tuple(sorted(set(stems(key.removeprefix(_PREFIX).replace(_AND, " ")))))


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
    return _PREFIX + _AND.join(kept)
