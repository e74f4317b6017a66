"""An admin goes through what readers report: what is told of a story beside its article, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.chat import menus
from bot.chat.administration import Answer, AnswerInPlace
from bot.chat.menus import Rows
from bot.chat.reply import Reply, Shown, plain, say
from bot.editions import buttons
from bot.errors import StoryError
from bot.model import Button, Message
from bot.ports.dashboard import Dashboard, ReportRow
from bot.wording import _

_PAGE = 3
_TITLE_MAX, _TOLD_MAX, _ARTICLE_MAX = 200, 900, 500
_WORDS, _WORDS_MAX = 3, 300
"""So many readers' words, and letters of each."""


@dataclass(frozen=True, slots=True)
class Reviewing:
    """A message for each story that readers report, with a button for each deed of the operator's page.

    A correction is the answer to a message of ours that names the story: nothing else is remembered of it.
    """

    dashboard: Dashboard

    @property
    def commands(self) -> Mapping[str, Answer]:
        """`/review`."""
        return {"review": self.show}

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """The deeds, and the next stories."""
        return {
            "review": self.more,
            "correct": self.ask,
            "hide": self.hide,
            "show": self.show_again,
            "again": self.again,
            "dismiss": self.dismiss,
        }

    async def show(self, _chat_id: int, _argument: str, _now: datetime) -> Reply:
        """`/review`."""
        return await self._page(0)

    async def more(self, _chat_id: int, offset: str, _now: datetime, _shown: Shown | None) -> Reply:
        """The next stories."""
        return await self._page(buttons.number(offset))

    async def _page(self, offset: int) -> Reply:
        rows, total = await self.dashboard.reports()
        here = rows[offset : offset + _PAGE]
        if not here:
            return say(_("Rien à relire : aucun signalement n'attend."))
        left = total - offset - len(here)
        onward = plain(
            _("Histoires encore signalées : {left}.").format(left=left),
            ((Button(_("Suivantes ›"), data=f"admin:review:{offset + _PAGE}"),),),
        )
        return Reply((*map(_side_by_side, here), *([onward] if len(rows) > offset + _PAGE else [])))

    async def ask(self, _chat_id: int, rest: str, _now: datetime, _shown: Shown | None) -> Reply:
        """«Corriger» was touched: the words are asked for."""
        how = _(
            "Répondez à ce message par le texte juste : son titre sur la première ligne, puis une phrase par "
            "ligne. Qui a reçu l'histoire recevra la correction."
        )
        return say(f"{_asking(buttons.number(rest))}\n\n{how}")

    async def replied(self, message: str, quoted: str) -> Reply | None:
        """The answer to that: it is told from now on; none when `quoted` is no such message."""
        before, after = _asking("|").split("|")
        first = quoted.partition("\n")[0]
        number = first.removeprefix(before).removesuffix(after)
        if not first.startswith(before) or not number.isdecimal():
            return None
        headline, _break, text = message.strip().partition("\n")
        try:
            await self.dashboard.do("correct", int(number), {"headline": headline, "text": text})
        except StoryError as err:
            return say(err.told)
        return say(_("C'est corrigé ; qui l'avait reçue reçoit la correction."))

    async def hide(self, _chat_id: int, rest: str, _now: datetime, shown: Shown | None) -> Reply:
        """«Cacher» was touched."""
        done = _("Cachée : plus personne ne la reçoit ni ne la trouve.")
        return await self._done("hide", rest, shown, done, hidden=True)

    async def show_again(self, _chat_id: int, rest: str, _now: datetime, shown: Shown | None) -> Reply:
        """«Montrer de nouveau» was touched."""
        return await self._done("show", rest, shown, _("Montrée de nouveau."), hidden=False)

    async def again(self, _chat_id: int, rest: str, _now: datetime, shown: Shown | None) -> Reply:
        """«Résumer de nouveau» was touched."""
        return await self._done("again", rest, shown, _("Elle va être résumée une nouvelle fois."))

    async def dismiss(self, _chat_id: int, rest: str, _now: datetime, shown: Shown | None) -> Reply:
        """«Classer» was touched."""
        return await self._done("dismiss", rest, shown, _("Classée : le résumé est juste."))

    async def _done(
        self, deed: str, rest: str, shown: Shown | None, told: str, *, hidden: bool | None = None
    ) -> Reply:
        """Do it, and say so under the story; after some deeds there is more that one may do."""
        number = buttons.number(rest)
        try:
            await self.dashboard.do(deed, number, {})
        except StoryError as err:
            return Reply(notice=menus.short(err.told, _TITLE_MAX))
        rows = () if hidden is None else _deeds(number, hidden=hidden)
        if shown is None:
            return Reply(notice=told)
        return Reply(instead=plain(f"{shown.text}\n\n→ {told}", rows))


def _asking(number: int | str) -> str:
    """The first line of a message whose answer is a correction."""
    return _("Correction de l'histoire n° {number}").format(number=number)


def _side_by_side(row: ReportRow) -> Message:
    """What readers report, what they were told, and how the article begins."""
    hidden = _("elle est cachée") if row.hidden else ""
    about = (_("Histoire n° {number}").format(number=row.id), row.reports, row.last, hidden)
    told = menus.short("\n".join(row.sentences), _TOLD_MAX)
    article = menus.short("\n".join(row.paragraphs), _ARTICLE_MAX)
    source = _("L'article, {source} :").format(source=row.source)
    words = [_("« {words} »").format(words=menus.short(one, _WORDS_MAX)) for one in row.words[:_WORDS]]
    blocks = (
        "\n".join((" · ".join(filter(None, about)), *row.kinds, *words)),
        _("Ce que nous en disons ({method}) :").format(method=row.method),
        f"{menus.short(row.headline, _TITLE_MAX)}\n{told}",
        f"{source}\n{menus.short(row.title, _TITLE_MAX)}\n{article}",
    )
    read = ((Button(_("Lire l'article"), url=row.url),),) if row.url.startswith("http") else ()
    return plain("\n\n".join(blocks), (*_deeds(row.id, hidden=row.hidden), *read))


def _deeds(number: int, *, hidden: bool) -> Rows:
    hide = Button(_("Montrer de nouveau"), data=f"admin:show:{number}")
    if not hidden:
        hide = Button(_("Cacher"), data=f"admin:hide:{number}")
    return (
        (hide, Button(_("Corriger"), data=f"admin:correct:{number}")),
        (
            Button(_("Résumer de nouveau"), data=f"admin:again:{number}"),
            Button(_("Classer"), data=f"admin:dismiss:{number}"),
        ),
    )
