"""Is there something new to tell of a story? New figures, new turns, new names: a «Suite». Else silence.

What is asked is whether a reader who had everything told so far would want to be told again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.french import tables
from bot.french.dates import MONTH
from bot.french.fold import fold
from bot.french.numbers import NUMBER_WORDS
from bot.french.phrases import Phrases
from bot.french.stems import stem
from bot.french.words import FUNCTION_WORDS, words
from bot.model import Article
from bot.stories.rarity import rarity
from bot.topics.mentions import split

_LEAD_WORDS = 60
_TOLD_WORDS = 400
"""What is compared of an article that came before: the rest of it told nobody anything."""

_COUNTS = {word: str(number) for word, number in NUMBER_WORDS.items() if number > 1}
_ONE = re.compile(r"\bune? (?:mort|blesse|disparu|victime|tue)")

# 1 200 · 7,2 · 3-2; not: 2026, 6 h 30, 9 heures, 12 novembre, 34 ans
_NUMBER = re.compile(
    r"(?<![\w,.-])(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+(?:[,.-]\d+)?)(?![\w-]|[,.]\d)"
    rf"(?! ?(?:h\b|heures?\b|ans\b|er\b|e\b|{MONTH}))"
)
_YEAR = re.compile(r"(?:19|20)\d\d")

_TURNS = frozenset(map(stem, tables.words("news", "turns")))
"""Stems that say that a story took a turn."""
_EXPLAINS = Phrases(tables.phrases("news", "explains"))


@dataclass(frozen=True, slots=True)
class Change:
    """What an article says that those before it did not; each a count, or a share from 0 to 1."""

    title_numbers: int
    numbers: int
    turns: int
    names: int
    novelty: float
    """How much of its title and lead, by rarity, is new."""
    explains: bool
    """Its title asks, explains, or tells what somebody says of it."""
    hours: float
    """How long after the last of them it was published; the press repeats itself within hours."""


def is_news(article: Article, before: Sequence[Article]) -> bool:
    """Whether `article` changes what was told of its story.

    Args:
        article: the one that came, or what a known one says now.
        before: the articles of the story so far, the known one as it was among them.
    """
    return _worth(change(article, before)) >= _LEAST


_LEAST = 1.0

_LATER_H = 6.0


def _worth(found: Change) -> float:
    return (
        0.6 * min(found.title_numbers, 2)
        + 0.2 * min(found.numbers, 2)
        + 0.8 * min(found.turns, 2)
        + 0.1 * min(found.names, 2)
        + 0.7 * found.novelty
        - 0.6 * found.explains
        + 0.5 * min(found.hours / _LATER_H, 1.0)
        - 0.3
    )


def change(article: Article, before: Sequence[Article]) -> Change:
    """What `article` says, in its title and lead, that none of those before it says anywhere."""
    told = [f"{each.title}. {_first(each, _TOLD_WORDS)}" for each in before]
    known_numbers = {number for text in told for number in _numbers(text)}
    known = {one for text in told for one in _stems(text)}
    lead = _first(article, _LEAD_WORDS)
    in_title = _numbers(article.title) - known_numbers
    in_lead = _numbers(lead) - known_numbers - in_title
    said = set(_stems(f"{article.title}. {lead}"))
    last = max((each.dating.moment for each in before), default=article.dating.moment)
    new = said - known
    titled = set(_stems(article.title)) - known
    total = sum(map(rarity, said))
    return Change(
        title_numbers=len(in_title),
        numbers=len(in_lead),
        turns=len(titled & _TURNS),
        names=len(titled & set(_names(article.title))),
        novelty=sum(map(rarity, new)) / total if total else 0.0,
        explains=_EXPLAINS.in_words(words(article.title)) or "?" in article.title,
        hours=max((article.dating.moment - last).total_seconds() / 3600, 0.0),
    )


def _first(article: Article, words: int) -> str:
    return " ".join(article.text.split()[:words])


def _numbers(text: str) -> set[str]:
    folded = fold(text)
    digits = {re.sub(r"\s", "", found) for found in _NUMBER.findall(folded)}
    spelt = {_COUNTS[word] for word in re.findall(r"[a-z]+", folded) if word in _COUNTS}
    one = {"1"} if _ONE.search(folded) else set()
    return {number for number in digits if not _YEAR.fullmatch(number)} | spelt | one


def _stems(text: str) -> Iterable[str]:
    return (one for word in split(text).folded if word not in FUNCTION_WORDS and (one := stem(word)))


def _names(text: str) -> Iterable[str]:
    said = split(text)
    return (stem(said.folded[i]) for i in range(len(said.written)) if said.written[i][0].isupper())
