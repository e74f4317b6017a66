"""Messages as English readers write them to a bot, and what they want, see `intents_corpus`.

python -m tests.quality.english_corpus             prints how many of each kind are understood
python -m tests.quality.english_corpus --wrong     and what was understood of the others, of the first half
"""

from collections.abc import Iterator
from pathlib import Path

from bot.chat.from_english import FromEnglish
from tests.editions.stories import shipped_catalogue
from tests.quality import intents_corpus
from tests.quality.halves import report

FOLDER = Path(__file__).parent / "english"
_in_french = FromEnglish(shipped_catalogue())


class Example(intents_corpus.Example):
    """What is written in English, and what is meant."""

    def understood(self) -> tuple[str, object]:
        """What the chat makes of it."""
        return understood(self.written)


def understood(written: str) -> tuple[str, object]:
    """What the chat makes of a message in English."""
    return intents_corpus.understood(_in_french(written))


def examples(half: str) -> Iterator[Example]:
    """The messages of one half."""
    lines = (FOLDER / f"{half}.tsv").read_text(encoding="utf-8").splitlines()
    return (Example(*line.split("\t")) for line in lines)


if __name__ == "__main__":
    print(*report(examples, understood), sep="\n")
