"""Counts -> what rises: told by more articles than chance explains, and not by a little.

Two guards against small counts: a least number of articles, and Anscombe's square roots, by which one article
more weighs less the more there are usually (F. J. Anscombe, «The transformation of Poisson, binomial and
negative-binomial data», Biometrika 35, 1948). What comes in waves anyway must rise by as much more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt
from statistics import median

from bot.french.fold import fold
from bot.model import TopicKind
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
"""Share of a term's articles that are of another's stories, for the two to be one trend."""

_PART = 0.2
"""And of that one's articles, the other way round: a theme has many stories."""

_FACE = 0.6
"""Share of the articles of a group's largest term that the one which gives its name must have."""

_OWN = 3
"""So many times as often as usually a name is told that stands for a phrase: a head of state's always is."""

_SOURCES = 2
"""What only one of several sources names is a programme of its own, or a rubric."""

_THEME = f"{TopicKind.THEME}:"
_WHOLE = frozenset(" -")

_PHRASE = 0.4
_CAPITAL = 0.2
"""Shares of a term's articles that write it as one phrase, or with a capital."""

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

    @property
    def has_name(self) -> bool:
        """Its term is a place or has a capital; common words may need a name beside them."""
        return not self.term.written or self.term.written[0].isupper()


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


def grouped(found: Sequence[Rise], bearers: Mapping[str, Bearers]) -> tuple[Trend, ...]:
    """Make one trend of what rises in the same articles.

    Args:
        found: what rises, strongest first.
        bearers: key -> the articles that bear the term, and how it is written there; what has none is left
        out.

    Returns: the trends, strongest first; not all of them have a name.
    """
    groups: list[list[Rise]] = []
    for rise in found:
        if rise.key not in bearers:
            continue
        ours = next((group for group in groups if _together(rise, group, bearers)), None)
        if ours is not None:
            ours.append(rise)
        else:
            groups.append([rise])
    heard = min(_SOURCES, max((one.sources for one in bearers.values()), default=0))
    trends = (_trend(group, bearers, heard) for group in groups)
    return tuple(trend for trend in trends if trend is not None)


def _together(rise: Rise, group: Sequence[Rise], bearers: Mapping[str, Bearers]) -> bool:
    """They tell the same stories: half of one is told of the other, and no small part of that.

    A theme, or a great country, has many stories: what is a trend in it is one of its own.
    """
    own = bearers[rise.key].articles
    lead = {article: story for one in group for article, story in bearers[one.key].articles.items()}
    both = _shared(own, lead), _shared(lead, own)
    return max(both) >= _TOGETHER and min(both) >= _PART


def _shared(own: Mapping[int, int], other: Mapping[int, int]) -> float:
    """The share of these articles that are of one of the other's stories."""
    stories = set(other.values())
    return sum(story in stories for story in own.values()) / len(own)


def named(trend: Trend, tally: Tally, beside: Mapping[str, Bearers]) -> Trend | None:
    """Put a name to what common words tell: «Jeanne Kerjean (information judiciaire)».

    What is always told of comes after a single word, which alone says nothing: «Rouble (Russie)».

    Args:
        trend: as `grouped` gives it.
        tally: the counts of its window.
        beside: the terms that stand in the articles of the trend's own term.

    Returns: the trend; a phrase as it was where no name is found; None for a word that has nothing beside it.
    """
    least_many = _FACE * len(beside[trend.term.key].articles)
    found = []
    for counted in tally.terms:
        one = beside.get(counted.key)
        if one is not None and len(one.articles) >= least_many:
            term = Term(counted.key, spelling(one.spelt))
            usual = _daily(counted, tally) * tally.days
            found.append(Trend(term, counted.articles, usual))
    names = [one for one in found if not _alike(one.term, trend.term)]
    names.sort(key=lambda one: (_telling(one.term), -len(beside[one.term.key].articles)))
    own = [one for one in names if one.has_name and is_name(one.term) and one.articles >= _OWN * one.usual]
    if own:
        others = (one for one in (trend.term, *trend.others) if not _alike(one, own[0].term))
        return replace(own[0], others=tuple(others)[:_NAMED])
    if is_name(trend.term):
        return trend
    return replace(trend, others=(names[0].term,)) if names else None


def _trend(group: Sequence[Rise], bearers: Mapping[str, Bearers], heard: int) -> Trend | None:
    """Under the term that tells it best, with the next best that say something else.

    None where it is only a theme, or too few sources tell it.
    """
    terms = {rise.key: Term(rise.key, spelling(bearers[rise.key].spelt)) for rise in group}
    ranked = sorted(group, key=lambda rise: _telling(terms[rise.key]))  # as surprising as before, where alike
    most = _FACE * max(rise.articles for rise in group)
    able = [one for one in ranked if one.articles >= most and bearers[one.key].sources >= heard]
    face = next((one for one in able if not one.key.startswith(_THEME)), None)
    if face is None:
        return None
    others: list[Term] = []
    for rise in ranked:
        term = terms[rise.key]
        if _shared(bearers[rise.key].articles, bearers[face.key].articles) < _TOGETHER:
            continue
        if is_name(term) and not any(_alike(term, said) for said in (terms[face.key], *others)):
            others.append(term)
    return Trend(terms[face.key], face.articles, face.usual, tuple(others[:_NAMED]))


def spelling(spelt: Mapping[str, int]) -> str:
    """How a term is shown, given how often it is written in each way.

    The commonest phrase where a good part of the articles have it; then with a capital where some have one,
    since at a title's beginning nobody knows; then the commonest. Of two as common the first in the
    alphabet, so that it is always the same.
    """
    ranked = sorted(spelt, key=lambda written: (-spelt[written], written))
    total = sum(spelt.values())
    phrases = (one for one in ranked if " " in one and spelt[one] >= _PHRASE * total)
    named = [one for one in ranked if one[:1].isupper()]
    capitals = named[:1] if sum(spelt[one] for one in named) >= _CAPITAL * total else []
    return next(phrases, *capitals or ranked[:1])


def is_name(term: Term) -> bool:
    """Tell whether a reader can make something of it alone: a place, a name, or a phrase.

    A word that a capital makes no name of is none («conseil», «tournée»), nor is a theme.
    """
    if not term.written:
        return not term.key.startswith(_THEME)
    return term.written[0].isupper() or " " in term.written


def _telling(term: Term) -> int:
    """A whole name tells most, then a place, a single name, «gilets jaunes», a word, a theme."""
    if not term.written:
        return 5 if term.key.startswith(_THEME) else 1
    whole = not _WHOLE.isdisjoint(term.written)
    return (0 if whole else 2) if term.written[0].isupper() else (3 if whole else 4)


def _alike(one: Term, other: Term) -> bool:
    own, said = (set(fold(term.written or term.key).split()) for term in (one, other))
    return not set(one.key.split("+")).isdisjoint(other.key.split("+")) or not own.isdisjoint(said)
