"""The stories of one reader's next edition: what waits, weighed by how the press covers it.

The front page is made here, too: no article says by itself that it is of it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.editions.compose import Candidate, matches
from bot.editions.ranking import WORTH, Standing, chosen, parts, standing
from bot.model import FRONT_PAGE, Kind, Mode, Story, Topic, TopicKind
from bot.ports import Coverage, Pending, Tellings, Waiting
from bot.topics.index_tokens import tokens
from bot.topics.source_names import publisher

FRESH = timedelta(hours=24)
"""What was not shown waits for so long: later it is no news."""
_LIKED = timedelta(days=30)
_OUTPUT = timedelta(days=7)
_HOLDS = timedelta(minutes=5)
"""For so long the coverage of stories is not asked again: the readers of one hour share it."""
_WEIGHED, _ON_FRONT = 200, 30
"""So many stories that most sources tell are weighed for the front page, and so many stand on it."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The stories to show, in order, and how many more wait; of each the version, and what led to it."""

    stories: Sequence[Story] = ()
    more: int = 0
    versions: Mapping[int, int] = field(default_factory=dict)
    topics: Mapping[int, str] = field(default_factory=dict)
    """Story -> the key of a topic, maybe of none."""


@dataclass(frozen=True, slots=True)
class Fronted:
    """A story of the front page, its newest version, and how a subscription looks at it."""

    story: Story
    version: int
    candidate: Candidate


@dataclass(slots=True)
class Selection:
    """Chooses for one reader after the other.

    `kinds` of texts come from the front page to who has chosen none.
    """

    tellings: Tellings
    coverage: Coverage
    kinds: frozenset[Kind]
    _since: datetime | None = None
    _outputs: Mapping[str, int] = field(default_factory=dict)
    _standings: dict[int, Standing] = field(default_factory=dict)
    _stories: dict[tuple[int, int], Story] = field(default_factory=dict)
    """By number and version."""
    _front_page: Sequence[Fronted] | None = None

    def in_thread(self, thread: int) -> "Selection":
        """The same for one thread of a forum."""
        return replace(self, tellings=self.tellings.in_thread(thread))

    async def of(
        self, chat_id: int, most: int, now: datetime, *, least: float = WORTH, front_page: bool = True
    ) -> Selected:
        """The most important stories that wait for a chat, at most so many; see `ranking.chosen`.

        With them, if they are wanted, come those of the front page to who follows it, or nothing.
        """
        pending = await self._pending(chat_id, now)
        if front_page:
            fronted = await self._fronted(chat_id, pending, now)
            pending = replace(pending, waiting=(*pending.waiting, *fronted))
        return await self._of(pending, most, now, least)

    async def among(
        self, chat_id: int, stories: Sequence[Waiting], most: int, now: datetime, *, least: float = WORTH
    ) -> Selected:
        """The same of stories that wait for nobody, as if they waited for this chat."""
        pending = await self._pending(chat_id, now)
        new = tuple(one for one in stories if one.story_id not in pending.had)
        return await self._of(replace(pending, waiting=new), most, now, least)

    async def _pending(self, chat_id: int, now: datetime) -> Pending:
        return await self.tellings.pending(chat_id, now - FRESH, now - _LIKED)

    async def _of(self, pending: Pending, most: int, now: datetime, least: float) -> Selected:
        if not pending.waiting:
            return Selected()
        standings = await self.standings([*pending.had, *(one.story_id for one in pending.waiting)], now)
        taken = chosen(pending, standings, now, most, least)
        told = await self._told(taken)
        return Selected(
            told,
            len(pending.waiting) - len(told),
            versions={one.story_id: one.version for one in taken},
            topics={one.story_id: one.topic for one in taken},
        )

    async def standings(self, story_ids: Collection[int], now: datetime) -> Mapping[int, Standing]:
        """How much the press makes of each of these stories."""
        await self._renewed(now)
        unknown = [id_ for id_ in story_ids if id_ not in self._standings]
        if unknown:
            for id_, reports in (await self.coverage.reports(unknown)).items():
                self._standings[id_] = standing(reports, self._outputs, now)
        return self._standings

    async def front_page(self, now: datetime) -> Sequence[Fronted]:
        """What the press makes the most of, the most important first: the same for all readers."""
        await self._renewed(now)
        if self._front_page is None:
            versions = await self.coverage.widespread(now - FRESH, _WEIGHED)
            standings = await self.standings(versions, now)
            known = [id_ for id_ in versions if id_ in standings]
            weighed = {id_: parts(Waiting(id_), standings[id_], {}, now).score for id_ in known}
            best = sorted(weighed, key=lambda id_: (weighed[id_], id_), reverse=True)[:_ON_FRONT]
            stories = await self.coverage.stories(best)
            self._front_page = [Fronted(one, versions[one.id], _candidate(one)) for one in stories]
        return self._front_page

    async def front_stories(self, topic: Topic, kinds: Collection[Kind], now: datetime) -> list[Story]:
        """The front page as who asks for `topic` (it, maybe without something) wants it."""
        page = await self.front_page(now)
        wanted = (one for one in page if one.story.lead.kind in kinds and matches(topic, one.candidate))
        return [one.story for one in wanted]

    async def _renewed(self, now: datetime) -> None:
        """Forget what is no longer so."""
        if self._since is None or not timedelta() <= now - self._since <= _HOLDS:
            self._since, self._standings, self._stories = now, {}, {}
            self._front_page = None
            self._outputs = _by_publisher(await self.coverage.outputs(now - _OUTPUT))

    async def _fronted(self, chat_id: int, pending: Pending, now: datetime) -> list[Waiting]:
        """What waits for a reader because it stands on the front page, and for no other reason."""
        taste = pending.taste
        if not taste.front_page:
            return []
        waits = {one.story_id for one in pending.waiting}
        page = [one for one in await self.front_page(now) if one.story.id not in waits]
        had = await self.tellings.had(chat_id, [one.story.id for one in page])
        wanted = self.kinds if taste.kinds is None else taste.kinds
        return [
            Waiting(one.story.id, _desk(one.story), version=one.version, suite=had.get(one.story.id, 0) > 0)
            for one in page
            if had.get(one.story.id, 0) < one.version
            and one.story.lead.kind in wanted
            and any(matches(topic, one.candidate) for topic in taste.front_page)
            and not any(matches(topic, one.candidate, Mode.MUTE) for topic in taste.muted)
        ]

    async def _told(self, taken: Sequence[Waiting]) -> list[Story]:
        unknown = [one for one in taken if (one.story_id, one.version) not in self._stories]
        if unknown:
            versions = {one.story_id: one.version for one in unknown}
            for story in await self.coverage.stories(list(versions)):
                self._stories[story.id, versions[story.id]] = story
        known = [(self._stories.get((one.story_id, one.version)), one.suite) for one in taken]
        return [replace(story, suite=suite) for story, suite in known if story is not None]


def _by_publisher(outputs: Mapping[str, int]) -> dict[str, int]:
    added: dict[str, int] = {}
    for source, articles in outputs.items():
        added[publisher(source)] = added.get(publisher(source), 0) + articles
    return added


def _candidate(story: Story) -> Candidate:
    found = Candidate.of(story, tokens(story.lead))
    return replace(found, topics=found.topics | {FRONT_PAGE.key})


def _desk(story: Story) -> str:
    """The theme of which a story of the front page takes the place: a fair share is for each of them."""
    themes = (key for key in story.topics if key.startswith(f"{TopicKind.THEME}:"))
    return next(themes, FRONT_PAGE.key)
