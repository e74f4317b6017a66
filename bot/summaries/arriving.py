"""One job: extracts until the model is there."""

from bot.model import Article, Summary
from bot.summaries import Summariser


class Arriving:
    """A Summariser that asks `stopgap` until a better one arrives, and that one from then on."""

    def __init__(self, stopgap: Summariser) -> None:
        self._asked = stopgap

    def arrive(self, better: Summariser) -> None:
        """Ask this one from now on."""
        self._asked = better

    @property
    def version(self) -> str:
        """That of the one it asks now."""
        return self._asked.version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: what the one it asks raises."""
        return await self._asked.summarise(article)
