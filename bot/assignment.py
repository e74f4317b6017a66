"""An article -> the story that it belongs to.

Decided by one article after the other, in however many processes.

The index is a cache: what other processes have assigned is learnt before each decision, and if one of them
was faster all the same, the database refuses ours, and we decide again.
"""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.errors import DatabaseError
from bot.model import Article, DateOrigin, SourceKind
from bot.ports import Archive, Job, NewArticle, Stored, Stories
from bot.stories.lead import is_first_report, may_lead, takes_over
from bot.stories.story_index import StoryIndex
from bot.stories.suite import is_news

_LOOKED_BACK = timedelta(hours=48)
"""A story that has had no article for so long is closed: readers have moved on."""
_TRIES = 50
"""Each one fails only when another process has assigned an article meanwhile."""


@dataclass(frozen=True, slots=True)
class StoryAssigner:
    """Stores articles, each in its story; `index` is this process's own."""

    archive: Archive
    stories: Stories
    index: StoryIndex
    suites_a_day: int
    """So often a story may be told anew in a day."""
    news_for: timedelta = timedelta(days=3)
    """What is older than this when it comes is found, and never pushed."""
    undated_is_news: bool = False
    """A text from a folder that says nothing of its day is as new as the file."""
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def store(self, new: NewArticle, now: datetime, job: Job | None) -> tuple[Stored, bool]:
        """Store an article in its story; returns where, and whether it opened the story.

        Raises: DatabaseError.
        """
        async with self.one_at_a_time:
            for _ in range(_TRIES):
                await self._catch_up(now)
                assigned = await self._leading(await self._assigned(new, job, now), now)
                stored = await self.archive.add(assigned, now, job)
                if stored is not None:
                    return stored, not stored.known and assigned.story_id is None
        msg = f"{new.article.url or new.article.title}: other processes place articles without a pause"
        raise DatabaseError(msg)

    async def twins(self, now: datetime, most: int) -> list[tuple[int, int]]:
        """Stories of the last two days that turned out to tell one event; at most so many are looked at.

        Raises: DatabaseError.
        """
        async with self.one_at_a_time:
            await self._catch_up(now)
            # In a thread: it takes long, and nothing else touches the index meanwhile.
            return await asyncio.to_thread(self.index.twins, now - _LOOKED_BACK, most)

    async def _catch_up(self, now: datetime) -> None:
        while True:
            number, assigned = await self.stories.assigned_since(self.index.number, now - self.index.window)
            if number == self.index.number:
                return
            self.index.learn(assigned, number, now)

    async def _assigned(self, new: NewArticle, job: Job | None, now: datetime) -> NewArticle:
        """With its story, if it has one, and the article of which it is a new version."""
        story_id = self.index.story_of(new.signature, new.article.dating.moment)
        return replace(
            new,
            # Word for word what another source has told, however long ago, is no news.
            story_id=await self.archive.copied(new) if story_id is None else story_id,
            seen=self.index.number,
            quiet=job is not None and (job.quiet or self._is_old(new.article, job, now)),
            revises=await self._revised(new, job),
        )

    def _is_old(self, article: Article, job: Job, now: datetime) -> bool:
        """Whether it is no news any more, or nothing says that it is."""
        undated = article.dating.origin is DateOrigin.UNKNOWN and job.source.kind is SourceKind.FOLDER
        return now - article.dating.moment > self.news_for or (undated and not self.undated_is_news)

    async def _leading(self, assigned: NewArticle, now: datetime) -> NewArticle:
        """Whether it brings news to a story that is there, or leads it in silence."""
        if assigned.quiet:
            return assigned
        so_far = await self.archive.so_far(assigned, now)
        if so_far is None:
            return assigned
        article, lead = assigned.article, so_far.lead
        told_anew = so_far.suites < self.suites_a_day and may_lead(article, lead)
        if is_first_report(article, lead) or (told_anew and is_news(article, so_far.articles)):
            return replace(assigned, leads=True)
        return replace(assigned, takes_over=takes_over(article, lead))

    async def _revised(self, new: NewArticle, job: Job | None) -> int | None:
        """The article that a changed file is a new version of: the file's last one, if it tells the same."""
        previous = await self.archive.previous(job) if job is not None and not new.article.url else None
        if previous is None:
            return None
        article_id, signature_then = previous
        return article_id if self.index.alike(new.signature, signature_then) else None
