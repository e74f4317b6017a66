"""How the press covers stories: who tells each, when and how (`ports.Coverage`)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from bot.model import DateOrigin, Form, Kind, Story
from bot.ports import Report
from bot.store.archive import load_stories
from bot.store.database import Database
from bot.store.index import sort_key
from bot.store.schema import articles, stories
from bot.store.stories import signature_of


class CoverageStore:
    """What an edition must know of the stories that it may take."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def reports(self, story_ids: Collection[int]) -> Mapping[int, Sequence[Report]]:
        """The articles of these stories, the lead first."""
        columns = [
            articles.c[name]
            for name in ("story_id", "source", "url", "form", "kind", "signature", "date_origin")
        ]
        query = (
            select(*columns, articles.c.published_at, articles.c.stored_at)
            .join(stories, stories.c.id == articles.c.story_id)
            .where(articles.c.story_id.in_(story_ids))
            .order_by(articles.c.story_id, articles.c.id != stories.c.lead_id, articles.c.id)
        )
        found: dict[int, list[Report]] = defaultdict(list)
        async with self._db.read() as connection:
            for row in await connection.execute(query):
                dated = row.date_origin != DateOrigin.UNKNOWN
                found[row.story_id].append(
                    Report(
                        source=row.source,
                        moment=row.published_at if dated else row.stored_at,
                        url=row.url,
                        form=Form(row.form),
                        kind=Kind(row.kind),
                        tokens=signature_of(row.signature).tokens,
                    )
                )
        return found

    async def widespread(self, since: datetime, limit: int) -> Mapping[int, int]:
        """The stories that the most sources have told since then, with their newest version."""
        query = (
            select(articles.c.story_id, stories.c.version)
            .join(stories, stories.c.id == articles.c.story_id)
            .where(articles.c.sort_key >= sort_key(since), ~stories.c.quiet)
            .group_by(articles.c.story_id, stories.c.version)
            .order_by(func.count(articles.c.source.distinct()).desc(), articles.c.story_id.desc())
            .limit(limit)
        )
        async with self._db.read() as connection:
            return {row.story_id: row.version for row in await connection.execute(query)}

    async def outputs(self, since: datetime) -> Mapping[str, int]:
        """How many articles each source has published since then."""
        query = (
            select(articles.c.source, func.count().label("articles"))
            .where(articles.c.sort_key >= sort_key(since))
            .group_by(articles.c.source)
        )
        async with self._db.read() as connection:
            return {row.source: row.articles for row in await connection.execute(query)}

    async def stories(self, story_ids: Sequence[int]) -> Sequence[Story]:
        """These stories as they are told now, in this order."""
        async with self._db.read() as connection:
            return await load_stories(connection, story_ids)
