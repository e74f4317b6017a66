"""What an admin has switched on for all processes; what waits to be sent asks it in its own query."""

from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, delete, select

from bot.ports import Event, What
from bot.store.database import Database
from bot.store.events import record
from bot.store.portable import insert_or
from bot.store.schema import switches

_PAUSE: Final = "pause"
_ON = switches.c.name == _PAUSE

pushes_paused: ColumnElement[bool] = select(switches.c.name).where(_ON).exists()
"""Whether nothing is pushed to anyone now."""


class SwitchStore:
    """The switches of the database (`ports.administration.PushSwitch`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def paused_since(self) -> datetime | None:
        """Since when nothing is pushed to anyone."""
        async with self._db.read() as connection:
            since: datetime | None = await connection.scalar(select(switches.c.since).where(_ON))
            return since

    async def pause(self, by: int, now: datetime) -> bool:
        """Push nothing from now on."""
        async with self._db.write() as connection:
            on = insert_or(connection, switches).values(name=_PAUSE, since=now).on_conflict_do_nothing()
            is_news = (await connection.execute(on.returning(switches.c.name))).first() is not None
            if is_news:
                await record(connection, Event(What.PUSHES_PAUSED, fields={"chat": str(by)}), now)
        return is_news

    async def resume(self, by: int, now: datetime) -> bool:
        """Push again."""
        async with self._db.write() as connection:
            is_news = bool((await connection.execute(delete(switches).where(_ON))).rowcount)
            if is_news:
                await record(connection, Event(What.PUSHES_RESUMED, fields={"chat": str(by)}), now)
        return is_news
