"""Learning the ranker's weights from a corpus."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from gettext import gettext as _
from multiprocessing import Pool, cpu_count
from pathlib import Path
from typing import Any

from rich.markup import escape

from bot.errors import BadCorpus
from bot.summaries.extractive import VERSION
from bot.summaries.ranker import WEIGHTS, packed
from bot.summaries.training import Each, Example, train
from bot.terminal import corpus
from bot.terminal.output import errors

CARD = "weights.json"
_CHUNK = 200


def train_ranker(data: Path, into: Path, licence: str) -> None:
    """Learn from the rows of `data` whose abstract is one; write the weights and what they come from.

    Raises: BadCorpus.
    """
    import numpy as np

    examples = [
        Example(row.title, row.text, row.abstract) for row in corpus.rows(data) if row.usable and row.abstract
    ]
    if not examples:
        msg = f"{data}: no row has an abstract to learn from"
        raise BadCorpus(msg)
    errors.print(_("{count} articles ; quelques minutes…").format(count=len(examples)))
    with _processes() as each:
        ranker = train(examples, each)
    np.savez_compressed(into / WEIGHTS, allow_pickle=False, **packed(ranker))
    card = {
        "version": VERSION,
        "weights_sha256": corpus.sha256(into / WEIGHTS),
        "corpus": data.name,
        "corpus_sha256": corpus.sha256(data),
        "articles": len(examples),
        "licence": licence,
        "trained": f"{datetime.now(UTC):%Y-%m-%d}",
        "python": sys.version.split()[0],
    }
    (into / CARD).write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    errors.print(_("Écrit : {path}").format(path=escape(str(into / WEIGHTS))))


@contextmanager
def _processes() -> Iterator[Each]:
    """`map` over all processors, in order."""
    with Pool(cpu_count()) as pool:

        def each(work: Callable[[Any], Any], items: Iterable[Any]) -> Iterable[Any]:
            return pool.imap(work, items, chunksize=_CHUNK)

        yield each
