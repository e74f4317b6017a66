"""Article -> its kind: a report, or an opinion, a podcast, a quiz, a recipe that came among them.

Each kind is asked for by a logistic regression over named columns: what its title, its standfirst and its
address hold of the phrases and words of `french/data/kinds.toml`, and how the title is written. The weights
are learnt by `laconique train-kinds` from items that a reader labelled (`kinds.json` says from which). Where
none is sure enough, it is news: a report that is lost is worse than a podcast too many.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from bot.articles.addresses import folders_of
from bot.french import tables
from bot.french.phrases import Phrases
from bot.french.words import words
from bot.model import Article, Form, Kind

WEIGHTS = "kinds.json"

_PHRASES = {name: Phrases(tables.phrases("kinds", name)) for name in tables.groups("kinds")}
_WORDS = {name: frozenset(tables.words("kinds", name)) for name in tables.groups("kinds")}
_MOST = 2
"""More phrases of one kind say no more."""
_READ = 60
"""Words of the standfirst that are read."""
_SLUG = 4
"""Words with which the last part of an address begins."""
_LONG_TITLE, _LONG = 15, 40
"""Words by which lengths are counted."""

_SURE = {Form.LIVE: Kind.LIVE, Form.PHOTOS: Kind.GALLERY}
"""What the page itself shows to be no prose."""

_MARK = re.compile(r"\W*[A-ZÀ-Ý][A-ZÀ-Ý’' ]{2,}(?=[\W\d]|$)")
"""«DIRECT.», «PODCAST -», «LE CHOIX D’ANNE -»"""
_DATED = re.compile(r"\d\d?/\d\d")


@dataclass(frozen=True, slots=True)
class Decision:
    """The weights by which one kind is told, in the order of the columns."""

    weights: Mapping[str, float]
    constant: float

    def chance(self, found: Mapping[str, float]) -> float:
        """How likely it is."""
        odds = self.constant + sum(weight * found[name] for name, weight in self.weights.items())
        return 1 / (1 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class Kinds:
    """How each kind but news is told, and the chance from which on it is believed."""

    decisions: Mapping[Kind, Decision]
    least: float

    def of(self, article: Article) -> Kind:
        """The likeliest kind, if it is likely enough; else news."""
        chances = self.chances(article)
        best = max(chances, key=chances.__getitem__)
        return best if chances[best] >= self.least else Kind.NEWS

    def chances(self, article: Article) -> dict[Kind, float]:
        """How likely it is of each kind but news."""
        found = dict(columns(article))
        return {kind: one.chance(found) for kind, one in self.decisions.items()}


def kind_of(article: Article) -> Kind:
    """What `article` is to a reader."""
    return _SURE.get(article.form) or kinds().of(article)


@cache
def kinds() -> Kinds:
    """The weights of the package, read once a process."""
    return read(json.loads(resources.files(__package__).joinpath(WEIGHTS).read_text(encoding="utf-8")))


def read(card: Mapping[str, Any]) -> Kinds:
    """The weights as `train-kinds` writes them."""
    decisions = {Kind(name): Decision(**told) for name, told in card["kinds"].items()}
    return Kinds(decisions, card["least"])


def columns(article: Article, *, filed: bool = True) -> Iterator[tuple[str, float]]:
    """What can be counted about an article, by name; not `filed`: as if it had no address and no section."""
    title, told = words(article.title), words(_standfirst(article))[:_READ]
    folders, slug = _filing(article) if filed else (frozenset(), frozenset())
    for name, phrases in _PHRASES.items():
        for part, said in (("title", title), ("standfirst", told)):
            yield f"{part}: {name}", min(_count(phrases, said), _MOST) / _MOST
            yield f"{part} opens: {name}", float(bool(phrases.opening(said)))
        yield f"folder: {name}", float(not _WORDS[name].isdisjoint(folders))
        yield f"address: {name}", float(not _WORDS[name].isdisjoint(slug))
    yield from _written(article.title)
    yield "title length", len(title) / _LONG_TITLE
    yield "standfirst length", len(told) / _LONG
    yield "no standfirst", float(not told)
    yield "speaks of you", float("vous" in title or "vous" in told)


def _written(title: str) -> Iterator[tuple[str, float]]:
    """How a title is written."""
    yield "mark", float(bool(_MARK.match(title)))
    yield "asks", float("?" in title)
    yield "exclaims", float("!" in title)
    yield "quotes", float(title.lstrip().startswith(("«", '"', "“")))
    yield "colon", float(": " in title)
    yield "figures", float(any(map(str.isdigit, title)))
    yield "dated", float(bool(_DATED.search(title)))


def _standfirst(article: Article) -> str:
    return article.description or next(iter(article.paragraphs), "")


def _filing(article: Article) -> tuple[frozenset[str], frozenset[str]]:
    """The words of section and folders, and those with which the last part of the address begins."""
    names = [article.section.lower(), *folders_of(article.url.lower())]
    last = urlsplit(article.url.lower()).path.rpartition("/")[2] if "://" in article.url else ""
    slug = list(takewhile(str.isalpha, re.findall(r"[^\W_]+", last)))[:_SLUG]
    return frozenset((*names, *(word for name in names for word in words(name)))), frozenset(slug)


def _count(phrases: Phrases, said: Sequence[str]) -> int:
    return sum(phrases.at(said, at) > 0 for at in range(len(said)))
