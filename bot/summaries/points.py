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
from bot.summaries.people import people
from bot.summaries.places import places

_MOST = 3
_READ_SENTENCES = 15


def key_points(title: str, sentences: Sequence[str]) -> KeyPoints:
    """Who, where, when and the figures, at most three of each, in French typography.

    Args:
        title: the article's, or empty.
        sentences: all of its sentences, in reading order; the first ones tell what the news is.
    """
    titled, *told = read = [capitals(sentence) for sentence in (title, *sentences[:_READ_SENTENCES])]
    who = people(read)
    return KeyPoints(
        who=_shown(who),
        where=_shown(places(titled, told, who)),
        when=_shown(moments(read)),
        figures=_shown(figures(read)),
    )


def _shown(found: Iterable[str]) -> tuple[str, ...]:
    """The first few, each once."""
    return tuple(french(each) for each, _ in zip(dict.fromkeys(found), range(_MOST), strict=False))
