"""A story is opened where it is listed, and the list is shown again; a push shows what else it can do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from bot.chat import menus
from bot.chat.explanation import led_by
from bot.chat.interpreter import Interpreter
from bot.chat.listening import complaint, votes
from bot.chat.menus import Rows
from bot.chat.reply import Reply, Shown
from bot.editions import buttons, render
from bot.editions.grouping import MISCELLANEOUS
from bot.errors import StaleButton
from bot.model import Button, Message, Mode, Pictures, Story, Subscriber
from bot.ports import Archive, Feedback, Readership, Tellings
from bot.topics.topic_labels import label
from bot.wording import LANGUAGES, _, speaking

_OPEN, _LIST, _WRONG, _DOTS, _WHY = "open:", "list:", "wrong:", "dots:", "why:"
_LEAVE_MAX = 3
"""Topics that led to a push; there may be many more."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What a message shows is all its state: the numbers under it name its stories, its first line the list.

    `link` makes the address that leads to what a payload of `/start` names; empty where there is none.
    """

    archive: Archive
    readership: Readership
    tellings: Tellings
    feedback: Feedback
    interpreter: Interpreter
    link: Callable[[str], str]

    async def more(self, chat_id: int, story_id: str, now: datetime) -> Reply:
        """The reader wants to know more of this story. Raises: StaleButton when it is gone."""
        return await self.open(chat_id, story_id, now, None)

    async def open(self, chat_id: int, story_id: str, now: datetime, shown: Shown | None) -> Reply:
        """A number under a list was touched: the story at length, in the place of the list.

        Raises: StaleButton when the story is gone.
        """
        story = await self._found(story_id)
        if story is None:
            raise StaleButton(story_id)
        await self.tellings.open(chat_id, story.id)
        zone = await self.interpreter.zone(chat_id)
        subscriber = await self.readership.subscriber(chat_id)
        acts = await self._acts(chat_id, story, subscriber)
        size = subscriber.pictures if subscriber else Pictures.NONE
        if shown is None:
            told = render.pictured(render.detail(story, now, zone), story, size)
            return Reply((replace(told, buttons=acts),))
        numbers, others = _parted(shown.rows)
        there = {button.data for row in others for button in row}
        acts = tuple(row for row in acts if there.isdisjoint(button.data for button in row if button.data))
        marked = (
            tuple(_marked(button, on=buttons.opened(button.data).story_id == story.id) for button in row)
            for row in numbers
        )
        back = (Button(_("‹ La liste"), data=_LIST),)
        told = render.detail(story, now, zone, under=shown.title or _("Suite de la liste"))
        told = render.pictured(told, story, size)
        return Reply(instead=replace(told, buttons=(*marked, back, *acts, *others)))

    async def back(self, chat_id: int, rest: str, now: datetime, shown: Shown | None) -> Reply:
        """«La liste» was touched. Raises: StaleButton when none of its stories is there any more."""
        numbers, others = _parted(shown.rows if shown else ())
        listed = [(button, await self._found(button.data)) for row in numbers for button in row]
        stories = {_plain(button).label: story for button, story in listed if story is not None}
        if shown is None or not stories:
            raise StaleButton(rest)
        zone = await self.interpreter.zone(chat_id)
        edition = any(button.data.startswith(_WHY) for row in others for button in row)
        headings = await self._headings(chat_id, [button for button, story in listed if story is not None])
        if _plain(listed[0][0]).label != "1":  # the first line of a later message is its heading, if any
            headings.pop(next(iter(stories)), None)
        html = render.again(shown.title, stories, now, zone, aged=not edition, headings=headings)
        rows = (tuple(map(_plain, row)) for row in numbers)
        return Reply(instead=Message(html, (*rows, *others)))

    async def show_rest(self, chat_id: int, rest: str, _now: datetime, shown: Shown | None) -> Reply:
        """«⋯» under a push was touched: the rest of what one can do. Raises: StaleButton when it is gone."""
        story = await self.archive.story(buttons.story_ids(rest)[0])
        if story is None:
            raise StaleButton(rest)
        chosen = await self.readership.chosen(chat_id)
        led = led_by(story, [topic for topic, mode in chosen if mode is Mode.FOLLOW])
        leave = [menus.choices(topic, Mode.FOLLOW) for topic in led[:_LEAVE_MAX]]
        why = Button(_("Pourquoi ce message ?"), data=f"{_WHY}{buttons.coded([story])}")
        rows = shown.rows if shown else ()
        before = (tuple(one for one in row if not one.data.startswith(_DOTS)) for row in rows)
        acts = await self._opinions(chat_id, story)
        return Reply(rows=(*filter(None, before), *leave, (why,), *acts))

    async def _acts(self, chat_id: int, story: Story, subscriber: Subscriber | None) -> Rows:
        """What one can do with a story: read it, follow its first topic, judge it, share it."""
        topics = self.interpreter.catalogue.topics
        topic = next((topics[key] for key in story.topics if key in topics), None)
        mode = subscriber.topics.get(topic.key) if subscriber and topic else None
        rows = (render.read(story), (*menus.choices(topic, mode), menus.card(topic)) if topic else ())
        return (*filter(None, rows), *await self._opinions(chat_id, story))

    async def _opinions(self, chat_id: int, story: Story) -> Rows:
        """Like it or not; share it, or say that it is wrong."""
        voted = await self.feedback.voted(chat_id, story.id)
        wrong = complaint(story.id, reported=await self.feedback.reported(chat_id, story.id))
        return (votes(story.id, voted), (*self._share(story), wrong))

    def _share(self, story: Story) -> tuple[Button, ...]:
        address = self.link(f"story_{story.id}")
        if not address:
            return ()
        return (menus.forward(_("Partager"), address, menus.short(render.headline(story), 100)),)

    async def _headings(self, chat_id: int, listed: Sequence[Button]) -> dict[str, str]:
        """The label of the first button of each section -> the heading that stood above its story.

        A topic that is neither the catalogue's nor chosen any more has lost its name.
        """
        signs = [buttons.opened(button.data).sign for button in listed]
        if not any(signs):
            return {}
        chosen = (topic for topic, _mode in await self.readership.chosen(chat_id))
        known = {}
        for topic in (*self.interpreter.catalogue.topics.values(), *chosen):
            for language in LANGUAGES:  # in which the list was sent may be another one
                with speaking(language):
                    sign = buttons.sign(label(topic))
                known[sign] = label(topic)
        return {
            _plain(button).label: known.get(sign, str(MISCELLANEOUS))
            for button, (before, sign) in zip(listed, pairwise(["", *signs]), strict=True)
            if sign != before
        }

    async def _found(self, data: str) -> Story | None:
        """The story of a button, as its list shows it; none when it is gone."""
        shown = buttons.opened(data)
        story = await self.archive.story(shown.story_id)
        return story and replace(story, suite=shown.suite)


def _parted(rows: Rows) -> tuple[Rows, Rows]:
    """The rows of numbers, and the others but those that an opened story has brought."""
    numbers = tuple(row for row in rows if row[0].data.startswith(_OPEN))
    others = [row for row in rows if row not in numbers]
    first, last = _where(others, _LIST), _where(others, _WRONG)
    if first and last:
        others[first[0] : last[-1] + 1] = []
    return numbers, tuple(others)


def _where(rows: Sequence[Sequence[Button]], verb: str) -> Sequence[int]:
    return [at for at, row in enumerate(rows) if any(one.data.startswith(verb) for one in row)]


def _plain(button: Button) -> Button:
    return replace(button, label=button.label.strip("· "))


def _marked(button: Button, *, on: bool) -> Button:
    """A number, between dots when its story is the one that is open."""
    plain = _plain(button)
    return replace(plain, label=f"· {plain.label} ·") if on else plain
