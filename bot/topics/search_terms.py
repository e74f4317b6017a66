"""Plain words to look for: what a reader types, what a key carries, and whether an article holds them.

A term is one word, a hyphenated one, a quoted phrase, or several words that are one name: they must stand in
a row. All wanted terms must be there, and none of those that a hyphen before them excludes. In a key they
stand as typed, in small letters but for names that could be common words: "mots:vie_chère+Tours+-sport".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.french.fold import fold
from bot.french.words import ELISIONS, FUNCTION_WORDS
from bot.ports.index import EITHER, HEAD
from bot.topics.index_tokens import asked, index_term, joined

Run = tuple[str, ...]
"""Words that must stand in a row, each as the tokens that it may stand as (`index_tokens.asked`)."""

AND = "+"
"""Between the terms of a key."""

NOT = "-"
"""Before a term that is excluded."""

_SPACE = "_"
_QUOTES = {"«": "»", "“": "”", "„": "“”", '"': '"', "‹": "›", "‘": "’", "'": "'", "″": "″", "”": "”"}
"""What opens a quotation, and what may close it."""

_EXCLUDES = frozenset("-‐‑−–")
_APOSTROPHES = "'’‘ʼ‛′"
_TERM = re.compile(rf"\d+(?:[.,]\d+)+|[^\W_]+(?:[-‐‑{_APOSTROPHES}][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Terms:
    """What an article must hold, and what it must not."""

    wanted: tuple[Run, ...] = ()
    without: tuple[Run, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def held_by(self, row: str, *, head: bool = False) -> bool:
        """Whether the article with these tokens, as `in_a_row` gives them, holds what is wanted, no more.

        With `head`, what is wanted must stand in its title or lead.
        """
        mark = HEAD if head else ""
        return all(times(run, row, mark) for run in self.wanted) and not any(
            times(run, row) for run in self.without
        )

    @property
    def forms(self) -> tuple[frozenset[Run], frozenset[Run]]:
        """What is wanted and what is not, whichever form of its words was typed, in whichever order."""
        wanted, without = (
            frozenset(tuple(index_term(word) for word in run) for run in runs)
            for runs in (self.wanted, self.without)
        )
        return wanted, without

    @property
    def index_term(self) -> str:
        """The one term by which an index finds whoever looks for this: the longest, mostly the rarest."""
        each = (index_term(word) for run in self.wanted for word in run)
        return max(each, key=lambda one: (len(one), one), default="")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was typed: one term, quoted or not, wanted or excluded."""

    text: str
    start: int
    end: int
    quoted: bool = False
    excluded: bool = False


def in_a_row(tokens: Iterable[str]) -> str:
    """Tokens as one text, in which those of a phrase are found side by side."""
    return f" {' '.join(tokens)} "


def times(run: Run, row: str, mark: str = "") -> int:
    """How often these words stand side by side in a row of tokens, each with this mark."""
    return len(_pattern(run, mark).findall(row))


@lru_cache(maxsize=1 << 12)
def _pattern(run: Run, mark: str) -> re.Pattern[str]:
    words = ("|".join(mark + re.escape(one) for one in word.split(EITHER)) for word in run)
    return re.compile("".join(f" (?:{word})" for word in words) + "(?= )")


def pieces(typed: str) -> Iterator[Piece]:
    """Cut what a reader typed into terms, function words left in, in reading order.

    Args:
        typed: one line. A quotation that is not closed is none; an apostrophe inside a word opens none.
    """
    at = 0
    while at < len(typed):
        excluded = typed[at] in _EXCLUDES and (at == 0 or typed[at - 1].isspace())
        begin = at + excluded
        piece = _quotation(typed, at, begin, excluded=excluded) or _word(typed, at, begin, excluded=excluded)
        if piece is None:
            at += 1
        else:
            yield piece
            at = piece.end


def phrase(typed: str) -> str:
    """The words of a phrase, a space apart, without the marks between them."""
    return " ".join(_TERM.findall(typed))


def encoded(wanted: Sequence[str], without: Sequence[str]) -> str:
    """The terms as they stand in a key."""
    return AND.join([*map(_spelt, wanted), *(NOT + _spelt(text) for text in without)])


def decoded(coded: str) -> tuple[list[str], list[str]]:
    """The wanted and the excluded terms of a key, as typed."""
    texts = [text.replace(_SPACE, " ") for text in coded.split(AND) if text]
    wanted = [text for text in texts if not text.startswith(NOT)]
    return wanted, [text.removeprefix(NOT) for text in texts if text.startswith(NOT)]


def terms(wanted: Iterable[str], without: Iterable[str]) -> Terms:
    """Terms as typed; those that say nothing of a subject are left out, those that are one name joined."""
    return Terms(_runs(wanted), _runs(without))


def _runs(texts: Iterable[str]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for run in filter(None, map(asked, texts)):
        if runs and joined(runs[-1], run):
            runs[-1] += run
        else:
            runs.append(run)
    return tuple(dict.fromkeys(runs))


def _quotation(typed: str, at: int, begin: int, *, excluded: bool) -> Piece | None:
    if begin >= len(typed) or typed[begin] not in _QUOTES:
        return None
    opens, closes = typed[begin], _QUOTES[typed[begin]]
    if opens in _APOSTROPHES and at and typed[at - 1].isalnum():
        return None
    end = next((i for i in range(begin + 1, len(typed)) if _closes(typed, i, closes)), None)
    if end is None:
        return None
    return Piece(phrase(typed[begin + 1 : end]), at, end + 1, quoted=True, excluded=excluded)


def _closes(typed: str, i: int, closes: str) -> bool:
    """An apostrophe closes a quotation only at the end of a word: «'pouvoir d'achat'»."""
    if typed[i] not in closes:
        return False
    return typed[i] not in _APOSTROPHES or not typed[i + 1 : i + 2].isalnum()


def _word(typed: str, at: int, begin: int, *, excluded: bool) -> Piece | None:
    found = _TERM.match(typed, begin)
    if found is None:
        return None
    return Piece(_bare(found[0]), at, found.end(), excluded=excluded)


def _bare(word: str) -> str:
    """A word without what is elided before it: «qu’elle» is «elle»."""
    at = next((at for at, sign in enumerate(word) if sign in _APOSTROPHES), -1)
    if at < 0 or fold(word[:at]) not in ELISIONS | FUNCTION_WORDS:
        return word
    return _bare(word[at + 1 :])


def _spelt(text: str) -> str:
    return _SPACE.join(text.split())


def listed(typed: str) -> list[str]:
    """What stands between commas or lines; those in quotation marks separate nothing."""
    quoted = [(piece.start, piece.end) for piece in pieces(typed) if piece.quoted]
    cuts = [
        i
        for i, mark in enumerate(typed)
        if mark in ",;\n" and not any(start <= i < end for start, end in quoted)
    ]
    bounds = zip([-1, *cuts], [*cuts, len(typed)], strict=True)
    return [part for begin, end in bounds if (part := typed[begin + 1 : end].strip())]
