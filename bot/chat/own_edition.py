"""The reader asks for their own edition now."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat import texts
from bot.chat.interpreter import Interpreter, search_of
from bot.chat.reply import Reply, say
from bot.editions import render
from bot.editions.compose import Candidate, matches
from bot.editions.grouping import of_edition
from bot.editions.ranking import WORTH
from bot.editions.selection import FRESH, Selected, Selection
from bot.model import Mode, Story, Topic
from bot.ports import Archive, Readership, Tellings, Waiting
from bot.settings import Readers
from bot.topics.catalogue import Catalogue
from bot.topics.index_tokens import tokens
from bot.topics.query import Asked
from bot.wording import Marked
from bot.wording.formats import long_day


@dataclass(frozen=True, slots=True)
class OwnEdition:
    """Tells at once what the next edition would tell; for who has had none yet, what the archive has."""

    archive: Archive
    readership: Readership
    tellings: Tellings
    selection: Selection
    interpreter: Interpreter
    catalogue: Catalogue
    settings: Readers

    async def digest(
        self, chat_id: int, _argument: str, now: datetime, nothing: Marked = texts.NOTHING_FOR_YOU
    ) -> Reply:
        """`/digest`; `nothing` is what is said when there is nothing of what the reader follows."""
        selected = await self.selected(chat_id, self.settings.edition_stories, now)
        if not selected.stories:
            follows = Mode.FOLLOW in (mode for _topic, mode in await self.readership.chosen(chat_id))
            return say(nothing if follows else texts.NO_TOPICS_YET)
        await self.tellings.shown(chat_id, selected.versions, now)
        return await self._told(chat_id, selected, now)

    async def selected(self, chat_id: int, most: int, now: datetime, *, least: float = WORTH) -> Selected:
        """What waits for a reader, or else what the archive has for them; see `ranking.chosen`."""
        waits = await self.selection.of(chat_id, most, now, least=least)
        if waits.stories:
            return waits
        chosen = await self.readership.chosen(chat_id)
        followed = [topic for topic, mode in chosen if mode is Mode.FOLLOW]
        muted = [topic for topic, mode in chosen if mode is Mode.MUTE]
        published = [one async for one in self._published(followed, muted, now)]
        return await self.selection.among(chat_id, published, most, now, least=least)

    async def _published(
        self, followed: Sequence[Topic], muted: Sequence[Topic], now: datetime
    ) -> AsyncIterator[Waiting]:
        """What is fresh of what the reader follows, and nothing of what they mute."""
        found: set[int] = set()
        for topic in followed:
            search = search_of(Asked(topic), self.settings.zone, self.catalogue)
            fresh = replace(search, since=now - FRESH, kinds=self.settings.kinds)
            for story in (await self.archive.answer(fresh, limit=self.settings.edition_stories)).about:
                if story.id not in found and not _is_of(story, muted):
                    found.add(story.id)
                    yield Waiting(story.id, topic.key)

    async def _told(self, chat_id: int, selected: Selected, now: datetime) -> Reply:
        zone = await self.interpreter.zone(chat_id)
        local = now.astimezone(ZoneInfo(zone))
        title = texts.YOUR_EDITION.format(day=long_day(local.date()))
        sections = of_edition(selected.stories, selected.topics, self.catalogue)
        told = render.edition(sections, local.date(), 0, now, zone, more=selected.more, title=title)
        return Reply(tuple(told))


def _is_of(story: Story, muted: Sequence[Topic]) -> bool:
    candidate = Candidate.of(story, tokens(story.lead))
    return any(matches(topic, candidate, Mode.MUTE) for topic in muted)
