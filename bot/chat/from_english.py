"""What an English reader writes -> what a French one would: wishes, names of topics, hours and days.

Word for word, the longest phrases first. What has no place in the table stays as it is: the press is French,
and so are the words that one looks for in it.
"""

import re
from collections.abc import Callable, Mapping

from bot.chat.intents import addressee
from bot.french import tables
from bot.french.tokens import placed_words
from bot.topics.catalogue import Catalogue
from bot.topics.topic_labels import english_names

_MESSAGE_MAX = 200
"""A longer message is a text."""
_TWELVE = 12
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d\d))? ?(am|pm|a\.m\.|p\.m\.)(?!\w)", re.IGNORECASE)
_AT_AN_HOUR = re.compile(r"\b(at|from|to) (\d{1,2})(?![\d:h./])", re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH_FIRST = re.compile(rf"\b({_MONTHS}) (\d\d?)(?:st|nd|rd|th)?(?![\w:])", re.IGNORECASE)
_COUNTED = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "ten": 10}
_UNITS = {"hour": "heures", "day": "jours", "week": "semaines", "month": "mois"}
_LASTING = re.compile(
    rf"\b(for|pause|snooze)(?: the next)? ({'|'.join(_COUNTED)}|\d{{1,3}}) ({'|'.join(_UNITS)})s?\b",
    re.IGNORECASE,
)
_LINK = re.compile(r"://|\bwww\.")


class FromEnglish:
    """Puts what English readers write into French."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: Mapping[tuple[str, ...], str] = {}

    def __call__(self, message: str) -> str:
        """The message in French; a link and a long text as they are, and a command's own name."""
        if len(message) > _MESSAGE_MAX or _LINK.search(message):
            return message
        command, blank, argument = message.partition(" ") if message.startswith("/") else ("", "", message)
        if addressee(argument):
            return message
        for pattern, said in _RULES:
            argument = pattern.sub(said, argument)
        return f"{command}{blank}{self._in_french(argument)}"

    def _in_french(self, text: str) -> str:
        said, known = placed_words(text), self._phrases()
        longest = max(map(len, known))
        found, at, done = [], 0, 0
        while at < len(said):
            ends = range(min(len(said), at + longest), at, -1)
            words = (tuple(token.folded for token in said[at:end]) for end in ends)
            phrase = next((some for some in words if some in known), None)
            if phrase:
                found += [text[done : said[at].start], known[phrase]]
                done = said[at + len(phrase) - 1].end
            at += len(phrase) if phrase else 1
        return " ".join("".join((*found, text[done:])).split())

    def _phrases(self) -> Mapping[tuple[str, ...], str]:
        """English words, folded -> French; made when the first one is looked up."""
        if not self._known:
            topics = {
                name: topic.label
                for key, topic in self._catalogue.topics.items()
                for name in english_names(key)
            }
            said = topics | dict(tables.pairs("english_commands", "phrases"))
            self._known = {_words(english): french for english, french in said.items()}
        return self._known


def _words(text: str) -> tuple[str, ...]:
    return tuple(token.folded for token in placed_words(text))


def _day_hour(clock: re.Match[str]) -> str:
    """«7 pm» is 19 h."""
    hour = int(clock[1]) % _TWELVE + (_TWELVE if clock[3][0].lower() == "p" else 0)
    return f"{hour}h{clock[2] or ''}"


def _hour(found: re.Match[str]) -> str:
    """«at 7» is an hour."""
    return f"{found[1]} {found[2]}h"


def _lasting(found: re.Match[str]) -> str:
    """«for two weeks» is pendant 2 semaines."""
    before, number, unit = (part.lower() for part in found.groups())
    lead = "pendant" if before == "for" else "pause"
    return f"{lead} {_COUNTED.get(number, number)} {_UNITS[unit]}"


_RULES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (_MONTH_FIRST, r"\2 \1"),
    (_LASTING, _lasting),
    (_CLOCK, _day_hour),
    (_AT_AN_HOUR, _hour),
)
"""What is put right before the words are, in this order."""
