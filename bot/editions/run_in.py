"""A headline that was made from the first sentence is set in it, as a run-in head: nothing is read twice."""

import re
from collections.abc import Sequence
from itertools import takewhile

from bot.model import Summary

_SHARE = 0.5
"""Of the words of the headline, so many at least open the sentence too."""
_WORD = re.compile(r"\S+")
_STOPS = ",;:.!?…"


def run_in(summary: Summary) -> tuple[str, Sequence[str]] | None:
    """The words by which the first sentence says its headline, and the sentences without them; or nothing."""
    if not summary.headline_made or not summary.sentences:
        return None
    (sentence, *others), headline = summary.sentences, summary.headline.split()
    pairs = zip(headline, _WORD.finditer(sentence), strict=False)
    same = list(takewhile(lambda pair: _bare(pair[0]) == _bare(pair[1][0]), pairs))
    if not same or len(same) < _SHARE * len(headline):
        return None
    *_, (_word, last) = same
    end = last.start() + len(_bare(last[0]))
    return sentence[:end], (sentence[end:], *others)


def _bare(word: str) -> str:
    return word.rstrip(_STOPS)
