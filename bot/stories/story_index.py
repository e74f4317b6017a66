"""The stories of the last days, in memory -> the one that a new article belongs to.

A cache of what the database says: it is filled from there, and catches up from there with what other
processes have placed. How large and how fast it is with 100,000 articles: `bench/stories.py --window`.
"""

import heapq
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.model import Signature
from bot.ports import Assignment
from bot.stories.likeness import THRESHOLD, TOGETHER, Weighed, likeness
from bot.stories.rarity import rarity
from bot.stories.signature import CONCEPT, DAY, FALL, FIGURE, LEAD, MARKS, NAME, PLACE, RISE, TITLE, marked

_IN_TITLE, _IN_LEAD = 1.0, 0.6
_SPECIAL = 1.5
"""Names and figures count so much more."""
_CONCEPT = 0.7

_PRIOR = 2000
"""What is known of the press beforehand weighs as much as so many stories of the archive."""

_LOOKED_UP = 3000
"""Places of the index that are read for one article, its rarest tokens first."""
_NEAREST = 32
"""Articles whose stories are compared with it."""
_MEMBERS = 8
"""Articles of a story that are compared with it: the newest ones."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """One article: its tokens by number, above their marks.

    `counts` is what it adds to how often they are met.
    """

    story_id: int
    moment: datetime
    tokens: "array[int]"
    sketch: "array[int]"
    counts: float


@dataclass(slots=True)
class _Day:
    """The articles of one day; token -> those that hold it; when the last one came."""

    articles: set[int] = field(default_factory=set)
    holding: dict[int, "array[int]"] = field(default_factory=dict)
    newest: datetime | None = None


class StoryIndex:
    """The stories that had an article within `window`; articles further apart than that tell two events."""

    def __init__(self, window: timedelta) -> None:
        self.window = window
        self.number = 0
        """The last placement that it knows of."""
        self._articles: dict[int, _Kept] = {}
        self._days: dict[int, _Day] = defaultdict(_Day)
        self._stories: dict[int, list[int]] = defaultdict(list)
        self._apart_from: dict[int, int] = {}
        self._looked_at: dict[int, int] = {}
        """Story -> how many articles it had when it was compared with the others."""
        self._numbers: dict[str, int] = {}
        self._tokens: list[str] = []
        self._prior = array("d")
        self._met = array("d")

    def __len__(self) -> int:
        return len(self._articles)

    def learn(self, placed: Iterable[Assignment], number: int, now: datetime) -> None:
        """Take in what was placed since `self.number`, and let go of what came before the window."""
        for one in placed:
            if one.article_id in self._articles:
                self._take_out(one.article_id)
            self._put(one)
        self.number = number
        for day in [
            day for day, kept in self._days.items() if kept.newest and kept.newest < now - self.window
        ]:
            for article_id in self._days.pop(day).articles:
                self._forget(article_id)

    def story_of(self, signature: Signature, moment: datetime) -> int | None:
        """The story that an article of this moment belongs to; None when it opens its own."""
        one = self.weighed(signature)
        scores = {story_id: self._scores([one], story_id) for story_id in self._near(one, moment)}
        able = {story_id: score for story_id, score in scores.items() if _joint(score) >= THRESHOLD}
        if not able:
            return None
        best = max(able, key=lambda story_id: (_joint(able[story_id]), -story_id))
        # Between stories that an operator has set apart the nearest article decides, not the crowd.
        family = [story_id for story_id in able if self._root(story_id) == self._root(best)]
        return max(family, key=lambda story_id: (max(able[story_id]), -story_id)) if family[1:] else best

    def twins(self, since: datetime, most: int) -> list[tuple[int, int]]:
        """Stories that turned out to tell one event: the older one's number, then the other's.

        Looks at stories with an article since then that have grown since they were last looked at, at most so
        many in one go: what is not looked at now is next time. A story stands in one pair at most.
        """
        grown = [
            story_id
            for story_id, members in self._stories.items()
            if self._looked_at.get(story_id) != len(members) and self._articles[members[-1]].moment >= since
        ][:most]
        paired: set[int] = set()
        found: list[tuple[int, int]] = []
        for story_id in grown:
            self._looked_at[story_id] = len(self._stories[story_id])
            twin = None if story_id in paired else self._twin(story_id)
            if twin is not None and twin not in paired:
                paired |= {story_id, twin}
                found.append((min(story_id, twin), max(story_id, twin)))
        return found

    def _twin(self, story_id: int) -> int | None:
        """The story that tells the same event as this one, unless somebody has set it apart from it."""
        members = self._members(story_id)
        ones = [self._ready(kept) for kept in members]
        near = {
            other for one, kept in zip(ones, members, strict=True) for other in self._near(one, kept.moment)
        } - {story_id}
        family = self._root(story_id)
        best, score = None, TOGETHER
        for other in sorted(near):
            if self._root(other) != family:
                joint = _joint(self._scores(ones, other))
                if joint >= score:
                    best, score = other, joint
        return best

    def alike(self, one: Signature, other: Signature) -> bool:
        """Whether two articles tell one event."""
        return likeness(self.weighed(one), self.weighed(other)) >= THRESHOLD

    def weighed(self, signature: Signature) -> Weighed:
        """A signature ready to be compared, by how rare its tokens are at this moment."""
        return self._weighed(self._numbered(signature), array("I", signature.sketch))

    def _near(self, one: Weighed, moment: datetime) -> list[int]:
        """The stories of the articles that share the rarest tokens with it, the nearest first."""
        days = [kept for day, kept in self._days.items() if abs(day - moment.toordinal()) <= self.window.days]
        points: dict[int, float] = defaultdict(float)
        left = _LOOKED_UP
        for token in sorted(one.weights, key=self._rarity, reverse=True):
            worth = self._rarity(token) * one.weights[token]
            for day in days:
                holding = day.holding.get(token, ())
                left -= len(holding)
                for article_id in holding:
                    points[article_id] += worth
            if left < 0:
                break
        nearest = heapq.nlargest(_NEAREST, points, key=lambda article_id: (points[article_id], -article_id))
        within = [n for n in nearest if abs(self._articles[n].moment - moment) <= self.window]
        return list(dict.fromkeys(self._articles[article_id].story_id for article_id in within))

    def _scores(self, ones: Iterable[Weighed], story_id: int) -> list[float]:
        """How like each of these articles is to each of a story's."""
        members = [self._ready(kept) for kept in self._members(story_id)]
        return [likeness(one, member) for one in ones for member in members]

    def _members(self, story_id: int) -> list[_Kept]:
        """The articles of a story that are compared."""
        return [self._articles[article_id] for article_id in self._stories[story_id][-_MEMBERS:]]

    def _ready(self, kept: _Kept) -> Weighed:
        return self._weighed(kept.tokens, kept.sketch)

    def _weighed(self, tokens: "array[int]", sketch: "array[int]") -> Weighed:
        weights: dict[int, float] = {}
        rarities: dict[int, float] = {}
        kinds: dict[int, set[int]] = {mark: set() for mark in (TITLE, NAME, PLACE, FIGURE, LEAD)}
        days, concepts, way = set(), set(), 0
        for packed in tokens:
            token = packed >> MARKS
            text = self._tokens[token]
            for mark, those in kinds.items():
                if packed & mark:
                    those.add(token)
            if text[0] == DAY:
                days.add(token)
                continue
            way += (text == RISE) - (text == FALL)
            rarities[token] = rarity = self._rarity(token)
            weight = (_IN_TITLE * bool(packed & TITLE) + _IN_LEAD * bool(packed & LEAD)) * rarity
            if text[0] == CONCEPT:
                concepts.add(token)
                weight *= _CONCEPT
            if packed & (NAME | FIGURE):
                weight *= _SPECIAL
            weights[token] = weight
        return Weighed(
            weights=weights,
            rarities=rarities,
            title=kinds[TITLE] - days,
            names=kinds[NAME],
            places=kinds[PLACE],
            figures=kinds[FIGURE],
            days=days,
            concepts=concepts,
            way=way,
            bare=not kinds[LEAD],
            sketch=sketch,
        )

    def _rarity(self, token: int) -> float:
        """In nats: what the archive has met, and what was known before it had met anything."""
        return math.log((_PRIOR + len(self._stories) + 1) / (self._met[token] + self._prior[token]))

    def _numbered(self, signature: Signature) -> "array[int]":
        return array("I", [self._number(one) << MARKS | mark for mark, one in map(marked, signature.tokens)])

    def _number(self, token: str) -> int:
        number = self._numbers.get(token)
        if number is None:
            number = self._numbers[token] = len(self._tokens)
            self._tokens.append(token)
            self._prior.append(_PRIOR * math.exp(-rarity(token)))
            self._met.append(0.0)
        return number

    def _put(self, placed: Assignment) -> None:
        story = self._stories[placed.story_id]
        story.append(placed.article_id)
        tokens = self._numbered(placed.signature)
        # The tenth article of a story makes its words hardly more common than the first did.
        kept = _Kept(
            placed.story_id, placed.moment, tokens, array("I", placed.signature.sketch), 1 / len(story)
        )
        self._articles[placed.article_id] = kept
        if placed.apart_from is None:
            self._apart_from.pop(placed.story_id, None)
        else:
            self._apart_from[placed.story_id] = placed.apart_from
        day = self._days[placed.moment.toordinal()]
        day.articles.add(placed.article_id)
        day.newest = max(day.newest or placed.stored_at, placed.stored_at)
        for packed in tokens:
            self._met[packed >> MARKS] += kept.counts
            day.holding.setdefault(packed >> MARKS, array("I")).append(placed.article_id)

    def _take_out(self, article_id: int) -> None:
        kept = self._articles[article_id]
        day = self._days[kept.moment.toordinal()]
        day.articles.remove(article_id)
        for packed in kept.tokens:
            day.holding[packed >> MARKS].remove(article_id)
        self._forget(article_id)

    def _forget(self, article_id: int) -> None:
        kept = self._articles.pop(article_id)
        for packed in kept.tokens:
            self._met[packed >> MARKS] -= kept.counts
        self._stories[kept.story_id].remove(article_id)
        if not self._stories[kept.story_id]:
            del self._stories[kept.story_id]
            self._looked_at.pop(kept.story_id, None)

    def _root(self, story_id: int) -> int:
        """The story from which it was set apart, and so on to the first."""
        seen = {story_id}
        while (before := self._apart_from.get(story_id)) is not None and before not in seen:
            seen.add(story_id := before)
        return story_id


def _joint(scores: list[float]) -> float:
    """Half the nearest, half the middle of all."""
    return (max(scores) + sum(scores) / len(scores)) / 2
