"""Invented stories, of which a test changes what it is about."""

import tomllib
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from bot.model import Article, Dating, Method, Story, Summary
from bot.study import packed
from bot.topics.catalogue import Catalogue

PUBLISHED = datetime(2026, 11, 22, 8, 54, tzinfo=UTC)
"""The Sunday before the tests' Monday, 9.54 in Paris."""


def article(source="Le Phare", url="https://phare.example.org/port", dating=None, title="Le port rouvre"):
    return Article(title, ("Le port de Kerlanic a rouvert.",), dating or Dating(PUBLISHED), source, url)


def story(
    headline="Le port rouvre",
    sentences=("Le port de Kerlanic a rouvert dimanche.",),
    method=Method.EXTRACT,
    *,
    lead=None,
    others=(),
    made=False,
    topics=(),
    id_=7,
):
    summary = Summary(headline, tuple(sentences), method, "test", headline_made=made)
    return Story(id_, lead or article(), summary, tuple(others), tuple(topics))


@lru_cache
def shipped_catalogue():
    """The topics that the project comes with."""
    path = Path(__file__).parents[2] / "config" / "topics.toml"
    return Catalogue.from_toml(tomllib.loads(path.read_text(encoding="utf-8")), path.name)


@lru_cache
def packed_catalogue():
    """The same, as it travels to the workers."""
    return packed(shipped_catalogue())
