"""An admin asks how it is: what is not well and what to do, what was done, what waits, what came last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from bot.chat import menus
from bot.chat.administration import Answer, AnswerInPlace
from bot.chat.reply import Reply
from bot.editions import render
from bot.editions.pack import pack
from bot.model import Message, Story
from bot.ports import Archive
from bot.ports.dashboard import Dashboard, Overview
from bot.wording import _

_STORIES = 3
_LINE_MAX = 200
_TROUBLES_MAX = 8
"""Of each kind; what there is besides stands on the pages."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """Tells in one message what the first of the operator's pages shows."""

    dashboard: Dashboard
    archive: Archive
    zone: str

    @property
    def commands(self) -> Mapping[str, Answer]:
        """`/etat`, `/status`."""
        return {"etat": self.tell, "status": self.tell}

    @property
    def buttons(self) -> Mapping[str, AnswerInPlace]:
        """None."""
        return {}

    async def tell(self, _chat_id: int, _argument: str, now: datetime) -> Reply:
        """`/etat`."""
        overview = await self.dashboard.overview()
        stories = await self.archive.stories(limit=_STORIES)
        at = f"{now.astimezone(ZoneInfo(self.zone)):%d/%m %H:%M}"
        title = _("État du robot, {at}").format(at=at)
        blocks = (title, *_troubles(overview), *_done(overview), _waiting(overview), self._last(stories, now))
        return Reply(tuple(map(Message, pack([escape(block, quote=False) for block in blocks]))))

    def _last(self, stories: Sequence[Story], now: datetime) -> str:
        if not stories:
            return _("Encore aucun article.")
        lines = [_("Derniers articles :")]
        for story in stories:
            dating = story.lead.dating
            when = render.age(dating, now) or render.dated(dating, now, self.zone)
            lines.append(
                f"{story.lead.source}, {when}\u00a0: {menus.short(story.summary.headline, _LINE_MAX)}"
            )
        return "\n".join(lines)


def _troubles(overview: Overview) -> Iterator[str]:
    """What is not well, each with what to do."""
    found = (*overview.troubles[:_TROUBLES_MAX], *overview.failing[:_TROUBLES_MAX])
    if not found:
        yield _("Tout va bien.")
    for told, remedy in found:
        lines = (f"⚠ {told}", f"→ {remedy}" if remedy else "")
        yield "\n".join(menus.short(line, _LINE_MAX) for line in lines if line)


def _done(overview: Overview) -> Iterator[str]:
    if overview.charts:
        yield "\n".join(f"{series.title}\u00a0: {series.told}" for series in overview.charts)


def _waiting(overview: Overview) -> str:
    """How much work is due, and for how long the oldest."""
    waits = _("{what} : {number}, depuis {age}")
    lines = [waits.format(what=what, number=number, age=age) for what, number, age in overview.queues]
    if overview.reports:
        lines.append(_("Histoires signalées par des lecteurs : {number}").format(number=overview.reports))
    return "\n".join(lines or [_("Rien n'attend.")])
