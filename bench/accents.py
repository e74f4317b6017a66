"""Make bot/french/data/accents.txt anew: `python bench/accents.py press.jsonl.xz`.

Of the titles and standfirsts of a year and a half of twelve publishers: the words whose first letter the
press writes both as «É» and as «E», where only the first can be meant. Sure is what in small letters never
goes without its accent («état»), and a name of no person that most write with it («Élysée»).
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bot.french import tables
from bot.french.fold import fold, unaccented
from bot.lab import corpus

TARGET = Path(__file__).parents[1] / "bot" / "french" / "data" / "accents.txt"
ABOUT = """\
# Words that begin with an accented capital, which the press often leaves out: «Etat». In small letters they
# never go without the accent, or they are no person's name and most write it. Made by bench/accents.py.
"""
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ACCENTED = frozenset("ÀÂÇÉÈÊÎÔ")
_FEWEST = 10
"""Times that a form stands there: fewer prove nothing."""
_SELDOM = 0.01
"""The share of slips."""
_LETTERS = 4
"""Letters of a word that is no abbreviation; shorter ones are taken where nearly all write the accent."""
_NEARLY_ALL = 0.7


def main(source: Path) -> None:
    """Write the file and say how many words are in it."""
    found = sorted(sure(Counter(words(source))))
    TARGET.write_text(ABOUT + "\n".join(found) + "\n", encoding="utf-8")
    print(f"{len(found)} words -> {TARGET}")


def words(source: Path) -> Iterator[str]:
    """All words of the items, compounds and their parts."""
    for row in corpus.objects(source):
        for text in (row[1].get("title"), row[1].get("description")):
            for word in _WORD.findall(text or ""):
                yield word
                yield from word.split("-") if "-" in word else ()


def sure(counts: Counter[str]) -> Iterator[str]:
    """The words that can only be meant with their accent."""
    people = frozenset(name for line in tables.lines("first_names") for name in line.split())
    for word, times in counts.items():
        bare = "-".join(_bare(part) for part in word.split("-"))
        if bare == word or word.isupper() or times < _FEWEST or not counts[bare]:
            continue
        small, slips = counts[word.lower()], counts[bare.lower()]
        common = small >= _FEWEST and slips <= _SELDOM * small
        person = not people.isdisjoint(fold(word).split("-")) and not word.startswith("Saint-")
        named = not small and not slips and times > counts[bare] and not person
        share = times / (times + counts[bare])
        if (common or named) and (len(word) >= _LETTERS or share >= _NEARLY_ALL):
            yield word


def _bare(part: str) -> str:
    return unaccented(part[0]) + part[1:] if part[:1] in _ACCENTED else part


if __name__ == "__main__":
    main(Path(sys.argv[1]))
