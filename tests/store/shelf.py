"""Invented articles, and short ways to put them on the shelf."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.articles import content_hash
from bot.model import Article, Dating, KeyPoints, Message, Method, Source, SourceKind, Story, Summary, Topic
from bot.ports import Indexed, NewArticle, Stored, Term
from bot.store.archive import ArchiveStore
from bot.stories.signature import signature
from bot.topics.index_tokens import tokens

MORNING = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
GAZETTE = Source("La Gazette de Valmont", SourceKind.FEED, "https://gazette.example/flux", "fr", "régions")
INBOX = Source("Dossier", SourceKind.FOLDER, "/srv/laconique/inbox")

ARDENIA = Topic("pays:ad", "Ardénie")
SPORT = Topic("theme:sport", "Sport")
CULTURE = Topic("theme:culture", "Culture")
LIGHTHOUSE = Topic("mots:phare", "phare", "phare")

SUMMARY = Summary(
    headline="Le phare de Kervannec rallumé",
    sentences=("Le phare éclaire de nouveau la côte.",),
    method=Method.EXTRACT,
    version="extract-1",
    long=("Le phare éclaire de nouveau la côte.", "Il avait été éteint en mars."),
    points=KeyPoints(where=("Kervannec",), when=("mars",)),
)


def article(
    title: str = "Le phare de Kervannec rallumé",
    *paragraphs: str,
    moment: datetime = MORNING,
    url: str = "",
    source: str = GAZETTE.name,
) -> Article:
    text = paragraphs or (f"{title}, a annoncé dimanche la mairie.",)
    return Article(title, text, Dating(moment), source, url)


def new(
    written: Article,
    *topics: Topic,
    found_by: tuple[str, ...] | None = None,
    counted_for: tuple[Term, ...] = (),
    story_id: int | None = None,
    quiet: bool = False,
) -> NewArticle:
    """The article as the pipeline hands it in, found by its own tokens where nothing else is said."""
    return NewArticle(
        article=written,
        content_hash=content_hash(written),
        indexed=Indexed(topics, tokens(written) if found_by is None else found_by, counted_for),
        signature=signature(written, {}),
        story_id=story_id,
        quiet=quiet,
    )


async def shelve(archive: ArchiveStore, given: NewArticle, now: datetime) -> Stored:
    """Store an article with its summary, under its own title."""
    stored = await archive.add(given, now, None)
    await archive.add_summary(stored.article_id, replace(SUMMARY, headline=given.article.title), now)
    return stored


def text(html: str = "Le phare est rallumé.") -> Message:
    return Message(html)


def titles(stories: list[Story]) -> list[str]:
    return [story.lead.title for story in stories]
