"""One job: what stands before the news and is no part of it: a rubric in capitals, a dateline."""

from bot.french import tables
from bot.french.fold import fold
from bot.french.phrases import listed
from bot.french.words import words

_MARKS = (". ", " : ", ": ", " - ", " – ", " — ", " | ")
_RUBRIC_WORDS, _RUBRIC_LETTERS = 3, 4
"""At most so many words of at least so many letters, in capitals, are a rubric that is not listed."""
_LISTED_WORDS = 7
_DATELINE = 60
"""Characters within which a dateline ends."""
_RUBRICS = listed("shortening", "rubrics")
_AGENCIES = frozenset(tables.words("shortening", "agencies"))


def without_listed(title: str) -> str:
    """Without "VIDÉO.", "LE CHOIX D'ANNE -" and the like before it, printed in capitals and known as such."""
    label, rest = _parted(title)
    return without_listed(rest) if rest and _is_listed(label) else title


def without_rubric(title: str) -> str:
    """The same, also where a few words in capitals before it are not known."""
    label, rest = _parted(title)
    if not rest:
        return title
    said = label.split()
    is_topic = title[len(label) :].lstrip().startswith(":") or any(len(one) < _RUBRIC_LETTERS for one in said)
    unlisted = len(said) <= _RUBRIC_WORDS and not is_topic
    return without_rubric(rest) if unlisted or _is_listed(label) else title


def _parted(title: str) -> tuple[str, str]:
    """What stands in capitals before the first mark, and what follows it; nothing where none does."""
    marks = [at for mark in _MARKS if (at := title.find(mark)) > 0]
    at = min(marks, default=0)
    label, rest = title[:at], title[at:].lstrip(" .:–—|-")
    return (label, rest) if rest and label.isupper() else ("", "")


def _is_listed(label: str) -> bool:
    said = words(label)
    return len(said) <= _LISTED_WORDS and _RUBRICS.in_words(said)


def without_dateline(sentence: str) -> str:
    """Without the place and the agency that open it: "PARIS (AFP) - "."""
    place, bracket, rest = sentence[:_DATELINE].partition("(")
    agency, closed, _ = rest.partition(")")
    if not bracket or not closed or fold(agency) not in _AGENCIES:
        return sentence
    return sentence[len(place) + len(agency) + 2 :].lstrip(" -–—:") or sentence
