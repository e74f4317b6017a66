"""What has been kept long enough goes: in small steps, so that nobody waits for a lock.

Each table is walked in the order of its key. Where older rows have lower keys, the walk ends at the first
step without an old one. Stories go as a whole, with all that points at them; the newest story always stays,
because SQLite would give its number to another one, and an old button would tell that.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Delete,
    Table,
    Update,
    and_,
    delete,
    func,
    or_,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import OutboxState, SourceKind
from bot.settings import Retention
from bot.store.activity import hour_of
from bot.store.counts import COUNTS_KEPT, TERMS_KEPT, day_of
from bot.store.database import Database
from bot.store.intake import ONCE_KEPT, REPEATED_FROM, REPEATED_KEPT
from bot.store.leases import HOST
from bot.store.schema import (
    activity,
    announcements,
    article_terms,
    article_versions,
    article_words,
    articles,
    editions,
    entries,
    events,
    feedback,
    invitations,
    leases,
    metadata,
    outbox,
    source_lines,
    sources,
    stories,
    tellings,
    term_days,
    updates,
    votes,
)

_STEP = 1000
_STORIES = 50
_FREE_PAGES = 2_000  # 8 MB a step
FREED = "free pages"
"""Told like a table, of what went back to the disk."""
_BRIEF_DAYS = 2  # Telegram keeps what it could not deliver for one; no turn at a host is so far away
_ENDED = ("done", "skipped", "failed")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Rows of `table` to which the condition `old` applies go, or get these `emptied` values instead."""

    table: Table
    old: ColumnElement[bool]
    emptied: dict[str, Any] | None = None
    by_age: bool = True
    """Lower keys are older."""

    @property
    def verb(self) -> Delete | Update:
        return delete(self.table) if self.emptied is None else update(self.table).values(self.emptied)


async def prune(database: Database, keep: Retention, now: datetime) -> AsyncIterator[tuple[str, int]]:
    """Let go of what is older than `keep` says; after each step, which table and how many rows."""
    for rule in _rules(keep, now):
        async for number in _walk(database, rule):
            yield rule.table.name, number
    if keep.stories_days is not None:
        before = now - timedelta(days=keep.stories_days)
        while number := await _stories(database, before):
            yield stories.name, number
    async for number in _free(database):
        yield FREED, number


def _rules(keep: Retention, now: datetime) -> Iterator[_Rule]:
    def since(column: ColumnElement[Any], days: float | None) -> ColumnElement[bool] | None:
        return None if days is None else column < now - timedelta(days=days)

    # What a feed may still announce must be known; a folder keeps its files for as long as its owner likes.
    lasting = entries.c.source_id.in_(select(sources.c.id).where(sources.c.kind == SourceKind.FOLDER))
    ended = entries.c.state.in_(_ENDED)
    wordy = or_(entries.c.text != "", entries.c.author != "", entries.c.image != "")
    over = outbox.c.state.in_([OutboxState.SENT, OutboxState.FAILED])
    announced = announcements.c.state.in_(["draft", "ended"])
    no_words = {"text": "", "author": "", "image": ""}
    rules = (
        (outbox, since(outbox.c.queued_at, keep.messages_days), over, None, True),
        (announcements, since(announcements.c.made_at, keep.messages_days), announced, None, True),
        (events, since(events.c.at, keep.events_days), None, None, True),
        (editions, since(editions.c.made_at, keep.editions_days), None, None, True),
        (feedback, since(feedback.c.given_at, keep.feedback_days), None, None, True),
        (votes, since(votes.c.given_at, keep.feedback_days), None, None, False),
        (invitations, since(invitations.c.expires_at, keep.events_days), None, None, False),
        (updates, since(updates.c.seen_at, _BRIEF_DAYS), None, None, False),
        (leases, since(leases.c.held_until, _BRIEF_DAYS), leases.c.name.startswith(f"{HOST} "), None, False),
        (tellings, since(tellings.c.matched_at, keep.tellings_days), None, None, False),
        (article_versions, since(article_versions.c.replaced_at, keep.versions_days), None, None, False),
        (entries, since(entries.c.seen_at, keep.entry_texts_days), and_(ended, wordy), no_words, False),
        (entries, since(entries.c.seen_at, keep.entries_days), and_(ended, ~lasting), None, False),
    )
    once = source_lines.c.documents < REPEATED_FROM
    faded = or_(
        source_lines.c.seen_at < now - REPEATED_KEPT, and_(once, source_lines.c.seen_at < now - ONCE_KEPT)
    )
    yield _Rule(source_lines, faded, by_age=False)
    yield _Rule(article_terms, article_terms.c.published_at < now - TERMS_KEPT, by_age=False)
    yield _Rule(term_days, term_days.c.day < day_of(now - COUNTS_KEPT), by_age=False)
    if keep.events_days is not None:
        done_before = hour_of(now - timedelta(days=keep.events_days))
        yield _Rule(activity, activity.c.hour < done_before, by_age=False)
    for table, old, also, emptied, by_age in rules:
        if old is not None:
            yield _Rule(table, old if also is None else and_(old, also), emptied, by_age)


async def _walk(database: Database, rule: _Rule) -> AsyncIterator[int]:
    key = tuple(rule.table.primary_key)
    last: Sequence[Any] = ()
    while True:
        span = [tuple_(*key) > tuple_(*last)] if last else []
        # The key that ends this step; fewer rows than a step are the last ones.
        ending = select(*key).where(*span).order_by(*key).offset(_STEP - 1).limit(1)
        async with database.read() as connection:
            end = (await connection.execute(ending)).first()
            if end is not None:
                span.append(tuple_(*key) <= tuple_(*end))
            some = (
                await connection.execute(select(*key).where(*span, rule.old).limit(1))
            ).first() is not None
        if some:
            async with database.write() as connection:
                number = (await connection.execute(rule.verb.where(*span, rule.old))).rowcount
            yield number
        if end is None or (rule.by_age and not some):
            return
        last = tuple(end)


async def _stories(database: Database, before: datetime) -> int:
    """Erase a few stories of which nothing was stored since; returns how many."""
    newest = func.max(articles.c.stored_at)
    last = select(func.max(stories.c.id)).scalar_subquery()
    old = (
        select(stories.c.id)
        .outerjoin(articles)
        .where(stories.c.created_at < before, stories.c.id < last)
        .group_by(stories.c.id)
        .having(or_(newest.is_(None), newest < before))
        .order_by(stories.c.id)
        .limit(_STORIES)
    )
    async with database.write() as connection:
        ids = list((await connection.execute(old)).scalars())
        if ids:
            places = select(articles.c.sort_key).where(articles.c.story_id.in_(ids))
            await connection.execute(delete(article_words).where(article_words.c.rowid.in_(places)))
            await _erase(connection, stories, ids)
    return len(ids)


async def _erase(connection: AsyncConnection, table: Table, ids: Sequence[int]) -> None:
    """Remove these rows, and before them whatever points at them; what may do without, forgets them."""
    for other in metadata.sorted_tables:
        for key in other.foreign_keys:
            if key.column.table is not table:
                continue
            pointing = key.parent.in_(ids)
            if key.parent.nullable:
                await connection.execute(update(other).where(pointing).values({key.parent.name: None}))
            elif other is articles:  # the only one at which others point in their turn
                own = list((await connection.execute(select(articles.c.id).where(pointing))).scalars())
                await _erase(connection, articles, own)
            else:
                await connection.execute(delete(other).where(pointing))
    (own_key,) = table.primary_key
    await connection.execute(delete(table).where(own_key.in_(ids)))


async def _free(database: Database) -> AsyncIterator[int]:
    """Give pages that nothing uses any more back to the disk, where the file was made for it."""
    while True:
        async with database.write() as connection:
            if connection.dialect.name != "sqlite":
                return
            if (await connection.execute(text("PRAGMA auto_vacuum"))).scalar() != 2:
                return
            before = (await connection.execute(text("PRAGMA freelist_count"))).scalar_one()
            raw: Any = (await connection.get_raw_connection()).driver_connection
            # A row for each page, and only a script is run to its last row; it ends the transaction first.
            await raw.executescript(f"PRAGMA incremental_vacuum({_FREE_PAGES})")
            freed = before - (await connection.execute(text("PRAGMA freelist_count"))).scalar_one()
        if freed <= 0:
            return
        yield freed
