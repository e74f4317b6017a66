"""Does an article tell a turn of its story that nobody may miss? Then the story is told anew: a «Suite».

First deaths, a toll that rises, an arrest, an admission, a verdict, who goes and who comes, a vote, an
agreement, a result. A logistic regression over named columns: what the article says that those before it do
not, how surely its words say that something was decided or happened, and how much later it comes. The
weights are learnt by `laconique train-turns` from titles, and from pairs of a story as it was told and a
later article of it, that a reader labelled (suite.json says from how many).
"""

import json
import math
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.french import tables
from bot.french.numbers import NUMBER_WORDS
from bot.french.phrases import Phrases
from bot.french.stems import stem, stems
from bot.french.words import words
from bot.model import Article, Kind
from bot.stories.rarity import rarity
from bot.stories.turn_words import TurnWords, said
from bot.topics.kinds import kinds

CARD, WEIGHTS = "suite.json", "turn_words.z"

_TURNS = frozenset(map(stem, tables.words("news", "turns")))
_EXPLAINS = Phrases(tables.phrases("news", "explains"))
_VICTIMS = tuple(frozenset(tables.words("news", name)) for name in ("dead", "hurt"))
_COUNTS = {**NUMBER_WORDS, "un": 1, "une": 1}

_TOLD_WORDS = 60
"""What an article tells at once: its title and so much of what stands below."""
_OPENING = 30
"""Marks and words with which it begins."""
_NEAR = 5
"""Words from a number to what it counts, at most: «douze autres personnes ont été tuées»."""
_THREE = 3
"""Digits that are written together: «1 200»."""
_MOST, _MOST_DAYS = 2, 3
_LONG_TITLE, _LONG_QUOTE = 15, 8
_BESIDE_NEWS = (Kind.OPINION, Kind.BROADCAST, Kind.PRACTICAL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"'})


@dataclass(frozen=True, slots=True)
class Suites:
    """How a turn is told from what repeats: the weights, and the log-odds from which on it is believed."""

    columns: Mapping[str, float]
    constant: float
    least: float
    words: TurnWords

    def odds(self, article: Article, before: Sequence[Article]) -> float:
        """How likely a reader of those before would call it a turn: log-odds."""
        found = columns(article, before, self.words)
        return self.constant + sum(self.columns[name] * value for name, value in found)


def is_news(article: Article, before: Sequence[Article]) -> bool:
    """Whether `article` changes what was told of its story.

    Args:
        article: the one that came, or what a known one says now.
        before: the articles of the story so far, the known one as it was among them; without any, no.
    """
    return bool(before) and suites().odds(article, before) >= suites().least


@cache
def suites() -> Suites:
    """The weights of the package, read once a process."""
    folder = resources.files(__package__)
    card = json.loads(folder.joinpath(CARD).read_text(encoding="utf-8"))
    table = TurnWords(card["step"], zlib.decompress(folder.joinpath(WEIGHTS).read_bytes()))
    return Suites(card["columns"], card["constant"], card["least"], table)


def columns(article: Article, before: Sequence[Article], table: TurnWords) -> Iterator[tuple[str, float]]:
    """What can be counted about an article beside those before it, by name."""
    told = [_Told.of(each) for each in before]
    yield from _anew(_Told.of(article), told, table)
    yield from _toll(article, before)
    yield from _later(article, before)
    yield from _written(article)


@dataclass(frozen=True, slots=True)
class _Told:
    """What an article tells at once, as stems, and as the table of words knows it."""

    title: tuple[str, ...]
    lead: tuple[str, ...]
    title_stems: frozenset[str]
    lead_stems: frozenset[str]

    @classmethod
    def of(cls, article: Article) -> "_Told":
        lead = _lead(article)
        title_stems, lead_stems = frozenset(stems(article.title)), frozenset(stems(lead))
        return cls(said(article.title), said(lead), title_stems, lead_stems)

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.title + self.lead)

    @property
    def stems(self) -> frozenset[str]:
        return self.title_stems | self.lead_stems


def _lead(article: Article) -> str:
    return " ".join((article.description or article.text).split()[:_TOLD_WORDS])


def _anew(one: _Told, told: Sequence[_Told], table: TurnWords) -> Iterator[tuple[str, float]]:
    """What its title and lead say, and what of it none of those before says."""
    known = frozenset[str]().union(*(each.stems for each in told))
    heard = frozenset[str]().union(*(each.words for each in told))
    opening = one.lead[:_OPENING]
    yield "turns in title", min(len((one.title_stems - known) & _TURNS), _MOST)
    yield "turns in lead", min(len((one.lead_stems - known) & _TURNS), _MOST)
    yield "title says", table.odds(one.title)
    yield "title says anew", table.odds(_without(one.title, heard), len(set(one.title)))
    yield "lead says anew", table.odds(_without(opening, heard), len(set(opening)))
    yield "told before", max(table.odds(each.title) for each in told)
    yield "new figures", min(len([word for word in _without(one.title, heard) if word.isdigit()]), _MOST)
    yield "new", _share(one.stems - known, one.stems)
    yield "like a title", max(_share(one.title_stems & each.title_stems, one.title_stems) for each in told)
    yield "like an article", max(_share(one.stems & each.stems, one.stems) for each in told)


def _without(every: Sequence[str], known: frozenset[str]) -> list[str]:
    return [word for word in every if word not in known]


def _share(some: frozenset[str], every: frozenset[str]) -> float:
    """By rarity."""
    return sum(map(rarity, some)) / (sum(map(rarity, every)) or 1.0)


def _toll(article: Article, before: Sequence[Article]) -> Iterator[tuple[str, float]]:
    """Whether it counts more victims than those before it, or is the first to speak of some."""
    known = [words(f"{each.title}. {_lead(each)}") for each in before]
    for name, text in (("title", article.title), ("lead", _lead(article))):
        said = words(text)
        yield f"toll in {name}", float(any(_rises(said, known, victims) for victims in _VICTIMS))
        yield f"first victims in {name}", float(any(_first(said, known, victims) for victims in _VICTIMS))


def _rises(said: Sequence[str], known: Sequence[Sequence[str]], victims: frozenset[str]) -> bool:
    most = max((count for each in known for count in _counted(each, victims)), default=0)
    return max(_counted(said, victims), default=0) > most


def _first(said: Sequence[str], known: Sequence[Sequence[str]], victims: frozenset[str]) -> bool:
    return not victims.isdisjoint(said) and all(map(victims.isdisjoint, known))


def _counted(said: Sequence[str], victims: frozenset[str]) -> Iterator[int]:
    """How many victims are told: «1 200 morts», «trois autres ont été blessés»."""
    for at, word in enumerate(said):
        if not victims.isdisjoint(said[at + 1 : at + 1 + _NEAR]):
            thousands = _count(said[at - 1]) if at and len(word) == _THREE else 0
            yield _count(word) + 1000 * thousands


def _count(word: str) -> int:
    """What up to three digits, or a word, count; nothing for any other."""
    return int(word) if word.isdecimal() and len(word) <= _THREE else _COUNTS.get(word, 0)


def _later(article: Article, before: Sequence[Article]) -> Iterator[tuple[str, float]]:
    """How much later it comes, in days: the press repeats itself within one."""
    days = sorted(each.dating.moment.date() for each in before)
    day = article.dating.moment.date()
    yield "another day", float(day > days[-1])
    yield "days since", min(max((day - days[-1]).days, 0), _MOST_DAYS)
    yield "days of story", min(max((day - days[0]).days, 0), _MOST_DAYS)
    yield "articles", math.log(len(before))


def _written(article: Article) -> Iterator[tuple[str, float]]:
    """How its title is written, and what it may be instead of news."""
    title = article.title.translate(_QUOTES)
    yield "explains", float(_EXPLAINS.in_words(words(title)))
    yield "asks", float("?" in title)
    yield "opens with a quotation", float(title.lstrip().startswith('"'))
    yield "quotes", max((len(each.split()) for each in title.split('"')[1::2]), default=0) / _LONG_QUOTE
    yield "length", len(words(title)) / _LONG_TITLE
    chances = kinds().chances(article)
    for kind in _BESIDE_NEWS:
        yield str(kind), chances[kind]
