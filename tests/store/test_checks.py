"""Whether a database is of one piece, and whether anybody does the work that waits in it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.model import Entry
from bot.store.archive import ArchiveStore
from bot.store.checks import Overdue, check
from bot.store.intake import IntakeStore
from bot.store.leases import LeaseStore
from bot.store.migrations import HEAD
from tests.store.shelf import GAZETTE, article, new, shelve

HOUR = timedelta(hours=1)


@pytest.fixture
def database_url(sqlite_url):
    """What is damaged here by hand, PostgreSQL would not let be damaged."""
    return sqlite_url


async def run(database, *statements: str) -> None:
    """As no code of ours would: without foreign keys, and whatever it breaks."""
    async with database.read() as connection:
        await connection.execute(text("COMMIT"))
        await connection.execute(text("PRAGMA foreign_keys=OFF"))
        await connection.execute(text("BEGIN IMMEDIATE"))
        for statement in statements:
            await connection.execute(text(statement))


async def test_of_a_database_that_is_well_nothing_is_said(database, now):
    await shelve(ArchiveStore(database), new(article()), now)
    await LeaseStore(database, "").note("backup", now)
    found = await check(database, now, HOUR, 180)
    assert (found.schema, found.done) == (HEAD, {"backup": now})
    assert (found.damage, found.unsearchable, found.storyless, found.ahead_s, found.overdue) == (
        (),
        0,
        0,
        0.0,
        (),
    )


@pytest.mark.parametrize(
    ("broken", "damage", "unsearchable", "storyless"),
    [
        pytest.param("DELETE FROM article_words", "", 1, 0, id="an article that cannot be found"),
        pytest.param("UPDATE stories SET lead_id = 99", "", 0, 1, id="a story without its article"),
        pytest.param(
            "DELETE FROM stories",
            "articles 1 points at nothing in stories",
            0,
            0,
            id="an article without its story",
        ),
    ],
)
async def test_what_does_not_fit_together_is_found(database, now, broken, damage, unsearchable, storyless):
    await shelve(ArchiveStore(database), new(article()), now)
    await run(database, broken)
    found = await check(database, now, HOUR, 180)
    assert (found.damage, found.unsearchable, found.storyless) == (
        (damage,) if damage else (),
        unsearchable,
        storyless,
    )
    assert (await check(database, now, HOUR, 180, deep=False)).damage == ()


@pytest.mark.parametrize(
    ("due", "what"),
    [
        pytest.param("UPDATE sources SET next_check_at = :then, listed = 1", "sources", id="nobody looks"),
        pytest.param("UPDATE entries SET due_at = :then", "entries", id="nobody reads"),
        pytest.param("UPDATE articles SET summary_due_at = :then", "summaries", id="nobody summarises"),
        pytest.param("UPDATE outbox SET due_at = :then", "messages", id="nobody sends"),
        pytest.param(
            "UPDATE outbox SET state = 'sending', lease_until = :then",
            "sendings",
            id="nobody looks after the dead",
        ),
    ],
)
@pytest.mark.parametrize(("late", "told"), [(timedelta(minutes=59), False), (timedelta(minutes=61), True)])
async def test_work_that_nobody_takes_is_told(database, now, due, what, late, told):
    await shelve(ArchiveStore(database), new(article()), now)
    await IntakeStore(database).hand(GAZETTE, Entry("a", "https://g.example/a", "Le match", None), now)
    row = (
        "INSERT INTO outbox (dedup_key, chat_id, html, buttons, state, owner, tries, doubts, reason, "
        "queued_at) "
    )
    row += "VALUES ('a', 1, '', '[]', 'due', '', 0, 0, '', '2026-11-23')"
    async with database.write() as connection:
        await connection.execute(text(row))
        await connection.execute(text(due), {"then": f"{now - late:%Y-%m-%d %H:%M:%S.%f}"})
    expected = (Overdue(what, 1, now - late),) if told else ()
    assert (await check(database, now, HOUR, 180)).overdue == expected
