"""What has been kept long enough goes; nothing that still matters does, and nobody waits for it."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, insert, select, text

from bot.model import Entry, OutboxState, Source, SourceKind, Vote
from bot.ports import Job
from bot.settings import Retention
from bot.store import schema
from bot.store.archive import ArchiveStore
from bot.store.intake import IntakeStore
from bot.store.retention import _STORIES, FREED, prune
from bot.store.schema import articles, entries, metadata, outbox, source_lines, stories, tellings
from bot.store.transfer import TABLES
from tests.store.shelf import GAZETTE, SPORT, article, new, shelve
from tests.store.stock import stock

ANNE = 7001
KEEP = Retention(
    stories_days=100,
    versions_days=10,
    entry_texts_days=10,
    entries_days=100,
    messages_days=10,
    tellings_days=10,
    editions_days=10,
    feedback_days=10,
    events_days=10,
)


async def cleared(database, keep: Retention, now: datetime) -> Counter[str]:
    counted: Counter[str] = Counter()
    async for table, number in prune(database, keep, now):
        counted[table] += number
    counted.pop(FREED, None)
    return counted


async def number(database, table, *where) -> int:
    async with database.read() as connection:
        return (await connection.execute(select(func.count()).select_from(table).where(*where))).scalar_one()


async def put(database, table, *rows) -> None:
    async with database.write() as connection:
        await connection.execute(insert(table), list(rows))


def days(now: datetime, ago: float) -> datetime:
    return now - timedelta(days=ago)


def message(n: int, state: OutboxState, at: datetime) -> dict[str, object]:
    return {"dedup_key": str(n), "chat_id": ANNE, "html": "", "buttons": [], "state": state, "queued_at": at}


@pytest.mark.parametrize(
    ("state", "goes"),
    [
        pytest.param(OutboxState.SENT, True, id="it arrived"),
        pytest.param(OutboxState.FAILED, True, id="its reader left"),
        pytest.param(OutboxState.DUE, False, id="it waits"),
        pytest.param(OutboxState.SENDING, False, id="it is on its way"),
        pytest.param(OutboxState.AMBIGUOUS, False, id="the operator decides"),
        pytest.param(OutboxState.PARKED, False, id="the operator mends it"),
    ],
)
async def test_of_old_messages_those_go_that_have_ended(database, now, state, goes):
    await put(database, outbox, message(1, state, days(now, 11)), message(2, OutboxState.SENT, days(now, 9)))
    await cleared(database, KEEP, now)
    assert await number(database, outbox, outbox.c.dedup_key == "1") == (0 if goes else 1)
    assert await number(database, outbox, outbox.c.dedup_key == "2") == 1


@pytest.mark.parametrize("rows", [1, 999, 1000, 1001, 2500])
async def test_many_go_in_several_steps(database, now, rows):
    old = [{"at": days(now, 11), "name": "", "reason": str(n)} for n in range(rows)]
    await put(database, schema.events, *old, {"at": now, "name": "", "reason": "new"})
    assert await cleared(database, KEEP, now) == {"events": rows}
    assert await number(database, schema.events) == 1


async def entry(database, now, kind: SourceKind, state: str, ago: float) -> int:
    intake = IntakeStore(database)
    source = Source(f"{kind} {state} {ago}", kind, "/x" if kind is SourceKind.FOLDER else "https://x.example")
    job = await intake.hand(source, Entry("key", "https://x.example/1", "Titre", None, "Un texte."), now)
    async with database.write() as connection:
        values = {"state": state, "seen_at": days(now, ago), "due_at": None}
        await connection.execute(entries.update().where(entries.c.id == job.id).values(values))
    return job.id


@pytest.mark.parametrize(
    ("kind", "state", "ago", "left"),
    [
        pytest.param(SourceKind.FEED, "done", 9, "Un texte.", id="a young one stays as it is"),
        pytest.param(
            SourceKind.FEED, "done", 11, "", id="an older one was read: its text is no longer needed"
        ),
        pytest.param(SourceKind.FEED, "new", 11, "Un texte.", id="one that waits needs it"),
        pytest.param(SourceKind.FEED, "done", 101, None, id="a very old one is announced no more"),
        pytest.param(SourceKind.FEED, "new", 101, "Un texte.", id="unless it waits"),
        pytest.param(SourceKind.FOLDER, "done", 101, "", id="a file may lie in its folder for years"),
    ],
)
async def test_what_becomes_of_an_entry(database, now, kind, state, ago, left):
    entry_id = await entry(database, now, kind, state, ago)
    await cleared(database, KEEP, now)
    async with database.read() as connection:
        query = select(entries.c.text).where(entries.c.id == entry_id)
        assert (await connection.execute(query)).scalar() == left


@pytest.mark.parametrize(
    ("documents", "ago", "left"),
    [
        pytest.param(1, 6, 1, id="seen once, a few days ago"),
        pytest.param(1, 8, 0, id="seen once, and no more"),
        pytest.param(3, 29, 1, id="boilerplate"),
        pytest.param(3, 31, 0, id="boilerplate that the site has given up"),
    ],
)
async def test_a_line_is_forgotten_when_its_source_does_not_repeat_it(database, now, documents, ago, left):
    seen_at = days(now, ago)
    line = {"source": "Gazette", "line": "abonnez-vous", "documents": documents, "seen_at": seen_at}
    await put(database, source_lines, line)
    await cleared(database, KEEP, now)
    assert await number(database, source_lines) == left


async def test_a_telling_goes_in_time_whether_its_story_was_shown_or_only_waited(database, now):
    archive = ArchiveStore(database)
    for title in ("Le phare", "La digue", "Le pont"):
        await shelve(archive, new(article(title)), now)
    rows = [(1, 11, False), (2, 11, True), (3, 9, False)]
    await put(
        database,
        tellings,
        *({"chat_id": ANNE, "story_id": s, "matched_at": days(now, d), "waiting": w} for s, d, w in rows),
    )
    assert await cleared(database, KEEP, now) == {"tellings": 2}
    assert await number(database, tellings, tellings.c.story_id == 3) == 1


async def test_an_old_story_goes_with_all_that_points_at_it(database, now):
    archive, intake = ArchiveStore(database), IntakeStore(database)
    then = days(now, 101)
    job = await intake.hand(GAZETTE, Entry("a", "https://g.example/a", "Le match", None), then)
    written = new(article("Le match", url="https://g.example/a"), SPORT)
    old = await archive.add(written, then, Job(job.id, GAZETTE, job.entry, 1))
    await put(database, schema.feedback, {"chat_id": ANNE, "story_id": old.story_id, "given_at": now})
    vote = {"vote": Vote.UP, "source": "Gazette", "method": "extract", "given_at": now}
    await put(database, schema.votes, {"chat_id": ANNE, "story_id": old.story_id, **vote})
    young = await shelve(archive, new(article("La course"), SPORT), now)
    assert await cleared(database, KEEP, now) == {"stories": 1, "entries": 1, "activity": 1}
    assert await archive.story(old.story_id) is None
    assert await number(database, articles) == await number(database, schema.article_words) == 1
    assert await number(database, schema.feedback) == await number(database, schema.votes) == 0
    assert await dangling(database) == []
    assert (await archive.story(young.story_id)) is not None


async def test_a_story_stays_while_one_of_its_articles_is_young(database, now):
    archive = ArchiveStore(database)
    old = await shelve(archive, new(article("Le match")), days(now, 101))
    await shelve(archive, new(article("Le match, suite"), story_id=old.story_id), days(now, 5))
    await shelve(archive, new(article("La course")), now)
    assert "stories" not in await cleared(database, KEEP, now)


async def test_the_newest_story_stays_so_that_no_number_is_given_twice(database, now):
    archive = ArchiveStore(database)
    last = [
        await shelve(archive, new(article(f"Le match {n}")), days(now, 200)) for n in range(_STORIES + 2)
    ][-1]
    assert await cleared(database, KEEP, now) == {"stories": _STORIES + 1, "activity": 2}
    assert await archive.story(last.story_id) is not None
    another = await shelve(archive, new(article("La course")), now)
    assert another.story_id == last.story_id + 1


async def test_what_is_kept_for_ever_stays(database, now):
    await stock(database, 5)
    forever = Retention(**dict.fromkeys(Retention.model_fields))
    assert set(await cleared(database, forever, now)) <= {
        "updates",
        "article_terms",
        "term_days",
        "source_lines",
    }


async def dangling(database) -> Sequence[object]:
    """Rows that point at nothing: SQLite looks only when it is asked, PostgreSQL lets none be."""
    async with database.read() as connection:
        if connection.dialect.name == "postgresql":
            return []
        return (await connection.execute(text("PRAGMA foreign_key_check"))).all()


async def test_every_table_is_of_one_piece_after_it(database, now):
    """Whatever points at what: nothing is left that points at nothing."""
    await stock(database, 60)
    await cleared(database, KEEP, now + timedelta(days=400))
    assert await dangling(database) == []
    assert await number(database, stories) == 1
    assert len(TABLES) == len(metadata.sorted_tables) + 1


@pytest.mark.parametrize("database_url", ["sqlite_url"], indirect=True)
async def test_the_file_gets_smaller(database, now, tmp_path):
    file = tmp_path / "laconique.db"

    def size() -> int:
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return file.stat().st_size

    old = [{"at": days(now, 11), "name": "", "reason": "x" * 1000} for _ in range(5000)]
    await put(database, schema.events, *old)
    before = size()
    await cleared(database, KEEP, now)
    assert size() < before / 4
