"""One job: which sentence of the article a written sentence was made of, and what was left out or put in.

A model that shortens a sentence keeps its words in their order. What it leaves out lies between two words
that it kept; what it puts in stands nowhere near in the article. `faithful` judges both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bot.french.words import words

_THOUSAND_DIGITS = 3
_COMPARED = 3
"""So many sentences that hold equally many of the words are laid beside the written one."""

Tokens = tuple[str, ...]
"""Folded words and numbers, without punctuation."""


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one place: the words of the source that are gone, and those that stand there instead.

    `before` and `after` are the words on either side that were kept, in the source; empty at its ends.
    """

    deleted: Tokens
    inserted: Tokens
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """A written sentence laid beside its source; `changes` in reading order, none if it was copied whole."""

    source: Tokens
    changes: tuple[Change, ...]

    @property
    def inserted(self) -> Tokens:
        """Every word that the source has not at that place."""
        return tuple(word for change in self.changes for word in change.inserted)


def tokens(text: str) -> Tokens:
    """The folded words and numbers of a text; a number is one token however its thousands are set apart."""
    found: list[str] = []
    for word in words(text):
        if len(word) == _THOUSAND_DIGITS and word.isdecimal() and found and found[-1].isdecimal():
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def aligned(written: Tokens, sources: Sequence[Tokens]) -> Alignment | None:
    """Lay a sentence beside the one of `sources` of which it holds most; None if it holds a word of none.

    Args:
        written: at least one word.
        sources: the sentences of an article, in reading order; the first of equals is taken.
    """
    said = frozenset(written)
    foreign = [len(said.difference(source)) for source in sources]
    fewest = min(foreign, default=len(said))
    if fewest == len(said):
        return None
    near = [source for source, count in zip(sources, foreign, strict=True) if count == fewest][:_COMPARED]
    every = (Alignment(source, tuple(_changes(written, source))) for source in near)
    return min(every, key=lambda one: (len(one.inserted), len(one.changes)))


def _changes(written: Tokens, source: Tokens) -> Iterator[Change]:
    matcher = SequenceMatcher(None, source, written, autojunk=False)
    for kind, start, end, start_written, end_written in matcher.get_opcodes():
        if kind != "equal":
            yield Change(
                source[start:end],
                written[start_written:end_written],
                before=source[start - 1] if start else "",
                after=source[end] if end < len(source) else "",
            )
