"""What a topic is called in the language that is spoken. Words and sources are what they are in any."""

from collections.abc import Mapping, Sequence
from functools import cache

from bot.french import tables
from bot.model import Topic, TopicKind
from bot.topics.query import base_of
from bot.wording import FRENCH, _, spoken

_ENGLISH: Mapping[str, str] = tables.pairs("english_names", "topics")
_WITHOUT = ", sans "
"""Between what a label names and what it excludes, see `query.topic_of`."""


def label(topic: Topic) -> str:
    """A topic's label; a theme that an operator has added keeps its own."""
    if spoken() == FRENCH:
        return topic.label
    named, _blank, excluded = topic.label.partition(_WITHOUT)
    name = next(iter(english_names(base_of(topic.key))), named)
    return _("{topic}, sans {words}").format(topic=name, words=excluded) if excluded else name


@cache
def english_names(key: str) -> Sequence[str]:
    """What English readers call the topic of a key, first what they are shown; none for words and sources."""
    names = [name.strip() for name in _ENGLISH.get(key, "").split(",") if name.strip()]
    kind, _colon, code = key.partition(":")
    if kind == TopicKind.COUNTRY and len(code) == 2:
        from babel import Locale

        name = Locale.parse("en_GB").territories.get(code.upper(), "")
        names += [name.replace(" & ", " and ").replace("St ", "Saint ")] if name else []
    return tuple(names)
