"""What a reader typed -> what they want."""

import re
from dataclasses import dataclass
from string import ascii_lowercase, digits

_NAME_SIGNS = frozenset(ascii_lowercase + digits + "_")
_NAME_MAX = 32
"""https://core.telegram.org/bots/api#botcommand"""
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
    if command := _command(message):
        return command
    if message.lower().strip(" .!?") in _GREETINGS:
        return Command("help")
    url = _link(message)
    if len(message) - len(url) >= _TEXT_FROM:
        return Text(message)
    return Link(url) if url else Command("topic", message)


def addressee(message: str) -> str:
    """The bot that a command names, «/help@laconique_bot»; empty when it names none, or is no command."""
    word = next(iter(message.split(maxsplit=1)), "")
    return word.partition("@")[2] if word.startswith("/") else ""


def _command(message: str) -> Command | None:
    """The command that the stripped message is; none for a path, or for what no command is called."""
    word, *argument = message.split(maxsplit=1) or [""]
    slash, name = word[:1], word[1:].partition("@")[0].lower()
    if slash != "/" or not 1 <= len(name) <= _NAME_MAX or not _NAME_SIGNS.issuperset(name):
        return None
    return Command(name, "".join(argument))


def _link(message: str) -> str:
    """The first address in the message, without the punctuation after it; empty when there is none."""
    found = _LINK.search(message)
    url = found[0] if found else ""
    while url.endswith(_AFTER_LINK) or (url.endswith(")") and url.count(")") > url.count("(")):
        url = url[:-1]
    return f"https://{url}" if url.lower().startswith("www.") else url
