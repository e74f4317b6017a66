"""What a reader typed -> what is meant."""

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?$", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"«»]+", re.IGNORECASE)
_TEXT_FROM = 200
"""A message at least this long, in characters, is a text to summarise; a shorter one is a question."""


@dataclass(frozen=True, slots=True)
class Command:
    """`/name argument`; the name in lower case, the argument stripped, maybe empty."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An address to read."""

    url: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text to summarise."""

    text: str


def meaning(message: str) -> Command | Link | Text:
    """What the message asks for; a few plain words are a question about a topic."""
    message = message.strip()
    if command := _COMMAND.match(message):
        return Command(command[1].lower(), (command[2] or "").strip())
    if len(message) >= _TEXT_FROM:
        return Text(message)
    if link := _LINK.search(message):
        return Link(link[0].rstrip(".,;:!?)]»"))
    return Command("topic", message)
