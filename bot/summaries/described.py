"""One job: tell an article by what its publisher says of it, where that is a summary.

Journalists write the standfirst to be read alone; a feed often carries it. No machine does better, and the
reader is told whose words they are. But many a standfirst promises, asks or announces a broadcast: `judge`
has learnt which; what never may be shown, `standfirst` says.
"""

from collections.abc import Sequence

from bot.french.typography import french
from bot.model import Article, Method, Summary
from bot.summaries import Run, Summariser
from bot.summaries.extractive import completed
from bot.summaries.headline import headline
from bot.summaries.judge import judge
from bot.summaries.standfirst import is_whole, read

VERSION = "description-3"
_EVEN = 0.0
"""The log-odds from which on a description rather is a digest than none."""


class WithDescription:
    """A Summariser that shows the publisher's own summary where there is one, and else asks `summariser`."""

    def __init__(self, run: Run, summariser: Summariser) -> None:
        self._run = run
        self._summariser = summariser

    @property
    def version(self) -> str:
        """That of the one it asks: what publishers wrote is not made anew."""
        return self._summariser.version

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: what `summariser` raises; WorkerError."""
        if is_summary(article):
            return await self._run(described, article)
        return await self._summariser.summarise(article)


def is_summary(article: Article) -> bool:
    """Whether the first two sentences of the description can be shown as the digest."""
    standfirst = read(article)
    return is_whole(standfirst) and judge().accepts(standfirst)


def described(article: Article) -> Summary:
    """The publisher's description as a summary, in French typography: two sentences of it at most."""
    return completed(_told(article, read(article).told), article)


def announced(article: Article) -> Summary:
    """What the publisher says of an article, nothing of its text.

    The headline stands alone if that says nothing, or rather promises, teases or sells than tells.
    """
    standfirst = read(article)
    return _told(article, standfirst.told if judge().odds(standfirst) >= _EVEN else ())


def _told(article: Article, sentences: Sequence[str]) -> Summary:
    head = headline(article)
    return Summary(
        headline=head.text,
        sentences=tuple(map(french, sentences)),
        method=Method.DESCRIPTION,
        version=VERSION,
        headline_made=head.made,
    )
