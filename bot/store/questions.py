"""What was asked in more letters than a button carries, and by whom: who is forgotten takes it along."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, insert, select

from bot.store.database import Database
from bot.store.portable import alone
from bot.store.schema import questions, subscriptions

KEPT = timedelta(days=90)
"""Since it was asked for the last time; what someone follows stays as long as they do."""


class QuestionStore:
    """Long questions under short names (`ports.Questions`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def keep(self, chat_id: int, short: str, question: str, now: datetime) -> None:
        """Keep what a chat asked under a short name."""
        followed = select(subscriptions.c.topic).where(
            subscriptions.c.chat_id == questions.c.chat_id, subscriptions.c.topic == questions.c.question
        )
        old = (questions.c.asked_at < now - KEPT) & ~followed.exists()
        same = and_(questions.c.chat_id == chat_id, questions.c.short == short)
        row = {"chat_id": chat_id, "short": short, "question": question, "asked_at": now}
        async with self._db.write() as connection:
            await alone(connection, f"chat {chat_id}")
            await connection.execute(delete(questions).where(old | same))
            await connection.execute(insert(questions).values(row))

    async def question(self, short: str) -> str | None:
        """The question of this name, whoever asked it: an answer may be passed on with its buttons."""
        query = select(questions.c.question).where(questions.c.short == short).limit(1)
        async with self._db.read() as connection:
            return await connection.scalar(query)
