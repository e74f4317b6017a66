"""Turns that a reader labelled: titles, and pairs of a story as it was told and a later article of it.

Labels hold keys of addresses only; the texts come from a corpus {date, url, title, description}.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bot.errors import BadCorpus
from bot.lab import corpus
from bot.model import Article

NONE, OTHER = "none", "other"
"""No turn; and what changes a story, but is none of those that nobody may miss: either answer is right."""

_COLUMNS = {"sample", "article", "turn", "so_far"}


@dataclass(frozen=True, slots=True)
class Pair:
    """A story as it was told, at least one article, a later one of it, and which turn that one tells.

    `sample`: how the pair was found.
    """

    before: tuple[Article, ...]
    article: Article
    turn: str
    sample: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title, and whether it says that something was decided or happened."""

    title: str
    turn: str


def pairs(labels: Path, data: Path) -> list[Pair]:
    """The labelled pairs of which the corpus has all articles.

    `labels` are tab-separated, with columns sample, article, turn (NONE, OTHER, or its kind) and so_far.

    Raises: BadCorpus.
    """
    with labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    if not rows or not rows[0].keys() >= _COLUMNS:
        msg = f"{labels}: tab-separated columns are expected: {', '.join(sorted(_COLUMNS))}"
        raise BadCorpus(msg)
    wanted = {key for row in rows for key in (row["article"], *row["so_far"].split())}
    known = dict(_found(data, wanted))
    return [made for row in rows if (made := _pair(row, known)) is not None]


def titles(labels: Iterable[tuple[str, str]], data: Path) -> list[Title]:
    """The labelled titles that the corpus has, in the order of their keys. Raises: BadCorpus."""
    turns = dict(labels)
    known = dict(_found(data, turns))
    return [Title(known[key].title, turns[key]) for key in sorted(known)]


def _pair(row: Mapping[str, str], known: Mapping[str, Article]) -> Pair | None:
    keys = [row["article"], *row["so_far"].split()]
    if not known.keys() >= set(keys):
        return None
    article, *before = (known[key] for key in keys)
    return Pair(tuple(before), article, row["turn"], row["sample"])


def _found(data: Path, wanted: Iterable[str]) -> Iterator[tuple[str, Article]]:
    left = set(wanted)
    for at, row in corpus.objects(data):
        key = corpus.url_key(row["url"]) if isinstance(row, dict) and isinstance(row.get("url"), str) else ""
        if key in left:
            left.remove(key)
            yield key, _article(row, at)


def _article(row: dict[str, Any], at: str) -> Article:
    try:
        day = date.fromisoformat(row["date"][:10])
        told = row.get("description") or ""
        source = (urlsplit(row["url"]).hostname or "").removeprefix("www.")
        return Article(row["title"] or "", (), corpus.dating(day), source, url=row["url"], description=told)
    except (KeyError, TypeError, ValueError) as err:
        msg = f"{at}: date, url, title and maybe description are expected: {err!r}"
        raise BadCorpus(msg) from err
