"""Invitations: each use once, whoever comes at the same time; a code itself is kept nowhere."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.ports import What
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.invitations import InvitationStore
from bot.store.readership import ReadershipStore
from bot.store.schema import metadata

ADMIN, ANNE = 7009, 7001
CODE = "un-code-au-hasard"


@pytest.fixture
def invitations(database) -> InvitationStore:
    return InvitationStore(database)


async def test_as_many_come_in_as_it_is_for_however_many_come_at_once(invitations, database_url, now):
    await invitations.make(CODE, 3, now + timedelta(days=1), ADMIN, now)
    other = Database(database_url)
    both = (invitations, InvitationStore(other))
    let_in = await asyncio.gather(*(both[n % 2].redeem(CODE, ANNE + n, now) for n in range(8)))
    assert sum(let_in) == 3
    await other.close()


async def test_the_code_stands_in_no_table(invitations, database, now):
    await invitations.make(CODE, 3, now + timedelta(days=1), ADMIN, now)
    await invitations.redeem(CODE, ANNE, now)
    async with database.read() as connection:
        rows = [str((await connection.execute(select(table))).all()) for table in metadata.sorted_tables]
    assert CODE not in "".join(rows)


async def test_who_came_by_which_is_theirs_moves_with_their_chat_and_is_forgotten(invitations, database, now):
    readership = ReadershipStore(database)
    await invitations.make(CODE, 3, now + timedelta(days=1), ADMIN, now)
    await invitations.redeem(CODE, ANNE, now)
    assert [*(await readership.kept(ANNE))["admissions"][0]] == ["chat_id", "invitation", "came_at"]
    await readership.move(ANNE, -100055)
    assert await readership.kept(ANNE) == {}
    await readership.forget(-100055)
    assert await readership.kept(-100055) == {}


async def test_that_it_was_made_and_ended_are_events_and_what_is_over_is_not_ended(
    invitations, database, now
):
    await invitations.make(CODE, 3, now + timedelta(days=1), ADMIN, now)
    await invitations.make("un-autre", 1, now, ADMIN, now)
    assert await invitations.end(ADMIN, now) == 1
    assert await invitations.end(ADMIN, now) == 0
    told = [(event.what, event.fields) for _, event in await EventStore(database).latest(9)]
    assert told[0] == (What.INVITATIONS_ENDED, {"chat": str(ADMIN), "number": 1})
    made = {"chat": str(ADMIN), "number": 3, "until": (now + timedelta(days=1)).isoformat()}
    assert told[-1] == (What.INVITATIONS_MADE, made)
