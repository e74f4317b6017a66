"""What a reader typed -> what they want."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from string import ascii_lowercase, digits

from tld import get_tld

from bot.chat import zones
from bot.chat.absences import absence
from bot.chat.schedule import On, wish
from bot.french import tables
from bot.french.fold import fold
from bot.french.phrases import Phrases, listed, spelt_out
from bot.french.tokens import Token, placed
from bot.french.words import words
from bot.topics.frames import asks_for_news

_NAME_SIGNS = frozenset(ascii_lowercase + digits + "_")
_NAME_MAX = 32
"""https://core.telegram.org/bots/api#botcommand"""
_LINK = re.compile(r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\"«»]+", re.IGNORECASE)
_BARE_LINK = re.compile(r"(?<![^\s(«\"<])(?:[A-Za-z0-9-]+\.)+[a-z]{2,}(?![^\s/?#:,.;!)»\">])[^\s<>\"«»]*")
"""An address without its scheme, as people write it from memory: «lemonde.fr/planete»."""
_WHOLE = {
    name: Phrases(f"{phrase} $" for phrase in (*tables.words("commands", name), *spelt_out("commands", name)))
    for name in (
        *("unsubscribe", "subscribe", "forget", "export", "privacy", "about", "sources", "help", "settings"),
        *("hours", "zone", "digest", "topics", "tendances", "summarise", "wrong", "latest", "region"),
        *("hello", "thanks", "bye", "okay"),
    )
}
"""A command -> the messages that ask for it."""
_BEGINNING = {name: listed("commands", f"{name}_what") for name in ("unfollow", "mute", "follow")}
"""A command -> what a message begins with that asks for it, and goes on with what it is about."""
_NAMED = {name: listed("commands", f"{name}_named") for name in ("unfollow", "mute", "less", "follow")}
"""The same, where the rest must name a topic: «plus de sport», and not «plus de policiers»."""
_BEHIND = {name: listed("commands", f"{name}_behind") for name in ("mute", "follow")}
_REQUEST, _CLOSING = listed("commands", "request"), listed("commands", "closing")
_AT, _ONLY, _CALM, _NO_WISH = (listed("commands", group) for group in ("at", "only", "calm", "no_wish"))
_SPEAK = listed("commands", "speak")
_LANGUAGES = tables.pairs("english_commands", "languages")
_SILENCE = listed("commands", "silence", "calm", "unsubscribe")
_ANY_MOMENT = datetime(2026, 3, 2, 8, tzinfo=UTC)
"""What is a time of absence is one whenever it is said."""
_AWAY_MAX = 24
"""Words of a message of which a few may say when."""
_HOME_WHAT, _NATIVE = listed("commands", "home_what"), listed("commands", "native")
_INHABITANTS = tables.pairs("inhabitants", "places")
_ZONE_WHAT, _ZONE_KNOWN = listed("commands", "zone_what"), listed("commands", "zone_known")
_ABOUT_US = listed("commands", "about_us")
_OFTEN = frozenset("a par tous toutes chaque".split())
"""Words without which hours may be anything: «le 20 heures»."""
_EXCEPT = frozenset({"pas", "sauf", "jamais"})
"""Before days at which nothing is to come."""
_ONLY_LAST = frozenset({"seulement", "uniquement"})
"""Behind days besides which nothing is to come."""
_AFTER_LINK = tuple(".,;:!?…'’]")
_TEXT_FROM = 200
"""So many characters, not counting those of a link, are a text to summarise; fewer are a question."""
_QUESTION_MAX = 700
"""A longer message is a text, whatever it ends with."""


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
IsTopic = Callable[[str], bool]
"""Whether a text is the name of a topic."""


def intent_of(
    message: str,
    is_topic: IsTopic = lambda _text: False,
    link: str = "",
    *,
    is_region: IsTopic = lambda _text: False,
) -> Intent:
    """What the message asks for; a few plain words that ask for nothing else are a question about a topic.

    `link` is an address that stands behind words of the message; `is_region` tells whether a text names a
    region of France, or a part of one.
    """
    message = message.strip()
    if command := _command(message):
        return command
    if _asks_about_us(message):
        return Command("about")
    return content_of(message, link) or _spoken(message, is_topic, is_region) or Command("topic", message)


def content_of(message: str, link: str = "") -> Link | Text | None:
    """What of the message can be summarised, if anything: the text that it is, or an address in it."""
    written = _link(message)
    if len(message) - len(written) >= _TEXT_FROM:
        return Text(message)
    return Link(written or link) if written or link else None


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
    url = found[0] if found else next(filter(_is_address, _BARE_LINK.findall(message)), "")
    while url.endswith(_AFTER_LINK) or (url.endswith(")") and url.count(")") > url.count("(")):
        url = url[:-1]
    return f"https://{url}" if url and (not found or url.lower().startswith("www.")) else url


def _is_address(text: str) -> bool:
    """Whether what looks like a host is one: «lemonde.fr», and not «node.js»."""
    return get_tld(f"https://{text}", fail_silently=True) is not None


def _asks_about_us(message: str) -> bool:
    """Whether a long message is a question to us and no text to summarise."""
    words = [token.folded for token in _said(message[:_QUESTION_MAX])]
    asked = _TEXT_FROM <= len(message) <= _QUESTION_MAX and message.endswith("?")
    return asked and len([*_ABOUT_US.found(words)]) > 1


def _said(message: str) -> Sequence[Token]:
    """The words of a message; of one without any, its signs: «?», «👍»."""
    tokens = placed(message)
    return [token for token in tokens if token.folded[:1].isalnum()] or tokens


@dataclass(frozen=True, slots=True)
class _Core:
    """A part of a message in which a wish may stand."""

    message: str
    said: Sequence[Token]

    @property
    def words(self) -> Sequence[str]:
        """Folded."""
        return [token.folded for token in self.said]

    @property
    def text(self) -> str:
        """As it is written."""
        return self.message[self.said[0].start : self.said[-1].end]

    def behind(self, taken: int) -> str:
        """The text behind so many words; empty when there is none, or no word was taken."""
        if not 0 < taken < len(self.said):
            return ""
        return self.message[self.said[taken].start : self.said[-1].end]

    def within(self, begin: int, end: int) -> str:
        """The text of the words from one to before another; empty when there is none."""
        return self.message[self.said[begin].start : self.said[end - 1].end] if begin < end else ""

    def before(self, last: int) -> str:
        """The text before the last so many words; empty when there is none, or no word was taken."""
        if not 0 < last < len(self.said):
            return ""
        return self.message[self.said[0].start : self.said[-last - 1].end]


def _spoken(message: str, is_topic: IsTopic, is_region: IsTopic) -> Command | None:
    """The command that a message asks for in words: «désabonne-moi», «suivre la Russie»."""
    said = _said(message)
    bare = _cores(message, _without_closing(said))
    for core in (*_cores(message, said), *bare):
        if _NO_WISH.opening(core.words):
            return None
        if days := _only(core):
            return days
        if whole := next((name for name, phrases in _WHOLE.items() if phrases.opening(core.words)), None):
            return Command(whole)
    for core in bare:
        when = _away(core) or _when(core)
        if wished := _language(core) or when or _where(core, is_region) or _what(core, is_topic):
            return wished
        if asks_for_news(core.text):
            return Command("latest")
    return None


def _without_closing(said: Sequence[Token]) -> Sequence[Token]:
    """What is said, without «s'il vous plaît» and the like behind it; the first word stays."""
    words = [token.folded for token in said]
    while closing := next((at for at in range(1, len(words)) if _CLOSING.at(words, at)), 0):
        words = words[:closing]
    return said[: len(words)]


def _cores(message: str, said: Sequence[Token]) -> Sequence[_Core]:
    """What is said, then less and less of it, as what is said before a wish is taken off."""
    cores = []
    while said:
        cores.append(_Core(message, said))
        taken = _REQUEST.opening(cores[-1].words)
        said = said[taken:] if taken else ()
    return cores


def _when(core: _Core) -> Command | None:
    """The hours or days of editions that are named, or the hours at which nothing is to come."""
    for days in (core.text if core.words[0] in _EXCEPT else "", core.behind(_ONLY.opening(core.words))):
        if isinstance(wish(days), On):
            return Command("hours", days)
    for verb in ("calme", "sans", "sauf"):
        if (hours := core.behind(_CALM.opening(core.words))) and wish(f"{verb} {hours}"):
            return Command("hours", f"{verb} {hours}")
    hours = core.behind(_AT.opening(core.words)) or core.text
    often = not _OFTEN.isdisjoint(words(hours))
    return Command("hours", hours) if often and not isinstance(wish(hours), On | None) else None


def _language(core: _Core) -> Command | None:
    """The language that we are to speak."""
    named = core.behind(_SPEAK.opening(core.words))
    return Command("language", named) if fold(named) in _LANGUAGES else None


def _only(core: _Core) -> Command | None:
    """The days that are named before «seulement»; without it they may be anything."""
    days = core.before(core.words[-1] in _ONLY_LAST)
    first = _AT.opening(core.words)
    days = days and core.within(first, len(core.said) - 1)
    return Command("hours", days) if isinstance(wish(days), On) else None


def _away(core: _Core) -> Command | None:
    """For how long nothing is to come: «silence» or the like, before or behind a time, or both."""
    words = core.words
    if len(words) > _AWAY_MAX:
        return None
    begins = [at for at in range(len(words)) if _is_silence(words[:at])]
    ends = [at for at in range(len(words), 0, -1) if _is_silence(words[at:])]
    for begin in begins:
        for end in ends:
            some = core.within(begin, end)
            if (begin, end) != (0, len(words)) and some and absence(some, _ANY_MOMENT):
                return Command("away", some)
    return None


def _is_silence(words: Sequence[str]) -> bool:
    return not words or _SILENCE.opening(words) == len(words)


def _where(core: _Core, is_region: IsTopic) -> Command | None:
    """Where the reader lives: a region of France is followed, elsewhere only the clock matters."""
    called = " ".join(words(core.behind(_NATIVE.opening(core.words))))
    place = core.behind(_HOME_WHAT.opening(core.words)) or _INHABITANTS.get(called, "")
    if place and is_region(place):
        return Command("region", place)
    if town := core.behind(_ZONE_WHAT.opening(core.words)):
        return Command("zone", town)
    town = core.behind(_ZONE_KNOWN.opening(core.words))
    return Command("zone", town) if zones.find(town) else None


def _what(core: _Core, is_topic: IsTopic) -> Command | None:
    """What is to be followed or muted: it stands behind the wish, or before it."""
    for name, phrases in _BEGINNING.items():
        if topic := core.behind(phrases.opening(core.words)):
            return Command(name, topic)
    for name, phrases in _NAMED.items():
        if is_topic(topic := core.behind(phrases.opening(core.words))):
            return Command(name, topic)
    for name, phrases in _BEHIND.items():
        many = len(core.said)
        last = next((many - at for at in range(1, many) if phrases.at(core.words, at)), 0)
        if topic := core.before(last):
            return Command(name, topic)
    return None
