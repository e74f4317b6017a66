"""Articles, their summaries, topics and stories: written once, read by everyone."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import Row, Select, bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Article, Dating, Signature, Story, Summary
from bot.ports import (
    EVERYTHING,
    SCHEME,
    Answer,
    Event,
    Indexed,
    Job,
    NewArticle,
    Search,
    SoFar,
    Stored,
    Unsummarised,
    What,
)
from bot.store.activity import ARTICLES, SUMMARIES, note
from bot.store.article_rows import ARTICLE, SUMMARY, article_of, row_of, story_of, summary_in
from bot.store.counts import count, uncount
from bot.store.database import Database
from bot.store.events import record
from bot.store.index import count_words, frequent_words, index, unindex
from bot.store.known import identity, known_as, says_nothing_new
from bot.store.portable import alone
from bot.store.schema import (
    article_topics,
    article_versions,
    articles,
    entries,
    sources,
    stories,
    summaries,
    title_words,
)
from bot.store.search import find
from bot.store.stories import lead_by, next_assignment, signature_of, tell_by

_COMPARED = 10
"""Articles of a story that a new one is compared with, to see what is new in it."""


# What is asked for each answer is put together once.
_ANY_ARTICLES: Select[Any] = (
    select(*ARTICLE, *SUMMARY, stories.c.lead_id)
    .select_from(articles)
    .join(stories, stories.c.id == articles.c.story_id)
    .outerjoin(summaries, summaries.c.article_id == articles.c.id)
    .where(articles.c.story_id.in_(bindparam("ids", expanding=True)))
    .order_by(articles.c.published_at.desc(), articles.c.id.desc())
)
_ARTICLES = _ANY_ARTICLES.where(stories.c.hidden_at.is_(None))
_TOPICS = (
    select(articles.c.story_id, article_topics.c.topic, func.min(article_topics.c.rank).label("rank"))
    .join(article_topics)
    .where(articles.c.story_id.in_(bindparam("ids", expanding=True)))
    .group_by(articles.c.story_id, article_topics.c.topic)
    .order_by("rank")
)
_SOURCES = select(sources.c.name).order_by(sources.c.id)


class ArchiveStore:
    """The articles of the database (`ports.Archive`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def previous(self, job: Job) -> tuple[int, Signature] | None:
        """The article made earlier of the same file, and its signature."""
        own = select(entries.c.source_id, entries.c.address).where(entries.c.id == job.id).subquery()
        query = (
            select(articles.c.id, articles.c.signature)
            .join(entries, entries.c.article_id == articles.c.id)
            .join(own, (own.c.source_id == entries.c.source_id) & (own.c.address == entries.c.address))
            .where(entries.c.id != job.id)
            .order_by(entries.c.id.desc())
            .limit(1)
        )
        async with self._db.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else (row.id, signature_of(row.signature))

    async def so_far(self, new: NewArticle, now: datetime) -> SoFar | None:
        """The story that `new` will belong to, by `new.story_id` or because it is known, as it is now."""
        async with self._db.read() as connection:
            known = await known_as(connection, new)
            story_id = new.story_id if known is None else known.story_id
            own = select(stories).where(stories.c.id == story_id)
            story = (await connection.execute(own)).one_or_none()
            if story is None:
                return None
            newest = (
                select(articles)
                .where(articles.c.story_id == story_id)
                .order_by(articles.c.id.desc())
                .limit(_COMPARED)
            )
            told = tuple(article_of(row) for row in await connection.execute(newest))
            led = await connection.execute(select(articles).where(articles.c.id == story.lead_id))
            lead = article_of(led.one())
        return SoFar(told, lead, story.suites if story.suites_on == now.date() else 0)

    async def copied(self, new: NewArticle) -> int | None:
        """The story of the article, of whichever source, that says exactly this."""
        same = select(articles.c.story_id).where(articles.c.content_hash == new.content_hash)
        async with self._db.read() as connection:
            return (await connection.execute(same.order_by(articles.c.id).limit(1))).scalar()

    async def add(self, new: NewArticle, now: datetime, job: Job | None) -> Stored | None:
        """Store an article with its topics and search words, and end its entry, in one transaction."""
        async with self._db.write() as connection:
            await alone(connection, *(f"article {same}" for same in (new.article.url, identity(new)) if same))
            known = await known_as(connection, new)
            if known is not None and await says_nothing_new(connection, known, new):
                stored = Stored(known.id, known.story_id, known=True)
            elif (number := await next_assignment(connection, new.seen)) is None:
                return None
            elif known is None:
                stored = await _insert(connection, new, now, number)
            else:
                await _revise(connection, known, new, now, number)
                stored = Stored(known.id, known.story_id, known=True, revised=True)
            if new.leads:
                await tell_by(connection, stored.story_id, stored.article_id, now)
            elif new.takes_over:
                await lead_by(connection, stored.story_id, stored.article_id)
            if job is not None:
                ended = {"state": "done", "due_at": None, "reason": "", "article_id": stored.article_id}
                await connection.execute(update(entries).where(entries.c.id == job.id).values(ended))
            if not stored.known:
                await note(connection, ARTICLES, now)
        return stored

    async def claim_unsummarised(self, limit: int, now: datetime, lease_s: float) -> Sequence[Unsummarised]:
        """Claim articles that wait for a summary."""
        due = select(articles.c.id).where(articles.c.summary_due_at <= now)
        async with self._db.read() as connection:
            if (await connection.execute(due.limit(1))).first() is None:
                return ()
        async with self._db.write() as connection:
            # What is only to be told anew must not hold up what nobody has been told yet.
            told_before = summaries.c.article_id.is_not(None)
            news_first = due.outerjoin(summaries).order_by(
                told_before, articles.c.summary_due_at, articles.c.id
            )
            free = news_first.limit(limit).with_for_update(of=articles, skip_locked=True)
            ids = list((await connection.execute(free)).scalars())
            claimed = await connection.execute(
                update(articles)
                .where(articles.c.id.in_(ids))
                .values(
                    summary_due_at=now + timedelta(seconds=lease_s),
                    summary_tries=articles.c.summary_tries + 1,
                )
                .returning(articles)
            )
            waiting = {row.id: Unsummarised(row.id, article_of(row), row.summary_tries) for row in claimed}
        return [waiting[one] for one in ids]

    async def give_back(self, waiting: Sequence[Unsummarised], now: datetime) -> None:
        """Summarise them as soon as may be: they were claimed, and nothing came of it."""
        ours = (
            articles.c.id.in_([one.article_id for one in waiting]),
            articles.c.summary_due_at.is_not(None),
        )
        async with self._db.write() as connection:
            await connection.execute(update(articles).where(*ours).values(summary_due_at=now))

    async def add_summary(
        self, article_id: int, summary: Summary, now: datetime, took_s: float = 0.0
    ) -> None:
        """Store a summary; the one that is there is replaced."""
        async with self._db.write() as connection:
            await put_summary(connection, article_id, summary, now)
            await note(connection, f"{SUMMARIES}{summary.method}", now, seconds=took_s)

    async def summary_failed(self, article_id: int, reason: str, now: datetime) -> None:
        """Give up summarising; the reason goes to the operator's events."""
        async with self._db.write() as connection:
            await _no_summary_due(connection, article_id)
            await record(connection, Event(What.SUMMARY_GIVEN_UP, str(article_id), reason), now)

    async def summary_of(self, content_hash: str, version: str) -> Summary | None:
        """The summary of the article with this content, if exactly this method made it."""
        told = select(summaries, summaries.c.version.label("summariser")).join(articles)
        fresh = articles.c.summary_due_at.is_(None)  # else it tells what the article said before
        query = told.where(articles.c.content_hash == content_hash, summaries.c.version == version, fresh)
        async with self._db.read() as connection:
            row = (await connection.execute(query)).first()
        return None if row is None else summary_in(row)

    async def summarise_again(self, version: str, now: datetime) -> int:
        """Let wait again whatever another method summarised than this version; returns how many articles.

        The summaries that are there stay until they are replaced.
        """
        others = select(summaries.c.article_id).where(summaries.c.version != version)
        again = {"summary_due_at": now, "summary_tries": 0}
        async with self._db.write() as connection:
            marked = update(articles).where(articles.c.id.in_(others)).values(again)
            return (await connection.execute(marked)).rowcount

    async def retry(self, now: datetime) -> int:
        """Wait again for the summaries that were given up; returns how many articles."""
        bare = articles.c.id.not_in(select(summaries.c.article_id))
        again = {"summary_due_at": now, "summary_tries": 0}
        async with self._db.write() as connection:
            given_up = update(articles).where(bare, articles.c.summary_due_at.is_(None)).values(again)
            return (await connection.execute(given_up)).rowcount

    async def stories(self, search: Search = EVERYTHING, *, limit: int, offset: int = 0) -> Sequence[Story]:
        """Summarised stories with an article that fits: what is about it, then what cites it."""
        found = await self.answer(search, limit=limit, offset=offset)
        return [*found.about, *found.cited]

    async def answer(self, search: Search, *, limit: int, offset: int = 0) -> Answer:
        """The same, in its two parts."""
        async with self._db.read() as connection:
            ids, about = await find(connection, search, limit, offset)
            loaded = await load_stories(connection, ids)
        first = frozenset(ids[:about])
        return Answer(
            tuple(story for story in loaded if story.id in first),
            tuple(story for story in loaded if story.id not in first),
        )

    async def outdated(self, limit: int) -> Sequence[tuple[int, Article]]:
        """Articles that an earlier version indexed, the newest first."""
        newest = (articles.c.scheme.desc(), articles.c.sort_key.desc())  # as their index lies
        old = select(articles).where(articles.c.scheme < SCHEME).order_by(*newest).limit(limit)
        async with self._db.read() as connection:
            return [(row.id, article_of(row)) for row in await connection.execute(old)]

    async def index_anew(self, found: Sequence[tuple[int, Indexed]], now: datetime) -> None:
        """Let these articles be found by this, and count them for it; searches go on meanwhile."""
        async with self._db.write() as connection:
            for article_id, indexed in sorted(found, key=itemgetter(0)):
                old = (articles.c.id == article_id) & (articles.c.scheme < SCHEME)
                row = (await connection.execute(select(articles).where(old).with_for_update())).first()
                if row is not None:  # else it has been cleared away meanwhile, or indexed by another process
                    dating = article_of(row).dating
                    await unindex(connection, article_id, row.sort_key)
                    await uncount(connection, article_id, dating)
                    await _found_by(connection, article_id, dating, indexed, now)

    async def frequent_words(self, limit: int) -> Sequence[tuple[str, int]]:
        """The words of titles, as they are written, and how many titles hold each."""
        counted = frequent_words().add_columns(title_words.c.articles).limit(limit)
        async with self._db.read() as connection:
            return [(row.word, row.articles) for row in await connection.execute(counted)]

    async def sources(self) -> Sequence[str]:
        """The names of all sources; read once while one update is heeded."""
        seen = self._db.seen()
        if "sources" not in seen:
            async with self._db.read() as connection:
                names = await connection.scalars(_SOURCES)
                seen["sources"] = names.all()
        found: Sequence[str] = seen["sources"]
        return found

    async def by_article(self, article_id: int) -> Story | None:
        """The story of an article, told by this very article; none while it has no summary."""
        async with self._db.read() as connection:
            query = select(articles.c.story_id).where(articles.c.id == article_id)
            story_id = (await connection.execute(query)).scalar_one()
            found = await load_stories(connection, [story_id], lead_id=article_id)
        return next((story for story in found if story.told_by == article_id), None)

    async def all_of(self, story_ids: Sequence[int]) -> Sequence[Story]:
        """These stories, also those that an operator has hidden, in this order."""
        async with self._db.read() as connection:
            return await load_stories(connection, story_ids, hidden=True)

    async def story(self, story_id: int) -> Story | None:
        """One story."""
        async with self._db.read() as connection:
            found = await load_stories(connection, [story_id])
        return found[0] if found else None


async def put_summary(connection: AsyncConnection, article_id: int, summary: Summary, now: datetime) -> None:
    """Store a summary inside a transaction that is open; the one that is there is replaced."""
    row = {
        "article_id": article_id,
        "headline": summary.headline,
        "headline_made": summary.headline_made,
        "sentences": list(summary.sentences),
        "long": list(summary.long),
        "points": asdict(summary.points),
        "method": summary.method,
        "version": summary.version,
        "note": summary.note,
        "made_at": now,
    }
    await connection.execute(delete(summaries).where(summaries.c.article_id == article_id))
    await connection.execute(insert(summaries).values(row))
    await _no_summary_due(connection, article_id)


async def load_stories(
    connection: AsyncConnection, ids: Sequence[int], lead_id: int | None = None, *, hidden: bool = False
) -> list[Story]:
    """The summarised stories with these ids, in the order of the ids, under their own or the given lead.

    Those that an operator has hidden are left out, unless they are asked for.
    """
    if not ids:
        return []
    by_story: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in await connection.execute(_ANY_ARTICLES if hidden else _ARTICLES, {"ids": list(ids)}):
        by_story[row.story_id].append(row)
    topics = await _topics(connection, ids)
    return [story for i in ids if (story := story_of(i, by_story[i], topics[i], lead_id)) is not None]


async def _insert(connection: AsyncConnection, new: NewArticle, now: datetime, number: int) -> Stored:
    story_id = new.story_id
    if story_id is None:
        story = {"lead_id": 0, "created_at": now, "quiet": new.quiet}
        story["told_at"] = now if new.quiet else None
        story_id = (
            await connection.execute(insert(stories).values(story).returning(stories.c.id))
        ).scalar_one()
    row = row_of(new, now) | {"story_id": story_id, "stored_at": now, "assigned": number}
    article_id = (
        await connection.execute(insert(articles).values(row).returning(articles.c.id))
    ).scalar_one()
    own = stories.c.id == story_id
    if new.story_id is None:
        await connection.execute(update(stories).where(own).values(lead_id=article_id))
    elif (
        not new.quiet
    ):  # the first news of a story that we only knew from a backlog: tell it, by this article
        fresh = {"quiet": False, "told_at": None, "lead_id": article_id}
        await connection.execute(update(stories).where(own, stories.c.quiet).values(fresh))
    await count_words(connection, new.title_words, article_id)
    await _found_by(connection, article_id, new.article.dating, new.indexed, now)
    return Stored(article_id, story_id, known=False)


async def _found_by(
    connection: AsyncConnection, article_id: int, dating: Dating, indexed: Indexed, now: datetime
) -> None:
    await index(connection, article_id, dating.moment, indexed)
    await count(connection, article_id, dating, indexed.terms, now)


async def _revise(
    connection: AsyncConnection, known: Row[Any], new: NewArticle, now: datetime, number: int
) -> None:
    """Keep what the article said, and let it say what it says now; its story has been told and stays so."""
    kept = {name: getattr(known, name) for name in ("version", "title", "paragraphs", "content_hash")}
    past = kept | {"article_id": known.id, "replaced_at": now}
    await connection.execute(insert(article_versions).values(past))
    row = row_of(new, now) | {"version": known.version + 1, "summary_tries": 0, "assigned": number}
    await connection.execute(update(articles).where(articles.c.id == known.id).values(row))
    await unindex(connection, known.id, known.sort_key)
    await index(connection, known.id, new.article.dating.moment, new.indexed)


async def _no_summary_due(connection: AsyncConnection, article_id: int) -> None:
    await connection.execute(update(articles).where(articles.c.id == article_id).values(summary_due_at=None))


async def _topics(connection: AsyncConnection, story_ids: Sequence[int]) -> dict[int, list[str]]:
    """Topic keys of each story, most salient first."""
    keys: dict[int, list[str]] = defaultdict(list)
    for row in await connection.execute(_TOPICS, {"ids": list(story_ids)}):
        keys[row.story_id].append(row.topic)
    return keys
