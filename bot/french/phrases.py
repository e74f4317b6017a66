"""Phrases looked for among the words of a text: what patterns over words would say, as readable data.

A phrase is words in a row, folded, elisions apart («l article»), each of them one of

    abonne          this word
    abonne*         a word that begins so
    *er             a word that ends so
    *               any word
    WEEKDAY, MONTH  one of them; NUMBER what begins with a digit
    CLAIMS          a verb by which somebody says what may be wrong; REPORTS one by which it is so
    recevez|lisez   one of these
    ...             up to eight words, or none
    ^ (at the head) the text begins here
    $ (at the end)  the text ends here

In a file of groups, `<stop>` is one of the words of the file's group «stop», or one of its phrases.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bot.french import tables
from bot.french.dates import MONTHS, WEEKDAYS
from bot.french.verbs import CLAIMING, REPORTING

_KINDS = {
    "WEEKDAY": WEEKDAYS,
    "MONTH": MONTHS,
    "NUMBER": tuple(f"{digit}*" for digit in range(10)),
    "CLAIMS": CLAIMING,
    "REPORTS": REPORTING,
}
_GAP = "..."
_GAP_MAX = 8


@dataclass(frozen=True, slots=True)
class _Element:
    """What may stand in one place of a phrase: these words, and those that begin or end so."""

    words: frozenset[str]
    beginnings: tuple[str, ...] = ()
    endings: tuple[str, ...] = ()

    def accepts(self, word: str) -> bool:
        return word in self.words or word.startswith(self.beginnings) or word.endswith(self.endings)


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase: its first word, the rest, in which None is a gap, and where it must stand."""

    first: _Element
    rest: tuple[_Element | None, ...]
    at_head: bool
    at_end: bool

    def end(self, words: Sequence[str], start: int) -> int:
        """Where the phrase ends if its first word is the one at `start`; 0 if it does not stand there."""
        if self.at_head and start:
            return 0
        reached = [start + 1]
        for element in self.rest:
            if element is None:
                ends = {j for i in reached for j in range(i, min(i + _GAP_MAX, len(words)) + 1)}
                reached = sorted(ends)
            else:
                reached = [i + 1 for i in reached if i < len(words) and element.accepts(words[i])]
            if not reached:
                return 0
        return reached[-1] if not self.at_end or reached[-1] == len(words) else 0


class Phrases:
    """A list of phrases, to be found in texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Read the phrases; each begins with a word, not with a gap."""
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_part: list[_Phrase] = []
        for phrase in map(_read, phrases):
            for word in phrase.first.words:
                self._by_word.setdefault(word, []).append(phrase)
            if phrase.first.beginnings or phrase.first.endings:
                self._by_part.append(phrase)
        self._beginnings = tuple(part for phrase in self._by_part for part in phrase.first.beginnings)
        self._endings = tuple(part for phrase in self._by_part for part in phrase.first.endings)

    def in_words(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands among these folded words."""
        return next(self.found(words), None) is not None

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Where a phrase begins and the longest that begins there ends, from left to right."""
        if not self._by_part and self._by_word.keys().isdisjoint(words):
            return
        for at, word in enumerate(words):
            may = word in self._by_word or word.startswith(self._beginnings) or word.endswith(self._endings)
            if may and (end := self._end(words, at)):
                yield at, end

    def opening(self, words: Sequence[str]) -> int:
        """How many words the longest of the phrases takes at the beginning; 0 if none stands there."""
        return self._end(words, 0) if words else 0

    def at(self, words: Sequence[str], at: int) -> int:
        """How many words the longest phrase that begins with word `at` takes; 0 if none stands there."""
        return max(0, self._end(words, at) - at) if at < len(words) else 0

    def _end(self, words: Sequence[str], at: int) -> int:
        """Where the longest phrase ends that begins with word `at`; 0 if none does."""
        word = words[at]
        begun: Sequence[_Phrase] = self._by_word.get(word, ())
        if word.startswith(self._beginnings) or word.endswith(self._endings):
            begun = [*begun, *(phrase for phrase in self._by_part if phrase.first.accepts(word))]
        return max([phrase.end(words, at) for phrase in begun]) if begun else 0


@cache
def listed(file: str, *groups: str) -> Phrases:
    """The words and phrases of these groups of `data/FILE.toml`.

    Raises: KeyError for a group that is not there.
    """
    return Phrases((*tables.words(file, *groups), *spelt_out(file, *groups)))


def spelt_out(file: str, *groups: str) -> Sequence[str]:
    """The phrases of these groups, each as many times as there are ways to say the groups that it names.

    Raises: KeyError for a group that is not there.
    """
    return [said for phrase in tables.phrases(file, *groups) for said in _ways(file, phrase)]


def _ways(file: str, phrase: str) -> Sequence[str]:
    before, named, rest = phrase.partition("<")
    if not named:
        return [phrase]
    group, _, behind = rest.partition(">")
    words = tables.words(file, group)
    within = ["|".join(words)] if words else spelt_out(file, group)
    return [f"{before}{one}{end}" for one in within for end in _ways(file, behind)]


def _read(phrase: str) -> _Phrase:
    written = phrase.split()
    at_head, at_end = written[0] == "^", written[-1] == "$"
    first, *rest = written[at_head : len(written) - at_end]
    return _Phrase(
        _element(first), tuple(None if one == _GAP else _element(one) for one in rest), at_head, at_end
    )


@cache
def _element(written: str) -> _Element:
    every = [one for part in written.split("|") for one in _KINDS.get(part, (part,))]
    return _Element(
        frozenset(one for one in every if "*" not in one),
        tuple(one.removesuffix("*") for one in every if one.endswith("*")),
        tuple(one.removeprefix("*") for one in every if one.startswith("*") and len(one) > 1),
    )
