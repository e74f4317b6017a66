"""One job: no reader goes without a digest because a model failed."""

from collections import Counter
from dataclasses import replace
from enum import StrEnum

import structlog

from bot.errors import SummaryError, TooShort, Unfaithful, WorkerError
from bot.model import Article, Summary
from bot.summaries import Summariser

log = structlog.get_logger()


class Outcome(StrEnum):
    """What became of an article that a model was asked about."""

    TOLD = "told"
    REFUSED = "refused"
    """It wrote nothing that may be shown: the extract stood in."""
    FAILED = "failed"
    """It was late, broken or absent: the extract stood in."""


Tally = Counter[tuple[str, str]]
"""Version of the model, outcome -> how many articles."""


class WithFallback:
    """A Summariser that asks `model` first, and `extract` when that fails; the summary's note says why.

    The method stays the extract's, so that readers are told "phrases de l'article". `tally` counts what
    became of each.
    """

    def __init__(self, model: Summariser, extract: Summariser, tally: Tally) -> None:
        self._model = model
        self._extract = extract
        self._tally = tally

    @property
    def version(self) -> str:
        """The model's: what the extract made instead is not what was asked for."""
        return self._model.version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, or what the extract raises."""
        try:
            summary = await self._model.summarise(article)
        except TooShort:
            raise
        except (SummaryError, WorkerError) as err:
            refused = isinstance(err, Unfaithful)
            self._tally[self.version, Outcome.REFUSED if refused else Outcome.FAILED] += 1
            if not refused:
                log.warning("the model failed", model=self.version, reason=str(err), meanwhile="extracts")
            summary = await self._extract.summarise(article)
            reason = f"the model failed ({type(err).__name__}): {err}"
            return replace(summary, note="; ".join(filter(None, (reason, summary.note))))
        self._tally[self.version, Outcome.TOLD] += 1
        return summary
