"""Which story is told to whom, at once or in an edition: one story once."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Message, Mode, Story, Topic, TopicKind
from bot.ports import Due, Follower, Queued, Slot, Telling, Untold
from bot.store.archive import load_stories
from bot.store.database import Database
from bot.store.outbox import queue
from bot.store.search import stems_of
from bot.store.tables import (
    articles,
    editions,
    slots,
    stories,
    subscribers,
    subscriptions,
    summaries,
    tellings,
)


class TellingStore:
    """Untold stories, their followers, and editions (`ports.Tellings`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def untold(self, limit: int) -> Sequence[Untold]:
        """See `ports.Tellings`."""
        summarised = select(articles.c.story_id).join(summaries)
        query = (
            select(stories.c.id, stories.c.lead_id)
            .join(articles, articles.c.id == stories.c.lead_id)
            # A lead whose summary is still to come is worth the wait; one that will have none is not.
            .where(stories.c.told_at.is_(None), articles.c.summary_due_at.is_(None))
            .where(stories.c.id.in_(summarised))
            .order_by(stories.c.id)
            .limit(limit)
        )
        async with self._db.read() as connection:
            leads = {row.id: row.lead_id for row in await connection.execute(query)}
            loaded = await load_stories(connection, list(leads))
            stems = await stems_of(connection, leads.values())
        return [Untold(story, stems.get(leads[story.id], frozenset())) for story in loaded]

    async def followers(self, topics: Collection[str]) -> Sequence[Follower]:
        """See `ports.Tellings`."""
        words = subscriptions.c.topic.startswith(f"{TopicKind.WORDS}:", autoescape=True)
        slotted = exists().where(slots.c.chat_id == subscriptions.c.chat_id).label("slotted")
        query = (
            select(subscriptions, subscribers.c.instant, subscribers.c.zone, slotted)
            .join(subscribers)
            .where(subscribers.c.paused == "", or_(subscriptions.c.topic.in_(topics), words))
            .order_by(subscriptions.c.chat_id)
        )
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [
                Follower(
                    chat_id=row.chat_id,
                    topic=Topic(row.topic, row.label),
                    mode=Mode(row.mode),
                    zone=row.zone,
                    instant=row.instant,
                    slotted=row.slotted,
                )
                for row in rows
            ]

    async def tell(self, telling: Telling, now: datetime) -> None:
        """See `ports.Tellings`."""
        later = set(telling.next_edition)
        told = later | {queued.chat_id for queued in telling.now}
        async with self._db.write() as connection:
            active = await _active(connection, told)  # who left since the followers were read hears nothing
            rows = [
                {
                    "chat_id": chat_id,
                    "story_id": telling.story_id,
                    "matched_at": now,
                    "waiting": chat_id in later,
                }
                for chat_id in sorted(active)
            ]
            if rows:
                await connection.execute(insert_or_ignore(tellings).on_conflict_do_nothing(), rows)
            await queue(connection, [queued for queued in telling.now if queued.chat_id in active], now)
            await connection.execute(
                update(stories).where(stories.c.id == telling.story_id).values(told_at=now)
            )

    async def slots(self) -> Sequence[Slot]:
        """See `ports.Tellings`."""
        query = (
            select(slots, subscribers.c.zone)
            .join(subscribers)
            .where(subscribers.c.paused == "")
            .order_by(slots.c.chat_id, slots.c.minute)
        )
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [Slot(row.chat_id, row.zone, row.minute, row.since) for row in rows]

    async def editions_made(self, since: date) -> frozenset[tuple[int, date, int]]:
        """See `ports.Tellings`."""
        query = select(editions).where(editions.c.local_date >= since)
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return frozenset((row.chat_id, row.local_date, row.minute) for row in rows)

    async def waiting(self, chat_id: int, limit: int) -> tuple[Sequence[Story], int]:
        """See `ports.Tellings`."""
        waits = (tellings.c.chat_id == chat_id, tellings.c.waiting)
        newest = select(tellings.c.story_id).where(*waits).order_by(tellings.c.story_id.desc()).limit(limit)
        async with self._db.read() as connection:
            total = (await connection.execute(select(func.count()).where(*waits))).scalar_one()
            return await load_stories(connection, list((await connection.execute(newest)).scalars())), total

    async def edition(self, due: Due, messages: Sequence[Message], now: datetime) -> None:
        """See `ports.Tellings`."""
        key = f"edition:{due.chat_id}:{due.local_date}:{due.minute}"
        queued = [Queued(f"{key}:{part}", due.chat_id, message) for part, message in enumerate(messages)]
        row = {"chat_id": due.chat_id, "local_date": due.local_date, "minute": due.minute, "made_at": now}
        had = (tellings.c.chat_id == due.chat_id, tellings.c.matched_at <= now)
        async with self._db.write() as connection:
            if not await _active(connection, [due.chat_id]):
                return
            made = await connection.execute(
                insert_or_ignore(editions).values(row).on_conflict_do_nothing().returning(editions.c.id)
            )
            if made.first() is None:  # another process was faster
                return
            await queue(connection, queued, now)
            await connection.execute(update(tellings).where(*had).values(waiting=False))


async def _active(connection: AsyncConnection, chat_ids: Collection[int]) -> frozenset[int]:
    """Those of the chats that are subscribers and not paused."""
    query = select(subscribers.c.chat_id).where(
        subscribers.c.chat_id.in_(chat_ids), subscribers.c.paused == ""
    )
    return frozenset((await connection.execute(query)).scalars())
