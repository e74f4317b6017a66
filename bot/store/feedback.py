"""What readers think of stories, what they say is wrong with one, and that they hear what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Complaint, Story, Vote
from bot.ports import Event, Outcome, Queued, Settled, What
from bot.store.archive import load_stories
from bot.store.database import Database
from bot.store.events import record
from bot.store.outbox import queue
from bot.store.portable import alone, insert_or
from bot.store.readership import quiet_of
from bot.store.schema import articles, feedback, stories, subscribers, summaries, votes

_KEY = ("chat_id", "story_id")


class FeedbackStore:
    """The votes and the reports of the database (`ports.Feedback`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def vote(self, chat_id: int, story: Story, vote: Vote | None, now: datetime) -> bool:
        """Keep what the reader thinks of this story, or nothing any more; returns whether that is new."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            before = await _voted(connection, chat_id, story.id)
            if before is vote:
                return False
            if vote is None:
                await connection.execute(delete(votes).where(*_same(votes, chat_id, story.id)))
                return True
            read = {"source": story.lead.source, "method": story.summary.method}
            row = {"chat_id": chat_id, "story_id": story.id, "vote": vote, "given_at": now, **read}
            given = insert_or(connection, votes).values(row)
            await connection.execute(given.on_conflict_do_update(index_elements=_KEY, set_=row))
        return True

    async def voted(self, chat_id: int, story_id: int) -> Vote | None:
        """What the reader thinks of this story, if they have said so."""
        async with self._db.read() as connection:
            return await _voted(connection, chat_id, story_id)

    async def report(self, chat_id: int, story_id: int, complaint: Complaint, now: datetime) -> bool:
        """The reader says what is wrong with this story; returns whether that is new."""
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            own = _same(feedback, chat_id, story_id)
            said = (await connection.execute(select(feedback.c.settled_at).where(*own))).first()
            if said is not None and said.settled_at is None:
                await connection.execute(update(feedback).where(*own).values(kind=complaint))
                return False
            row = {"chat_id": chat_id, "story_id": story_id, "kind": complaint, "given_at": now}
            # Where it was seen to, the reader still says so.
            anew = {"kind": complaint, "words": "", "given_at": now, "settled_at": None, "outcome": ""}
            given = insert_or(connection, feedback).values(row)
            await connection.execute(given.on_conflict_do_update(index_elements=_KEY, set_=anew))
            await record(connection, Event(What.STORY_REPORTED, str(story_id)), now)
        return True

    async def reported(self, chat_id: int, story_id: int) -> bool:
        """Whether the reader has said so, and no operator has seen to it yet."""
        async with self._db.read() as connection:
            unsettled = select(feedback.c.id).where(*_unsettled(chat_id, story_id))
            return (await connection.execute(unsettled)).first() is not None

    async def withdraw(self, chat_id: int, story_id: int) -> None:
        """The reader takes it back, unless an operator has seen to it."""
        async with self._db.write() as connection:
            await connection.execute(delete(feedback).where(*_unsettled(chat_id, story_id)))

    async def add_words(self, chat_id: int, story_id: int, words: str) -> bool:
        """Keep the reader's own words with the report; returns whether there is one, not seen to yet."""
        added = update(feedback).where(*_unsettled(chat_id, story_id)).values(words=words)
        async with self._db.write() as connection:
            return (await connection.execute(added)).rowcount > 0

    async def to_answer(self, limit: int) -> Sequence[Settled]:
        """Reports of which something became that their readers have not heard.

        A summary that is to be made again has been, or was given up: then it stays as it was.
        """
        served = [subscribers.c[name] for name in ("zone", "language", "quiet_start", "quiet_end")]
        query = (
            select(feedback, *served, summaries.c.made_at)
            .join(stories, stories.c.id == feedback.c.story_id)
            .join(articles, articles.c.id == stories.c.lead_id)
            .outerjoin(summaries, summaries.c.article_id == articles.c.id)
            .outerjoin(subscribers, subscribers.c.chat_id == feedback.c.chat_id)
            .where(feedback.c.outcome > "", func.coalesce(subscribers.c.paused, "") == "")
            .where(or_(feedback.c.outcome != Outcome.AGAIN, articles.c.summary_due_at.is_(None)))
            .order_by(feedback.c.id)
            .limit(limit)
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
            loaded = await load_stories(connection, [row.story_id for row in rows], hidden=True)
        told = {story.id: story for story in loaded}
        return [
            Settled(
                row.id,
                row.chat_id,
                told[row.story_id],
                _outcome(row),
                row.settled_at,
                row.zone or "",
                quiet_of(row),
                row.language or "fr",
            )
            for row in rows
            if row.story_id in told
        ]

    async def answer(self, answered: Sequence[tuple[Settled, Queued]], now: datetime) -> None:
        """Queue what these readers are told, and that they were told: all or nothing."""
        async with self._db.write() as connection:
            ids = [settled.id for settled, _ in answered]
            await connection.execute(update(feedback).where(feedback.c.id.in_(ids)).values(outcome=""))
            await queue(connection, [queued for _, queued in answered], now)


def _outcome(row: Row[Any]) -> Outcome:
    outcome = Outcome(row.outcome)
    given_up = outcome is Outcome.AGAIN and (row.made_at is None or row.made_at < row.settled_at)
    return Outcome.DISMISSED if given_up else outcome


async def _voted(connection: AsyncConnection, chat_id: int, story_id: int) -> Vote | None:
    found = await connection.execute(select(votes.c.vote).where(*_same(votes, chat_id, story_id)))
    vote = found.scalar()
    return None if vote is None else Vote(vote)


def _same(table: Table, chat_id: int, story_id: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return table.c.chat_id == chat_id, table.c.story_id == story_id


def _unsettled(chat_id: int, story_id: int) -> tuple[ColumnElement[bool], ...]:
    return *_same(feedback, chat_id, story_id), feedback.c.settled_at.is_(None)
