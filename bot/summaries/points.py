"""One job: who, where, when and the figures, in the words of the article.

Without a model of the language: `people` and `places` tell names apart, `moments` and `figures` read what
stands around a number. What is not sure is left out.
"""

from collections.abc import Iterable, Sequence

from bot.french.capitals import capitals
from bot.french.typography import french
from bot.model import KeyPoints
from bot.summaries.figures import figures
from bot.summaries.moments import moments
from bot.summaries.people import people, persons
from bot.summaries.places import places

_MOST = 3
_READ_SENTENCES = 15
"""Those in which names are looked for that title and digest do not give in full."""


def key_points(title: str, told: Sequence[str], sentences: Sequence[str]) -> KeyPoints:
    """Who, where, when and the figures, at most three of each, in French typography.

    Args:
        title: the article's, or empty.
        told: the sentences of its digest: what stands neither there nor in the title is seldom a key point.
        sentences: all of its sentences, in reading order; the first tells where and how many if those do not.
    """
    rest = [capitals(text) for text in sentences[:_READ_SENTENCES] if text not in told]
    news = [capitals(text) for text in (title, *told)]
    lead = [news[0], *([] if sentences[0] in told else rest[:1])] if sentences else news
    everyone = persons((*news, *rest))
    return KeyPoints(
        who=_shown(people(everyone, news)),
        where=_shown(places(news, rest, everyone) or places(lead, rest, everyone)),
        when=_shown(moments(news)),
        figures=_shown(figures(news) or figures(lead)),
    )


def _shown(found: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(french(each) for each, _ in zip(dict.fromkeys(found), range(_MOST), strict=False))
