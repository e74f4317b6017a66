"""An admin adds a source after a look at what would come, removes one, and looks at how all of them fare."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from bot.chat import menus
from bot.chat.administration import Answer, AnswerInPlace
from bot.chat.reply import Reply, Shown, plain, say
from bot.editions import buttons
from bot.editions.pack import pack
from bot.errors import StaleButton
from bot.model import Button, Message
from bot.ports import Questions
from bot.ports.dashboard import Dashboard, Offer, SourceRow
from bot.topics.query import shortened
from bot.wording import _

_PAGE = 10
_LINE_MAX = 160


@dataclass(frozen=True, slots=True)
class SourceKeeping:
    """What the operator's page of sources does, in messages; what a button can't carry is kept for it."""

    dashboard: Dashboard
    questions: Questions

    @property
    def commands(self) -> Mapping[str, Answer]:
        """`/sources add`, `/sources remove`, `/sources list`; `/sources` alone is what readers get."""
        return {
            **dict.fromkeys(("sources add", "sources ajouter"), self.offer),
            **dict.fromkeys(("sources remove", "sources retirer"), self.ask),
            **dict.fromkeys(("sources list", "sources liste"), self.show),
        }

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """Adding what was looked at, removing what was asked about, other pages."""
        return {"add": self.add, "remove": self.remove, "list": self.turn}

    async def offer(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/sources add exemple.fr`, maybe with a name behind."""
        if not argument:
            return say(
                _("Quelle adresse ? Écrivez par exemple : /sources add lemonde.fr, et un nom si vous voulez.")
            )
        address, *name = argument.split(maxsplit=1)
        offer = await self.dashboard.offer(address)
        if offer.refused:
            return say(_refused(offer))
        short = await self._kept(chat_id, argument, now)
        offer = replace(offer, name="".join(name) or offer.name)
        return say("\n".join(_lines(offer)), ((Button(_("Ajouter"), data=f"admin:add:{short}"),),))

    async def add(self, _chat_id: int, short: str, _now: datetime, _shown: Shown | None) -> Reply:
        """«Ajouter» was touched."""
        address, *name = (await self._asked(short)).split(maxsplit=1)
        offer = await self.dashboard.add(address, "".join(name))
        if offer.refused:
            return say(_refused(offer))
        return Reply(
            instead=plain(_("Ajoutée : {name}. Elle est lue dès maintenant.").format(name=offer.name))
        )

    async def ask(self, chat_id: int, argument: str, now: datetime) -> Reply:
        """`/sources remove Le Phare`."""
        name = await self.dashboard.added(argument)
        if not name:
            return say(
                _(
                    "Aucune source ajoutée ne porte ce nom ; celles de sources.toml se retirent "
                    "dans ce fichier. Pour les voir toutes : /sources list"
                )
            )
        told = _("Ne plus lire {name} ? Ses articles restent.").format(name=name)
        return say(
            told, ((Button(_("Retirer"), data=f"admin:remove:{await self._kept(chat_id, name, now)}"),),)
        )

    async def remove(self, _chat_id: int, short: str, _now: datetime, _shown: Shown | None) -> Reply:
        """«Retirer» was touched."""
        name = await self._asked(short)
        if not await self.dashboard.remove(name):
            return Reply(notice=_("C'est déjà fait."))
        return Reply(instead=plain(_("Retirée : {name}.").format(name=name)))

    async def show(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/sources list`."""
        return Reply(await self._page(0))

    async def turn(self, _chat_id: int, offset: str, _now: datetime, _shown: Shown | None) -> Reply:
        """Another page, in the place of the one before if one message holds it."""
        first, *rest = await self._page(buttons.number(offset))
        return Reply((first, *rest)) if rest else Reply(instead=first)

    async def _page(self, offset: int) -> tuple[Message, ...]:
        rows, total = await self.dashboard.sources(_PAGE, offset)
        title = _("Sources : {total}, d'abord celles qui vont mal.").format(total=total)
        *first, last = pack([escape(block, quote=False) for block in (title, *map(_line, rows))])
        turn = menus.pages("admin:list:", offset, _PAGE, more=offset + _PAGE < total)
        return (*map(Message, first), Message(last, (turn,) if turn else ()))

    async def _kept(self, chat_id: int, text: str, now: datetime) -> str:
        short = shortened(text)
        if short != text:
            await self.questions.keep(chat_id, short, text, now)
        return short

    async def _asked(self, short: str) -> str:
        text = await self.questions.question(short) or short
        if not text.strip():
            raise StaleButton(short)
        return text


def _line(row: SourceRow) -> str:
    """How one source fares; of one that does not, why, in its own words too."""
    sign = "✗" if row.grave else "!" if row.state else "✓"
    seen = _("dernière lecture réussie : {at}").format(at=row.succeeded)
    lines = [f"{sign} {row.name}\u00a0: {row.state or seen}", *([row.reason] if row.state else [])]
    return "\n".join(menus.short(line, _LINE_MAX) for line in lines if line)


def _lines(offer: Offer) -> Iterator[str]:
    """What adding it would bring."""
    yield f"{offer.name}, {offer.kind}\u00a0: {offer.found}"
    yield ""
    if not offer.newest:
        yield _("Rien n'y est annoncé pour l'instant.")
    for one in offer.newest:
        yield menus.short(f"{one.at} · {one.title}", _LINE_MAX)
        if one.refused:
            yield menus.short(f"✗ {one.refused}", _LINE_MAX)
    if offer.more:
        yield _("et {more} de plus").format(more=offer.more)


def _refused(offer: Offer) -> str:
    return "\n".join(filter(None, (offer.refused, menus.short(offer.detail, _LINE_MAX))))
