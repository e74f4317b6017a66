"""The reader chooses: from the menu of topics, or nothing any more; and sees what is kept."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat import group_texts, menus, texts
from bot.chat.following import Following
from bot.chat.joining import joined, newcomer
from bot.chat.reply import Reply, plain, say
from bot.model import ASKED_FOR, Attachment, Button, Message, Mode, Subscriber
from bot.ports import Readership
from bot.settings import Readers
from bot.topics.catalogue import Catalogue
from bot.topics.topic_labels import label
from bot.wording import _
from bot.wording.formats import short_day


@dataclass(frozen=True, slots=True)
class Choices:
    """Keeps what readers choose."""

    readership: Readership
    following: Following
    catalogue: Catalogue
    settings: Readers
    backups_days: float | None = None
    """How long a copy of the database is kept, in which a reader who was forgotten still stands."""
    pasted_to_server: bool = False
    """Whether what readers give to be summarised leaves this machine, or may."""
    by_invitation: bool = False
    """Whether who was forgotten needs an invitation to come back."""
    thread: int | None = None
    """Of a forum, whose topics are chosen."""

    async def topics(self, chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/topics`."""
        return Reply((await self._topics(chat_id),))

    async def subscribe(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/subscribe`; with a topic it is `/follow`."""
        if argument:
            return await self.following.follow(chat_id, argument, now)
        subscriber = await self._joined(chat_id, now)
        await self.readership.plan_pause(chat_id, None, None)
        return say(f"{texts.SUBSCRIBED}\n\n{texts.CHOOSE_TOPICS}", await self.topic_rows(subscriber))

    async def unsubscribe(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/unsubscribe`; with a topic it is `/unfollow`."""
        if await self.readership.subscriber(chat_id) is None:
            return say(texts.NOT_SUBSCRIBED)
        if argument:
            return await self.following.unfollow(chat_id, argument, now)
        await self.readership.pause(chat_id, ASKED_FOR)
        return say(texts.UNSUBSCRIBED)

    async def privacy(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/privacy`: what is kept, and the ways to have it or to have it erased."""
        return say(self._privacy, menus.own_data())

    async def show_privacy(self, _chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the settings to what is kept."""
        return Reply(instead=plain(self._privacy, (*menus.own_data(), (menus.to_settings(),))))

    @property
    def _privacy(self) -> str:
        return f"{texts.KEPT}\n\n{texts.TO_A_SERVER if self.pasted_to_server else texts.TO_NOBODY}"

    async def export(self, chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/export`: everything that is kept of this chat, as a file."""
        kept = await self.readership.kept(chat_id)
        if not kept:
            return say(texts.NOTHING_KEPT)
        content = json.dumps(kept, ensure_ascii=False, indent=1).encode()
        return Reply((replace(plain(texts.EXPORTED), attachment=Attachment("laconique.json", content)),))

    async def forget(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/forget`: ask first, there is no way back."""
        told = str(texts.FORGET_ALL)
        if self.by_invitation:
            told += " " + _("Pour revenir, il vous faudrait une nouvelle invitation.")
        return say(told, menus.forget())

    async def forgotten(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """«Tout effacer» was touched: erase all we know."""
        zone = ZoneInfo((await self._known(chat_id)).zone)
        before = _rows(await self.readership.kept(chat_id))
        await self.readership.forget(chat_id)
        left = _rows(await self.readership.kept(chat_id))
        said = f"{texts.FORGOTTEN}\n{texts.ERASED.format(erased=before - left, left=left)}"
        if self.backups_days is not None:
            last = (now + timedelta(days=self.backups_days)).astimezone(zone).date()
            said += "\n" + texts.IN_BACKUPS.format(day=short_day(last, with_year=True))
        return Reply(instead=plain(said))

    async def toggle_topic(self, chat_id: int, short: str, now: datetime) -> Reply:
        """A topic of the menu was touched: a muted one is muted no more."""
        notice = await self.toggled(chat_id, short, now)
        return Reply(rows=await self.topic_rows(await self._known(chat_id)), notice=notice)

    async def toggled(self, chat_id: int, short: str, now: datetime) -> str:
        """Follow the topic that a button carries, or no more; returns what to say of it."""
        topic = await self.following.interpreter.topic(short)
        mode = (await self._known(chat_id)).topics.get(topic.key, Mode.FOLLOW)
        return await self.following.toggle(chat_id, topic, mode, now)

    async def show_regions(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """«Ma région» was touched: which one is asked."""
        rows = menus.regions(self.catalogue.home, await self._known(chat_id))
        return Reply(instead=plain(texts.WHICH_REGION, rows))

    async def toggle_region(self, chat_id: int, key: str, now: datetime) -> Reply:
        """A region was touched: back to the topics, among which it stands now."""
        topic = await self.following.interpreter.topic(key)
        notice = await self.following.toggle(chat_id, topic, Mode.FOLLOW, now)
        return Reply(instead=await self._topics(chat_id), notice=notice)

    async def show_topics(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the hours to the topics."""
        return Reply(instead=await self._topics(chat_id))

    async def _known(self, chat_id: int) -> Subscriber:
        """Who this is: to look at a menu takes nobody in, nor back from a pause."""
        return await self.readership.subscriber(chat_id) or newcomer(self.settings, chat_id)

    async def _joined(self, chat_id: int, now: datetime) -> Subscriber:
        return await joined(self.readership, self.settings, chat_id, now)

    async def _topics(self, chat_id: int) -> Message:
        subscriber = await self._known(chat_id)
        said = [str(texts.PAUSED)] if subscriber.paused else []
        follows = Mode.FOLLOW in subscriber.topics.values()
        if not follows and self.thread is not None:
            said.append(str(group_texts.NOTHING_COMES_HERE))
        elif not follows and not subscriber.elsewhere:
            said.append(str(texts.FRONT_BY_DEFAULT))
        followed = texts.FOLLOWED if self.thread is None else group_texts.COMES_HERE
        for mode, text in ((Mode.FOLLOW, followed), (Mode.MUTE, texts.MUTED)):
            labels = [label(topic) for topic, how in await self.readership.chosen(chat_id) if how is mode]
            said += [text.format(topics=menus.enumerated(labels))] if labels else []
        return plain("\n\n".join([*said, str(texts.CHOOSE_TOPICS)]), await self.topic_rows(subscriber))

    async def topic_rows(
        self,
        subscriber: Subscriber,
        *,
        verb: str = "topic",
        onward: tuple[Button, ...] = (),
    ) -> menus.Rows:
        """The topics to choose from, each with a button of this verb, and where to go on."""
        own = [topic for topic, _mode in await self.readership.chosen(subscriber.chat_id)]
        offered = (*self.catalogue.menu, *(topic for topic in own if topic not in self.catalogue.menu))
        return menus.topics(offered, subscriber, verb, onward or (menus.my_region(), menus.to_settings()))


def _rows(kept: Mapping[str, Sequence[object]]) -> int:
    return sum(len(rows) for rows in kept.values())
