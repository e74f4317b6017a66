"""Turns to send and pauses that Telegram asked for, shared by all processes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from bot.ports import Event, What
from bot.store.activity import THROTTLED, note
from bot.store.database import Database
from bot.store.events import record
from bot.store.portable import insert_or
from bot.store.schema import send_limits

_EVERYONE = 0
_CATCH_UP = timedelta(seconds=0.25)
"""Turns that a busy moment let pass may be taken after it; older ones are gone."""
_AHEAD_MAX = timedelta(seconds=60)
"""Nobody reserves further ahead: whoever finds more knows that a clock was put back."""
_TOLD_FROM = timedelta(seconds=60)
"""A shorter pause of one chat is no event for the operator."""


class SendLimitStore:
    """What the database says of sending (`telegram.rate_limiter.Ledger`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def reserve(self, wanted: int, rate: float, now: datetime) -> datetime:
        """See `Ledger`: one short transaction for several turns."""
        of_all = send_limits.c.chat_id == _EVERYONE
        mine = select(send_limits).where(of_all).with_for_update()
        async with self._db.write(brief=True) as connection:
            row = (await connection.execute(mine)).one_or_none()
            if row is None:
                made = insert_or(connection, send_limits).values(chat_id=_EVERYONE)
                await connection.execute(made.on_conflict_do_nothing())
                row = (await connection.execute(mine)).one()
            free_at: datetime = row.free_at or now
            first = now if free_at - now > _AHEAD_MAX else max(free_at, now - _CATCH_UP)
            spent = first + timedelta(seconds=wanted / rate)
            await connection.execute(update(send_limits).where(of_all).values(free_at=spent))
        paused_until: datetime = row.paused_until or now
        return max(first, now, paused_until)

    async def pause(self, chat_id: int, until: datetime, now: datetime) -> None:
        """See `Ledger`; a long pause is an event."""
        async with self._db.write(brief=True) as connection:
            values = {"paused_until": until, "paused_at": now}
            paused = insert_or(connection, send_limits).values(chat_id=chat_id, **values)
            await connection.execute(paused.on_conflict_do_update(index_elements=["chat_id"], set_=values))
            await connection.execute(
                delete(send_limits).where(
                    send_limits.c.chat_id != _EVERYONE, send_limits.c.paused_until <= now
                )
            )
            if chat_id == _EVERYONE or until - now >= _TOLD_FROM:
                what = What.ALL_PAUSED if chat_id == _EVERYONE else What.CHAT_PAUSED
                name = "" if chat_id == _EVERYONE else str(chat_id)
                await record(connection, Event(what, name, fields={"until": until.isoformat()}), now)
            await note(connection, THROTTLED, now)

    async def pauses(self, now: datetime) -> Mapping[int, datetime]:
        """See `Ledger`."""
        query = select(send_limits.c.chat_id, send_limits.c.paused_until).where(
            send_limits.c.paused_until > now
        )
        async with self._db.read() as connection:
            return {row.chat_id: row.paused_until for row in await connection.execute(query)}
