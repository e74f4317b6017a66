"""The reader chooses in which language we speak: the news stay French."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, texts
from bot.chat.joining import joined
from bot.chat.menus import tick
from bot.chat.reply import Reply, plain
from bot.errors import StaleButton
from bot.french import tables
from bot.french.fold import fold
from bot.model import Button, Message
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import LANGUAGES, speak, spoken

_NAMED: Mapping[str, str] = tables.pairs("english_commands", "languages")


@dataclass(frozen=True, slots=True)
class Speaking:
    """Keeps the language of each chat, and speaks it from then on."""

    readership: Readership
    settings: Readers

    async def language(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/language`, or `/language english`."""
        wanted = _NAMED.get(fold(argument).strip())
        if wanted is None:
            return Reply((_asked(),))
        await self.choose(chat_id, wanted, now)
        return Reply((plain(texts.LANGUAGE_CHOSEN),))

    async def show(self, _chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the settings to the languages."""
        return Reply(instead=_asked())

    async def press(self, chat_id: int, language: str, now: datetime) -> Reply:
        """A language was touched. Raises: StaleButton when we do not speak it."""
        await self.choose(chat_id, language, now)
        return Reply(instead=_asked(), notice=str(texts.LANGUAGE_CHOSEN))

    async def choose(self, chat_id: int, language: str, now: datetime) -> None:
        """Speak it, from now on. Raises: StaleButton when we do not speak it."""
        if language not in LANGUAGES:
            raise StaleButton(language)
        subscriber = await joined(self.readership, self.settings, chat_id, now)
        await self.readership.choose(replace(subscriber, language=language), now)
        speak(language)

    @property
    def commands(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """Its own."""
        return {"language": self.language}

    @property
    def buttons(self) -> Mapping[str, Callable[[int, str, datetime], Awaitable[Reply]]]:
        """What each of its buttons does."""
        return {"languages": self.show, "speak": self.press}


def _asked() -> Message:
    offered = (Button(tick(name, on=one == spoken()), data=f"speak:{one}") for one, name in LANGUAGES.items())
    return plain(texts.WHICH_LANGUAGE, (tuple(offered), (menus.to_settings(),)))
