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
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

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
_REMEMBERED = 2048
"""Words of which each list remembers what may begin with them."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One phrase: its elements, each a tuple of alternatives or None for a gap, and where it must stand."""

    elements: tuple[tuple[str, ...] | None, ...]
    at_head: bool
    at_end: bool


class Phrases:
    """A list of phrases, to be found in texts."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Read the phrases; each begins with a word, not with a gap."""
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_beginning: dict[str, list[_Phrase]] = {}
        self._by_ending: list[_Phrase] = []
        for phrase in map(_read, phrases):
            firsts = phrase.elements[0] or ()
            if any(first.startswith("*") for first in firsts):
                self._by_ending.append(phrase)
                continue
            for first in firsts:
                table = self._by_beginning if first.endswith("*") else self._by_word
                table.setdefault(first.removesuffix("*"), []).append(phrase)
        self._lengths = sorted({len(beginning) for beginning in self._by_beginning})
        self._known: dict[str, tuple[_Phrase, ...]] = {}

    def in_words(self, words: Sequence[str]) -> bool:
        """Whether one of the phrases stands among these folded words."""
        return any(self._at(words, i) is not None for i in range(len(words)))

    def opening(self, words: Sequence[str]) -> int:
        """How many words the longest of the phrases takes at the beginning; 0 if none stands there."""
        return self.at(words, 0)

    def at(self, words: Sequence[str], i: int) -> int:
        """How many words the longest phrase that begins with word `i` takes; 0 if none stands there."""
        end = self._at(words, i) if i < len(words) else None
        return 0 if end is None else end - i

    def _at(self, words: Sequence[str], i: int) -> int | None:
        """Where the longest phrase that begins with word `i` ends; None if there is none."""
        found = self._known.get(words[i])
        if found is None:
            found = self._remembered(words[i])
        if not found:
            return None
        ends = (_end(phrase, words, i) for phrase in found if i == 0 or not phrase.at_head)
        return max((end for end in ends if end is not None), default=None)

    def _remembered(self, word: str) -> tuple[_Phrase, ...]:
        """The phrases that may begin with this word; told once a word, since texts repeat theirs."""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        begun = (self._by_beginning.get(word[:length], ()) for length in self._lengths)
        ended = (phrase for phrase in self._by_ending if _is_one_of(word, phrase.elements[0] or ()))
        self._known[word] = (*self._by_word.get(word, ()), *ended, *chain(*begun))
        return self._known[word]


def _read(phrase: str) -> _Phrase:
    written = phrase.split()
    at_head, at_end = written[0] == "^", written[-1] == "$"
    kept = written[at_head : len(written) - at_end]
    return _Phrase(tuple(None if one == _GAP else _alternatives(one) for one in kept), at_head, at_end)


def _alternatives(written: str) -> tuple[str, ...]:
    return tuple(one for part in written.split("|") for one in _KINDS.get(part, (part,)))


def _end(phrase: _Phrase, words: Sequence[str], start: int) -> int | None:
    """Where a phrase that begins with word `start` ends; None if it does not stand there."""
    reached = {start}
    for element in phrase.elements:
        if element is None:
            reached = {j for i in reached for j in range(i, min(i + _GAP_MAX, len(words)) + 1)}
        else:
            reached = {i + 1 for i in reached if i < len(words) and _is_one_of(words[i], element)}
        if not reached:
            return None
    if phrase.at_end:
        return len(words) if len(words) in reached else None
    return max(reached)


def _is_one_of(word: str, element: Sequence[str]) -> bool:
    return word in element or any(
        (one[-1] == "*" and word.startswith(one[:-1])) or (one[0] == "*" and word.endswith(one[1:]))
        for one in element
    )
