"""Edge, one job: let a sequence-to-sequence model from a local directory write the summaries.

The model runs in a worker process and is loaded there once. It never reaches the network, and never runs code
from the directory. What it writes is shown only as far as `faithful` lets it through.
"""

from collections.abc import Callable, Sequence

from bot.errors import SummaryError
from bot.model import Article, Summary
from bot.summaries import Run
from bot.summaries.batched import Batched
from bot.summaries.extractive import rank
from bot.summaries.gate import refused, told
from bot.summaries.models.directory import ModelDir
from bot.summaries.models.writer import loaded
from bot.summaries.prose import of_article

BATCH = 8
"""Articles at a time: beyond, two cores gain nothing more and memory grows."""
_METHOD = 4
"""Counts up when the same model would be used or checked in another way."""
_NAME_MOST = 50

Rank = Callable[[Article], Sequence[float]]
"""How telling each sentence of `sentences.of_article` is: the highest are read first. Importable by name."""


class GenerativeSummariser(Batched):
    """Summarises with a model; `run` takes a batch to a worker process with a deadline."""

    def __init__(self, run: Run, model: ModelDir, *, batch: int = BATCH, rank: Rank = rank) -> None:
        super().__init__(self._write, batch, version(model))
        self._run = run
        self._model = model
        self._rank = rank

    async def _write(self, articles: Sequence[Article]) -> Sequence[Summary | SummaryError]:
        return await self._run(summarise, self._model, tuple(articles), self._rank)


def version(model: ModelDir) -> str:
    """The name of exactly this way to summarise: another model, other settings, another conversion differ."""
    return f"model-{_METHOD}-{model.name[:_NAME_MOST]}-{model.fingerprint}"


def summarise(model: ModelDir, articles: Sequence[Article], rank: Rank) -> list[Summary | SummaryError]:
    """Summarise articles together, in a worker, where the model stays loaded.

    Returns: for each article its summary; TooShort or ModelFailed, with the reason, where there is none.
    Raises: ModelFailed if no model works, so that none of them can be summarised; MemoryError.
    """
    refusals = {at: reason for at, article in enumerate(articles) if (reason := refused(article)) is not None}
    asked = [article for at, article in enumerate(articles) if at not in refusals]
    written = iter(loaded(model).write([(of_article(one), rank(one)) for one in asked]) if asked else ())
    named = version(model)
    return [refusals.get(at) or told(named, article, next(written)) for at, article in enumerate(articles)]
