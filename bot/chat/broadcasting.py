"""An admin tells all readers something: they see it first, and for how many it is; then it goes, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import escape
from math import ceil

from bot.chat.administration import Answer, AnswerInPlace
from bot.chat.reply import Reply, Shown, plain, say
from bot.editions import buttons
from bot.editions.pack import MESSAGE_MAX, width
from bot.model import Button, Message
from bot.ports.announcements import Announcements, Arrivals
from bot.wording import _


@dataclass(frozen=True, slots=True)
class Broadcasting:
    """Keeps a draft, shows it as readers will, and sends it. `messages_per_s`: how fast the bot may."""

    announcements: Announcements
    messages_per_s: float

    @property
    def commands(self) -> Mapping[str, Answer]:
        """`/broadcast`."""
        return {"broadcast": self.draft}

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """What becomes of a draft, and of an announcement under way."""
        return {"send": self.send, "drop": self.drop, "stop": self.stop}

    async def draft(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/broadcast TEXT`."""
        if not argument:
            return say(_("Que faut-il dire à tous ? Écrivez /annonce suivi de votre texte."))
        head = _("Annonce")
        message = Message(f"<b>{head}</b>\n\n{escape(argument, quote=False)}")
        if width(message.html) > MESSAGE_MAX:
            return say(_("C'est trop long pour un seul message Telegram : 4 000 signes au plus."))
        readers = await self.announcements.readers()
        number = await self.announcements.draft(chat_id, message, now)
        told = _("Voilà ce que liront vos lecteurs. {to} Envoyer ?").format(to=self._reach(readers))
        rows = (
            (
                Button(_("Envoyer"), data=f"admin:send:{number}"),
                Button(_("Annuler"), data=f"admin:drop:{number}"),
            ),
        )
        return Reply((message, plain(told, rows)))

    async def send(self, chat_id: int, rest: str, now: datetime, _shown: Shown | None) -> Reply:
        """«Envoyer» was touched."""
        number = buttons.number(rest)
        readers = await self.announcements.readers()
        if not await self.announcements.send(chat_id, number, now):
            return Reply(notice=_("C'est déjà fait."))
        told = _("C'est parti. {to} Je vous dirai ce qu'il en est.").format(to=self._reach(readers))
        return Reply(instead=plain(told, ((Button(_("Arrêter"), data=f"admin:stop:{number}"),),)))

    async def drop(self, chat_id: int, rest: str, _now: datetime, _shown: Shown | None) -> Reply:
        """«Annuler» was touched."""
        if not await self.announcements.drop(chat_id, buttons.number(rest)):
            return Reply(notice=_("C'est déjà fait."))
        return Reply(instead=plain(_("Annulé : rien n'est parti.")))

    async def stop(self, chat_id: int, rest: str, now: datetime, _shown: Shown | None) -> Reply:
        """«Arrêter» was touched."""
        had = await self.announcements.stop(chat_id, buttons.number(rest), now)
        if had is None:
            return Reply(rows=(), notice=_("Trop tard : tout est parti."))
        return Reply(instead=plain(_("Arrêté. Conversations qui l'ont déjà reçue : {had}.").format(had=had)))

    def _reach(self, readers: int) -> str:
        """To how many it goes, and how long that takes."""
        minutes = ceil(readers / self.messages_per_s / 60)
        told = _(
            "Conversations : {readers} ; durée : {minutes} min environ, plus si d'autres envois attendent."
        )
        asleep = _("Qui a des heures calmes l'aura à leur fin ; qui a suspendu ses envois ne l'aura pas.")
        return f"{told.format(readers=readers, minutes=max(1, minutes))} {asleep}"


def arrived(arrivals: Arrivals) -> Message:
    """What its admin is told when nothing of an announcement is on its way any more."""
    lines = [
        _("Votre annonce est partie. Conversations qui l'ont reçue : {sent}.").format(sent=arrivals.sent)
    ]
    if arrivals.refused:
        lost = _("Bloquées, parties ou refusées : {refused}.")
        lines.append(lost.format(refused=arrivals.refused))
    if arrivals.doubtful:
        doubtful = _("Reçue ou non, Telegram n'a pas répondu : {doubtful}.")
        lines.append(doubtful.format(doubtful=arrivals.doubtful))
    return plain("\n".join(lines))
