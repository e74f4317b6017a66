"""What was asked in more letters than a button carries."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from bot.store.database import Database
from bot.store.schema import questions, subscriptions

KEPT = timedelta(days=90)
"""Since it was asked for the last time; what someone follows stays as long as they do."""


class QuestionStore:
    """Long questions under short names (`ports.Questions`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def keep(self, short: str, question: str, now: datetime) -> None:
        """Keep a question under a short name."""
        followed = questions.c.question.in_(select(subscriptions.c.topic))
        old = (questions.c.asked_at < now - KEPT) & ~followed
        async with self._db.write() as connection:
            await connection.execute(delete(questions).where(old | (questions.c.short == short)))
            await connection.execute(insert(questions).values(short=short, question=question, asked_at=now))

    async def question(self, short: str) -> str | None:
        """The question of this name."""
        async with self._db.read() as connection:
            return await connection.scalar(select(questions.c.question).where(questions.c.short == short))
