"""Messages as people write them to a bot, and what they want: a command in plain words, thanks, or a search.

python -m tests.quality.intents_corpus             prints how many of each kind are understood
python -m tests.quality.intents_corpus --wrong     and what was understood of the others, of the first half
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.chat import zones
from bot.chat.commands import ALIASES
from bot.chat.intents import Command, Link, intent_of
from bot.chat.schedule import wish
from bot.topics.query import parse
from tests.editions.stories import shipped_catalogue
from tests.quality.halves import report

FOLDER = Path(__file__).parent / "intents"
_TODAY = date(2026, 11, 24)
_ABOUT_A_TOPIC = ("follow", "mute", "unfollow")


@dataclass(frozen=True, slots=True)
class Example:
    """What is written, and what is meant: `follow pays:ru`, `hours 7h lun-ven`, `search`."""

    meant: str
    written: str

    @property
    def kind(self) -> str:
        """What is meant, without what it is about."""
        return self.meant.partition(" ")[0]

    @property
    def is_understood(self) -> bool:
        """Whether the same would be done."""
        return self.understood() == same(*self.meant.partition(" ")[::2])

    def understood(self) -> tuple[str, object]:
        """What the chat makes of it."""
        return understood(self.written)


def understood(written: str) -> tuple[str, object]:
    """What the chat makes of a message."""
    match intent_of(written, _is_topic, is_region=_is_region):
        case Command("topic"):
            return "search", ""
        case Command(name, argument):
            name = ALIASES.get(name, name)
            if name in _ABOUT_A_TOPIC and argument:
                argument = parse(argument, shipped_catalogue(), _TODAY).asked.coded
            return same(name, argument)
        case Link(url):
            return same("link", url)
        case _:
            return "text", ""


def _is_topic(text: str) -> bool:
    return shipped_catalogue().named(text) is not None


def _is_region(text: str) -> bool:
    return shipped_catalogue().region(text) is not None


def same(name: str, argument: str) -> tuple[str, object]:
    """The same for what means the same: two spellings of an hour, of a town."""
    match name:
        case "hours":
            return name, wish(argument) if argument else ""
        case "zone":
            return name, zones.find(argument) if argument else ""
        case "unsubscribe" | "latest":
            return name, ""
        case _:
            return name, argument


def examples(half: str) -> Iterator[Example]:
    """The messages of one half."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    return (Example(*line.split("\t")) for line in lines)


if __name__ == "__main__":
    print(*report(examples, understood), sep="\n")
