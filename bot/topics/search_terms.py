"""Plain words to look for: what a reader types, what a key carries, and whether an article holds them.

A term is one word, a hyphenated one, or a quoted phrase: its stems must stand in a row. All wanted terms must
be there, and none of those that a hyphen before them excludes. In a key they stand as typed, in small
letters: "mots:vie_chère+retraites+-sport".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.french.fold import fold
from bot.french.stems import stems
from bot.french.words import ELISIONS, FUNCTION_WORDS

Run = tuple[str, ...]
"""Stems that must stand in a row."""

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

    def held_by(self, row: str) -> bool:
        """Whether the article with these stems, as `in_a_row` gives them, holds what is wanted, no more."""
        return all(in_a_row(run) in row for run in self.wanted) and not any(
            in_a_row(run) in row for run in self.without
        )

    @property
    def index_term(self) -> str:
        """The one stem by which an index finds whoever looks for this: the longest, mostly the rarest."""
        return max(
            (stem for run in self.wanted for stem in run), key=lambda stem: (len(stem), stem), default=""
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what was typed: one term, quoted or not, wanted or excluded."""

    text: str
    start: int
    end: int
    quoted: bool = False
    excluded: bool = False


def in_a_row(run: Iterable[str]) -> str:
    """Stems as one text, in which those of a phrase are found side by side."""
    return f" {' '.join(run)} "


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
    """The stems of terms as typed; those that say nothing of a subject are left out."""
    return Terms(_runs(wanted), _runs(without))


def _runs(texts: Iterable[str]) -> tuple[Run, ...]:
    return tuple(dict.fromkeys(filter(None, (tuple(stems(text)) for text in texts))))


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
    return _SPACE.join(text.lower().split())


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
