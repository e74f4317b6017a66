"""One job: not to summarise the same text twice for those who ask.

Many readers send the same link, or a text that the archive has told already. Kept are the last few summaries
in memory, never on disk, and nothing of the texts: what a reader pastes stays theirs.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.articles import content_hash
from bot.model import Article, Summary
from bot.summaries import Summariser

Known = Callable[[str, str], Awaitable[Summary | None]]
"""The summary that is stored for a content hash, if it was made by this version."""
_MOST = 32


class Remembered:
    """A Summariser that asks `summariser` only for what neither `known` nor its own memory has.

    Both go by the words of an article (`articles.content_hash`) and by the version of the method. Failures
    and stopgaps of another version are forgotten at once: the next who asks has a new try.
    """

    def __init__(self, summariser: Summariser, known: Known, most: int = _MOST) -> None:
        self._summariser = summariser
        self._known = known
        self._most = most
        self._made: dict[tuple[str, str], asyncio.Task[Summary]] = {}

    @property
    def version(self) -> str:
        """As the one that it asks: another, when a model arrives."""
        return self._summariser.version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: what `summariser` raises."""
        key = content_hash(article), self.version
        task = self._made.get(key)
        if task is None:
            task = self._made[key] = asyncio.create_task(self._make(key, article))
            task.add_done_callback(lambda done: self._keep(key, done))
        return await asyncio.shield(task)  # one who goes away must not take it from those who wait too

    async def _make(self, key: tuple[str, str], article: Article) -> Summary:
        return await self._known(*key) or await self._summariser.summarise(article)

    def _keep(self, key: tuple[str, str], done: "asyncio.Task[Summary]") -> None:
        failed = done.cancelled() or done.exception() is not None or done.result().version != self.version
        if failed and self._made.get(key) is done:
            del self._made[key]
        while len(self._made) > self._most:
            del self._made[next(iter(self._made))]
