"""A reader asks from within another chat, and chooses a story to send there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.chat import menus
from bot.chat.interpreter import Interpreter
from bot.chat.searching import Searching
from bot.editions import buttons, render
from bot.model import Button, Message, Story
from bot.wording import _

_STORIES_MAX = 50
"""Of one question."""
_PAGE = 20
"""Each letter that is typed asks anew: what a screen or two show is found fast."""
_TITLE_MAX, _SENTENCE_MAX = 150, 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A story to choose: two lines of plain text, and the message that is sent when it is chosen."""

    story_id: int
    title: str
    description: str
    message: Message


@dataclass(frozen=True, slots=True)
class Offers:
    """A page of them; `next_offset` asks for the next one, and is empty when there is none."""

    page: tuple[Offer, ...] = ()
    next_offset: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """Offers the stories of a question, and keeps nothing of it.

    `link` makes the address that leads to what a payload of `/start` names; empty where there is none.
    """

    searching: Searching
    interpreter: Interpreter
    link: Callable[[str], str]

    async def offers(self, asker: int, typed: str, offset: str, now: datetime) -> Offers:
        """The stories from `offset` on, as the asker wants them told.

        Raises: StaleButton when `offset` is none of ours.
        """
        start = buttons.number(offset) if offset else 0
        end = min(start + _PAGE, _STORIES_MAX)
        if start >= end:
            return Offers()
        stories = await self.searching.stories(asker, typed, end - start + 1, start, now)
        zone = await self.interpreter.zone(asker)
        page = tuple(self._offer(story, now, zone) for story in stories[: end - start])
        more = end < _STORIES_MAX and len(stories) > len(page)
        return Offers(page, str(end) if more else "")

    def _offer(self, story: Story, now: datetime, zone: str) -> Offer:
        first = menus.short(story.summary.sentences[0], _SENTENCE_MAX) if story.summary.sentences else ""
        when = render.age(story.lead.dating, now) or render.dated(story.lead.dating, now, zone)
        address = self.link(f"story_{story.id}")
        more = (Button(_("En savoir plus"), url=address),) if address else ()
        row = (*render.read(story), *more)
        return Offer(
            story.id,
            menus.short(render.headline(story), _TITLE_MAX),
            " · ".join(filter(None, (story.lead.source, when, first))),
            Message(render.block(story, now, zone), (row,) if row else ()),
        )
