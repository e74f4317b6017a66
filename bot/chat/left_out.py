"""The reader asks for what the editions had no room for."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat import texts
from bot.chat.interpreter import Interpreter
from bot.chat.own_edition import OwnEdition
from bot.chat.reply import Reply, say
from bot.editions import render
from bot.editions.grouping import by_topic
from bot.ports import Tellings


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
        sections = by_topic(selected.stories, selected.topics, self.interpreter.catalogue)
        return Reply(tuple(render.rest(sections, now, zone, more=selected.more)))
