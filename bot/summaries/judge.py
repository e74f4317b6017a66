"""One job: how surely what a publisher says of an article can stand as its digest: log-odds.

Learnt from descriptions that a reader labelled (`bot.lab.train_judge`; judge.json says from what).
Columns with a name tell how the description is built; words tell the rest, known by their hash only, so that
the weights hold no text. Plain Python, since it is asked outside the workers, where nothing is loaded for it.
"""

import json
import math
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

from bot.articles.addresses import folders_of
from bot.french import tables
from bot.french.clauses import is_background, verbs
from bot.french.phrases import Phrases, listed
from bot.french.tokens import placed, tokens
from bot.french.words import visible_words, words
from bot.summaries.coherence import goes_on, points_back
from bot.summaries.standfirst import STEM, Standfirst, stems

WEIGHTS = "judge.bin"
CARD = "judge.json"

BUCKETS = 1 << 15
"""Of each of the tables: one for the words of the first sentence, of the second and of the title, one for all
else."""
WORDS = ("first", "second", "title")
"""The parts whose words have a table of their own, in its order."""

_PHRASES = {name: listed("descriptions", name) for name in tables.groups("descriptions")}
_MOST = 3
"""More phrases of one kind say no more."""
_SHORT, _LONG, _SHORT_TITLE = 15, 40, 5
"""Words of a short description, those by which lengths are counted, and of a title that is hardly more than a
name."""
_PAST = frozenset({"avait", "avaient", "etait", "etaient"})


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights: of each named column, and of each bucket a signed byte that is worth `step`."""

    columns: Mapping[str, float]
    constant: float
    least: float
    """The log-odds from which on a description is taken for a digest."""
    step: float
    weights: bytes

    def odds(self, standfirst: Standfirst) -> float:
        """How likely a reader would call it a digest: log-odds."""
        named = sum(self.columns[name] * value for name, value in columns(standfirst))
        table = memoryview(self.weights).cast("b")
        return self.constant + named + self.step * sum(table[at] * worth for at, worth in hashed(standfirst))

    def accepts(self, standfirst: Standfirst) -> bool:
        """Whether it is a digest, as surely as the weights were asked to be."""
        return self.odds(standfirst) >= self.least


@cache
def judge() -> Judge:
    """The weights of the package, read once a process."""
    folder = resources.files(__package__)
    card = json.loads(folder.joinpath(CARD).read_text(encoding="utf-8"))
    packed = folder.joinpath(WEIGHTS).read_bytes()
    return Judge(card["columns"], card["constant"], card["least"], card["step"], zlib.decompress(packed))


def hashed(standfirst: Standfirst) -> Iterator[tuple[int, float]]:
    """The buckets that the words of a description fill, and how much each."""
    texts = {name: tokens(text) for name, text in standfirst.parts.items()}
    for at, name in enumerate(WORDS):
        yield from _filled(at, dict.fromkeys(texts[name]))
    told = [*texts["first"], *texts["second"]]
    others = [
        [f"rest {word}" for word in texts["rest"]],
        [f"pair {one} {two}" for one, two in pairwise(told)],
        [f"opens {name} {' '.join(texts[name][:n])}" for name in WORDS if texts[name] for n in (1, 2)],
        [f"ends {' '.join(told[-n:])}" for n in (2, 3)],
        [f"folder {word}" for word in _folders(standfirst.url)],
    ]
    for kind in others:
        yield from _filled(len(WORDS), dict.fromkeys(kind))


def _filled(table: int, found: Mapping[str, None]) -> Iterator[tuple[int, float]]:
    """Many words of one kind weigh no more than a few."""
    worth = 1 / math.sqrt(len(found) or 1)
    return ((table * BUCKETS + bucket(word), worth) for word in found)


@lru_cache(maxsize=1 << 16)
def bucket(word: str) -> int:
    """Where the weight of a word stands in its table."""
    return zlib.crc32(word.encode()) % BUCKETS


def _folders(url: str) -> list[str]:
    """The words by which a publisher files the article: "videos", "podcasts", "idees"."""
    return [word for folder in folders_of(url) for word in words(folder) if not word.isdigit()]


def columns(standfirst: Standfirst) -> Iterator[tuple[str, float]]:
    """What can be counted about a description, by name."""
    yield from _shape(standfirst)
    yield from _share(standfirst)
    for name, text in standfirst.parts.items():
        said = words(text)
        for kind, phrases in _PHRASES.items():
            yield f"{name} {kind}", min(_count(phrases, said), _MOST) / _MOST
            yield f"{name} opens with {kind}", float(bool(phrases.opening(said)))
    for name in WORDS[:2]:
        yield from _sentence(name, standfirst.parts[name])


def _count(phrases: Phrases, said: Sequence[str]) -> int:
    return sum(1 for _ in phrases.found(said))


def _shape(standfirst: Standfirst) -> Iterator[tuple[str, float]]:
    """How long it is, and what it is made of."""
    told = " ".join(standfirst.told)
    seen, title = visible_words(told), standfirst.title
    yield "length", len(seen) / _LONG
    yield "short", float(len(seen) < _SHORT)
    yield "one sentence", float(len(standfirst.told) == 1)
    yield "goes on", float(bool(standfirst.rest))
    yield "asks later", float("?" in standfirst.rest)
    yield "breaks off", float("…" in told or "..." in told)
    yield "exclaims", float("!" in told)
    yield "ends", float(told.rstrip(' »"”)')[-1:] in {".", "!", "?"})
    yield "quotes", float("«" in told or '"' in told)
    yield "figures", float(any(map(str.isdigit, told)))
    yield "capitals", sum(word[0].isupper() for word in seen) / (len(seen) or 1)
    yield "shortest sentence", min((len(visible_words(one)) for one in standfirst.told), default=0) / _LONG
    yield "title asks", float("?" in title)
    yield "title quotes", float(title.lstrip().startswith(("«", '"', "“")))
    yield "title has a colon", float(": " in title)
    yield "title is short", float(len(words(title)) < _SHORT_TITLE)
    yield "title figures", float(any(map(str.isdigit, title)))


def _share(standfirst: Standfirst) -> Iterator[tuple[str, float]]:
    """How much of the title is told, and how much of what is told stands in the title."""
    told, title = (stems(text) for text in (" ".join(standfirst.told), standfirst.title))
    names = {word[:STEM] for word in title if word in _capitals(standfirst.title)}
    yield "of the title", _part(title, told)
    yield "of its names", _part(names, told)
    yield "in the title", _part(told, title)
    yield "first in the title", _part(stems(standfirst.parts["first"]), title)


def _capitals(title: str) -> set[str]:
    """The beginnings of the words that a title writes with a capital, but for its first."""
    return {words(word)[-1][:STEM] for word in title.split()[1:] if word[0].isupper() and words(word)}


def _part(some: Iterable[str], among: set[str]) -> float:
    every = set(some)
    return len(every & among) / (len(every) or 1)


def _sentence(name: str, sentence: str) -> Iterator[tuple[str, float]]:
    """How a sentence stands to what goes before it, and in which tense."""
    found = placed(sentence)
    said, told = {token.folded for token in found}, verbs(found)
    yield f"{name} points back", float(bool(points_back(sentence)))
    yield f"{name} carries on", float(bool(goes_on(sentence)))
    yield f"{name} is background", float(is_background(told))
    yield f"{name} has a verb", float(bool(told))
    yield f"{name} was", float(not _PAST.isdisjoint(said))
    yield f"{name} speaks of you", float(not {"vous", "votre", "vos"}.isdisjoint(said))
    yield f"{name} speaks of us", float(not {"nous", "notre", "nos", "on"}.isdisjoint(said))
