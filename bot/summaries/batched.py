"""One job: a Summariser whose articles are taken together, those first for whom a person waits."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.errors import SummaryError
from bot.model import Article, Summary
from bot.summaries import Summariser
from bot.summaries.batches import Batches

Answers = Sequence[Summary | SummaryError]


class Batched:
    """Hands at most `most` articles at a time to `work`, which answers for each, and never fails for one."""

    def __init__(
        self, work: Callable[[Sequence[Article]], Awaitable[Answers]], most: int, version: str
    ) -> None:
        self._batches: Batches[Article, Summary] = Batches(work, most)
        self.version = version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, ModelFailed, WorkerError."""
        return await self._batches.ask(article)

    @property
    def on_demand(self) -> Summariser:
        """The same for a person who waits: before all the others, after the batch that is at work."""
        return Asking(partial(self._batches.ask, urgent=True), self.version)


class Asking:
    """A Summariser that asks one function for each article."""

    def __init__(self, ask: Callable[[Article], Awaitable[Summary]], version: str) -> None:
        self._ask = ask
        self.version = version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: what the function raises."""
        return await self._ask(article)
