"""What a reader typed -> what they want."""

import re
from dataclasses import dataclass
from string import ascii_lowercase, digits

from bot.french import tables
from bot.french.fold import fold
from bot.french.phrases import Phrases, listed
from bot.french.tokens import placed_words
from bot.topics.frames import asks_for_news

_NAME_SIGNS = frozenset(ascii_lowercase + digits + "_")
_NAME_MAX = 32
"""https://core.telegram.org/bots/api#botcommand"""
_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\"«»]+", re.IGNORECASE)
_WHOLE = {
    name: Phrases(f"{phrase} $" for phrase in tables.phrases("commands", name))
    for name in ("unsubscribe", "subscribe", "latest", "topics", "hours", "tendances", "help", "forget")
}
"""A command -> the messages that ask for it."""
_BEGINNING = {name: listed("commands", f"{name}_what") for name in ("unfollow", "mute", "follow")}
"""A command -> what a message begins with that asks for it, and goes on with what it is about."""
_POLITE = listed("commands", "polite")
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
    if spoken := _spoken(message):
        return spoken
    url = _link(message)
    if len(message) - len(url) >= _TEXT_FROM:
        return Text(message)
    return Link(url) if url else Command("topic", message)


def _spoken(message: str) -> Command | None:
    """The command that a message asks for in words: «désabonne-moi», «suivre la Russie»."""
    said = placed_words(message[:_TEXT_FROM])
    words = [token.folded for token in said]
    while words and (polite := next((at for at in range(len(words)) if _POLITE.at(words, at)), 0)):
        words = words[:polite]
    whole = next((name for name, phrases in _WHOLE.items() if phrases.opening(words)), None)
    if whole:
        return Command(whole)
    if asks_for_news(message):
        return Command("latest")
    for name, phrases in _BEGINNING.items():
        if 0 < (taken := phrases.opening(words)) < len(words):
            return Command(name, message[said[taken].start :])
    return None


def addressee(message: str) -> str:
    """The bot that a command names, «/help@laconique_bot»; empty when it names none, or is no command."""
    word = next(iter(message.split(maxsplit=1)), "")
    return word.partition("@")[2] if word.startswith("/") else ""


def _command(message: str) -> Command | None:
    """The command that the stripped message is, accents aside; none for what no command can be called."""
    word, *argument = message.split(maxsplit=1) or [""]
    slash, name = word[:1], fold(word[1:].partition("@")[0])
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
