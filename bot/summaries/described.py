"""One job: tell an article by what its publisher says of it, where that is a summary.

Journalists write the standfirst to be read alone; a feed often carries it. No machine does better, and the
reader is told whose words they are.
"""

from bot.french.clauses import is_background
from bot.french.fold import fold
from bot.french.marks import orphan_quotes
from bot.french.sentences import split
from bot.french.tokens import placed
from bot.french.typography import french
from bot.french.words import visible_words
from bot.model import Article, Method, Summary
from bot.summaries import Run, Summariser
from bot.summaries.coherence import dangling
from bot.summaries.extractive import completed
from bot.summaries.headline import headline
from bot.summaries.labels import without_rubric
from bot.summaries.length import LENGTH

VERSION = "description-2"


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
    """Whether the description tells the article by itself: whole sentences, no "Il", not short or long."""
    told = without_rubric(article.description)
    sentences = split(told)
    return bool(told) and (
        len(visible_words(told)) in LENGTH.description_words
        and len(sentences) in LENGTH.description_sentences
        and told.rstrip(' »"”)')[-1:] in {".", "!", "?"}
        and "?" not in sentences[0]
        and told[0] not in "-–—•"
        and not sentences[0].isupper()
        and not dangling(sentences[0])
        and not orphan_quotes(told)
        and fold(article.title) != fold(told)
        and not (len(sentences) == 1 and is_background(placed(told)))
    )


def described(article: Article) -> Summary:
    """The publisher's description as a summary, in French typography."""
    head = headline(article)
    told = Summary(
        headline=head.text,
        sentences=tuple(french(sentence) for sentence in split(without_rubric(article.description))),
        method=Method.DESCRIPTION,
        version=VERSION,
        headline_made=head.made,
    )
    return completed(told, article)
