"""Article -> what it is about.

Countries and world bodies by their names, themes by their section or words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.french.stems import meaningful
from bot.model import Article, Topic
from bot.topics.catalogue import Catalogue
from bot.topics.classifier import READ
from bot.topics.mentions import Phrase, Words, find, is_former, split
from bot.topics.themes import themes

_MENTIONS = 3
"""So many mentions make a place salient; so does one in the title, or two with one in the lead."""


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

    Returns: countries and world bodies, most salient first, then at most two themes, the surest first, each
    before
        its theme of the second level.
    """
    lead, *rest = [split(paragraph) for paragraph in article.paragraphs or ("",)]
    parts = _Parts(split(article.title), lead, tuple(rest))
    found = [
        *_places(parts, catalogue, article.dating.moment.date()),
        *themes(article.section, article.url, *_stems(parts), catalogue),
    ]
    return tuple(catalogue.topics[key] for key in found)


def _stems(parts: _Parts) -> tuple[list[str], list[str]]:
    """Of the title, and of as much of the text as tells its theme."""
    text: list[str] = []
    for one in (parts.lead, *parts.rest):
        text += meaningful(one.folded)
        if len(text) >= READ:
            break
    return meaningful(parts.title.folded), text[:READ]


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
