"""Learns from the press which words a capital makes no name of, and which complete a noun.

Both are shares of how often a word stands in the middle of a sentence one way or the other, so that no list
is written by hand. `python -m bench.small_words press.jsonl.xz [--without DAY…]` writes `small_words.txt` and
`after_nouns.txt` of `bot/french/data`; days that something is measured on are left out.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.french.words import FUNCTION_WORDS
from bot.lab import corpus
from bot.topics.mentions import Words, split

_DATA = Path(__file__).parents[1] / "bot" / "french" / "data"
_LETTERS = 3
_DETERMINERS = frozenset(
    "le la les l un une des du au aux ce cet cette ces son sa ses leur leurs que qu".split()
)
_OF = frozenset("de d du des".split())
_BEFORE_VERBS = frozenset("qui il elle on ils elles se s ne n y".split())

_SMALL_MIN = 3
_SMALL_SHARE = 0.5
"""So many times written small, and so many for each capital that stands alone: no name."""

_AFTER_MIN = 6
_OBJECT_MOST = 0.2
_PRONOUN_MOST = 0.02
"""So many times after a noun; and so seldom with an object after it, or a pronoun before it: no verb."""


@dataclass(slots=True)
class Seen:
    """How words stand inside sentences: how often each in which way."""

    small: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    after_noun: Counter[str] = field(default_factory=Counter)
    with_object: Counter[str] = field(default_factory=Counter)
    after_pronoun: Counter[str] = field(default_factory=Counter)

    def read(self, text: str) -> None:
        """Count the words of one text; a shouted one tells nothing."""
        words = split("" if text.isupper() else text)
        for i, word in enumerate(words.folded):
            if len(word) < _LETTERS or not word.isalpha() or word in FUNCTION_WORDS:
                continue
            if words.written[i].islower():
                self._read_small(words, i)
            elif words.names(i) and not words.opens(i):
                self.capital[word] += 1
                self.alone[word] += _alone(words, i)

    def _read_small(self, words: Words, i: int) -> None:
        word = words.folded[i]
        self.small[word] += 1
        self.after_pronoun[word] += i > 0 and words.folded[i - 1] in _BEFORE_VERBS
        if i > 1 and words.apart(i) and _noun(words, i - 1):
            self.after_noun[word] += 1
            followed = i + 1 < len(words.folded) and words.apart(i + 1)
            self.with_object[word] += followed and words.folded[i + 1] in _DETERMINERS

    def no_names(self) -> list[str]:
        """Words that a capital alone makes no name of, in the order of the alphabet."""
        return sorted(
            word
            for word, times in self.small.items()
            if times >= _SMALL_MIN and self.capital[word] and times >= _SMALL_SHARE * self.alone[word]
        )

    def complements(self) -> list[str]:
        """Words that complete the noun before them, in the order of the alphabet."""
        return sorted(
            word
            for word, times in self.after_noun.items()
            if times >= _AFTER_MIN
            and self.with_object[word] <= _OBJECT_MOST * times
            and self.after_pronoun[word] <= _PRONOUN_MOST * self.small[word]
        )


def _noun(words: Words, i: int) -> bool:
    meaning = words.written[i].islower() and words.folded[i] not in FUNCTION_WORDS
    before = words.folded[i - 1]
    return meaning and len(words.folded[i]) > _LETTERS and (before in _DETERMINERS | _OF or before == "en")


def _alone(words: Words, i: int) -> bool:
    """Neither a part of a longer name, nor the head of a phrase: «Conseil constitutionnel»."""
    if words.apart(i) and words.written[i - 1][0].isupper():
        return False
    if i + 1 == len(words.written) or not (words.apart(i + 1) or words.before[i + 1] == "-"):
        return True
    after = words.folded[i + 1]
    return not words.written[i + 1][0].isupper() and after in FUNCTION_WORDS and after not in _OF


def learn(texts: Iterable[str]) -> Seen:
    """Count how words stand in these titles and leads."""
    seen = Seen()
    for text in texts:
        seen.read(text)
    return seen


def main() -> None:
    """Learn from the file that is named, and write both lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("press", type=Path)
    parser.add_argument("--without", nargs="*", default=[], metavar="DAY")
    given = parser.parse_args()
    kept = [one for _, one in corpus.objects(given.press) if one["date"][:10] not in given.without]
    seen = learn(one[part] or "" for one in kept for part in ("title", "description"))
    _write("small_words", _SMALL_WORDS, seen.no_names())
    _write("after_nouns", _AFTER_NOUNS, seen.complements())


_SMALL_WORDS = (
    "Folded words that the press writes small inside its sentences: a capital makes no name of them."
)
_AFTER_NOUNS = "Folded words that stand after a noun without an article, and are no verbs: they complete it."


def _write(name: str, why: str, words: Iterable[str]) -> None:
    lines = [
        f"# {why}",
        "# Learnt by `python -m bench.small_words` from titles and leads of press.jsonl.xz.",
    ]
    (_DATA / f"{name}.txt").write_text("\n".join((*lines, *words, "")), encoding="utf-8")


if __name__ == "__main__":
    main()
