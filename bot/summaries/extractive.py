"""One job: extracts as a Summariser, made in a worker process: a hostile text must not hold up the loop.

What chooses them (`choice`) needs numpy, which only the workers load.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import TooShort
from bot.french.typography import french
from bot.french.words import visible_words
from bot.model import Article, Method, Summary
from bot.summaries import Run
from bot.summaries.headline import headline
from bot.summaries.length import LENGTH
from bot.summaries.prose import sentences
from bot.summaries.recency import day_of
from bot.summaries.weekdays import dated

VERSION = "extract-6"

_READ_PARAGRAPHS = 200


class ExtractiveSummariser:
    """Summarises by the article's own sentences."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @property
    def version(self) -> str:
        """What its summaries bear."""
        return VERSION

    async def summarise(self, article: Article) -> Summary:
        """See Summariser. Raises: TooShort, WorkerError."""
        return await self._run(summarise, article)


def summarise(article: Article) -> Summary:
    """See `choice.summarise`. Raises: TooShort if there is nothing to choose from."""
    from bot.summaries import choice

    return choice.summarise(article, VERSION)


def rank(article: Article) -> Sequence[float]:
    """How telling each sentence of `sentences.of_article` is: log-odds. Raises: TooShort."""
    from bot.summaries import choice

    return choice.rank(article)


def completed(summary: Summary, article: Article) -> Summary:
    """A summary that something else made, with the long form and the key points that extracts give."""
    try:
        extract = summarise(article)
    except TooShort:
        return summary
    return replace(summary, long=extract.long, points=extract.points)


def whole(article: Article) -> Summary:
    """Show an article that is too short to be shortened: its first sentences, as many as a digest may hold.

    A bare weekday gets its day, as in what is shortened. Never raises. Without one sentence that can be
    shown whole, the headline stands alone.
    """
    head, published = headline(article), day_of(article.dating)
    shown: list[str] = []
    for text in sentences(article.paragraphs[:_READ_PARAGRAPHS]):
        words = len(visible_words(" ".join([*shown, text])))
        if text.endswith("?"):
            continue  # left open, it tells nothing
        if words > LENGTH.whole_words_max or len(text) > LENGTH.sentence_characters_max:
            break
        shown.append(text)
    return Summary(
        headline=head.text,
        sentences=tuple(french(dated(text, published)) for text in shown),
        method=Method.EXTRACT,
        version=VERSION,
        headline_made=head.made,
        note="too short to be shortened: the text itself",
    )
