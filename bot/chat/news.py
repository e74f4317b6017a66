"""The reader asks for news: the latest, more of a story, a summary of what they give."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from bot.chat import menus, texts
from bot.chat.failures import explained
from bot.chat.interpreter import Interpreter
from bot.chat.reply import Reply, page, say
from bot.editions import buttons, render
from bot.errors import LaconiqueError
from bot.french.fold import fold
from bot.model import Raw, Story
from bot.ports import Archive, Reader, Readership, Search, Tellings
from bot.settings import Readers
from bot.topics.source_names import publisher

_NAMED_MAX = 60
"""Publishers in one message."""


@dataclass(frozen=True, slots=True)
class News:
    """Tells what the archive holds. `digest(raw, source, now)` summarises a text, and keeps nothing of it."""

    archive: Archive
    readership: Readership
    tellings: Tellings
    reader: Reader
    digest: Callable[[Raw, str, datetime], Awaitable[Story]]
    interpreter: Interpreter
    settings: Readers
    busy: set[int] = field(default_factory=set)
    """Chats whose text is being read right now."""

    async def latest(self, chat_id: int, now: datetime, most: int | None = None) -> Reply:
        """`/latest`, as many as fit a page, or `most`."""
        return await self._page(chat_id, 0, most, now)

    async def latest_from(self, chat_id: int, offset: str, now: datetime) -> Reply:
        """The latest stories from the `offset`-th on."""
        return await self._page(chat_id, buttons.number(offset), None, now)

    async def _page(self, chat_id: int, start: int, most: int | None, now: datetime) -> Reply:
        size = most or self.settings.page_stories
        wanted = Search(kinds=await self.interpreter.kinds(chat_id))
        stories = await self.archive.stories(wanted, limit=size + 1, offset=start)
        if not stories:
            return Reply(notice=str(texts.NO_MORE)) if start else say(texts.NOTHING_YET)
        turn = menus.pages("last:", start, size, more=len(stories) > size)
        zone = await self.interpreter.zone(chat_id)
        return page(str(texts.LATEST), stories[:size], now, zone, turn, number=start + 1 if start else None)

    async def sources(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/sources`."""
        names = sorted({publisher(name) for name in await self.archive.sources()}, key=fold)
        if not names:
            return say(texts.NOTHING_READ)
        return say(texts.SOURCES_READ.format(number=len(names), names=menus.enumerated(names, _NAMED_MAX)))

    async def link(self, chat_id: int, url: str, now: datetime) -> Reply:
        """The summary of a page."""

        async def read() -> Story:
            raw = await self.reader.fetch(url)
            return await self.digest(raw, (urlsplit(raw.address).hostname or url).removeprefix("www."), now)

        return await self._digested(chat_id, read, now)

    async def given(self, chat_id: int, raw: Raw, now: datetime) -> Reply:
        """The summary of a text or a file."""
        return await self._digested(chat_id, lambda: self.digest(raw, str(texts.YOUR_TEXT), now), now)

    async def _digested(self, chat_id: int, read: Callable[[], Awaitable[Story]], now: datetime) -> Reply:
        """The summary of what one reader gave: one at a time, so that nobody keeps the others waiting."""
        if chat_id in self.busy:
            return say(texts.ONE_AT_A_TIME)
        self.busy.add(chat_id)
        try:
            story = await read()
        except LaconiqueError as err:
            return say(explained(err))
        finally:
            self.busy.discard(chat_id)
        return Reply((render.with_points(story, now, await self.interpreter.zone(chat_id)),))
