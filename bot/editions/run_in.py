"""A headline that was made from the first sentence is set in it, as a run-in head: nothing is read twice."""

from collections.abc import Sequence

from bot.model import Summary

_SHARE = 0.5
"""Of the words of the headline, so many at least open the sentence too."""
_STOPS = ",;:.!?…"


def run_in(summary: Summary) -> tuple[str, Sequence[str]] | None:
    """The words by which the first sentence says its headline, and the sentences without them; or nothing."""
    if not summary.headline_made or not summary.sentences:
        return None
    (sentence, *others), headline = summary.sentences, summary.headline.split()
    same = end = 0
    for ours, word in zip(headline, sentence.split(), strict=False):
        if _bare(ours) != _bare(word):
            break
        same, end = same + 1, sentence.index(word, end) + len(_bare(word))
    return (sentence[:end], (sentence[end:], *others)) if same and same >= _SHARE * len(headline) else None


def _bare(word: str) -> str:
    return word.rstrip(_STOPS)
