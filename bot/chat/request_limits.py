"""How much one chat may ask for: what has to be searched or read costs, a button hardly anything.

Counted in the memory of each process: it is the machine of this process that is to be spared, and so nothing
is kept of who asked. A restart forgets it, which costs at most as much again.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from bot.chat.commands import ALIASES
from bot.chat.intents import Command, Intent
from bot.chat.reply import Reply, say
from bot.wording import _

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
_COSTLY = frozenset({"topic", "tendances", "digest"})
_CHATS = 10_000
"""From so many on, those that have not asked for an hour are forgotten."""


def costs(intent: Intent) -> bool:
    """Whether an answer has to be looked for, or a text to be read."""
    match intent:
        case Command("latest", argument):
            return bool(argument)
        case Command(name):
            return ALIASES.get(name, name) in _COSTLY
        case _:
            return True


@dataclass(slots=True)
class Limits:
    """So many requests a minute and an hour, of each chat; `refused` is told of each that is too much."""

    a_minute: int
    an_hour: int
    refused: Callable[[], None]
    _asked: dict[int, deque[datetime]] = field(default_factory=dict)

    def times(self, factor: int) -> "Limits":
        """So many times as many requests, counted by themselves."""
        return Limits(self.a_minute * factor, self.an_hour * factor, self.refused)

    def refusal(self, chat_id: int, now: datetime) -> Reply | None:
        """When to come back, for who asks too much; a request that is not refused is counted."""
        asked = self._asked.setdefault(chat_id, deque(maxlen=self.an_hour))
        while asked and asked[-1] > now:  # by a clock that was put back since
            asked.pop()
        wait = max(_left(asked, self.a_minute, _MINUTE, now), _left(asked, self.an_hour, _HOUR, now))
        if wait > timedelta(0):
            self.refused()
            return say(_later(wait))
        asked.append(now)
        if len(self._asked) > _CHATS:
            self._asked = {chat: times for chat, times in self._asked.items() if times[-1] > now - _HOUR}
        return None


def _left(asked: deque[datetime], most: int, span: timedelta, now: datetime) -> timedelta:
    """How long until one more is no more than `most` in the span."""
    return asked[-most] + span - now if len(asked) >= most else timedelta(0)


def _later(wait: timedelta) -> str:
    minutes = ceil(wait / _MINUTE)
    told = _("Vous me demandez beaucoup à la fois, et je garde du temps pour chacun. {when}")
    if minutes <= 1:
        return told.format(when=_("Redemandez-le-moi dans une minute ; d'ici là, les boutons marchent."))
    when = _("Redemandez-le-moi dans {minutes} minutes ; d'ici là, les boutons marchent.")
    return told.format(when=when.format(minutes=minutes))
