"""Sources and their entries: what is due for a look, what is to be read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import Entry, Source, SourceKind
from bot.ports import Job, Look, Watched
from bot.store.database import Database
from bot.store.tables import entries, sources

_BY_HAND_S = 300  # whoever gave it reads it at once; if that process dies, a pass takes over after this


class IntakeStore:
    """The sources and entries of the database (`ports.Intake`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def list_sources(self, listed: Sequence[Source], now: datetime) -> None:
        """Make the table say what the configuration says; a source that is gone from it is kept, unlisted."""
        async with self._db.write() as connection:
            await connection.execute(update(sources).values(listed=False))
            for source in listed:
                await _list(connection, source, now)

    async def hand(self, source: Source, entry: Entry, now: datetime) -> Job:
        """Announce one entry given by hand, and claim it; one that was given before is read again."""
        claimed = {"state": "new", "due_at": now + timedelta(seconds=_BY_HAND_S), "tries": 1, "reason": ""}
        async with self._db.write() as connection:
            source_id = await _list(connection, source, None)
            same = (entries.c.source_id == source_id, entries.c.key == entry.key)
            entry_id = (await connection.execute(select(entries.c.id).where(*same))).scalar()
            if entry_id is None:
                row = _row(source_id, entry, now, quiet=False) | claimed
                added = await connection.execute(insert(entries).values(row).returning(entries.c.id))
                entry_id = added.scalar_one()
            else:
                await connection.execute(update(entries).where(*same).values(claimed))
        return Job(entry_id, source, entry, tries=1)

    async def due_sources(self, limit: int, now: datetime, lease_s: float) -> Sequence[Watched]:
        """See `ports.Intake`."""
        due = select(sources.c.id).where(sources.c.listed, sources.c.next_check_at <= now)
        async with self._db.read() as connection:  # most ticks find nothing, and need no lock to know it
            if (await connection.execute(due.limit(1))).first() is None:
                return ()
        folders_first = due.order_by(sources.c.kind != SourceKind.FOLDER, sources.c.next_check_at).limit(
            limit
        )
        async with self._db.write() as connection:
            ids = list((await connection.execute(folders_first)).scalars())
            claimed = await connection.execute(
                update(sources)
                .where(sources.c.id.in_(ids))
                .values(next_check_at=now + timedelta(seconds=lease_s))
                .returning(sources)
            )
            return [_watched(row) for row in claimed]

    async def looked(
        self, watched: Watched, look: Look, now: datetime, next_check: datetime, keep: int | None
    ) -> int:
        """See `ports.Intake`."""
        async with self._db.write() as connection:
            known = await _known_keys(connection, watched.id, look.entries)
            fresh = {entry.key: entry for entry in look.entries if entry.key not in known}
            newest_first = sorted(fresh.values(), key=lambda entry: entry.published or now, reverse=True)
            rows = [_row(watched.id, entry, now, quiet=watched.first_look) for entry in newest_first]
            if keep is not None:
                for row in rows[keep:]:
                    row |= {"state": "skipped", "due_at": None, "reason": "backlog of a new source"}
            if rows:
                await connection.execute(insert(entries), rows)
            await connection.execute(
                update(sources)
                .where(sources.c.id == watched.id)
                .values(
                    etag=look.etag,
                    last_modified=look.last_modified,
                    next_check_at=next_check,
                    succeeded_at=now,
                    errors=0,
                    reason="",
                )
            )
        return len(rows)

    async def look_failed(self, watched: Watched, reason: str, next_check: datetime) -> None:
        """See `ports.Intake`."""
        async with self._db.write() as connection:
            await connection.execute(
                update(sources)
                .where(sources.c.id == watched.id)
                .values(errors=sources.c.errors + 1, reason=reason, next_check_at=next_check)
            )

    async def claim_entries(self, limit: int, now: datetime, lease_s: float) -> Sequence[Job]:
        """See `ports.Intake`."""
        due = select(entries.c.id).where(entries.c.state == "new", entries.c.due_at <= now)
        async with self._db.read() as connection:
            if (await connection.execute(due.limit(1))).first() is None:
                return ()
        async with self._db.write() as connection:
            # News before the backlog of a new source: someone may be waiting for it.
            chosen = due.order_by(entries.c.quiet, entries.c.due_at, entries.c.id).limit(limit)
            ids = list((await connection.execute(chosen)).scalars())
            await connection.execute(
                update(entries)
                .where(entries.c.id.in_(ids))
                .values(due_at=now + timedelta(seconds=lease_s), tries=entries.c.tries + 1)
            )
            rows = await connection.execute(
                select(entries, sources.c.name, sources.c.kind, sources.c.address.label("source_address"))
                .add_columns(sources.c.language, sources.c.section)
                .join(sources)
                .where(entries.c.id.in_(ids))
                .order_by(entries.c.id)
            )
            return [_job(row) for row in rows]

    async def entry_failed(self, job: Job, reason: str, retry_at: datetime | None) -> None:
        """See `ports.Intake`."""
        values: dict[str, Any] = {"reason": reason, "due_at": retry_at}
        if retry_at is None:
            values["state"] = "failed"
        async with self._db.write() as connection:
            await connection.execute(update(entries).where(entries.c.id == job.id).values(values))

    async def retry(self, now: datetime) -> int:
        """Wait again for what failed; returns how many entries."""
        again = {"state": "new", "due_at": now, "tries": 0}
        async with self._db.write() as connection:
            failed = update(entries).where(entries.c.state == "failed").values(again)
            return (await connection.execute(failed)).rowcount

    async def failed(self, limit: int) -> Sequence[tuple[str, str]]:
        """(address, reason) of the newest entries that failed."""
        query = select(entries).where(entries.c.state == "failed").order_by(entries.c.id.desc()).limit(limit)
        async with self._db.read() as connection:
            return [(row.address or row.title, row.reason) for row in await connection.execute(query)]

    async def states(self) -> Sequence[Row[Any]]:
        """Every listed source with its number of articles, for the operator."""
        count = func.count(entries.c.article_id).label("articles")
        query = (
            select(sources, count)
            .outerjoin(entries, entries.c.source_id == sources.c.id)
            .where(or_(sources.c.listed, sources.c.kind == SourceKind.HAND))
            .group_by(sources.c.id)
            .order_by(sources.c.name)
        )
        async with self._db.read() as connection:
            return (await connection.execute(query)).all()


async def _list(connection: AsyncConnection, source: Source, next_check: datetime | None) -> int:
    """Insert or refresh a source; one without a next check is never looked at by itself."""
    values = {
        "kind": source.kind,
        "address": source.address,
        "language": source.language,
        "section": source.section,
        "listed": next_check is not None,
    }
    known = (
        await connection.execute(select(sources.c.id, sources.c.address).where(sources.c.name == source.name))
    ).one_or_none()
    if known is None:
        row = {"name": source.name, "next_check_at": next_check, **values}
        source_id = (
            await connection.execute(insert(sources).values(row).returning(sources.c.id))
        ).scalar_one()
        return int(source_id)
    if known.address != source.address:  # what we knew of the old address says nothing of the new one
        values |= {"etag": "", "last_modified": "", "next_check_at": next_check, "succeeded_at": None}
    await connection.execute(update(sources).where(sources.c.id == known.id).values(values))
    return int(known.id)


async def _known_keys(connection: AsyncConnection, source_id: int, found: Sequence[Entry]) -> frozenset[str]:
    keys = [entry.key for entry in found]
    known: set[str] = set()
    for start in range(0, len(keys), 500):  # SQLite counts the parameters of a statement
        query = select(entries.c.key).where(
            entries.c.source_id == source_id, entries.c.key.in_(keys[start : start + 500])
        )
        known.update((await connection.execute(query)).scalars())
    return frozenset(known)


def _row(source_id: int, entry: Entry, now: datetime, *, quiet: bool) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "key": entry.key,
        "address": entry.address,
        "title": entry.title,
        "published_at": entry.published,
        "text": entry.text,
        "quiet": quiet,
        "seen_at": now,
        "state": "new",
        "due_at": now,
        "reason": "",
    }


def _watched(row: Row[Any]) -> Watched:
    return Watched(
        id=row.id,
        source=Source(row.name, SourceKind(row.kind), row.address, row.language, row.section),
        etag=row.etag,
        last_modified=row.last_modified,
        errors=row.errors,
        first_look=row.succeeded_at is None,
    )


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        source=Source(row.name, SourceKind(row.kind), row.source_address, row.language, row.section),
        entry=Entry(row.key, row.address, row.title, row.published_at, row.text),
        tries=row.tries,
        quiet=row.quiet,
    )
