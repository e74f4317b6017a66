"""What a reader typed -> what they want."""

import re
from dataclasses import dataclass

_COMMAND = re.compile(r"/([a-z0-9_]{1,32})(?:@\w+)?(?:\s+(.*))?$", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\"«»]+", re.IGNORECASE)
_GREETINGS = frozenset(
    {"bonjour", "bonsoir", "salut", "coucou", "hello", "merci", "aide", "help", "ok", "test"}
)
_AFTER_LINK = tuple(".,;:!?…'’]")
_TEXT_FROM = 200
"""So many characters, not counting those of a link, are a text to summarise; fewer are a question."""


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


Intent = Command | Link | Text


def intent_of(message: str) -> Intent:
    """What the message asks for; a few plain words are a question about a topic."""
    message = message.strip()
    if command := _COMMAND.match(message):
        return Command(command[1].lower(), (command[2] or "").strip())
    if message.lower().strip(" .!?") in _GREETINGS:
        return Command("help")
    url = _link(message)
    if len(message) - len(url) >= _TEXT_FROM:
        return Text(message)
    return Link(url) if url else Command("topic", message)


def _link(message: str) -> str:
    """The first address in the message, without the punctuation after it; empty when there is none."""
    found = _LINK.search(message)
    url = found[0] if found else ""
    while url.endswith(_AFTER_LINK) or (url.endswith(")") and url.count(")") > url.count("(")):
        url = url[:-1]
    return f"https://{url}" if url.lower().startswith("www.") else url
