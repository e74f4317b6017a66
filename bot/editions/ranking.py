"""Which of the stories that wait an edition takes, and in which order.

The most important first: a sum of named parts, each from 0 to about 1, with the weight that labelled days
gave it (`tests/quality/editions_corpus.py`). One story of an event, and a fair share for each topic followed:
what a topic has had already makes its next story worth less.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.editions.promise import promise
from bot.model import Form, Kind
from bot.ports.editions import Pending, Report, Waiting
from bot.stories.rarity import rarity
from bot.stories.signature import TITLE, marked
from bot.topics.source_names import publisher

_RECENT = timedelta(hours=3)
_HALF_H = 12.0
"""After so many hours a story is half as fresh."""
_PUBLISHERS = 8.0
"""So many publishers tell what nobody can miss."""
_LOUD, _QUIET = 0.4, 1.5
"""Least and most weight of a publisher: who publishes little chooses what."""
_OPENED = 5.0
"""Stories of a topic that were opened lately, from which on it is a favourite."""
_SAME = 0.5
"""Share of rarity in common from which on the leads of two stories are of one event."""
WORTH = 3.2
"""Where more wait than fit, an edition that is half full takes no story below this: it is short then."""
_PROSE = frozenset({Form.PROSE, Form.ANNOUNCED})
_AGAIN = 0.25
"""What a topic's story loses for each that the edition has of it already."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How much the press makes of a story: the same for all readers.

    `publishers` and `recent` are counts, for who asks why; the rest is what `Parts` takes.
    """

    publishers: int
    recent: int
    """Publishers that told it within the last hours."""
    breadth: float
    growth: float
    prominence: float
    promise: float
    newest: datetime
    words: Mapping[str, float]
    """Token of the lead -> its rarity in nats, by which two stories of one event are told."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What makes a story important to one reader; each from 0 to about 1."""

    breadth: float
    """Publishers that tell it, each for as much as it publishes little."""
    growth: float
    """How many of them within the last hours."""
    prominence: float
    """How it is told: a report, followed live; not an opinion, a review, the table of a race."""
    promise: float
    """How likely such a title is told by many, see `editions/promise`: what is new has nobody else yet."""
    freshness: float
    salience: float
    """How much the story is of what the reader follows."""
    liking: float
    """How often the reader opened stories of this topic."""

    @property
    def score(self) -> float:
        """Their sum, with the weights that labelled days gave them."""
        return (
            3.0 * self.breadth
            + 0.6 * self.growth
            + 0.8 * self.prominence
            + 0.8 * self.promise
            + 0.5 * self.freshness
            + 0.6 * self.salience
            + 0.4 * self.liking
        )


def weight(source: str, outputs: Mapping[str, int]) -> float:
    """How much it tells that this publisher tells a story: the more, the less it publishes.

    `outputs` are the articles of each publisher over some days.
    """
    usual = median(outputs.values()) if outputs else 1
    return min(max(math.sqrt(usual / max(outputs.get(source, 1), 1)), _LOUD), _QUIET)


def standing(reports: Sequence[Report], outputs: Mapping[str, int], now: datetime) -> Standing:
    """How much the press makes of a story, of which these are the articles, the lead first."""
    telling = {publisher(report.source) for report in reports}
    recent = {publisher(report.source) for report in reports if now - report.moment <= _RECENT}
    heard = sum(weight(source, outputs) for source in telling)
    lately = sum(weight(source, outputs) for source in recent)
    lead = reports[0]
    return Standing(
        publishers=len(telling),
        recent=len(recent),
        breadth=math.log1p(heard) / math.log1p(_PUBLISHERS),
        growth=math.log1p(lately) / math.log1p(_PUBLISHERS),
        prominence=_prominence(reports),
        promise=max(promise(report.tokens, report.url) for report in reports),
        newest=max(report.moment for report in reports),
        words={token: rarity(token) for mark, token in map(marked, lead.tokens) if mark & TITLE},
    )


def _prominence(reports: Sequence[Report]) -> float:
    followed = any(report.form is Form.LIVE or report.kind is Kind.LIVE for report in reports)
    told = any(report.form in _PROSE and report.kind is Kind.NEWS for report in reports)
    return 0.7 * told + 0.3 * followed


def parts(one: Waiting, its: Standing, opened: Mapping[str, int], now: datetime) -> Parts:
    """What the story is worth to the reader for whom it waits.

    `opened`: topic -> how many of its stories the reader has opened lately.
    """
    age_h = max((now - its.newest).total_seconds(), 0.0) / 3600
    return Parts(
        breadth=its.breadth,
        growth=its.growth,
        prominence=its.prominence,
        promise=its.promise,
        freshness=0.5 ** (age_h / _HALF_H),
        salience=one.salience,
        liking=min(opened.get(one.topic, 0) / _OPENED, 1.0),
    )


def chosen(
    pending: Pending, standings: Mapping[int, Standing], now: datetime, most: int, least: float = WORTH
) -> list[Waiting]:
    """At most so many of the stories that wait, the most important first.

    Who follows little gets all of it; of much, half at least, and more where it is worth `least`. Another
    story of an event that the reader has had lately is left out; a Suite, which is of what the reader has
    had, where this edition tells its event.
    """
    waiting, opened = pending.waiting, pending.opened
    known = {one.story_id: one for one in waiting if one.story_id in standings}
    left = {id_: parts(one, standings[id_], opened, now).score for id_, one in known.items()}
    had = [standings[one].words for one in pending.had if one in standings]
    told: list[Mapping[str, float]] = []
    of_topic: Counter[str] = Counter()
    taken: list[Waiting] = []
    while left and len(taken) < most:
        best = known[max(left, key=lambda id_: (left[id_] - _AGAIN * of_topic[known[id_].topic], id_))]
        if len(waiting) > most and len(taken) >= most / 2 and left[best.story_id] < least:
            break
        del left[best.story_id]
        words = standings[best.story_id].words
        if any(is_same(words, other) for other in (told if best.suite else [*had, *told])):
            continue
        taken.append(best)
        told.append(words)
        of_topic[best.topic] += 1
    return taken


def is_same(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two titles name one event, by the rarity of what they share."""
    shared = sum(rarity**2 for token, rarity in one.items() if token in other)
    return shared >= _SAME * math.sqrt(_squared(one.values()) * _squared(other.values())) > 0


def _squared(rarities: Collection[float]) -> float:
    return sum(rarity**2 for rarity in rarities)
