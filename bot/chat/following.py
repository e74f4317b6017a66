"""The reader follows and mutes: topics, words, sources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, phrasing, texts, zones
from bot.chat.interpreter import Interpreter
from bot.chat.joining import joined, newcomer
from bot.chat.reply import Reply, say
from bot.french.fold import fold
from bot.model import Button, Mode, Subscriber, Topic, TopicKind
from bot.ports import Readership
from bot.settings import Readers
from bot.topics.guesses import Vocabulary, guesses
from bot.topics.query import Asked, Query, base_of, spelt, terms_of
from bot.topics.search_terms import listed
from bot.topics.source_names import key_of
from bot.topics.topic_labels import label
from bot.wording import _
from bot.wording.formats import apart, clock

TOPICS_MAX = 60
"""Of one reader, followed and muted: the menu of them all fits under one message, which bears 100 buttons."""

_OF_FRANCE = "Europe/Paris"
"""The clock of all its regions but those overseas."""

_AND = re.compile(r"\s+et\s+", re.IGNORECASE)

_AT_ONCE_MAX = 10
"""Topics in one command."""


@dataclass(frozen=True, slots=True)
class Following:
    """Keeps what readers follow and mute. A mute wins over a follow."""

    readership: Readership
    interpreter: Interpreter
    settings: Readers

    async def follow(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/follow retraites, Le Monde`; `/follow ma région Quimper`."""
        place = _home(argument)
        if place is not None:
            return await self._settle(chat_id, place, now)
        return await self._choose(chat_id, argument, Mode.FOLLOW, now)

    async def mute(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/mute football`."""
        return await self._choose(chat_id, argument, Mode.MUTE, now)

    async def region(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """«ma région»; `/region Quimper`, «j'habite à Rennes»: the clock of there is offered, too."""
        reply = await self._settle(chat_id, argument, now)
        region = self.interpreter.catalogue.region(argument)
        zone = region and (zones.find(region.label) or _OF_FRANCE)
        if not zone or zone == (await self._known(chat_id)).zone:
            return reply
        there = (Button(_("Fuseau : {zone}").format(zone=zones.name(zone)), data=f"zone:{zone}"),)
        first, *others = reply.messages
        return Reply((replace(first, buttons=(*first.buttons, there)), *others))

    async def less(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """«moins de politique»: of a topic there is all or nothing, so the reader is asked."""
        query = await self.interpreter.understood(chat_id, argument, now)
        if query.topic is None:
            return await self.mute(chat_id, argument, now)
        await self.interpreter.keep(chat_id, query.topic.key, now)
        mode = (await self._known(chat_id)).topics.get(query.topic.key)
        undo = () if mode is None else menus.choices(query.topic, mode)
        mute = () if mode is Mode.MUTE else (menus.take(query.topic, Mode.MUTE),)
        said = texts.ALL_OR_NOTHING.format(topic=label(query.topic))
        return say(said, tuple((button,) for button in (*undo, *mute)))

    async def unfollow(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/unfollow retraites`: neither followed nor muted any more."""
        chosen = await self.readership.chosen(chat_id)
        if not argument:
            offered = tuple((menus.leave(topic),) for topic, _mode in chosen[: menus.ROWS_MAX])
            return say(texts.UNFOLLOW_WHICH if chosen else texts.NOTHING_FOLLOWED, offered)
        query = await self.interpreter.understood(chat_id, argument, now)
        if query.topic is None:
            return say(phrasing.wrong(query, "unfollow") or phrasing.no_words("unfollow"))
        found = next(((topic, mode) for topic, mode in chosen if _same(topic, query.topic)), None)
        if found is None:
            return say(texts.NOT_FOLLOWED.format(topic=label(query.topic)))
        topic, mode = found
        await self.readership.set_topic(chat_id, topic, None)
        return say(left(topic, mode), (menus.choices(topic, None),))

    async def toggle_follow(self, chat_id: int, short: str, now: datetime) -> Reply:
        """«Suivre» or «Ne plus suivre» was touched under an answer."""
        return await self._touched(chat_id, await self.interpreter.topic(short), Mode.FOLLOW, now)

    async def toggle_mute(self, chat_id: int, short: str, now: datetime) -> Reply:
        """«Ne plus rien recevoir de…», or its contrary, was touched."""
        return await self._touched(chat_id, await self.interpreter.topic(short), Mode.MUTE, now)

    async def leave(self, chat_id: int, short: str, _now: datetime) -> Reply:
        """«Ne plus suivre» was touched under a push."""
        topic = await self.interpreter.topic(short)
        subscriber = await self._known(chat_id)
        await self.readership.set_topic(chat_id, topic, None)
        said = left(topic, subscriber.topics.get(topic.key, Mode.FOLLOW))
        return say(said, (menus.choices(topic, None),))

    async def toggle(self, chat_id: int, topic: Topic, mode: Mode, now: datetime) -> str:
        """Follow (or mute) a topic, or do so no more; returns what to say of it."""
        if (await self._known(chat_id)).topics.get(topic.key) is mode:
            await self.readership.set_topic(chat_id, topic, None)
            return left(topic, mode)
        return await self.take(chat_id, topic, mode, now)

    async def take(self, chat_id: int, topic: Topic, mode: Mode, now: datetime) -> str:
        """Follow (or mute) a topic, however often it is said; returns what to say of it."""
        subscriber = await self._known(chat_id)
        if topic.key not in subscriber.topics and len(subscriber.topics) >= TOPICS_MAX:
            return texts.TOO_MANY_TOPICS.format(most=TOPICS_MAX)
        await self._set(chat_id, [topic], mode, now)
        said = [_taken([topic], mode), str(texts.RESUMED) if subscriber.paused else ""]
        if mode is Mode.FOLLOW:
            said.append(await self._when_said(chat_id, [topic], now))
        return " ".join(filter(None, said))

    async def _choose(self, chat_id: int, argument: str, mode: Mode, now: datetime) -> Reply:
        parts = [part for each in listed(argument) for part in self._both(each)]
        if len(parts) > _AT_ONCE_MAX:
            return say(texts.TOO_MANY_AT_ONCE.format(most=_AT_ONCE_MAX))
        asked = [await self.interpreter.understood(chat_id, part, now) for part in parts]
        queries, doubtful = await self._told_apart(asked)
        if doubtful and not queries:
            return await self._asked_back(chat_id, doubtful, mode, now)
        topics = list({query.topic.key: query.topic for query in queries if query.topic}.values())
        wrong = [phrasing.wrong(query, mode) for query in queries if query.topic is None]
        if not topics:
            nothing = texts.FOLLOW_WHAT if mode is Mode.FOLLOW else texts.MUTE_WHAT
            return say(next(filter(None, wrong), nothing) if argument else nothing)
        subscriber = await joined(self.readership, self.settings, chat_id, now)
        if len({*subscriber.topics, *(topic.key for topic in topics)}) > TOPICS_MAX:
            return say(texts.TOO_MANY_TOPICS.format(most=TOPICS_MAX))
        await self._set(chat_id, topics, mode, now)
        said = [_taken(topics, mode), *filter(None, wrong)]
        if any(query.date for query in queries if query.topic):
            said.append(str(texts.NO_DATES))
        if mode is Mode.MUTE:
            said.append(str(texts.STILL_FOUND))
        elif any(topic.kind is TopicKind.WORDS for topic in topics):
            said.append(str(texts.ABOUT_ONLY))
        if mode is Mode.FOLLOW and (when := await self._when_said(chat_id, topics, now)):
            said.append(when)
        rows = [menus.choices(topic, mode) for topic in topics]
        rather = await self._instead(chat_id, queries, mode, now)
        back = (await self._asked_back(chat_id, doubtful, mode, now)).messages if doubtful else ()
        return Reply((*say("\n".join(said), (*rows, *rather)).messages, *back))

    async def _settle(self, chat_id: int, place: str, now: datetime) -> Reply:
        """Follow the region of this place; which one is asked, where none is named."""
        catalogue = self.interpreter.catalogue
        region = catalogue.region(place)
        if region is not None:
            return await self._choose(chat_id, region.label, Mode.FOLLOW, now)
        unknown = texts.NO_SUCH_REGION.format(place=menus.short(place)) if place else ""
        said = "\n\n".join(filter(None, [unknown, str(texts.WHICH_REGION)]))
        return say(said, menus.regions(catalogue.home, await self._known(chat_id)))

    def _both(self, part: str) -> Sequence[str]:
        """«l’Ukraine et la Russie» are two topics; «guerres et conflits» is one, «recherche et art» words."""
        catalogue = self.interpreter.catalogue
        each = _AND.split(part)
        several = catalogue.named(part) is None and all(map(catalogue.named, each))
        return each if several else [part]

    async def _told_apart(self, asked: Iterable[Query]) -> tuple[list[Query], dict[Topic, list[Topic]]]:
        """What is sure, and the words that find next to nothing, with what may be meant by each."""
        sure, doubtful = [], {}
        for query in asked:
            near = await self._near(query.topic) if query.topic else []
            if near and query.topic:
                doubtful[query.topic] = near
            else:
                sure.append(query)
        return sure, doubtful

    async def _near(self, topic: Topic) -> list[Topic]:
        """What may be meant by words: a theme of whose name they are a part, or what they nearly are.

        The second only where there is next to nothing to read of them.
        """
        if topic.kind is not TopicKind.WORDS:
            return []
        if themes := self.interpreter.catalogue.themes_named_with(spelt(topic.key)[0]):
            return themes
        if await self.interpreter.is_told_of(Asked(topic)):
            return []
        slips = await self.interpreter.slips(Asked(topic))
        return [slip.topic for _label, slip in slips if slip.topic]

    async def _asked_back(
        self, chat_id: int, doubtful: Mapping[Topic, Sequence[Topic]], mode: Mode, now: datetime
    ) -> Reply:
        """«Vouliez-vous dire»: nothing is taken before the reader has said what."""
        said = [texts.NO_SUCH_TOPIC.format(topic=label(topic)) for topic in doubtful]
        topics = list(dict.fromkeys(one for topic, near in doubtful.items() for one in (*near, topic)))
        for topic in topics:
            await self.interpreter.keep(chat_id, topic.key, now)
        return say("\n".join(said), tuple((menus.take(topic, mode),) for topic in topics))

    async def _set(self, chat_id: int, topics: Iterable[Topic], mode: Mode, now: datetime) -> None:
        await joined(self.readership, self.settings, chat_id, now)
        for topic in topics:
            await self.interpreter.keep(chat_id, topic.key, now)
            await self.readership.set_topic(chat_id, topic, mode)

    async def _when_said(self, chat_id: int, topics: Iterable[Topic], now: datetime) -> str:
        """When «À la une» comes: in editions, of which one is needed."""
        if not any(topic.kind is TopicKind.FRONT for topic in topics):
            return ""
        if (await self._known(chat_id)).slots:
            return str(texts.FRONT_IN_EDITIONS)
        morning = self.settings.morning
        await self.readership.set_slot(chat_id, morning, wanted=True, now=now)
        return texts.FRONT_AT.format(clock=clock(*divmod(morning, 60)))

    async def _touched(self, chat_id: int, topic: Topic, mode: Mode, now: datetime) -> Reply:
        said = await self.toggle(chat_id, topic, mode, now)
        return say(said, (menus.choices(topic, (await self._known(chat_id)).topics.get(topic.key)),))

    async def _instead(
        self, chat_id: int, queries: Sequence[Query], mode: Mode, now: datetime
    ) -> list[tuple[Button, ...]]:
        """The other thing that was meant, perhaps: words that are also a source's name, a source misspelt."""
        sources = await self.interpreter.sources()
        others = [query.otherwise.topic for query in queries if query.otherwise and not query.date]
        for query in queries:
            if query.topic and query.topic.kind is TopicKind.WORDS:
                near = guesses(" ".join(spelt(query.topic.key)[0]), Vocabulary(sources, {}))
                others += [Topic(key_of(name), name) for name in near]
        topics = [topic for topic in others if topic is not None]
        for topic in topics:
            await self.interpreter.keep(chat_id, topic.key, now)
        return [(menus.rather(topic, mode),) for topic in topics[: menus.ROWS_MAX]]

    async def _known(self, chat_id: int) -> Subscriber:
        """Who this is: to look at a menu takes nobody in, nor back from a pause."""
        return await self.readership.subscriber(chat_id) or newcomer(self.settings, chat_id)


def left(topic: Topic, mode: Mode) -> str:
    """A topic is followed, or muted, no more."""
    said = texts.NO_LONGER_FOLLOWED if mode is Mode.FOLLOW else texts.NO_LONGER_MUTED
    return said.format(topic=label(topic))


def _home(argument: str) -> str | None:
    """What is said behind «ma région», maybe nothing; none where it is not said."""
    said = argument.split()
    first = [fold(word) for word in said[:2]]
    return " ".join(said[2:]) if first == ["ma", "region"] else None


def _taken(topics: Iterable[Topic], mode: Mode) -> str:
    said = texts.NOW_FOLLOWED if mode is Mode.FOLLOW else texts.NOW_MUTED
    return said.format(topic=apart(label(topic) for topic in topics))


def _same(one: Topic, other: Topic) -> bool:
    """«retraite» is «retraites»."""
    return base_of(one.key) == base_of(other.key) and terms_of(one.key).forms == terms_of(other.key).forms
