"""One job: what stands before the news and is no part of it: a rubric in capitals, a dateline."""

from bot.french import tables
from bot.french.fold import fold

_RUBRIC_WORDS, _RUBRIC_LETTERS = 3, 4
"""At most so many words of at least so many letters, in capitals, are a rubric that is not listed."""
_DATELINE = 60
"""Characters within which a dateline ends."""
_RUBRICS = frozenset(tables.words("shortening", "rubrics"))
_AGENCIES = frozenset(tables.words("shortening", "agencies"))


def without_rubric(title: str) -> str:
    """Without "VIDÉO." and the like before it, printed in capitals."""
    marks = [at for mark in (". ", " : ", ": ", " - ", " – ", " — ") if (at := title.find(mark)) > 0]
    at = min(marks, default=0)
    words, rest = title[:at].replace("[", "").replace("]", "").split(), title[at:].lstrip(" .:–—-")
    if not title[:at].isupper() or len(words) > _RUBRIC_WORDS or not rest:
        return title
    is_listed = not _RUBRICS.isdisjoint(map(fold, words))
    is_topic = title[at:].lstrip()[0] == ":" or any(len(word) < _RUBRIC_LETTERS for word in words)
    return without_rubric(rest) if is_listed or not is_topic else title


def without_dateline(sentence: str) -> str:
    """Without the place and the agency that open it: "PARIS (AFP) - "."""
    place, bracket, rest = sentence[:_DATELINE].partition("(")
    agency, closed, _ = rest.partition(")")
    if not bracket or not closed or fold(agency) not in _AGENCIES:
        return sentence
    return sentence[len(place) + len(agency) + 2 :].lstrip(" -–—:") or sentence
