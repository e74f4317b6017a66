"""One job: choose which of its own sentences tell an article, word for word.

`ranker` says what a journalist would have told; here that is weighed against what reads well: a digest does not
open with "Il", does not say a thing twice, and opens no quotation that it does not close.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.errors import TooShort
from bot.model import Article, Method, Summary
from bot.summaries.coherence import explained, goes_on, leans_on, points_back
from bot.summaries.features import Counted
from bot.summaries.headline import headline
from bot.summaries.marks import orphan_quotes
from bot.summaries.points import key_points
from bot.summaries.ranker import Choice, Ranker, fits, ranker
from bot.summaries.sentences import of_article
from bot.summaries.typography import french

_READ_SENTENCES = 200
"""No news article is longer; what lies beyond tells nothing that the digest needs."""

# What a habit costs, in expected ROUGE F1; choices of one article differ by about .1.
_DANGLES, _GOES_ON, _LEANS, _ORPHAN, _ALIKE = 0.08, 0.04, 0.04, 0.05, 0.1
_SAME = 0.6
"""Two sentences more alike than this say the same."""
_LONG_ENOUGH, _LONG_MOST = 75, 105
"""Words of the long form."""


def summarise(article: Article, version: str) -> Summary:
    """Summarise by extracts, in reading order: one or two sentences, and about 90 words of them.

    Returns: a Summary; each sentence is one of the article's, whole, in French typography; an acronym that the
        article explains elsewhere is explained where it first stands.
    Raises: TooShort if there is nothing to choose from.
    """
    texts = of_article(article)[:_READ_SENTENCES]
    weights = ranker()
    counted = weights.counted(texts, article.title)
    chosen = _chosen(weights, counted)
    if not chosen:
        raise TooShort("no whole sentence is short enough to be shown")
    made, is_made = headline(article)
    return Summary(
        headline=made,
        sentences=_shown(texts, chosen, article),
        method=Method.EXTRACT,
        version=version,
        headline_made=is_made,
        long=_shown(texts, _longer(weights, counted, chosen), article),
        points=key_points(article),
    )


def _chosen(weights: Ranker, counted: Counted) -> Choice:
    """The choice with the best score once what reads badly is taken off; empty if there is none."""
    best: Choice = ()
    reached = float("-inf")
    for score, choice in weights.choices(counted):
        if score <= reached:  # the rest can only be worse
            break
        worth = score - _cost(counted, choice)
        if worth > reached:
            best, reached = choice, worth
    return best


def _cost(counted: Counted, choice: Choice) -> float:
    """What reads badly when these sentences are told, in expected ROUGE F1."""
    texts = counted.texts
    first = texts[choice[0]]
    total = _DANGLES * (points_back(first) is not None) + _GOES_ON * (goes_on(first) is not None)
    total += _ORPHAN * sum(orphan_quotes(texts[at]) for at in choice)
    for before, at in pairwise(choice):
        total += _ALIKE * bool(counted.alike[before, at] > _SAME)
        if at != before + 1:
            total += _DANGLES * (leans_on(texts[at], texts[before]) is not None)
            total += _LEANS * (points_back(texts[at]) is not None or goes_on(texts[at]) is not None)
    return total


def _longer(weights: Ranker, counted: Counted, chosen: Choice) -> Choice:
    """What was chosen and what tells most besides, as long as it says something else; empty if there is no more."""
    scores = weights.sentence_scores(counted)
    texts, lengths = counted.texts, counted.lengths
    taken = list(chosen)
    for at in map(int, (-scores).argsort(kind="stable")):
        told = sum(int(lengths[other]) for other in taken)
        if told >= _LONG_ENOUGH:
            break
        if at in taken or told + lengths[at] > _LONG_MOST or not fits(texts[at], lengths[at]):
            continue
        if counted.alike[at, taken].max() <= _SAME and _reads_on(texts, sorted([*taken, at])):
            taken.append(at)
    return tuple(sorted(taken)) if len(taken) > len(chosen) else ()


def _reads_on(texts: Sequence[str], choice: Sequence[int]) -> bool:
    """Whether no sentence is whole that only one left out makes clear."""
    if goes_on(texts[choice[0]]) or points_back(texts[choice[0]]) or any(orphan_quotes(texts[at]) for at in choice):
        return False
    return all(at == before + 1 or points_back(texts[at]) is None for before, at in pairwise(choice))


def _shown(texts: Sequence[str], chosen: Iterable[int], article: Article) -> tuple[str, ...]:
    return tuple(french(sentence) for sentence in explained([texts[at] for at in chosen], article.text))
