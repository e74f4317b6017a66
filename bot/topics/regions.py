"""Which region of France an article is of: by where it is filed, or by towns and departments that it names.

A name that also means something else («Nord», «Orange») counts only where what stands before it shows the
place, or beside a sure name of its region. What stands in Paris is mostly the nation's. Sport is not a
region's for the name of a club.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.french.fold import fold
from bot.topics.about import Parts
from bot.topics.catalogue import Catalogue
from bot.topics.mentions import Phrase, Words, find

_TITLE, _TEXT = 2, 1
"""What a name counts in the title, and elsewhere."""
_LEAST = 2
_SHARE = 0.6
"""Of all names of regions so many must be of this one."""
_ARTICLES = frozenset({"le", "la", "les", "l"})
_CLUBS = "theme:sport"


def regions(filed: Iterable[str], parts: Parts, themes: Sequence[str], catalogue: Catalogue) -> list[str]:
    """Tell of which region an article is.

    Args:
        filed: its section, the folders of its address: «finistere-29».
        parts: its words.
        themes: the keys of its themes, the surest first.
        catalogue: the names of the regions.

    Returns: the key of a region, or none.
    """
    for name in filed:
        key = catalogue.region_names.get(fold(name).rstrip("0123456789ab").rstrip("-").replace("-", " "))
        if key:
            return [key]
    if _CLUBS in themes[:1]:
        return []
    points = _points(parts, catalogue.regions)
    best = max(points, key=points.__getitem__, default="")
    return [best] if best and points[best] >= max(_LEAST, _SHARE * points.total()) else []


def _points(parts: Parts, names: Mapping[str, Sequence[Phrase]]) -> Counter[str]:
    sure, doubtful = Counter[str](), Counter[str]()
    for worth, texts in ((_TITLE, (parts.title,)), (_TEXT, parts.texts())):
        for text in texts:
            for i, phrase in find(text, names):
                counted = sure if phrase.sure or _is_shown(text, i, phrase) else doubtful
                counted[phrase.owners[0]] += worth
    return Counter({key: number + doubtful[key] for key, number in sure.items()})


def _is_shown(text: Words, i: int, phrase: Phrase) -> bool:
    """«à Orange», «dans le Nord», «(Nord)»; «Orange :» at the head."""
    end = i + len(phrase.words)
    heads = not i and end < len(text.before) and ":" in text.before[end]
    before = text.folded[max(i - 2, 0) : i]
    within = before[:1] == ("dans",) and before[-1] in _ARTICLES
    return heads or within or before[-1:] == ("a",) or "(" in text.before[i]
