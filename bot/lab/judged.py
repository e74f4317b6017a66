"""Articles as editors judged them: cut into sentences, with the choices that they would publish."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.errors import BadCorpus
from bot.lab import corpus
from bot.summaries.ranker import Choice


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


def rows(path: Path) -> Iterator[Judged]:
    """The lines of a file {title, sentences, best, ok, bad_open}; numbers count sentences.

    Raises: BadCorpus.
    """
    for at, found in corpus.objects(path):
        try:
            best, fair = (frozenset(tuple(sorted(one)) for one in found[name]) for name in ("best", "ok"))
            day = date.fromisoformat(found["date"]) if found.get("date") else None
            yield Judged(
                found["title"],
                day,
                tuple(found["sentences"]),
                best,
                best | fair,
                frozenset(found["bad_open"]),
                frozenset(map(int, found.get("repair", ()))),
            )
        except (KeyError, TypeError, ValueError) as err:
            msg = f"{at}: an object {{title, sentences, best, ok, bad_open}} is expected"
            raise BadCorpus(msg) from err
