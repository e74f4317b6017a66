"""An admin stops all pushes, and lets them go on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat.administration import Answer, AnswerInPlace
from bot.chat.reply import Reply, say
from bot.ports.administration import PushSwitch
from bot.wording import _


@dataclass(frozen=True, slots=True)
class Pausing:
    """While pushes are paused, articles are read and readers answered as ever."""

    switch: PushSwitch

    @property
    def commands(self) -> Mapping[str, Answer]:
        """`/pause`, and what ends it."""
        return {"pause": self.pause, "reprendre": self.resume}

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """None."""
        return {}

    async def pause(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        """`/pause`."""
        if not await self.switch.pause(chat_id, now):
            return say(_("Les envois sont déjà suspendus. Pour les reprendre : /reprendre"))
        return say(
            _(
                "Plus rien ne part vers personne : ni nouvelles, ni éditions, ni annonces. Je continue "
                "à lire la presse et à répondre à qui m'écrit ; ce qui paraît attendra. "
                "Pour reprendre : /reprendre"
            )
        )

    async def resume(self, chat_id: int, _argument: str, now: datetime) -> Reply:
        """`/reprendre`."""
        if not await self.switch.resume(chat_id, now):
            return say(_("Les envois ne sont pas suspendus."))
        return say(
            _(
                "Les envois reprennent. Ce qui est trop ancien pour être annoncé seul viendra "
                "dans la prochaine édition de chacun."
            )
        )
