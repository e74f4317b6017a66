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
"""Those that tell the news where neither title nor digest holds a point of a kind."""


def key_points(title: str, told: Sequence[str], sentences: Sequence[str]) -> KeyPoints:
    """Who, where, when and the figures, at most three of each, in French typography.

    Args:
        title: the article's, or empty.
        told: the sentences of its digest: what is not in title or digest is seldom a key point.
        sentences: all of its sentences, in reading order; the first ones tell what the news is.
    """
    titled, *read = (capitals(sentence) for sentence in (title, *sentences[:_READ_SENTENCES]))
    digest = [capitals(sentence) for sentence in told]
    news, opening = (titled, *digest), read[:_OPENING]
    return KeyPoints(
        who=_shown(people(titled, digest, read)),
        where=_shown(places(titled, digest, read, persons((titled, *digest, *read)))),
        when=_shown(moments(news) or moments(opening)),
        figures=_shown(figures(news) or figures(opening)),
    )


def _shown(found: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(french(each) for each, _ in zip(dict.fromkeys(found), range(_MOST), strict=False))
