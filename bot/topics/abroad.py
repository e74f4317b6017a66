"""Whether an article is of «International»: by the section that it stands in, or by what it is about.

It is where the place that it is about before all others is not France, unless it is of a theme that knows no
borders: a match in Madrid is sport, a film of Hollywood culture.
"""

from collections.abc import Iterable, Sequence

from bot.french import tables
from bot.french.fold import fold
from bot.topics.about import HOME

INTERNATIONAL = "theme:international"

_SECTIONS = frozenset(tables.words("places", "abroad"))
_AT_HOME = frozenset({HOME, *(f"pays:{code}" for code in "gp mq gf re yt pm bl mf wf pf nc tf".split())})
"""France, and what is France overseas (ISO 3166)."""
_BORDERLESS = frozenset(f"theme:{name}" for name in "sport culture loisirs medias insolite".split())


def is_abroad(sections: Iterable[str], places: Sequence[str], themes: Sequence[str]) -> bool:
    """Tell whether an article is of it.

    Args:
        sections: what the publisher calls where it stands: its section, the folders of its address.
        places: the keys of what it is about, the most salient first.
        themes: the keys of its themes, the surest first.
    """
    if not _SECTIONS.isdisjoint(map(fold, sections)):
        return True
    return bool(places) and places[0] not in _AT_HOME and _BORDERLESS.isdisjoint(themes[:1])
