"""What the chat answers."""

from dataclasses import dataclass
from html import escape

from bot.chat.menus import Rows
from bot.model import Message


@dataclass(frozen=True, slots=True)
class Reply:
    """Messages to send; or, to a button, one that replaces its message, and a short notice."""

    messages: tuple[Message, ...] = ()
    instead: Message | None = None
    notice: str = ""


def plain(text: str, rows: Rows = ()) -> Message:
    """A message of plain words, escaped here, with its rows of buttons."""
    return Message(escape(text, quote=False), rows)


def say(text: str, rows: Rows = ()) -> Reply:
    """A reply of one message of plain words."""
    return Reply((plain(text, rows),))
