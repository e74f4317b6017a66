"""Articles as editors judged them: cut into sentences, with the choices that they would publish."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bot.errors import BadCorpus
from bot.french.sentences import split
from bot.lab import corpus
from bot.summaries.ranker import Choice

_MOST = 0.4
"""The share of a sentence that a piece must hold to stand for it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One article, cut into sentences, and what an editor said: which tell it, which must not open."""

    title: str
    day: date | None
    sentences: tuple[str, ...]
    best: frozenset[Choice]
    fair: frozenset[Choice]
    bad_openers: frozenset[int]
    mendable: frozenset[int] = frozenset()
    """Sentences that the editor would tell, and open with, once they are mended as the editor says."""

    def pieces(self) -> dict[str, int | None]:
        """The sentences as they are cut today, and which of the editor's each stands for, if any."""
        return {
            piece: at if len(piece) >= _MOST * len(sentence) else None
            for at, sentence in enumerate(self.sentences)
            for piece in split(sentence)
        }


def rows(path: Path) -> Iterator[Judged]:
    """The lines of a file {title, sentences, best, ok, bad_open}, maybe with date and repair.

    Numbers count sentences.

    Raises: BadCorpus, which names the line.
    """
    for at, found in corpus.objects(path):
        try:
            day = date.fromisoformat(found["date"]) if found.get("date") else None
            yield _judged(found["title"], day, found["sentences"], found)
        except (AttributeError, KeyError, TypeError, ValueError) as err:
            wanted = "{title, sentences, best, ok, bad_open}, maybe with date and repair,"
            msg = f"{at}: {wanted} is expected: {err!r}"
            raise BadCorpus(msg) from err


def _judged(title: str, day: date | None, sentences: Sequence[str], found: Mapping[str, Any]) -> Judged:
    best, fair = (frozenset(tuple(sorted(one)) for one in found[name]) for name in ("best", "ok"))
    mendable = frozenset(map(int, found.get("repair", ())))
    return Judged(title, day, tuple(sentences), best, best | fair, frozenset(found["bad_open"]), mendable)
