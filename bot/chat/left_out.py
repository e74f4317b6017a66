"""The reader asks for what the editions had no room for."""

from dataclasses import dataclass
from datetime import datetime

from bot.chat import texts
from bot.chat.interpreter import Interpreter
from bot.chat.reply import Reply, say
from bot.editions import render
from bot.editions.selection import Selection
from bot.ports import Tellings
from bot.settings import Readers


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Tells what waits for the reader's next edition, the most important first; it waits no more then."""

    tellings: Tellings
    selection: Selection
    interpreter: Interpreter
    settings: Readers

    async def rest(self, chat_id: int, _rest: str, now: datetime) -> Reply:
        """«Et 12 autres» was touched: some of them, and how many there are still."""
        selected = await self.selection.of(chat_id, self.settings.edition_stories, now, least=0)
        if not selected.stories:
            return say(texts.NOTHING_LEFT_OUT)
        zone = await self.interpreter.zone(chat_id)
        await self.tellings.shown(chat_id, selected.versions, now)
        return Reply(tuple(render.rest(selected.stories, now, zone, more=selected.more)))
