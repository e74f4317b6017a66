"""The reader asks for news: the latest, a topic, a summary of what they give."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

from bot.chat import menus, texts
from bot.chat.reply import Reply, say
from bot.editions import render
from bot.errors import LaconiqueError
from bot.model import Button, Mode, Raw, Story, Topic, TopicKind
from bot.ports import Archive, Reader, Readership, Search
from bot.settings import Readers
from bot.topics.catalogue import Catalogue
from bot.topics.query import parse, suggest, topic_of
from bot.topics.stems import stems


@dataclass(frozen=True, slots=True)
class News:
    """Tells what the archive holds. `digest(raw, source, now)` summarises a text, and keeps nothing of it."""

    archive: Archive
    readership: Readership
    reader: Reader
    digest: Callable[[Raw, str, datetime], Awaitable[Story]]
    catalogue: Catalogue
    settings: Readers
    busy: set[int] = field(default_factory=set)
    """Chats whose text is being read right now."""

    async def latest(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        """`/latest`."""
        return await self.latest_from(chat_id, "0", now)

    async def latest_from(self, chat_id: int, offset: str, now: datetime) -> Reply:
        """The latest stories from the `offset`-th on."""
        start = menus.number(offset)
        stories = await self.archive.stories(limit=self.settings.page_stories + 1, offset=start)
        if not stories:
            return say(texts.NO_MORE if start else texts.NOTHING_YET)
        return await self._page(chat_id, texts.LATEST, stories, now, self._turn("last:", start, len(stories)))

    async def topic(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/topic russie`, or a few words."""
        topic = parse(argument, self.catalogue).topic
        if topic is None:
            return say(texts.NO_SUCH_WORDS if argument else texts.WHICH_TOPIC)
        return await self._on(chat_id, topic, 0, now)

    async def topic_from(self, chat_id: int, place: str, now: datetime) -> Reply:
        """`place` is a topic's key, "+", and where to start."""
        key, _, offset = place.rpartition("+")
        return await self._on(chat_id, topic_of(key, self.catalogue), menus.number(offset), now)

    async def link(self, chat_id: int, url: str, now: datetime) -> Reply:
        """The summary of a page."""

        async def read() -> Story:
            raw = await self.reader.fetch(url)
            return await self.digest(raw, (urlsplit(raw.address).hostname or url).removeprefix("www."), now)

        return await self._digested(chat_id, read, now)

    async def given(self, chat_id: int, raw: Raw, now: datetime) -> Reply:
        """The summary of a text or a file."""
        return await self._digested(chat_id, lambda: self.digest(raw, texts.YOUR_TEXT, now), now)

    async def _digested(self, chat_id: int, read: Callable[[], Awaitable[Story]], now: datetime) -> Reply:
        """The summary of what one reader gave: one at a time, so that nobody keeps the others waiting."""
        if chat_id in self.busy:
            return say(texts.ONE_AT_A_TIME)
        self.busy.add(chat_id)
        try:
            story = await read()
        except LaconiqueError as err:
            return say(err.reader)
        finally:
            self.busy.discard(chat_id)
        return Reply((render.with_points(story, now, await self._zone(chat_id)),))

    async def more(self, chat_id: int, story_id: str, now: datetime) -> Reply:
        """The reader wants to know more of this story."""
        story = await self.archive.story(menus.number(story_id))
        if story is None:
            return Reply(notice=texts.OLD_BUTTON)
        return Reply((render.detail(story, now, await self._zone(chat_id)),))

    async def wrong(self, chat_id: int, story_id: str, now: datetime) -> Reply:
        """The reader says that this story's summary is wrong."""
        number = menus.number(story_id)
        if await self.archive.story(number) is None:
            return Reply(notice=texts.OLD_BUTTON)
        await self.readership.report(chat_id, number, now)
        return Reply(notice=texts.REPORTED)

    async def _on(self, chat_id: int, topic: Topic, offset: int, now: datetime) -> Reply:
        stories = await about_topic(self.archive, topic, limit=self.settings.page_stories + 1, offset=offset)
        subscriber = await self.readership.subscriber(chat_id)
        followed = subscriber is not None and subscriber.topics.get(topic.key) is Mode.FOLLOW
        follow = (menus.follow(topic, followed=followed),)
        if stories:
            title = topic.label[:1].upper() + topic.label[1:]
            turn = self._turn(f"look:{topic.key}+", offset, len(stories))
            return await self._page(chat_id, title, stories, now, turn, follow)
        if offset:
            return say(texts.NO_MORE)
        if topic.kind is TopicKind.WORDS and (close := suggest(topic.label, self.catalogue)):
            return say(texts.DID_YOU_MEAN.format(topic=topic.label), menus.suggestions(close))
        text = texts.NOTHING_ON if followed else texts.NOTHING_ON_FOLLOW
        return say(text.format(topic=topic.label), (follow,))

    async def _page(
        self, chat_id: int, title: str, stories: Sequence[Story], now: datetime, *rows: tuple[Button, ...]
    ) -> Reply:
        """One page of stories; the last message carries the buttons."""
        shown = stories[: self.settings.page_stories]
        *first, last = render.listing(title, shown, now, await self._zone(chat_id))
        return Reply((*first, replace(last, buttons=tuple(row for row in rows if row))))

    def _turn(self, data: str, offset: int, found: int) -> tuple[Button, ...]:
        size = self.settings.page_stories
        return menus.pages(data, offset, size, more=found > size)

    async def _zone(self, chat_id: int) -> str:
        subscriber = await self.readership.subscriber(chat_id)
        return subscriber.zone if subscriber else self.settings.zone


async def about_topic(archive: Archive, topic: Topic, *, limit: int, offset: int = 0) -> Sequence[Story]:
    """The stories tagged with the topic, or, where there are none, those that hold its words."""
    if topic.kind is not TopicKind.WORDS:
        tagged = await archive.stories(Search(topic=topic.key), limit=limit, offset=offset)
        if tagged:
            return tagged
    words = Search(stems=tuple(stems(topic.label)))
    return await archive.stories(words, limit=limit, offset=offset) if words.stems else ()
