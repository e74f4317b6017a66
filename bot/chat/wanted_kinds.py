"""The reader chooses what is told beside the news: opinions, podcasts, galleries, practical pages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat import menus, texts
from bot.chat.joining import joined, newcomer
from bot.chat.menus import tick
from bot.chat.reply import Reply, plain
from bot.errors import StaleButton
from bot.model import Button, Kind
from bot.ports import Readership
from bot.settings import Readers
from bot.wording import Marked, _

OFFERED: Mapping[Kind, Marked] = {
    Kind.OPINION: Marked("Opinions"),
    Kind.LIVE: Marked("Suivis en direct"),
    Kind.BROADCAST: Marked("Podcasts, émissions"),
    Kind.GALLERY: Marked("Images et vidéos"),
    Kind.REVIEW: Marked("Critiques"),
    Kind.PRACTICAL: Marked("Pratique"),
    Kind.PROGRAMME: Marked("Programmes télé"),
    Kind.RESULTS: Marked("Courses, tirages"),
    Kind.QUIZ: Marked("Jeux, questions"),
    Kind.HOROSCOPE: Marked("Horoscope"),
}
"""News is told always, and nobody asks for advertisements."""


@dataclass(frozen=True, slots=True)
class WantedKinds:
    """Keeps which kinds of texts a reader wants."""

    readership: Readership
    settings: Readers

    async def show(self, chat_id: int, _rest: str, _now: datetime) -> Reply:
        """From the hours to the kinds."""
        return Reply(instead=plain(texts.CHOOSE_KINDS, await self._rows(chat_id)))

    async def toggle(self, chat_id: int, name: str, now: datetime) -> Reply:
        """A kind of the menu was touched. Raises: StaleButton when it is none of them."""
        kind = _named(name)
        known = await self.readership.subscriber(chat_id)
        said = await self._want(chat_id, kind, now, wanted=kind not in self.settings.wanted_by(known))
        return Reply(rows=await self._rows(chat_id), notice=said)

    def refusal(self, kind: Kind) -> Button | None:
        """The button for who wants no more of a kind; none of what is not asked for."""
        if kind not in OFFERED:
            return None
        return Button(_("Plus rien du genre : {kind}").format(kind=OFFERED[kind]), data=f"nokind:{kind}")

    async def refuse(self, chat_id: int, name: str, now: datetime) -> str:
        """No more texts of this kind, however often it is said; returns what to say of it.

        Raises: StaleButton when it is none of them.
        """
        return await self._want(chat_id, _named(name), now, wanted=False)

    async def _want(self, chat_id: int, kind: Kind, now: datetime, *, wanted: bool) -> str:
        subscriber = await joined(self.readership, self.settings, chat_id, now)
        before = self.settings.wanted_by(subscriber)
        after = before | {kind} if wanted else before - {kind}
        # Who wants what the operator thinks well goes with what the operator will think well.
        chosen = None if after == self.settings.kinds else after
        await self.readership.choose(replace(subscriber, kinds=chosen), now)
        return (texts.KIND_ON if wanted else texts.KIND_OFF).format(kind=OFFERED[kind])

    async def _rows(self, chat_id: int) -> menus.Rows:
        known = await self.readership.subscriber(chat_id) or newcomer(self.settings, chat_id)
        wanted = self.settings.wanted_by(known)
        offered = [
            Button(tick(str(label), on=kind in wanted), data=f"kind:{kind}")
            for kind, label in OFFERED.items()
        ]
        return (*menus.pairs(offered), (menus.to_settings(),))


def _named(name: str) -> Kind:
    """Raises: StaleButton when it is no kind that one chooses."""
    kind = next((one for one in OFFERED if one == name), None)
    if kind is None:
        raise StaleButton(name)
    return kind
