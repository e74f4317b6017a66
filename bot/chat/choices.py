"""The reader chooses: which topics, or nothing any more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.chat import menus, texts
from bot.chat.reply import Reply, plain, say
from bot.model import Message, Mode, Subscriber, Topic
from bot.ports import Readership
from bot.settings import Readers
from bot.topics.catalogue import Catalogue
from bot.topics.query import parse, topic_of

_BY_READER = "the reader asked for it"
TOPICS_MAX = 60
"""Of one reader: the menu of them all still fits under one message, which bears 100 buttons."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Keeps what readers choose."""

    readership: Readership
    catalogue: Catalogue
    settings: Readers

    async def start(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        """`/start`: welcome, and the topics to choose from."""
        subscriber = await self._joined(chat_id, now)
        text = texts.WELCOME_BACK if subscriber.topics else texts.WELCOME
        return say(text, await self._topic_menu(subscriber))

    async def topics(self, chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/topics`."""
        return Reply((await self._topics(chat_id),))

    async def subscribe(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/subscribe`, or `/subscribe retraites`."""
        subscriber = await self._joined(chat_id, now)
        if not argument:
            text = f"{texts.SUBSCRIBED}\n\n{texts.CHOOSE_TOPICS}"
            return say(text, await self._topic_menu(subscriber))
        asked = [parse(part, self.catalogue).topic for part in argument.split(",")]
        topics = list(dict.fromkeys(topic for topic in asked if topic is not None))
        if not topics:
            return say(texts.NO_SUCH_WORDS)
        if len({*subscriber.topics, *(topic.key for topic in topics)}) > TOPICS_MAX:
            return say(texts.TOO_MANY_TOPICS)
        for topic in topics:
            await self.readership.set_topic(chat_id, topic, Mode.FOLLOW)
        labels = ", ".join(topic.label for topic in topics)
        buttons = tuple((menus.follow(topic, followed=True),) for topic in topics)
        return say(texts.NOW_FOLLOWED.format(topic=labels), buttons)

    async def unsubscribe(self, chat_id: int, argument: str, _now: datetime) -> Reply:
        """`/unsubscribe`, or `/unsubscribe retraites`."""
        subscriber = await self.readership.subscriber(chat_id)
        if subscriber is None:
            return say(texts.NOT_SUBSCRIBED)
        if not argument:
            await self.readership.pause(chat_id, _BY_READER)
            return say(texts.UNSUBSCRIBED)
        topic = parse(argument, self.catalogue).topic
        if topic is None:
            return say(texts.NO_SUCH_WORDS)
        if topic.key not in subscriber.topics:
            return say(texts.NOT_FOLLOWED.format(topic=topic.label))
        await self.readership.set_topic(chat_id, topic, None)
        return say(texts.NO_LONGER_FOLLOWED.format(topic=topic.label))

    async def forget(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/forget`: ask first, there is no way back."""
        return say(texts.FORGET_ALL, menus.forget())

    async def forgotten(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """«Tout effacer» was touched: erase all we know."""
        await self.readership.forget(chat_id)
        return Reply(instead=plain(texts.FORGOTTEN))

    async def toggle_topic(self, chat_id: int, key: str, now: datetime) -> Reply:
        """A topic of the menu was touched."""
        notice = await self._toggle(chat_id, topic_of(key, self.catalogue), now)
        return Reply(rows=await self._topic_menu(await self._known(chat_id)), notice=notice)

    async def toggle_follow(self, chat_id: int, key: str, now: datetime) -> Reply:
        """«Suivre» or «Ne plus suivre» was touched under an answer."""
        topic = topic_of(key, self.catalogue)
        notice = await self._toggle(chat_id, topic, now)
        followed = (await self._known(chat_id)).topics.get(key) is Mode.FOLLOW
        return say(notice, ((menus.follow(topic, followed=followed),),))

    async def leave(self, chat_id: int, key: str, _now: datetime) -> Reply:
        """«Ne plus suivre» was touched under a push."""
        topic = topic_of(key, self.catalogue)
        await self.readership.set_topic(chat_id, topic, None)
        return Reply(notice=texts.NO_LONGER_FOLLOWED.format(topic=topic.label))

    async def show_topics(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the hours to the topics."""
        return Reply(instead=await self._topics(chat_id))

    async def _known(self, chat_id: int) -> Subscriber:
        """Who this is: to look at a menu takes nobody in, nor back from a pause."""
        return await self.readership.subscriber(chat_id) or Subscriber(chat_id, self.settings.zone)

    async def _joined(self, chat_id: int, now: datetime) -> Subscriber:
        return await self.readership.join(chat_id, self.settings.zone, now)

    async def _toggle(self, chat_id: int, topic: Topic, now: datetime) -> str:
        """Follow, or no more; returns what to say of it."""
        subscriber = await self._known(chat_id)
        followed = subscriber.topics.get(topic.key) is Mode.FOLLOW
        if not followed:
            if len(subscriber.topics) >= TOPICS_MAX:
                return texts.TOO_MANY_TOPICS
            await self._joined(chat_id, now)
        await self.readership.set_topic(chat_id, topic, None if followed else Mode.FOLLOW)
        if followed:
            return texts.NO_LONGER_FOLLOWED.format(topic=topic.label)
        again = f" {texts.RESUMED}" if subscriber.paused else ""
        return texts.NOW_FOLLOWED.format(topic=topic.label) + again

    async def _topics(self, chat_id: int) -> Message:
        subscriber = await self._known(chat_id)
        text = f"{texts.PAUSED}\n\n{texts.CHOOSE_TOPICS}" if subscriber.paused else texts.CHOOSE_TOPICS
        return plain(text, await self._topic_menu(subscriber))

    async def _topic_menu(self, subscriber: Subscriber) -> menus.Rows:
        return menus.topics(await self._offered(subscriber.chat_id), subscriber)

    async def _offered(self, chat_id: int) -> Sequence[Topic]:
        """The catalogue's menu, and whatever else this reader follows."""
        own = [topic for topic, mode in await self.readership.chosen(chat_id) if mode is Mode.FOLLOW]
        return (*self.catalogue.menu, *(topic for topic in own if topic not in self.catalogue.menu))
