"""What one line of a page looks like: prose, a headline, noise. Each function judges one line."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.articles.link_marks import is_address
from bot.french.dates import MONTHS, WEEKDAYS
from bot.french.fold import fold
from bot.french.phrases import listed
from bot.french.sentences import split
from bot.french.words import FUNCTION_WORDS, printed, words

LINES_MAX = 5_000
"""The most lines of a text that is read: a page copied with all its menus has some 500."""
LETTERS_MAX = 500_000
"""The most letters of one: a book has as many."""

_BLANKS = re.compile(r"[ \t\xa0\u202f]{2,}|\t")
_ENDS = (".", "!", "?", "…")
_CLOSERS = " \t\xa0\u202f\"'»”’)]"
_SPEECH = frozenset('"«“—–-')
_APPEALS = listed("boilerplate", "appeals")
_REFERENCES = listed("boilerplate", "references")
_LABELS = listed("boilerplate", "labels")
_WHEN_OR_WHO = listed("boilerplate", "when_or_who")
NOISE = -15.0
"""The score of a line that is surely none of the article's."""
_LONG = 400
"""Letters; no pattern is tried on a longer line."""
_NOTICE = 1_500
"""Letters of a notice about cookies and partners, in one paragraph."""
_LABEL_WORDS_MAX = 6
_STEPS, _STEPS_MIN = re.compile(r"\s[>›→/|]\s"), 2
"""Of the path to a page: «Accueil > Région > Valmont»."""
_INITIALS = re.compile(r"[a-z]{2,4}(?:[-/][a-z]{2,4})+")
"""Of those who wrote a dispatch: «abc/def»."""
_APPEAL_WORDS_MAX = 45
"""A longer line that speaks of cookies or of subscribers is prose about them."""

_BYLINE_WORDS_MAX = 6
_BETWEEN_NUMBERS = frozenset("hH:/.")
_MEANT_LETTERS = 4
_HEADLINE_WORDS = range(4, 26)
_SUBHEAD_WORDS = range(1, 15)
_TELLING_MIN = 3
"""Words in small letters that say something: «Le journal de la vallée» has two."""
_SAYS_NOTHING = FUNCTION_WORDS.union(MONTHS, WEEKDAYS)


def tidy(line: str) -> str:
    """Strip the ends and make each run of blanks one; a no-break space alone stays what it is."""
    return _BLANKS.sub(" ", line).strip()


def word_count(line: str) -> int:
    """Count the words of a line; an elided article counts as one."""
    return len(words(line))


def beginnings(text: str) -> set[str]:
    """Return the words that mean something, folded and cut short: plurals and feminines fall together."""
    return {word[:6] for word in words(text) if len(word) >= _MEANT_LETTERS}


@lru_cache(maxsize=2_000)
def is_noise(line: str) -> bool:
    """Say whether a line is of the page and not of the article: an appeal, a button, a credit.

    Remembered, for each line is judged several times on its way.
    """
    if is_address(line):
        return True
    if len(line) > _LONG:
        return len(line) <= _NOTICE and _is_notice(line)
    said = words(line)
    if len(said) >= _APPEAL_WORDS_MAX:
        return _is_notice(line)
    if len(said) <= _LABEL_WORDS_MAX and not is_closed(line) and _LABELS.in_words(said):
        return True
    if (len(_STEPS.findall(line)) >= _STEPS_MIN and not is_closed(line)) or _INITIALS.fullmatch(line):
        return True
    turns = line.startswith("←") or line.endswith("→")
    return turns or _APPEALS.in_words(said) or _leads_elsewhere(line, said)


def _is_notice(line: str) -> bool:
    """Say whether most sentences of a paragraph are appeals: one alone may be told of in an article."""
    if not _APPEALS.in_words(words(line)):
        return False
    sentences = split(line)
    appeals = sum(_APPEALS.in_words(words(sentence)) for sentence in sentences)
    return appeals > 1 and appeals * 2 > len(sentences)


def _leads_elsewhere(line: str, said: list[str]) -> bool:
    """Say whether a line is a reference («Lire : …»), a credit or a signature («Par Anne Lefort»)."""
    head, colon, _ = line.partition(":")
    signed = said[:1] == ["par"] or said[:3] == ["propos", "recueillis", "par"]
    byline = signed and len(line.split()) <= _BYLINE_WORDS_MAX and not is_closed(line)
    return "©" in line or byline or (bool(colon) and _REFERENCES.in_words(words(head)))


def is_closed(line: str) -> bool:
    """Say whether a line ends as a sentence does."""
    return line[-12:].rstrip(_CLOSERS).endswith(_ENDS)


@lru_cache(maxsize=2_000)
def score(line: str) -> float:
    """Say how much a line looks like prose: its words (at most 60) if it does, below zero if it does not.

    Remembered, as `is_noise`.
    """
    if is_noise(line):
        return NOISE
    said = words(line)
    count = min(len(said), 60)
    glue = sum(word in FUNCTION_WORDS for word in said) >= 0.25 * len(said)
    if is_closed(line):
        return _closed_score(line, count, glue=glue)
    return count / 2 if count >= 20 and glue else -5.0


def _closed_score(line: str, count: int, *, glue: bool) -> float:
    if count >= 12 and glue:
        return float(count)
    if count >= 7:
        return count / 2
    return 2.0 if line.lstrip()[:1] in _SPEECH and count >= 2 else -3.0


def prose_words(lines: Iterable[str]) -> int:
    """Count the words of those lines that look like prose."""
    return sum(word_count(line) for line in lines if score(line) > 0)


def is_when_or_who(line: str) -> bool:
    """Say whether a line tells when or by whom, and not what: it is never a title."""
    last = line.split()[-1:]
    dated = any(is_year(token) for token in last) or any(map(_is_moment, line.split()))
    return dated or _WHEN_OR_WHO.in_words(words(line))


def is_year(token: str) -> bool:
    """Say whether a word is a year of our time: 1987, 2021."""
    return len(token) == len("2021") and token.isdecimal() and token[:2] in {"19", "20"}


def _is_moment(token: str) -> bool:
    """Say whether what stands between blanks is an hour or a day in figures: 9h05, 12:30, 3/06."""
    numbers = "".join(sign if sign.isdecimal() else " " for sign in token).split()
    first = token.find(numbers[0]) + len(numbers[0]) if numbers else 0
    return (
        len(numbers) > 1
        and len(numbers[0]) <= 2
        and len(numbers[1]) <= 2
        and token[first] in _BETWEEN_NUMBERS
    )


def may_be_headline(line: str) -> bool:
    """Say whether a line could be the title of the prose that follows it."""
    return (
        word_count(line) in _HEADLINE_WORDS
        and not line.rstrip().endswith((".", ":", ",", ";"))
        and not is_noise(line)
    )


def tells(line: str) -> bool:
    """Say whether a line tells something as a headline does, and not only names, a day or a greeting."""
    said = [word for word in printed(line) if word.islower() and fold(word) not in _SAYS_NOTHING]
    return may_be_headline(line) and not is_when_or_who(line) and len(said) >= _TELLING_MIN


def may_be_subhead(line: str) -> bool:
    """Say whether a line alone between two paragraphs could be a sub-heading."""
    return word_count(line) in _SUBHEAD_WORDS and not is_noise(line)
