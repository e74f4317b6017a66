"""We are let into a group or a channel: what is said there, or to who has let us in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.chat import group_texts as texts
from bot.chat.channels import OPEN
from bot.chat.reply import plain
from bot.model import Button
from bot.ports import NewsChannel, Readership, Response
from bot.wording import _

_ONCE = timedelta(minutes=10)
_WELCOMED_MAX = 1000
BEGIN = "setup"
"""The verb of the button that begins with the topics of a group."""


class Kind(StrEnum):
    """Where we are let in."""

    GROUP = "group"
    FORUM = "forum"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Arrival:
    """We are in a chat now, and were not before; `at` is the number of the update.

    `channel` is its name; `may_post` says whether we may, if it is a channel.
    """

    chat_id: int
    kind: Kind
    by: int
    at: int
    name: str = ""
    may_post: bool = True


@dataclass(slots=True)
class Arrivals:
    """Welcomes a group once, and not again when we are put out and let in within minutes.

    `own_name` tells how one calls us, `knows` whether a chat may be answered.
    """

    readership: Readership
    own_name: Callable[[], str]
    knows: Callable[[int], Awaitable[bool]]
    _welcomed: dict[int, tuple[int, datetime]] = field(default_factory=dict)
    """Which update brought us into which group, and when it was welcomed."""

    async def came(self, arrival: Arrival, now: datetime) -> Sequence[Response]:
        """What is said."""
        if arrival.kind is Kind.CHANNEL:
            return [_told_privately(arrival)]
        if not self._is_news(arrival, now):
            return []
        if not await self.knows(arrival.chat_id):
            return [Response(plain(texts.GROUP_BY_INVITATION))]
        if await self.readership.subscriber(arrival.chat_id) is not None:
            return [Response(plain(texts.BACK_IN_GROUP))]
        said = texts.WELCOME_GROUP.format(bot=self.own_name())
        if arrival.kind is Kind.FORUM:
            said += f"\n\n{texts.IN_A_FORUM}"
        return [Response(plain(said, ((Button(_("Choisir ce que le groupe reçoit"), data=f"{BEGIN}:"),),)))]

    def _is_news(self, arrival: Arrival, now: datetime) -> bool:
        update, at = self._welcomed.get(arrival.chat_id, (arrival.at, now))
        if update != arrival.at and timedelta() <= now - at < _ONCE:
            return False
        if len(self._welcomed) >= _WELCOMED_MAX:
            self._welcomed.clear()
        self._welcomed[arrival.chat_id] = arrival.at, now
        return True


def _told_privately(arrival: Arrival) -> Response:
    channel = NewsChannel(arrival.chat_id, arrival.name)
    if not arrival.may_post:
        return Response(plain(texts.ADDED_WITHOUT_POSTING.format(channel=channel.name)), chat_id=arrival.by)
    label = _("Régler {channel}").format(channel=channel.name)
    rows = ((Button(label, data=f"{OPEN}:{channel.chat_id}"),),)
    return Response(plain(texts.ADDED_TO_CHANNEL.format(channel=channel.name), rows), chat_id=arrival.by)
