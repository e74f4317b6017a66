"""Invitations: codes of which only a hash is kept, and who came by which."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, update

from bot.ports import Event, What
from bot.store.database import Database
from bot.store.events import record
from bot.store.portable import insert_or
from bot.store.schema import admissions, invitations


class InvitationStore:
    """The invitations of the database (`ports.administration.Invitations`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def make(self, code: str, uses: int, until: datetime, by: int, now: datetime) -> None:
        """Let this code open the door so many times until then."""
        row = {"code_hash": _hash(code), "uses_left": uses, "made_at": now, "expires_at": until}
        async with self._db.write() as connection:
            await connection.execute(insert(invitations).values(row))
            told: dict[str, str | int] = {"chat": str(by), "number": uses, "until": until.isoformat()}
            await record(connection, Event(What.INVITATIONS_MADE, fields=told), now)

    async def redeem(self, code: str, chat_id: int, now: datetime) -> bool:
        """Let the chat in, if the code is good for that."""
        good = (
            invitations.c.code_hash == _hash(code),
            invitations.c.uses_left > 0,
            invitations.c.expires_at > now,
        )
        used = update(invitations).where(*good).values(uses_left=invitations.c.uses_left - 1)
        async with self._db.write() as connection:
            invitation = await connection.scalar(used.returning(invitations.c.id))
            if invitation is None:
                return False
            row = {"chat_id": chat_id, "invitation": invitation, "came_at": now}
            came = insert_or(connection, admissions).values(row)
            await connection.execute(came.on_conflict_do_update(index_elements=["chat_id"], set_=row))
        return True

    async def end(self, by: int, now: datetime) -> int:
        """No code that is out opens the door any more."""
        out = (invitations.c.uses_left > 0, invitations.c.expires_at > now)
        async with self._db.write() as connection:
            ended = (await connection.execute(update(invitations).where(*out).values(uses_left=0))).rowcount
            if ended:
                told: dict[str, str | int] = {"chat": str(by), "number": ended}
                await record(connection, Event(What.INVITATIONS_ENDED, fields=told), now)
        return ended


def _hash(code: str) -> str:
    return sha256(code.encode()).hexdigest()
