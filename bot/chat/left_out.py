"""The reader asks for what the editions had no room for."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from bot.chat import texts
from bot.chat.interpreter import Interpreter
from bot.chat.own_edition import OwnEdition
from bot.chat.reply import Reply, say
from bot.editions import render
from bot.editions.selection import Selected
from bot.model import Story
from bot.ports import Tellings
from bot.topics.query import topic_of
from bot.wording import _


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tells, by topic, the most important of what an edition had no room for: it waits no more."""

    tellings: Tellings
    own: OwnEdition
    interpreter: Interpreter

    async def rest(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """«Et 12 autres» was touched: all of them, or as many as one reads."""
        selected = await self.own.selected(chat_id, render.OFFERED, now, least=0)
        if not selected.stories:
            return say(texts.NOTHING_LEFT_OUT)
        zone = await self.interpreter.zone(chat_id)
        await self.tellings.shown(chat_id, selected.versions, now)
        return Reply(tuple(render.rest(self._by_topic(selected), now, zone, more=selected.more)))

    def _by_topic(self, selected: Selected) -> list[tuple[str, list[Story]]]:
        """The stories under the labels of what led to them, the first story's first."""
        groups: dict[str, list[Story]] = defaultdict(list)
        for story in selected.stories:
            groups[self._label(selected.topics[story.id])].append(story)
        return list(groups.items())

    def _label(self, key: str) -> str:
        try:
            return topic_of(key, self.interpreter.catalogue).label
        except ValueError:  # no topic, or one that is no more
            return _("Divers")
