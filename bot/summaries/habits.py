"""One job: how a sentence is written, whatever it says: one number a habit of the press."""

import re
from collections.abc import Collection

from bot.french.dates import CALENDAR
from bot.french.marks import QUOTES, orphan_quotes, pairs

HABITS = (
    "figures", "date", "quoted", "begins_quoted", "orphan", "pointing", "goes_on", "news_opening",
    "first_person", "question", "commas", "ended",
)  # fmt: skip
"""The habits, in the order in which `habits` counts them."""

STEM = 7
"""Letters of a word that count: so inflected forms meet."""

_DATE_TERMS = frozenset(name[:STEM] for name in CALENDAR)
_FIGURE = re.compile(r"\d+")
_FIRST_PERSON = re.compile(r"\b(?:je|j['’]|moi|mon|ma|mes|nous|notre|nos)(?<!-nous)\b", re.IGNORECASE)
_NEWS_OPENING = re.compile(r"\W*(?:un|une|le|la|les|l['’]|des|deux|trois)\b", re.IGNORECASE)
_ENDED = re.compile(r"[.!?…][\"»”’)\]\s]*$")
# Wider than `coherence`, on purpose: what it is worth is learnt, not forbidden.
_POINTING = re.compile(
    r"\W*(?:ils?|elles?|on|ce|cet|cette|ces|c['’]|celui|celles?|ceux|cela|ça|son|sa|ses|leurs?|lui|tous|toutes)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\W*(?:mais|et|or|car|puis|ainsi|toutefois|cependant|pourtant|enfin|aussi|d['’]autant|par ailleurs"
    r"|en effet|de plus|en outre|de son côté|pour sa part|de même|au total|alors|ensuite|d['’]ailleurs|quant|notamment"
    r"|également|résultat|une (?:manière|façon)|de quoi)\b",
    re.IGNORECASE,
)


def habits(text: str, terms: Collection[str]) -> tuple[float, ...]:
    """One number a habit, in the order of HABITS.

    `terms` are the sentence's folded words, cut at STEM letters.
    """
    quoted = sum(end - start for start, end in pairs(text) if text[start] in QUOTES)
    return (
        len(_FIGURE.findall(text)),
        not _DATE_TERMS.isdisjoint(terms),
        min(quoted / len(text), 1.0),
        text[:1] in QUOTES,
        orphan_quotes(text),
        _POINTING.match(text) is not None,
        _GOES_ON.match(text) is not None,
        _NEWS_OPENING.match(text) is not None,
        len(_FIRST_PERSON.findall(text)),
        "?" in text,
        text.count(","),
        _ENDED.search(text) is not None,
    )
