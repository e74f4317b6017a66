"""The stories of one reader's next edition: what waits, weighed by how the press covers it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.editions.ranking import WORTH, Standing, chosen, standing
from bot.model import Story
from bot.ports import Coverage, Pending, Tellings, Waiting
from bot.topics.source_names import publisher

FRESH = timedelta(hours=24)
"""What was not shown waits for so long: later it is no news."""
_LIKED = timedelta(days=30)
_OUTPUT = timedelta(days=7)
_HOLDS = timedelta(minutes=5)
"""For so long the coverage of stories is not asked again: the readers of one hour share it."""


@dataclass(frozen=True, slots=True)
class Selected:
    """The stories to show, in order, how many more wait, and which version of each is shown."""

    stories: Sequence[Story] = ()
    more: int = 0
    versions: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Selection:
    """Chooses for one reader after the other."""

    tellings: Tellings
    coverage: Coverage
    _since: datetime | None = None
    _outputs: Mapping[str, int] = field(default_factory=dict)
    _standings: dict[int, Standing] = field(default_factory=dict)
    _stories: dict[tuple[int, int], Story] = field(default_factory=dict)
    """By number and version."""

    async def of(self, chat_id: int, most: int, now: datetime, *, least: float = WORTH) -> Selected:
        """The most important stories that wait for a chat, at most so many; see `ranking.chosen`."""
        return await self._of(await self._pending(chat_id, now), most, now, least)

    async def among(self, chat_id: int, stories: Sequence[Waiting], most: int, now: datetime) -> Selected:
        """The same of stories that wait for nobody, as if they waited for this chat."""
        pending = await self._pending(chat_id, now)
        new = tuple(one for one in stories if one.story_id not in pending.had)
        return await self._of(replace(pending, waiting=new), most, now, WORTH)

    async def _pending(self, chat_id: int, now: datetime) -> Pending:
        return await self.tellings.pending(chat_id, now - FRESH, now - _LIKED)

    async def _of(self, pending: Pending, most: int, now: datetime, least: float) -> Selected:
        if not pending.waiting:
            return Selected()
        standings = await self.standings([*pending.had, *(one.story_id for one in pending.waiting)], now)
        taken = chosen(pending, standings, now, most, least)
        told = await self._told(taken)
        return Selected(told, len(pending.waiting) - len(told), {one.story_id: one.version for one in taken})

    async def standings(self, story_ids: Collection[int], now: datetime) -> Mapping[int, Standing]:
        """How much the press makes of each of these stories."""
        if self._since is None or not timedelta() <= now - self._since <= _HOLDS:
            self._since, self._standings, self._stories = now, {}, {}
            self._outputs = _by_publisher(await self.coverage.outputs(now - _OUTPUT))
        unknown = [id_ for id_ in story_ids if id_ not in self._standings]
        if unknown:
            for id_, reports in (await self.coverage.reports(unknown)).items():
                self._standings[id_] = standing(reports, self._outputs, now)
        return self._standings

    async def _told(self, taken: Sequence[Waiting]) -> list[Story]:
        unknown = [one for one in taken if (one.story_id, one.version) not in self._stories]
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
