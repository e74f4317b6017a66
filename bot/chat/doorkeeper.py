"""Who may change what a group gets: whoever runs it; the others are told so, once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat import group_texts as texts
from bot.chat.failures import explained
from bot.chat.reply import Reply, say
from bot.chat.speaker import Speaker
from bot.errors import PlaceError
from bot.ports import ChatAdministrators

_ONCE = timedelta(hours=1)
_TOLD_MAX = 1000


@dataclass(slots=True)
class Doorkeeper:
    """Asks Telegram who runs a group; while it does not say, nobody changes anything."""

    administrators: ChatAdministrators
    _told: dict[tuple[int, int], tuple[int, datetime]] = field(default_factory=dict)
    """Who was told in which group: of which update, and when."""

    async def refusal(self, speaker: Speaker, now: datetime) -> Reply | None:
        """What is said to who may not change the group; nothing to who may."""
        if speaker.as_group:
            return None
        try:
            if await self.administrators.is_one(speaker.chat_id, speaker.user_id):
                return None
        except PlaceError as err:
            return say(explained(err))
        return self.once(speaker, str(texts.ADMINS_ONLY), now)

    def once(self, speaker: Speaker, said: str, now: datetime) -> Reply:
        """Say it to somebody in a group, and not again within the hour."""
        return say(said) if self._is_news(speaker, now) else Reply()

    async def notice(self, speaker: Speaker) -> str:
        """The same to who touched a button: only they see it, each time."""
        try:
            allowed = await self.administrators.is_one(speaker.chat_id, speaker.user_id)
        except PlaceError as err:
            return explained(err)
        return "" if allowed else str(texts.ADMINS_ONLY)

    def _is_news(self, speaker: Speaker, now: datetime) -> bool:
        who = (speaker.chat_id, speaker.user_id)
        update, at = self._told.get(who, (speaker.at, now))
        if update != speaker.at and timedelta() <= now - at < _ONCE:
            return False
        if len(self._told) >= _TOLD_MAX:
            self._told.clear()
        self._told[who] = (speaker.at, now)
        return True
