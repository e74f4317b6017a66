"""Invented stories, of which a test changes what it is about."""

from datetime import UTC, datetime

from bot.model import Article, Dating, Method, Story, Summary

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
