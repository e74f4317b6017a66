"""Channels, and in which private chats they were set up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from bot.french.fold import fold
from bot.ports import NewsChannel
from bot.store.database import Database
from bot.store.portable import insert_or
from bot.store.schema import setups, subscribers


class SetupStore:
    """The channels that people have set up (`ports.Setups`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def keep(self, chat_id: int, channel: NewsChannel, now: datetime) -> None:
        """Keep who set it up, and what it is called; it is what they change now."""
        row = {"chat_id": chat_id, "channel_id": channel.chat_id, "name": channel.name}
        its_own = subscribers.c.chat_id == channel.chat_id
        async with self._db.write() as connection:
            kept = insert_or(connection, setups).values(row)
            again = kept.on_conflict_do_update(
                index_elements=["chat_id", "channel_id"], set_={"name": channel.name}
            )
            await connection.execute(again)
            await connection.execute(update(subscribers).where(its_own).values(channel=True))
        await self.choose(chat_id, channel.chat_id, now)

    async def all(self, chat_id: int) -> Sequence[NewsChannel]:
        """The channels of a private chat, by name."""
        found = await self._found(setups.c.chat_id == chat_id)
        return sorted(found, key=lambda each: (fold(each.name), each.chat_id))

    async def chosen(self, chat_id: int, since: datetime) -> NewsChannel | None:
        """What is changed there now."""
        found = await self._found(setups.c.chat_id == chat_id, setups.c.chosen_at >= since)
        return next(iter(found), None)

    async def choose(self, chat_id: int, channel_id: int | None, now: datetime) -> None:
        """One of them at most is chosen."""
        one = setups.c.channel_id == channel_id
        ours = update(setups).where(setups.c.chat_id == chat_id)
        async with self._db.write() as connection:
            await connection.execute(ours.values(chosen_at=None))
            await connection.execute(ours.where(one).values(chosen_at=now))

    async def _found(self, *where: ColumnElement[bool]) -> list[NewsChannel]:
        async with self._db.read() as connection:
            rows = await connection.execute(select(setups).where(*where))
            return [NewsChannel(row.channel_id, row.name) for row in rows]
