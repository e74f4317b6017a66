"""The conversation: what each command and each button does, and what is answered."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from bot.chat import menus, texts
from bot.chat.words import Command, Link, Text, meaning
from bot.editions import render
from bot.errors import LaconiqueError
from bot.model import Message, Mode, Raw, Story, Subscriber, Topic
from bot.ports import Archive, Reader, Readership
from bot.settings import Readers
from bot.topics.catalogue import Catalogue
from bot.topics.query import parse, suggest

_PAUSED_BY_READER = "the reader asked for it"


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer: messages to send; or, to a button, one that replaces its message, and a short notice."""

    messages: tuple[Message, ...] = ()
    instead: Message | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """Answers readers. `digest(raw, source, now)` reads and summarises a text, and keeps nothing of it."""

    archive: Archive
    readership: Readership
    reader: Reader
    digest: Callable[[Raw, str, datetime], Awaitable[Story]]
    catalogue: Catalogue
    settings: Readers

    async def said(self, chat_id: int, message: str, now: datetime) -> Reply:
        """Answer what a reader typed."""
        match meaning(message):
            case Command(name, argument):
                answer = _COMMANDS.get(name)
                return await answer(self, chat_id, argument, now) if answer else _say(texts.UNKNOWN_COMMAND)
            case Link(url):
                return await self._summarise_link(chat_id, url, now)
            case Text(text):
                return await self.given(chat_id, Raw("", text.encode(), "text/plain", "utf-8"), now)

    async def given(self, chat_id: int, raw: Raw, now: datetime) -> Reply:
        """Answer a text or a file with its summary."""
        try:
            story = await self.digest(raw, texts.YOUR_TEXT, now)
        except LaconiqueError as err:
            return _say(err.reader)
        return Reply((Message(render.block(story, now, await self._zone(chat_id))),))

    async def pressed(self, chat_id: int, data: str, now: datetime) -> Reply:
        """Answer a button; one of another age, or a forged one, gets a kind word."""
        verb, _, rest = data.partition(":")
        answer = _BUTTONS.get(verb)
        try:
            return await answer(self, chat_id, rest, now) if answer else Reply(notice=texts.OLD_BUTTON)
        except ValueError:  # a number, a topic that is none
            return Reply(notice=texts.OLD_BUTTON)

    # Commands

    async def _start(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        known = await self.readership.subscriber(chat_id)
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        text = texts.WELCOME_BACK if known and known.topics else texts.WELCOME
        return _say(text, menus.topics(await self._offered(chat_id), subscriber))

    async def _topics(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        return _say(texts.CHOOSE_TOPICS, menus.topics(await self._offered(chat_id), subscriber))

    async def _subscribe(self, chat_id: int, argument: str, now: datetime) -> Reply:
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        if not argument:
            text = f"{texts.SUBSCRIBED}\n\n{texts.CHOOSE_TOPICS}"
            return _say(text, menus.topics(await self._offered(chat_id), subscriber))
        topic = parse(argument, self.catalogue).topic
        if topic is None:
            return _say(texts.NO_SUCH_WORDS)
        await self.readership.set_topic(chat_id, topic, Mode.FOLLOW)
        return _say(texts.NOW_FOLLOWED.format(topic=topic.label), ((menus.follow(topic, followed=True),),))

    async def _unsubscribe(self, chat_id: int, argument: str, _now: datetime) -> Reply:
        if await self.readership.subscriber(chat_id) is None:
            return _say(texts.NOT_SUBSCRIBED)
        if not argument:
            await self.readership.pause(chat_id, _PAUSED_BY_READER)
            return _say(texts.UNSUBSCRIBED)
        topic = parse(argument, self.catalogue).topic
        if topic is None:
            return _say(texts.NO_SUCH_WORDS)
        await self.readership.set_topic(chat_id, topic, None)
        return _say(texts.NO_LONGER_FOLLOWED.format(topic=topic.label))

    async def _hours(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        return _say(texts.CHOOSE_HOURS, menus.hours(self.settings.slots, subscriber))

    async def _latest(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        return await self._page_of_latest(chat_id, 0, now)

    async def _topic(self, chat_id: int, argument: str, now: datetime) -> Reply:
        if not argument:
            return _say(texts.WHICH_TOPIC)
        topic = parse(argument, self.catalogue).topic
        if topic is None:
            return _say(texts.NO_SUCH_WORDS)
        return await self._page_of_topic(chat_id, topic, 0, now)

    async def _help(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        return _say(texts.HELP)

    async def _forget(self, chat_id: int, _argument: str, _now: datetime) -> Reply:
        await self.readership.forget(chat_id)
        return _say(texts.FORGOTTEN)

    # Buttons

    async def _toggle_topic(self, chat_id: int, key: str, now: datetime) -> Reply:
        topic = self.catalogue.topic(key)
        notice = await self._toggle(chat_id, topic, now)
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        menu = menus.topics(await self._offered(chat_id), subscriber)
        return Reply(instead=Message(escape(texts.CHOOSE_TOPICS), menu), notice=notice)

    async def _toggle_follow(self, chat_id: int, key: str, now: datetime) -> Reply:
        topic = self.catalogue.topic(key)
        notice = await self._toggle(chat_id, topic, now)
        return _say(notice) 

    async def _leave(self, chat_id: int, key: str, _now: datetime) -> Reply:
        topic = self.catalogue.topic(key)
        await self.readership.set_topic(chat_id, topic, None)
        return Reply(notice=texts.NO_LONGER_FOLLOWED.format(topic=topic.label))

    async def _look(self, chat_id: int, rest: str, now: datetime) -> Reply:
        key, _, offset = rest.rpartition("+")
        return await self._page_of_topic(chat_id, self.catalogue.topic(key), int(offset), now)

    async def _last(self, chat_id: int, offset: str, now: datetime) -> Reply:
        return await self._page_of_latest(chat_id, int(offset), now)

    async def _toggle_slot(self, chat_id: int, minute: str, now: datetime) -> Reply:
        at = int(minute)
        if not 0 <= at < 24 * 60:
            raise ValueError(minute)
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        wanted = at not in subscriber.slots
        await self.readership.set_slot(chat_id, at, wanted=wanted, now=now)
        text = texts.HOUR_ON if wanted else texts.HOUR_OFF
        return await self._hours_menu(chat_id, now, text.format(clock=render.clock(*divmod(at, 60))))

    async def _toggle_instant(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        await self.readership.set_instant(chat_id, instant=not subscriber.instant)
        notice = texts.AT_ONCE_OFF if subscriber.instant else texts.AT_ONCE_ON
        return await self._hours_menu(chat_id, now, notice)

    async def _show_hours(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        return await self._hours_menu(chat_id, now, "")

    async def _show_topics(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        subscriber = await self.readership.join(chat_id, self.settings.zone, now)
        menu = menus.topics(await self._offered(chat_id), subscriber)
        return Reply(instead=Message(escape(texts.CHOOSE_TOPICS), menu))

    async def _wrong(self, chat_id: int, story_id: str, now: datetime) -> Reply:
        if await self.archive.story(int(story_id)) is None:
            return Reply(notice=texts.OLD_BUTTON)
        await self.readership.report(chat_id, int(story_id), now)
        return Reply(notice=texts.REPORTED)

    # What they share

    async def _summarise_link(self, chat_id: int, url: str, now: datetime) -> Reply:
        try:
            raw = await self.reader.fetch(url)
        except LaconiqueError as err:
            return _say(err.reader)
        return await self.given(chat_id, raw, now)

    async def _page_of_latest(self, chat_id: int, offset: int, now: datetime) -> Reply:
        stories = await self.archive.stories(limit=self.settings.page_stories + 1, offset=offset)
        if not stories:
            return _say(texts.NO_MORE if offset else texts.NOTHING_YET)
        return await self._page(chat_id, texts.LATEST, stories, offset, "last:", now)

    async def _page_of_topic(self, chat_id: int, topic: Topic, offset: int, now: datetime) -> Reply:
        stories = await self._about(topic, offset)
        subscriber = await self.readership.subscriber(chat_id)
        followed = subscriber is not None and subscriber.topics.get(topic.key) is Mode.FOLLOW
        if stories:
            title = topic.label[:1].upper() + topic.label[1:]
            button = menus.follow(topic, followed=followed)
            return await self._page(chat_id, title, stories, offset, f"look:{topic.key}+", now, button)
        if offset:
            return _say(texts.NO_MORE)
        if close := suggest(topic.label, self.catalogue):
            return _say(texts.DID_YOU_MEAN.format(topic=topic.label), menus.suggestions(close))
        text = texts.NOTHING_ON if followed else texts.NOTHING_ON_FOLLOW
        return _say(text.format(topic=topic.label), ((menus.follow(topic, followed=followed),),))

    async def _about(self, topic: Topic, offset: int) -> Sequence[Story]:
        """One page of a topic's stories, and one more to know whether there is a next page."""
        limit = self.settings.page_stories + 1
        stems = self.catalogue.words(topic)
        return await self.archive.stories(topic=None if stems else topic.key, stems=stems, limit=limit, offset=offset)
