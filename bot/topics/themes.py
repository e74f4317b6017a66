"""Article -> its themes, of two levels: what the publisher says first, then what its words tell."""

import re
from collections.abc import Iterator, Sequence

from bot.articles.addresses import folders_of
from bot.model import TopicKind
from bot.topics.abroad import INTERNATIONAL
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import LIST, READ, classifiers, tokens, told

_MOST = 2
"""An article has at most so many themes of the first level."""

_FIRST_CHANCE = 0.07
_SECOND_CHANCE = 0.45
_SECOND_CHANCE_SHORT = 0.6
"""How likely the classifier must find the first theme and the second: the likeliest is mostly right, however
unsure, and few words seldom tell two."""

_BELOW_CHANCE = 0.7
"""How likely it must find one of the second level; else the words of the lists decide."""

_LEAST_STEMS = 9
"""Fewer different ones tell no theme."""

_LEAST_WORDS = 3
"""Different words that an article must hold of a theme that the classifier does not know."""

_LEAST_POINTS = 2
_LONG = 60
_TITLE_POINTS = 2
"""What makes a theme of the second level: a word in the text makes one point, in the title two; one point
more is
asked of a text of so many stems."""

_PARTS = re.compile(r"[/>|,;]")


def themes(
    section: str, url: str, title: Sequence[str], text: Sequence[str], catalogue: Catalogue
) -> list[str]:
    """Tell the themes of an article.

    Args:
        section: what the publisher calls its section; may be empty.
        url: the address of the article; may be empty.
        title: the stems of its title.
        text: the stems of its text, in reading order.
        catalogue: the topics that have a name.

    Returns: the keys of at most two themes of the first level, the surest first, each before that of the
    second level
        which tells it best, if one does.
    """
    found = tokens(title, text, catalogue.themes, catalogue.parents)
    bare = [token for token in found if not token.startswith(LIST)]
    published = list(_published(section, url, catalogue))
    firsts = [catalogue.parents.get(key, key) for key in published]
    firsts = list(dict.fromkeys([*firsts, *_told(found, title, text, catalogue)]))[:_MOST]
    keys = []
    for first in firsts:
        keys.append(first)
        own = [key for key in published if catalogue.parents.get(key) == first]
        keys += own[-1:] or _learnt_below(first, bare, catalogue) or _second(first, title, text, catalogue)
    return keys


def _published(section: str, url: str, catalogue: Catalogue) -> Iterator[str]:
    """The themes that the section and the folders of the address name."""
    for name in filed_under(section, url):
        topic = catalogue.named(name)
        if topic and topic.kind is TopicKind.THEME and topic.key != INTERNATIONAL:
            yield topic.key


def filed_under(section: str, url: str) -> list[str]:
    """Give the names under which a publisher files an article: its section, the folders of its address."""
    return [*_PARTS.split(section), *folders_of(url)]


def _told(found: Sequence[str], title: Sequence[str], text: Sequence[str], catalogue: Catalogue) -> list[str]:
    if len({*title, *text}) < _LEAST_STEMS:
        return []
    chances = classifiers()[0].chances(found)
    ranked = sorted(chances, key=chances.__getitem__, reverse=True)
    known = [key for key in ranked if key in catalogue.topics]
    least = (_FIRST_CHANCE, _SECOND_CHANCE if len(text) >= _LONG else _SECOND_CHANCE_SHORT)
    sure = [key for key, asked in zip(known, least, strict=False) if chances[key] >= asked]
    return [*_by_words(title, text, catalogue, frozenset(chances)), *sure]


def _by_words(
    title: Sequence[str], text: Sequence[str], catalogue: Catalogue, judged: frozenset[str]
) -> list[str]:
    """The themes of the operator's own that enough words tell."""
    met = [
        key
        for word in told(title, catalogue.themes) | told(text[:READ], catalogue.themes)
        for key in catalogue.themes[word]
        if key not in judged and key not in catalogue.parents
    ]
    return [key for key in dict.fromkeys(met) if met.count(key) >= _LEAST_WORDS]


def _learnt_below(first: str, found: Sequence[str], catalogue: Catalogue) -> list[str]:
    """The theme below `first` that the classifier is sure of; none where it is not."""
    chances = classifiers()[1].chances(found, first)
    best = max(chances, key=chances.__getitem__, default="")
    return [best] if best in catalogue.topics and chances[best] >= _BELOW_CHANCE else []


def _second(first: str, title: Sequence[str], text: Sequence[str], catalogue: Catalogue) -> list[str]:
    points: dict[str, int] = {}
    for stems, worth in ((title, _TITLE_POINTS), (text[:READ], 1)):
        for word in told(stems, catalogue.themes):
            for key in catalogue.themes[word]:
                if catalogue.parents.get(key) == first:
                    points[key] = points.get(key, 0) + worth
    best = max(points, key=points.__getitem__, default="")
    least = _LEAST_POINTS + (len(text) >= _LONG)
    return [best] if points.get(best, 0) >= least else []
