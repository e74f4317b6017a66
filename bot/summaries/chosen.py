"""Edge, one job: extracts whose sentences an encoder chose that learnt from editors.

It only says how much an editor would like what could be told; which sentences may be told at all, how long a
digest is and what is mended in it is decided as for all extracts (`choice`). It runs in a worker process and
is loaded there once.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.errors import ModelFailed, SummaryError, TooShort
from bot.model import Article, Summary
from bot.summaries import Run
from bot.summaries.batched import Batched
from bot.summaries.models.choosers import ChooserDir

BATCH = 4
"""Articles at a time: as many as the cores of a small machine, for a reader waits for one batch at most."""
_METHOD = 1
"""Counts up when the same chooser would be used in another way."""
_NAME_MOST = 50


class ChosenSummariser(Batched):
    """Summarises by the sentences that a chooser likes; `run` takes a batch to a worker with a deadline."""

    def __init__(self, run: Run, chooser: ChooserDir, *, batch: int = BATCH) -> None:
        super().__init__(self._choose, batch, version(chooser))
        self._run = run
        self._chooser = chooser

    async def _choose(self, articles: Sequence[Article]) -> Sequence[Summary | SummaryError]:
        return await self._run(summarise, self._chooser, tuple(articles))


def version(chooser: ChooserDir) -> str:
    """The name of exactly this way to choose."""
    return f"chosen-{_METHOD}-{chooser.name[:_NAME_MOST]}-{chooser.fingerprint}"


def summarise(chooser: ChooserDir, articles: Sequence[Article]) -> list[Summary | SummaryError]:
    """Summarise articles in a worker, where the chooser stays loaded.

    Returns: for each article its summary; TooShort or ModelFailed, with the reason, where there is none.
    Raises: ModelFailed if the chooser does not work at all; MemoryError.
    """
    from bot.summaries.models.taste import loaded

    with ThreadPoolExecutor(loaded(chooser).abreast) as threads:
        return list(threads.map(partial(_answer, chooser), articles))


def told(chooser: ChooserDir, article: Article) -> Summary:
    """Summarise one article. Raises: TooShort, ModelFailed."""
    from bot.summaries import choice
    from bot.summaries.models.taste import loaded

    taste = loaded(chooser)
    try:
        return choice.summarise(article, version(chooser), liking=partial(taste.liking, article.title))
    except RuntimeError as err:  # what both engines raise
        raise ModelFailed(f"the chooser stumbled: {err}") from err


def _answer(chooser: ChooserDir, article: Article) -> Summary | SummaryError:
    try:
        return told(chooser, article)
    except (TooShort, ModelFailed) as err:
        return err
