"""A topic is shared as a picture: who points a phone at it follows the topic, too."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, phrasing, texts
from bot.chat.interpreter import Interpreter
from bot.chat.reply import Reply, plain, say
from bot.errors import WorkerError
from bot.french.words import words
from bot.model import Topic, TopicKind
from bot.topics.topic_labels import label
from bot.wording import _

TOPIC = "topic_"
"""What the payload of a link to a topic begins with."""
_PAYLOAD_MAX = 64
"""https://core.telegram.org/bots/features#deep-linking"""


@dataclass(frozen=True, slots=True)
class Cards:
    """Makes the picture of a topic.

    `link` makes the address that begins a conversation with a payload, empty where there is none; `draw` the
    picture of an address, in a worker process.
    """

    interpreter: Interpreter
    link: Callable[[str], str]
    draw: Callable[[str], Awaitable[bytes]]

    async def share(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/share russie`."""
        query = await self.interpreter.understood(chat_id, argument, now)
        if query.topic is None:
            return say(phrasing.wrong(query, "share") or phrasing.no_words("share"))
        return await self._card(chat_id, query.topic, now)

    async def press(self, chat_id: int, short: str, now: datetime) -> Reply:
        """«Partager ce thème» was touched. Raises: StaleButton when there is no such topic."""
        return await self._card(chat_id, await self.interpreter.topic(short), now)

    @property
    def commands(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """Its own."""
        return {"share": self.share}

    @property
    def buttons(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """What each of its buttons does."""
        return {"card": self.press}

    async def _card(self, chat_id: int, topic: Topic, now: datetime) -> Reply:
        address = await self._address(chat_id, topic, now)
        if not address:
            return say(texts.NOT_TO_SHARE.format(topic=label(topic)))
        row = (menus.forward(_("Envoyer le lien"), address, label(topic)),)
        told = plain(texts.SHARE_CARD.format(topic=menus.short(label(topic)), address=address), (row,))
        try:
            return Reply((replace(told, picture=await self.draw(address)),))
        except WorkerError:  # the link does without a picture
            return Reply((told,))

    async def _address(self, chat_id: int, topic: Topic, now: datetime) -> str:
        """The link by which one follows a topic; empty for one that a link cannot name."""
        said = [*(["source"] if topic.kind is TopicKind.SOURCE else []), *words(topic.label)]
        payload = TOPIC + "_".join(said)
        read = await self.interpreter.understood(chat_id, " ".join(said), now)
        named = read.topic is not None and read.topic.key == topic.key and read.asked.span is None
        return self.link(payload) if named and payload.isascii() and len(payload) <= _PAYLOAD_MAX else ""
