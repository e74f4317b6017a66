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
"""Those in which names are looked for that the digest does not give in full."""
_OPENING = 3
"""Those besides the digest that may say when, where title and digest do not."""
_NEAR, _INSTEAD = 8, 1
"""Sentences in which figures are looked for where title and digest have none, and how many are told."""


def key_points(title: str, told: Sequence[str], sentences: Sequence[str]) -> KeyPoints:
    """Who, where, when and the figures, at most three of each, in French typography.

    Args:
        title: the article's, or empty.
        told: the sentences of its digest: what is not in title or digest is seldom a key point.
        sentences: all of its sentences, in reading order; the first ones tell what the news is.
    """
    rest = [capitals(text) for text in sentences[:_READ_SENTENCES] if text not in told]
    news = [capitals(text) for text in (title, *told)]
    everyone = persons((*news, *rest))
    return KeyPoints(
        who=_shown(people(everyone, news)),
        where=_shown(places(news, rest, everyone)),
        when=_shown(moments(news) or moments(rest[:_OPENING])),
        figures=_shown(figures(news) or _counts(figures(rest[:_NEAR]))[:_INSTEAD]),
    )


def _counts(found: Iterable[str]) -> list[str]:
    """Without ages: whose they are is not told."""
    return [figure for figure in found if not figure.endswith(" ans")]


def _shown(found: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(french(each) for each, _ in zip(dict.fromkeys(found), range(_MOST), strict=False))
