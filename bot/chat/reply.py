"""What the chat answers."""

from dataclasses import dataclass
from html import escape

from bot.chat.menus import Rows
from bot.model import Message


@dataclass(frozen=True, slots=True)
class Reply:
    """Messages to send. To a button also: a short notice, and what becomes of the message that bears it.

    `instead` replaces that message; `rows` replaces its buttons only.
    """

    messages: tuple[Message, ...] = ()
    instead: Message | None = None
    rows: Rows | None = None
    notice: str = ""


def plain(text: str, rows: Rows = ()) -> Message:
    """A message of plain words, escaped here, with its rows of buttons."""
    return Message(escape(text, quote=False), rows)


def say(text: str, rows: Rows = ()) -> Reply:
    """A reply of one message of plain words."""
    return Reply((plain(text, rows),))
