"""Article -> what it is about: countries and world bodies by their names, themes by their words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bot.model import Article, Topic
from bot.topics.catalogue import Catalogue
from bot.topics.mentions import Phrase, Words, find, is_former, split
from bot.topics.stems import meaningful

_MENTIONS = 3
"""So many mentions make a place salient; so does one in the title, or two with one in the lead."""

_THEMES = 2
"""An article has at most so many themes."""

_THEME_WORDS = 3
"""Different words of a theme that an article must hold."""

_THEME_POINTS = 7
"""Points that they must make: 3 for each in the title, 2 in the lead, 1 elsewhere."""

_THEME_SHARE = 0.05
"""Least share of a theme's words among those that carry meaning: a long article needs more of them."""

_THEME_RIVAL = 0.5
"""A second theme needs this share of the first one's points."""

_COUNTED = 4
"""The same word counts no more often than this: one word repeated is a subject, hardly a theme."""


@dataclass(slots=True)
class _Tally:
    """How often each topic is met in the title, in the lead and in the rest."""

    title: Counter[str] = field(default_factory=Counter)
    lead: Counter[str] = field(default_factory=Counter)
    rest: Counter[str] = field(default_factory=Counter)

    def total(self, key: str) -> int:
        return self.title[key] + self.lead[key] + self.rest[key]

    def points(self, key: str) -> int:
        return 5 * self.title[key] + 2 * self.lead[key] + self.rest[key]

    def salient(self, key: str) -> bool:
        total = self.total(key)
        return bool(self.title[key]) or total >= _MENTIONS or (bool(self.lead[key]) and total > 1)

    def met(self) -> Iterable[str]:
        """In the order of reading."""
        return dict.fromkeys((*self.title, *self.lead, *self.rest))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The words of an article by weight: title, first paragraph, the other paragraphs."""

    title: Words
    lead: Words
    rest: tuple[Words, ...]


def tags(article: Article, catalogue: Catalogue) -> tuple[Topic, ...]:
    """Tell what `article` is about, not what it merely names.

    Args:
        article: a cleaned article; the title may be empty.
        catalogue: the topics that have a name.

    Returns: countries and world bodies, most salient first, then at most two themes, the surest first.
    """
    lead, *rest = [split(paragraph) for paragraph in article.paragraphs or ("",)]
    parts = _Parts(split(article.title), lead, tuple(rest))
    return tuple(
        catalogue.topics[key]
        for key in (*_places(parts, catalogue, article.dating.moment.date()), *_themes(parts, catalogue))
    )


def _places(parts: _Parts, catalogue: Catalogue, day: date) -> list[str]:
    tally = _Tally()
    doubtful: list[tuple[Counter[str], Phrase]] = []
    leaders: list[tuple[Counter[str], Phrase]] = []
    former: set[Phrase] = set()
    weighed = [
        (tally.title, parts.title),
        (tally.lead, parts.lead),
        *((tally.rest, one) for one in parts.rest),
    ]
    for count, text in weighed:
        for i, phrase in find(text, catalogue.phrases):
            if phrase.terms:
                leaders.append((count, phrase))
                if is_former(text, i, phrase):
                    former.add(phrase)
            elif phrase.sure and len(phrase.owners) == 1:
                count[phrase.owners[0]] += 1
            else:
                doubtful.append((count, phrase))
    for count, phrase in leaders:
        if owner := phrase.owner_on(day, former=phrase in former):
            count[owner] += 1
    _settle(tally, doubtful)
    return sorted(filter(tally.salient, tally.met()), key=tally.points, reverse=True)


def _settle(tally: _Tally, doubtful: Sequence[tuple[Counter[str], Phrase]]) -> None:
    """Give each doubtful mention to the owner that the sure ones name the most."""
    sure = {key: tally.total(key) for key in tally.met()}
    for count, phrase in doubtful:
        owner = max(phrase.owners, key=lambda key: sure.get(key, 0))
        if phrase.sure or owner in sure:
            count[owner] += 1


def _themes(parts: _Parts, catalogue: Catalogue) -> list[str]:
    title, lead = meaningful(parts.title.folded), meaningful(parts.lead.folded)
    rest = [stem for paragraph in parts.rest for stem in meaningful(paragraph.folded)]
    met = Counter(_told(lead, catalogue.themes) + _told(rest, catalogue.themes))
    weights = Counter({word: min(count, _COUNTED) for word, count in met.items()})
    weights.update(dict.fromkeys(_told(lead, catalogue.themes), 2))
    weights.update(dict.fromkeys(_told(title, catalogue.themes), 3))
    points: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, weight in weights.items():
        for key in catalogue.themes[word]:
            points[key] += weight
            different[key] += 1
    least = max(
        _THEME_POINTS, _THEME_SHARE * (len(lead) + len(rest)), _THEME_RIVAL * max(points.values(), default=0)
    )
    sure = [key for key, made in points.most_common() if made >= least and different[key] >= _THEME_WORDS]
    return sure[:_THEMES]


def _told(found: Sequence[str], themes: Mapping[str, object]) -> list[str]:
    """The stems, and pairs of stems in a row, that speak of a theme."""
    pairs = [f"{one} {two}" for one, two in pairwise(found)]
    return [stem for stem in (*found, *pairs) if stem in themes]
