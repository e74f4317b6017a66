"""One job: set down the sentences that were chosen as they are told: mended where they left their place."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from bot.french.typography import french
from bot.model import Article
from bot.summaries.acronyms import explained
from bot.summaries.recency import day_of
from bot.summaries.repair import Setting, dated, follower, opener


def told(
    texts: Sequence[str], chosen: Sequence[int], article: Article, meanings: Mapping[str, str]
) -> tuple[str, ...]:
    """The sentences as a reader sees them.

    Args:
        texts: the article's sentences, in reading order.
        chosen: which of them are told, in reading order.
        article: whose sentences they are; says the title and the day.
        meanings: what its acronyms mean, as `acronyms` finds them.

    Returns: as many sentences, in French typography; `repair` says what may differ in them.
    """
    mended = list(_mended(texts, chosen, article.title, day_of(article.dating)))
    return tuple(french(sentence) for sentence in explained(mended, meanings))


def _mended(texts: Sequence[str], chosen: Sequence[int], title: str, published: date | None) -> Iterator[str]:
    for nth, at in enumerate(chosen):
        setting = Setting(title, texts[:at], published)
        if nth == 0:
            yield opener(texts[at], setting)
        elif at == chosen[nth - 1] + 1:
            yield dated(texts[at], published)
        else:
            yield follower(texts[at], setting, texts[chosen[nth - 1]])
