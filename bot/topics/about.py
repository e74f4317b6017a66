"""Which countries and world bodies an article is about: where they are named, how, and beside what others.

Each place that is met is described by the columns of COLUMNS; a logistic regression decides. Its weights are
learnt by `python -m bot.lab.train_places` from articles whose places were told by hand.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources

from bot.topics.catalogue import Catalogue
from bot.topics.mentions import Kind, Phrase, Words, find, is_former, split, tells_an_origin

WEIGHTS = "about.json"

HOME = "pays:fr"
"""Where readers live: it is seldom named where it goes without saying, and has a decision of its own."""

_LEAD_SENTENCES = 2
"""So many are the lead of a text that is one paragraph."""

_TITLE, _OPENING, _LEAD, _REST = range(4)
_ABBREVIATION = 2
"""A point after so few letters ends no sentence: M., Dr."""

_PLAIN = frozenset((Kind.NAME, Kind.PEOPLE, Kind.LEADER, Kind.SEAT))


@dataclass(frozen=True, slots=True)
class Parts:
    """The words of an article by weight: title, lead, the other paragraphs.

    `opening` is the first sentence of a text that has no title; the lead goes on after it.
    """

    title: Words
    opening: Words
    lead: Words
    rest: tuple[Words, ...]

    @classmethod
    def of(cls, title: str, paragraphs: Sequence[str]) -> "Parts":
        """Split an article; of a single paragraph, the first two sentences are the lead."""
        lead, *rest = (split(paragraph) for paragraph in paragraphs or ("",))
        if not rest:
            lead, *rest = _cut(lead, _LEAD_SENTENCES)
        opening, lead = _cut(lead, 0 if title else 1)
        return cls(split(title), opening, lead, tuple(rest))

    def texts(self) -> tuple[Words, ...]:
        """What follows the title, in reading order."""
        return (self.opening, self.lead, *self.rest)

    def weighed(self) -> Iterable[tuple[int, Words]]:
        """All texts, each with where it stands."""
        first = ((_TITLE, self.title), (_OPENING, self.opening), (_LEAD, self.lead))
        return (*first, *((_REST, one) for one in self.rest))


@dataclass(slots=True)
class Met:
    """How a place is met: how often in each part, by kind of name."""

    first: int
    """How many other places are met before it."""
    counts: Counter[tuple[int, Kind]] = field(default_factory=Counter)
    named: Counter[int] = field(default_factory=Counter)
    """In each part, institutions and offices left out."""
    origins: Counter[int] = field(default_factory=Counter)
    unsure: int = 0

    def add(self, part: int, kind: Kind) -> None:
        """Take one more name."""
        self.counts[part, kind] += 1
        if kind in _PLAIN:
            self.named[part] += 1

    def kinds(self) -> Counter[Kind]:
        """How often each kind of name is met."""
        found: Counter[Kind] = Counter()
        for (_, kind), number in self.counts.items():
            found[kind] += number
        return found


@dataclass(frozen=True, slots=True)
class Scene:
    """All that an article names."""

    places: Mapping[str, Met]
    words: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The weights of the columns."""

    weights: Mapping[str, float]
    bias: float

    def says(self, facts: "Facts") -> float:
        """Above zero, the article is about the place."""
        return self.bias + sum(weight * COLUMNS[name](facts) for name, weight in self.weights.items())


def places(parts: Parts, catalogue: Catalogue, day: date) -> list[str]:
    """Tell what an article is about, not what it merely names.

    Args:
        parts: the words of the article.
        catalogue: the places that have a name.
        day: of the article: leaders are in office or not.

    Returns: the keys of countries and world bodies, the most salient first.
    """
    scene = look(parts, catalogue, day)
    home, other = decisions()
    found = [key for key in scene.places if (home if key == HOME else other).says(Facts.of(scene, key)) > 0]
    return sorted(found, key=lambda key: _points(scene.places[key]), reverse=True)


def _points(met: Met) -> int:
    return sum(
        weight * (met.named[part] + met.origins[part])
        for part, weight in ((_TITLE, 5), (_OPENING, 2), (_LEAD, 2), (_REST, 1))
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the columns are made of: how often a place is named, and how often others are."""

    met: Met
    words: int
    title: int
    lead: int
    all: int
    origins: int
    kinds: Counter[Kind]
    others: Sequence[int]
    others_in_title: int

    @classmethod
    def of(cls, scene: Scene, key: str) -> "Facts":
        """Count them for one place of an article."""
        met = scene.places[key]
        rest = [other for name, other in scene.places.items() if name != key and other.named]
        return cls(
            met,
            scene.words,
            met.named[_TITLE],
            met.named[_OPENING] + met.named[_LEAD],
            sum(met.named.values()),
            sum(met.origins.values()),
            met.kinds(),
            [sum(other.named.values()) for other in rest],
            sum(_TITLE in other.named for other in rest),
        )

    def in_lead(self, kind: Kind) -> int:
        """How often a name of this kind stands in the lead."""
        return self.met.counts[_OPENING, kind] + self.met.counts[_LEAD, kind]

    def part(self, kind: Kind) -> float:
        """What part of its names are of this kind."""
        return self.kinds[kind] / max(self.all, 1)

    def share(self, more: int = 0) -> float:
        """What part of all names of places are its own."""
        return (self.all + more) / max(self.all + more + sum(self.others), 1)


def columns(scene: Scene, key: str) -> dict[str, float]:
    """Describe one place of an article by the numbers that decide."""
    facts = Facts.of(scene, key)
    return {name: float(column(facts)) for name, column in COLUMNS.items()}


_log = math.log1p

_EVERYWHERE: Mapping[str, Callable[[Facts], float]] = {
    "in the title": lambda at: at.title > 0,
    "opens what has no title": lambda at: at.met.named[_OPENING] > 0,
    "in the lead": lambda at: at.lead > 0,
    "often in the lead": lambda at: _log(at.lead),
    "often": lambda at: _log(at.all),
    "three times": lambda at: at.all >= 3,
    "once below the title": lambda at: at.all == 1 and not at.title,
    "share": lambda at: at.share(),
    "beside the most named": lambda at: min(at.all / max(*at.others, 1, 1), 2.0),
    "density": lambda at: min(100 * at.all / max(at.words, 200), 3.0),
    "by its name": lambda at: at.part(Kind.NAME),
    "by its people": lambda at: at.part(Kind.PEOPLE),
    "by a seat": lambda at: at.part(Kind.SEAT),
    "by a leader in the title": lambda at: at.met.counts[_TITLE, Kind.LEADER] > 0,
    "by a leader": lambda at: at.kinds[Kind.LEADER] > 0,
    "by an origin": lambda at: at.origins / max(at.all + at.origins, 1),
    "first": lambda at: at.met.first == 0,
    "late": lambda at: 0 if at.title else _log(at.met.first),
    "others": lambda at: _log(len(at.others)),
    "others in the title": lambda at: at.others_in_title,
    "another in the title alone": lambda at: at.others_in_title > 0 and not at.title,
}

_AT_HOME: Mapping[str, Callable[[Facts], float]] = {
    "institutions in the title": lambda at: at.met.counts[_TITLE, Kind.INSTITUTION] > 0,
    "institutions in the lead": lambda at: _log(at.in_lead(Kind.INSTITUTION)),
    "institutions": lambda at: _log(at.kinds[Kind.INSTITUTION]),
    "offices in the title": lambda at: at.met.counts[_TITLE, Kind.OFFICE] > 0,
    "offices in the lead": lambda at: _log(at.in_lead(Kind.OFFICE)),
    "offices": lambda at: _log(at.kinds[Kind.OFFICE]),
    "offices and others": lambda at: (
        _log(at.kinds[Kind.OFFICE]) * (1 - at.share(at.kinds[Kind.INSTITUTION] + 1))
    ),
    "towns": lambda at: _log(at.met.unsure),
}

COLUMNS = {**_EVERYWHERE, **_AT_HOME}
"""What is known of a place in an article, by name."""


def look(parts: Parts, catalogue: Catalogue, day: date) -> Scene:
    """Find all places that an article names.

    Args:
        parts: the words of the article.
        catalogue: the places that have a name.
        day: of the article.
    """
    found: dict[str, Met] = {}
    doubtful: list[tuple[int, Phrase]] = []
    leaders: list[tuple[int, Phrase]] = []
    former: set[Phrase] = set()
    for part, text in parts.weighed():
        for i, phrase in find(text, catalogue.phrases):
            if phrase.terms:
                leaders.append((part, phrase))
                if is_former(text, i, phrase):
                    former.add(phrase)
            elif not phrase.sure or len(phrase.owners) > 1:
                doubtful.append((part, phrase))
            else:
                met = found.setdefault(phrase.owners[0], Met(first=len(found)))
                if phrase.kind in _PLAIN and tells_an_origin(text, i, phrase):
                    met.origins[part] += 1
                else:
                    met.add(part, phrase.kind)
    for part, phrase in leaders:
        if owner := phrase.owner_on(day, former=phrase in former):
            found.setdefault(owner, Met(first=len(found))).add(part, Kind.LEADER)
        elif phrase.owner_on(day, former=True) == HOME:
            found.setdefault(HOME, Met(first=len(found))).add(part, Kind.INSTITUTION)
    _settle(found, doubtful)
    return Scene(found, sum(len(text.folded) for _, text in parts.weighed()))


def _settle(found: dict[str, Met], doubtful: Sequence[tuple[int, Phrase]]) -> None:
    """Give each doubtful mention to the owner that the sure ones name the most."""
    sure = {key: sum(met.named.values()) for key, met in found.items()}
    for part, phrase in doubtful:
        owner = max(phrase.owners, key=lambda key: sure.get(key, 0))
        if phrase.sure or (sure.get(owner) and owner != HOME):
            found.setdefault(owner, Met(first=len(found))).add(part, phrase.kind)
        if not phrase.sure:
            found.setdefault(owner, Met(first=len(found))).unsure += 1


def _cut(text: Words, sentences: int) -> tuple[Words, Words]:
    """So many first sentences of a text, and what follows them."""
    if not sentences:
        return _between(text, 0, 0), text
    left = sentences
    for i in range(1, len(text.written)):
        mark = text.before[i]
        ends = "." in mark or "!" in mark or "?" in mark
        if ends and text.written[i][0].isupper() and len(text.written[i - 1]) > _ABBREVIATION:
            left -= 1
            if not left:
                return _between(text, 0, i), _between(text, i, len(text.written))
    return text, _between(text, 0, 0)


def _between(text: Words, start: int, end: int) -> Words:
    return Words(text.written[start:end], text.folded[start:end], text.before[start:end])


@cache
def decisions() -> tuple[Decision, Decision]:
    """The weights of the package, read once a process: for home, and for every other place."""
    told = json.loads(resources.files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8"))
    home, other = (Decision(told[name]["weights"], told[name]["bias"]) for name in ("home", "other"))
    return home, other
