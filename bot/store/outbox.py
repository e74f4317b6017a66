"""What is to be told to whom, and the outbox: the only road to a subscriber's push."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Update, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_ignore
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Button, Message, Mode, OutboxState, Outgoing, Story, Topic, TopicKind
from bot.ports import Due, Follower, Queued, Slot, Telling, Untold
from bot.store.archive import load_stories, stems_of
from bot.store.database import Database
from bot.store.tables import (
    articles,
    editions,
    outbox,
    slots,
    stories,
    subscribers,
    subscriptions,
    summaries,
    tellings,
)

_HELD = {"state": OutboxState.AMBIGUOUS, "due_at": None}
_NOBODYS = {"owner": "", "lease_until": None}


class PostStore:
    """Tellings, editions and the outbox of the database (`ports.Post`); `owner` names this process."""

    def __init__(self, database: Database, owner: str) -> None:
        self._db = database
        self._owner = owner

    async def untold(self, limit: int) -> Sequence[Untold]:
        """See `ports.Post`."""
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
        """See `ports.Post`."""
        words = subscriptions.c.topic.startswith(f"{TopicKind.WORDS}:", autoescape=True)
        query = (
            select(subscriptions, subscribers.c.instant, subscribers.c.zone)
            .join(subscribers)
            .where(subscribers.c.paused == "", or_(subscriptions.c.topic.in_(topics), words))
            .order_by(subscriptions.c.chat_id)
        )
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [
                Follower(row.chat_id, Topic(row.topic, row.label), Mode(row.mode), row.instant, row.zone)
                for row in rows
            ]

    async def tell(self, telling: Telling, now: datetime) -> None:
        """See `ports.Post`."""
        told = [(queued.chat_id, False) for queued in telling.now]
        told += [(chat_id, True) for chat_id in telling.next_edition]
        rows = [
            {"chat_id": chat_id, "story_id": telling.story_id, "matched_at": now, "waiting": waiting}
            for chat_id, waiting in told
        ]
        async with self._db.write() as connection:
            if rows:
                await connection.execute(insert_or_ignore(tellings).on_conflict_do_nothing(), rows)
            await _queue(connection, telling.now, now)
            await connection.execute(
                update(stories).where(stories.c.id == telling.story_id).values(told_at=now)
            )

    async def slots(self) -> Sequence[Slot]:
        """See `ports.Post`."""
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
        """See `ports.Post`."""
        query = select(editions).where(editions.c.local_date >= since)
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return frozenset((row.chat_id, row.local_date, row.minute) for row in rows)

    async def waiting(self, chat_id: int) -> Sequence[Story]:
        """See `ports.Post`."""
        query = (
            select(tellings.c.story_id)
            .where(tellings.c.chat_id == chat_id, tellings.c.waiting)
            .order_by(tellings.c.story_id.desc())
        )
        async with self._db.read() as connection:
            return await load_stories(connection, list((await connection.execute(query)).scalars()))

    async def edition(
        self, due: Due, stories: Sequence[int], messages: Sequence[Message], now: datetime
    ) -> None:
        """See `ports.Post`."""
        key = f"edition:{due.chat_id}:{due.local_date}:{due.minute}"
        queued = [Queued(f"{key}:{part}", due.chat_id, message) for part, message in enumerate(messages)]
        row = {"chat_id": due.chat_id, "local_date": due.local_date, "minute": due.minute, "made_at": now}
        had = (tellings.c.chat_id == due.chat_id, tellings.c.story_id.in_(stories))
        async with self._db.write() as connection:
            made = await connection.execute(
                insert_or_ignore(editions).values(row).on_conflict_do_nothing().returning(editions.c.id)
            )
            if made.first() is None:  # another process was faster
                return
            await _queue(connection, queued, now)
            await connection.execute(update(tellings).where(*had).values(waiting=False))

    async def claim(self, limit: int, now: datetime, lease_s: float) -> Sequence[Outgoing]:
        """See `ports.Post`."""
        # A chat's next message waits until the one before it has ended: order is kept, also across retries.
        unfinished = outbox.c.state.in_([OutboxState.DUE, OutboxState.SENDING])
        heads = select(func.min(outbox.c.id)).where(unfinished).group_by(outbox.c.chat_id)
        due = (
            select(outbox.c.id)
            .where(outbox.c.id.in_(heads), outbox.c.state == OutboxState.DUE, outbox.c.due_at <= now)
            .order_by(outbox.c.due_at, outbox.c.id)
            .limit(limit)
        )
        async with self._db.read() as connection:
            if (await connection.execute(due)).first() is None:
                return ()
        async with self._db.write() as connection:
            ids = list((await connection.execute(due)).scalars())
            claimed = await connection.execute(
                update(outbox)
                .where(outbox.c.id.in_(ids))
                .values(
                    state=OutboxState.SENDING,
                    owner=self._owner,
                    lease_until=now + timedelta(seconds=lease_s),
                    tries=outbox.c.tries + 1,
                )
                .returning(outbox)
            )
            return sorted((_outgoing(row) for row in claimed), key=lambda outgoing: outgoing.id)

    async def recover(self, now: datetime, *, resend: bool) -> int:
        """See `ports.Post`."""
        left = (outbox.c.state == OutboxState.SENDING, outbox.c.lease_until <= now)
        values = {"state": OutboxState.DUE, "due_at": now} if resend else _HELD
        async with self._db.read() as connection:
            if (await connection.execute(select(outbox.c.id).where(*left).limit(1))).first() is None:
                return 0
        async with self._db.write() as connection:
            reason = "its sender died while sending"
            found = await connection.execute(
                update(outbox).where(*left).values(_NOBODYS | values | {"reason": reason})
            )
            return found.rowcount

    async def sent(self, outgoing: Outgoing, now: datetime) -> None:
        """See `ports.Post`."""
        async with self._db.write() as connection:
            arrived = {"state": OutboxState.SENT, "sent_at": now, "due_at": None, "reason": ""}
            await connection.execute(_one(outgoing).values(arrived | _NOBODYS))

    async def again(self, outgoing: Outgoing, due_at: datetime, reason: str) -> None:
        """See `ports.Post`."""
        await self._not_sent(outgoing, state=OutboxState.DUE, due_at=due_at, reason=reason)

    async def set_aside(self, outgoing: Outgoing, state: OutboxState, reason: str) -> None:
        """See `ports.Post`."""
        await self._not_sent(outgoing, state=state, due_at=None, reason=reason)

    async def _not_sent(self, outgoing: Outgoing, **values: Any) -> None:  # noqa: ANN401
        """Unless it is no longer ours: its reader left meanwhile, or we were believed dead."""
        ours = (outbox.c.state == OutboxState.SENDING, outbox.c.owner == self._owner)
        async with self._db.write() as connection:
            await connection.execute(_one(outgoing).where(*ours).values(values | _NOBODYS))


def _one(outgoing: Outgoing) -> Update:
    return update(outbox).where(outbox.c.id == outgoing.id)


async def _queue(connection: AsyncConnection, queued: Sequence[Queued], now: datetime) -> None:
    rows = [
        {
            "dedup_key": item.dedup_key,
            "chat_id": item.chat_id,
            "html": item.message.html,
            "buttons": [[[b.label, b.data, b.url] for b in row] for row in item.message.buttons],
            "state": OutboxState.DUE,
            "due_at": now,
            "queued_at": now,
        }
        for item in queued
    ]
    if rows:
        await connection.execute(insert_or_ignore(outbox).on_conflict_do_nothing(), rows)


def _outgoing(row: Row[Any]) -> Outgoing:
    buttons = tuple(tuple(Button(*button) for button in line) for line in row.buttons)
    return Outgoing(row.id, row.chat_id, Message(row.html, buttons), row.tries)
