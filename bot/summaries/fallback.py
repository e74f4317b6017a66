"""One job: no reader goes without a digest because a model failed."""

from dataclasses import replace

from bot.errors import SummaryError, TooShort, WorkerError
from bot.model import Article, Summary
from bot.summaries import Summariser


class WithFallback:
    """A Summariser that asks `model` first, and `extract` when that fails; the summary's note says why.

    The method stays the extract's, so that readers are told "extraits".
    """

    def __init__(self, model: Summariser, extract: Summariser) -> None:
        self._model = model
        self._extract = extract

    @property
    def version(self) -> str:
        """The model's: what the extract made instead is not what was asked for."""
        return self._model.version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, or what the extract raises."""
        try:
            return await self._model.summarise(article)
        except TooShort:
            raise
        except (SummaryError, WorkerError) as err:
            summary = await self._extract.summarise(article)
            reason = f"the model failed ({type(err).__name__}): {err}"
            return replace(summary, note="; ".join(filter(None, (reason, summary.note))))
