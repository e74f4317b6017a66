"""What rows of the database hold: articles, their summaries, and the stories that these make."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, func

from bot.model import Article, DateOrigin, Dating, Form, KeyPoints, Kind, Method, Story, Summary
from bot.ports import NewArticle
from bot.store.known import identity
from bot.store.schema import articles, summaries

CALLED: Final = func.coalesce(func.nullif(articles.c.title, ""), summaries.c.headline, "")
"""What an article is called: its title, else the headline that was made for it."""
ARTICLE: Final = tuple(
    articles.c[name]
    for name in (
        *("id", "story_id", "title", "paragraphs", "source", "url", "language", "left_out", "author"),
        *("section", "description", "image", "paywalled", "form", "kind"),
        *("published_at", "date_origin", "date_confidence", "date_candidates", "day_only"),
    )
)
"""What `article_of` reads of an article, and where it stands."""
SUMMARY: Final = (
    *(
        summaries.c[name]
        for name in ("headline", "headline_made", "sentences", "long", "points", "method", "note")
    ),
    summaries.c.version.label("summariser"),
)
"""What `summary_in` reads."""


def row_of(new: NewArticle, now: datetime) -> dict[str, Any]:
    """The columns of a new article, or of a new version, but for its place among the others."""
    article = new.article
    return {"identity": identity(new)} | {
        "source": article.source,
        "url": article.url,
        "content_hash": new.content_hash,
        "title": article.title,
        "paragraphs": list(article.paragraphs),
        "left_out": list(article.left_out),
        "language": article.language,
        "author": article.author,
        "section": article.section,
        "description": article.description,
        "image": article.image,
        "paywalled": article.paywalled,
        "form": article.form,
        "kind": article.kind,
        "signature": asdict(new.signature),
        "summary_due_at": now,
        **_dated(article.dating),
    }


def _dated(dating: Dating) -> dict[str, Any]:
    return {
        "published_at": dating.moment,
        "date_origin": dating.origin,
        "date_confidence": dating.confidence,
        "date_candidates": [day.isoformat() for day in dating.candidates],
        "day_only": dating.day_only,
    }


def article_of(row: Row[Any]) -> Article:
    """The article in a row."""
    dating = Dating(
        moment=row.published_at,
        origin=DateOrigin(row.date_origin),
        confidence=row.date_confidence,
        candidates=tuple(date.fromisoformat(day) for day in row.date_candidates),
        day_only=row.day_only,
    )
    return Article(
        title=row.title,
        paragraphs=tuple(row.paragraphs),
        dating=dating,
        source=row.source,
        url=row.url,
        language=row.language,
        left_out=tuple(row.left_out),
        author=row.author,
        section=row.section,
        description=row.description,
        image=row.image,
        paywalled=row.paywalled,
        form=Form(row.form),
        kind=Kind(row.kind),
    )


def story_of(
    story_id: int, rows: Sequence[Row[Any]], topic_keys: Sequence[str], lead_id: int | None
) -> Story | None:
    """A story under its lead article; under another summarised one while the lead has no summary yet."""
    summarised = [row for row in rows if row.headline is not None]
    if not summarised:
        return None
    lead = next((row for row in summarised if row.id == (lead_id or row.lead_id)), summarised[0])
    others = tuple(article_of(row) for row in rows if row.id != lead.id)
    return Story(story_id, article_of(lead), summary_in(lead), others, tuple(topic_keys), lead.id)


def summary_in(row: Row[Any]) -> Summary:
    """The summary in a row; `summariser` is its version, because articles have one too."""
    return Summary(
        headline=row.headline,
        sentences=tuple(row.sentences),
        method=Method(row.method),
        version=row.summariser,
        headline_made=row.headline_made,
        note=row.note,
        long=tuple(row.long),
        points=KeyPoints(**{kind: tuple(told) for kind, told in row.points.items()}),
    )
