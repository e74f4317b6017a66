"""Articles as editors judged them: cut into sentences, with the choices that they would publish."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any
from zlib import crc32

from bot.errors import BadCorpus
from bot.french.sentences import split
from bot.lab import corpus, editor_labels
from bot.summaries.ranker import Choice

_MOST = 0.4
"""The share of a sentence that a piece must hold to stand for it."""

FOLDS = 5
HELD, STOPPING = 0, 1
"""The fifths of the choices that a chooser never reads, and by which it knows when to stop learning."""


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

    Numbers count sentences. Of a file of whole articles {id, title, text}, OrangeSum, those whose choices
    the package knows (`editor_labels`).

    Raises: BadCorpus, which names the line.
    """
    for at, found in _choices(path):
        try:
            day = date.fromisoformat(found["date"]) if found.get("date") else None
            yield _judged(found["title"], day, found["sentences"], found)
        except (AttributeError, KeyError, TypeError, ValueError) as err:
            wanted = "{title, sentences, best, ok, bad_open}, maybe with date and repair,"
            msg = f"{at}: {wanted} is expected: {err!r}"
            raise BadCorpus(msg) from err


def digest(judged: Iterable[Judged]) -> str:
    """By which articles with these very choices are known again, whatever file they came in."""
    told = hashlib.sha256()
    for row in judged:
        said = [sorted(one) for one in (row.best, row.fair, row.bad_openers, row.mendable)]
        told.update(json.dumps([row.title, str(row.day), row.sentences, said]).encode())
    return told.hexdigest()


def fold(row: Judged) -> int:
    """Which fifth an article is in, for learning and measuring apart: two editors of one are in one."""
    return crc32(row.sentences[0].encode()) % FOLDS


def _choices(path: Path) -> Iterator[tuple[str, Any]]:
    found = corpus.objects(path)
    first = next(found, None)
    if first is None:
        return
    every = chain([first], found)
    whole = isinstance(first[1], dict) and {"id", "text"} <= first[1].keys()
    yield from editor_labels.joined(every) if whole else every


def _judged(title: str, day: date | None, sentences: Sequence[str], found: Mapping[str, Any]) -> Judged:
    best, fair = (frozenset(tuple(sorted(one)) for one in found[name]) for name in ("best", "ok"))
    mendable = frozenset(map(int, found.get("repair", ())))
    bad = frozenset(found["bad_open"])
    return Judged(title.strip(), day, tuple(sentences), best, best | fair, bad, mendable)
