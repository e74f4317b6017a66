"""Counts -> what rises: told by more articles than chance explains, and not by a little.

Two guards against small counts: a least number of articles, and Anscombe's square roots, by which one article
more weighs less the more there are usually (F. J. Anscombe, «The transformation of Poisson, binomial and
negative-binomial data», Biometrika 35, 1948). What comes in waves anyway must rise by as much more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import median

from bot.ports import Bearers, Counted, Tally, Term

DAYS_MIN = 7
"""Days with articles that must lie before the window: less has no week in it to compare with."""

_ARTICLES_MIN = 30
"""And so many articles in them."""

_LEAST = {1: 4, 7: 8}
"""Days of the window -> articles below which nothing is a trend."""

_RATIO = 1.5
_SURPRISE = 3.0
"""In standard deviations; more where many terms are looked at, of which some always seem to rise."""

_COMMON_MIN = 3
"""So many terms that are common anyway tell how much there is of everything; with fewer, all articles do."""

_TOGETHER = 0.5
"""Share of a term's articles that a stronger one's must hold for the two to be one trend."""

_PART = 0.2
"""But a term that makes less than this of the stronger one is a trend of its own: a theme has many."""

_FACE = 0.6
"""Share of the articles of a group's largest term that the one which gives its name must have."""

_NAMED = 2
"""Words named beside a trend."""


@dataclass(frozen=True, slots=True)
class Rise:
    """A term that rises: its articles of the window, as many as would be usual, and how surprising it is."""

    key: str
    articles: int
    usual: float
    surprise: float


@dataclass(frozen=True, slots=True)
class Trend:
    """What rises, under the term that tells it best; `others` rise with it, in the same articles."""

    term: Term
    articles: int
    usual: float
    others: tuple[Term, ...] = ()


def enough(tally: Tally) -> bool:
    """Tell whether there is a past to compare with."""
    return tally.usual_days >= DAYS_MIN and tally.usual_articles >= _ARTICLES_MIN


def least(days: int) -> int:
    """Give how many articles a trend has at least.

    Args:
        days: of the window, 1 or 7.
    """
    return _LEAST[days]


def surprise(articles: float, usual: float, waves: float = 1.0) -> float:
    """Tell how far `articles` is above `usual`, in standard deviations; below it, it is negative.

    Args:
        articles: counted, 0 or more.
        usual: expected, 0 or more.
        waves: variance of the daily counts over their mean; 1 or less is chance alone.
    """
    return 2 * (sqrt(articles + 0.375) - sqrt(usual + 0.375)) / sqrt(max(waves, 1.0))


def rises(tally: Tally) -> tuple[Rise, ...]:
    """Give what rises, most surprising first; nothing where there is no past to compare with.

    Args:
        tally: the counts of one window.
    """
    if not enough(tally):
        return ()
    volume = _volume(tally)
    found = [_rise(counted, tally, volume) for counted in tally.terms]
    # What the greatest of so many draws of chance comes to (Donoho and Johnstone's universal threshold,
    # 1994).
    surprising = max(_SURPRISE, sqrt(2 * log(max(len(found), 1))))
    above = [
        one
        for one in found
        if one.articles >= least(tally.days)
        and one.articles >= _RATIO * volume * one.usual
        and one.surprise >= surprising
    ]
    return tuple(sorted(above, key=lambda one: (-one.surprise, -one.articles, one.key)))


def _volume(tally: Tally) -> float:
    """How many times as much of everything there is as usually, at least 1.

    A new source makes nothing a trend.

    The median of the terms that are common anyway, so that one great event does not hide the others.
    """
    usual = {one: _daily(one, tally) * tally.days for one in tally.terms}
    common = [one.articles / usual[one] for one in tally.terms if usual[one] >= least(tally.days)]
    if len(common) < _COMMON_MIN:
        common = [tally.articles * tally.usual_days / (tally.usual_articles * tally.days)]
    return max(1.0, median(common))


def _rise(counted: Counted, tally: Tally, volume: float) -> Rise:
    mean = _daily(counted, tally)
    usual = mean * tally.days
    waves = (counted.usual_squares / tally.usual_days - mean**2) / mean if mean else 1.0
    return Rise(counted.key, counted.articles, usual, surprise(counted.articles, usual * volume, waves))


def _daily(counted: Counted, tally: Tally) -> float:
    return counted.usual_articles / tally.usual_days


def grouped(found: Sequence[Rise], bearers: Mapping[str, Bearers], limit: int) -> tuple[Trend, ...]:
    """Make one trend of what rises in the same articles.

    Args:
        found: what rises, strongest first.
        bearers: key -> the articles that bear the term, and how it is written there; what has none is left
        out.
        limit: how many trends to give at most.

    Returns: the trends, strongest first.
    """
    groups: list[list[Rise]] = []
    for rise in found:
        if rise.key not in bearers:
            continue
        ours = next((group for group in groups if _together(rise, group[0], bearers)), None)
        if ours is not None:
            ours.append(rise)
        else:
            groups.append([rise])
    return tuple(_trend(group, bearers) for group in groups[:limit])


def _together(rise: Rise, leader: Rise, bearers: Mapping[str, Bearers]) -> bool:
    own, lead = bearers[rise.key].articles, bearers[leader.key].articles
    shared = len(own & lead)
    return shared >= _TOGETHER * len(own) and shared >= _PART * len(lead)


def _trend(group: Sequence[Rise], bearers: Mapping[str, Bearers]) -> Trend:
    """Under the term that tells it best, with the next best that say something else."""
    terms = {rise.key: Term(rise.key, bearers[rise.key].written) for rise in group}
    ranked = sorted(group, key=lambda rise: _telling(terms[rise.key]))  # as surprising as before, where alike
    most = _FACE * max(rise.articles for rise in group)
    face = next(rise for rise in ranked if rise.articles >= most)
    others: list[Term] = []
    for rise in ranked:
        if not any(_alike(terms[rise.key], said) for said in (terms[face.key], *others)):
            others.append(terms[rise.key])
    return Trend(terms[face.key], face.articles, face.usual, tuple(others[:_NAMED]))


def _telling(term: Term) -> int:
    """A topic tells most, then a whole name, then a single one, then «gilets jaunes», then a word."""
    if not term.written:
        return 0
    return (1 if term.written[0].isupper() else 3) + ("+" not in term.key)


def _alike(one: Term, other: Term) -> bool:
    return not set(one.key.split("+")).isdisjoint(other.key.split("+"))
