"""Who may talk to the bot: everybody, or who was let in by an invitation; and how an admin makes one."""

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.chat.administration import Answer, AnswerInPlace
from bot.chat.intents import Command, Intent
from bot.chat.reply import Reply, say
from bot.ports import Readership
from bot.ports.administration import Invitations
from bot.wording import _
from bot.wording.formats import short_day

INVITED: Final = "inv_"
"""What the payload of a deep link begins with: https://core.telegram.org/bots/features#deep-linking"""
_CODE_BYTES = 15
_USES_MAX, _DAYS_MAX = 1000, 365
_DAYS = 7


@dataclass(frozen=True, slots=True)
class Admission:
    """The door: `is_open` to everybody, or to readers, admins and who brings an invitation.

    Who is a reader already stays one. `refused` is told of each stranger who is not let in.
    """

    readership: Readership
    invitations: Invitations
    is_open: bool
    is_admin: Callable[[int], bool]
    refused: Callable[[], None]

    async def knows(self, chat_id: int) -> bool:
        """Whether this chat may be answered."""
        if self.is_open or self.is_admin(chat_id):
            return True
        return await self.readership.subscriber(chat_id) is not None

    async def refusal(self, chat_id: int, now: datetime, intent: Intent | None = None) -> Reply | None:
        """What a stranger is told; none for who may come in, be it by the invitation that they bring."""
        if await self.knows(chat_id):
            return None
        brought = invitation(intent)
        if brought and await self.invitations.redeem(brought, chat_id, now):
            return None
        self.refused()
        if brought:
            return say(_("Cette invitation n'est plus valable. Demandez-en une autre à qui vous l'a donnée."))
        return say(
            _(
                "Bonjour ! Je ne réponds qu'à mes invités. Si quelqu'un vous a donné une invitation, "
                "touchez son lien ; sinon, demandez-en une à qui vous a parlé de moi."
            )
        )


@dataclass(frozen=True, slots=True)
class Inviting:
    """An admin makes invitations. `link` makes the address that begins a conversation with a payload."""

    invitations: Invitations
    is_open: bool
    link: Callable[[str], str]
    zone: str

    @property
    def commands(self) -> Mapping[str, Answer]:
        """`/invite`."""
        return {"invite": self.invite}

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """None."""
        return {}

    async def invite(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/invite`, `/invite 5`, `/invite 5 30`: for five, within thirty days."""
        if self.is_open:
            return say(_("Tout le monde peut entrer : aucune invitation n'est nécessaire (telegram.open)."))
        if argument == "stop":
            ended = await self.invitations.end(chat_id, now)
            return say(_("Invitations annulées : {number}. Qui est entré reste.").format(number=ended))
        asked = re.fullmatch(r"(?:([1-9]\d{0,3})(?:\s+([1-9]\d{0,2}))?)?", argument, re.ASCII)
        uses, days = (int((asked[1] if asked else "") or 1), int((asked[2] if asked else "") or _DAYS))
        if not asked or uses > _USES_MAX or days > _DAYS_MAX:
            how = _(
                "/inviter 5 30 : une invitation pour 5 personnes, valable 30 jours "
                "({uses} et {days} au plus)."
            )
            return say(how.format(uses=_USES_MAX, days=_DAYS_MAX))
        code = secrets.token_urlsafe(_CODE_BYTES)
        until = now + timedelta(days=days)
        await self.invitations.make(code, uses, until, chat_id, now)
        day = short_day(until.astimezone(ZoneInfo(self.zone)).date(), with_year=True)
        told = (
            _("Une invitation pour une personne, valable jusqu'au {day} :")
            if uses == 1
            else _("Une invitation pour {uses} personnes, valable jusqu'au {day} :")
        )
        group = _("Dans un groupe où je suis déjà : {command}").format(command=f"/start {INVITED}{code}")
        address = self.link(f"{INVITED}{code}")
        return say("\n\n".join(filter(None, (told.format(uses=uses, day=day), address, group))))


def invitation(intent: Intent | None) -> str:
    """The code that a deep link carries."""
    match intent:
        case Command("start", payload) if payload.startswith(INVITED):
            return payload.removeprefix(INVITED)
    return ""
