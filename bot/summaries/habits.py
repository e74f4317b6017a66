"""One job: how a sentence is written, whatever it says: one number a habit of the press."""

from collections.abc import Collection, Sequence

from bot.french import tables, verbs
from bot.french.clauses import PLUPERFECT
from bot.french.clauses import verbs as finite
from bot.french.dates import CALENDAR
from bot.french.marks import QUOTES, orphan_quotes, quotations
from bot.french.phrases import listed
from bot.french.tokens import placed
from bot.summaries.coherence import points_back

HABITS = (
    "figures", "date", "quoted", "begins_quoted", "orphan", "pointing", "goes_on", "news_opening",
    "first_person", "question", "commas", "ended",
    "points_back", "attributed", "verbs", "perfect", "pluperfect",
)  # fmt: skip
"""The habits, in the order in which `habits` counts them."""

STEM = 7
"""Letters of a word that count: so inflected forms meet."""

_DATE_TERMS = frozenset(name[:STEM] for name in CALENDAR)
# Wider than `coherence`, on purpose: what it is worth is learnt, not forbidden.
_POINTING = frozenset(tables.words("habits", "pointing"))
_NEWS_OPENING = frozenset(tables.words("habits", "news_opening"))
_FIRST_PERSON = frozenset(tables.words("habits", "first_person"))
_CONNECTIVES = listed("coherence", "connectives")
_ATTRIBUTING = frozenset({*verbs.CLAIMING, *verbs.REPORTING, "selon", "apres"})
_PERFECT = frozenset({"a", "ont", "est", "sont"})
_CLOSING = '"»”’)] \u00a0\u202f'


def habits(text: str, said: Sequence[str], terms: Collection[str]) -> tuple[float, ...]:
    """One number a habit, in the order of HABITS.

    `said` are the sentence's folded words, `terms` those that tell something, cut at STEM letters.
    """
    quoted = sum(end - start for start, end in quotations(text))
    first = said[0] if said else ""
    told = finite(placed(text))
    return (
        sum(word[0].isdecimal() for word in said),
        not _DATE_TERMS.isdisjoint(terms),
        min(quoted / len(text), 1.0),
        text[:1] in QUOTES,
        orphan_quotes(text),
        first in _POINTING,
        _CONNECTIVES.opening(said) > 0,
        first in _NEWS_OPENING,
        sum(word in _FIRST_PERSON for word in said),
        "?" in text,
        text.count(","),
        text.rstrip(_CLOSING).endswith((".", "!", "?", "…")),
        bool(points_back(text)),
        not _ATTRIBUTING.isdisjoint(said),
        len(told),
        sum(verb in _PERFECT for verb in told),
        sum(verb in PLUPERFECT for verb in told),
    )
