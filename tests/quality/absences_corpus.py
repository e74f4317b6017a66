"""What readers write to be left alone for a while, to hear on some days only, and of where they are at home.

Each line: the language, what is meant, what is written; said on Tuesday 24 November 2026 at 10:00 in Paris.
`pause FROM UNTIL` is meant in local days or moments, `now` is that moment; `search` is for news, as ever.

python -m tests.quality.absences_corpus             prints how many of each kind are understood
python -m tests.quality.absences_corpus --wrong     and what was understood of the others, of the first half
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.chat.absences import Absence, absence
from bot.chat.from_english import FromEnglish
from tests.editions.stories import shipped_catalogue
from tests.quality import intents_corpus
from tests.quality.halves import report

FOLDER = Path(__file__).parent / "absences"
_PARIS = ZoneInfo("Europe/Paris")
_NOW = datetime(2026, 11, 24, 10, tzinfo=_PARIS)
_in_french = FromEnglish(shipped_catalogue())


@dataclass(frozen=True, slots=True)
class Example:
    """What is written in a language, and what is meant."""

    language: str
    meant: str
    written: str

    @property
    def kind(self) -> str:
        """What is meant, without what it is about."""
        return f"{self.language} {self.meant.partition(' ')[0]}"

    @property
    def is_understood(self) -> bool:
        """Whether the same would be done."""
        name, _, argument = self.meant.partition(" ")
        if name == "pause":
            return understood(self) == (name, Absence(*map(_moment, argument.split())))
        if name == "region":
            return understood(self) == (name, shipped_catalogue().region(argument))
        return understood(self) == intents_corpus.same(name, argument)


def understood(one: Example) -> tuple[str, object]:
    """What the chat makes of a message."""
    written = one.written if one.language == "fr" else _in_french(one.written)
    name, argument = intents_corpus.understood(written)
    if name == "away":
        return "pause", absence(str(argument), _NOW)
    return (name, shipped_catalogue().region(str(argument))) if name == "region" else (name, argument)


def _moment(written: str) -> datetime:
    return _NOW if written == "now" else datetime.fromisoformat(written).replace(tzinfo=_PARIS)


def examples(half: str) -> Iterator[Example]:
    """The messages of one half."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    return (Example(*line.split("\t")) for line in lines)


if __name__ == "__main__":
    print(*report(examples, lambda written: written), sep="\n")
