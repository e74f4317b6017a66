"""Questions as people type them, and what should be understood: frames, dates, names, commands, slips.

python -m tests.quality.questions_corpus             prints how many of each kind are understood
python -m tests.quality.questions_corpus --wrong     and what was understood of the others, of the first half
LACONIQUE_CORPUS is a folder with `press.jsonl.xz`, whose titles are the words that a slip is compared with.
"""

import json
import lzma
import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.chat.commands import ALIASES
from bot.chat.intents import Command, intent_of
from bot.chat.interpreter import is_known, is_likelier
from bot.french.fold import fold
from bot.french.stems import written_words
from bot.french.words import words
from bot.topics.guesses import Vocabulary, guesses
from bot.topics.query import Query, parse, spelt
from bot.topics.search_terms import listed
from tests.editions.stories import shipped_catalogue
from tests.quality.halves import report

FOLDER = Path(__file__).parent / "questions"
TODAY = date(2026, 11, 24)
_EVERY = 60
"""One title of so many: 3,300, what a bot of some weeks has."""


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed, and what is meant, as `questions/dev.toml` writes it."""

    kind: str
    written: str
    meant: str

    @property
    def is_understood(self) -> bool:
        """Whether what is meant is what is looked for, done or asked back."""
        return same(understood(self.written)) == same(self.meant)


def understood(typed: str) -> str:
    """What the chat makes of a message, were nothing found."""
    intent = intent_of(typed)
    assert isinstance(intent, Command)
    name = ALIASES.get(intent.name, intent.name)
    if name not in ("topic", "follow", "mute", "unfollow"):
        return f"/{name}"
    said = "" if name == "topic" else f"/{name} "
    return said + ", ".join(_asked(part) for part in listed(intent.argument) or [""])


def _asked(typed: str) -> str:
    query = parse(typed, shipped_catalogue(), TODAY)
    slips = _slips(query)
    if slips:
        return f"? {slips[0]}"
    return query.asked.coded or str(query.problem or query.trouble)


def _slips(query: Query) -> list[str]:
    if query.topic is None or not query.topic.key.startswith("mots:"):
        return []
    near = guesses(" ".join(spelt(query.topic.key)[0]), vocabulary())
    return [parse(guess, shipped_catalogue()).asked.coded for guess in near]


def same(meant: str) -> str:
    """One spelling for what means the same: words in any order, without accents."""
    head, mark, asked = meant.partition("mots:")
    asked, at, days = asked.partition("@")
    return head + mark + "+".join(sorted(fold(asked).replace("-", "_").split("+"))) + at + days


@cache
def vocabulary() -> Vocabulary:
    """The words of titles, the most frequent first; none without the corpus."""
    folder = os.environ.get("LACONIQUE_CORPUS", "")
    counted: Counter[str] = Counter()
    told: Counter[str] = Counter()
    if folder:
        with lzma.open(Path(folder) / "press.jsonl.xz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % _EVERY == 0:
                    item = json.loads(line)
                    counted.update(written_words(item["title"]))
                    told.update({*words(f"{item['title']} {item['description']}")})
    frequent = [word for word, _ in counted.most_common()]
    return Vocabulary.of(
        shipped_catalogue(), {}, frequent, lambda word: is_known(word) or told[word] > 1, is_likelier
    )


def examples(half: str) -> Iterator[Example]:
    """The questions of one half."""
    written = tomllib.loads((FOLDER / f"{half}.toml").read_text(encoding="utf-8"))
    return (Example(*row) for row in written["questions"])


if __name__ == "__main__":
    print(*report(examples, understood), sep="\n")
