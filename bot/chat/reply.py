"""What the chat answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from bot.chat.menus import Rows
from bot.editions import render
from bot.model import Button, Message, Story
from bot.wording import Marked


@dataclass(frozen=True, slots=True)
class Reply:
    """Messages to send. To a button also: a short notice, and what becomes of the message that bears it.

    `instead` replaces that message; `rows` replaces its buttons only.
    """

    messages: tuple[Message, ...] = ()
    instead: Message | None = None
    rows: Rows | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """The message whose button was touched, as its reader sees it: its text and its buttons."""

    text: str
    rows: Rows

    @property
    def title(self) -> str:
        """Its first line; none where that is a story's."""
        line = self.text.partition("\n")[0]
        return "" if line.partition(". ")[0].isdecimal() else line


def page(
    title: str,
    stories: Sequence[Story],
    now: datetime,
    zone: str,
    *rows: tuple[Button, ...],
    number: int | None = None,
) -> Reply:
    """One page of stories, numbered from `number` on, see `render`; the last message carries the buttons."""
    *first, last = render.listing(title, stories, now, zone, first=number)
    return Reply((*first, replace(last, buttons=(*last.buttons, *(row for row in rows if row)))))


def plain(text: str | Marked, rows: Rows = ()) -> Message:
    """A message of plain words, escaped here, with its rows of buttons."""
    return Message(escape(str(text), quote=False), rows)


def say(text: str | Marked, rows: Rows = ()) -> Reply:
    """A reply of one message of plain words."""
    return Reply((plain(text, rows),))
