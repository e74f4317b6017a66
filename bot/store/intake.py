"""Sources and their entries: what is due for a look, what is to be read."""

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Row, bindparam, case, func, insert, literal, null, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import Cause
from bot.model import Entry, Source, SourceKind
from bot.ports import Checked, Job, Look, SourceState, Watched
from bot.store.database import Database
from bot.store.portable import alone, insert_or
from bot.store.schema import entries, source_lines, sources
from bot.store.source_states import WATCHED, states_of

REPEATED_FROM = 3
"""Documents of a source; a line in as many is its boilerplate."""
REPEATED_KEPT, ONCE_KEPT = timedelta(days=30), timedelta(days=7)
"""How long such a line is remembered after it was last seen, and how long one that is not yet repeated."""
_RHYTHM_WINDOW = timedelta(days=7)
_TAG = re.compile(r"<[^>]*>")
_BY_HAND_S = 300  # whoever gave it reads it at once; if that process dies, a pass takes over after this

_FOLDER_S = 20.0
"""A folder is looked at in a moment: who claimed it and lost the database keeps it from others no longer."""

_ANY_DUE = select(sources.c.id).where(WATCHED, sources.c.next_check_at <= bindparam("now")).limit(1)
"""What each tick asks."""


class IntakeStore:
    """The sources and entries of the database (`ports.Intake`)."""

    def __init__(self, database: Database) -> None:
        self._db = database

    async def list_sources(self, listed: Sequence[Source], now: datetime) -> None:
        """Make the table say what the configuration says; a source that is gone from it is kept, unlisted."""
        async with self._db.write() as connection:
            await alone(connection, "sources")
            rows = (await connection.execute(select(sources).where(sources.c.listed))).all()
            names = {source.name for source in listed}
            gone = [row.id for row in rows if row.name not in names]
            await connection.execute(update(sources).where(sources.c.id.in_(gone)).values(listed=False))
            kept = {(row.name, row.kind, row.given_address, row.language, row.section) for row in rows}
            for source in listed:
                said = (source.name, source.kind, source.address, source.language, source.section)
                if said not in kept:  # at most starts nothing has changed
                    await _list(connection, source, now)

    async def add_source(self, source: Source, now: datetime) -> None:
        """Look at one more source from now on, whatever the configuration says."""
        async with self._db.write() as connection:
            await alone(connection, "sources")
            await _list(connection, source, now, listed=False, added=True)

    async def watched(self, source: Source) -> str:
        """The name of one that is looked at and has this name, or else this address; empty without one."""
        named = sources.c.name == source.name
        there = or_(sources.c.given_address == source.address, sources.c.address == source.address)
        query = select(sources.c.name).where(WATCHED, named | there).order_by(named.desc()).limit(1)
        async with self._db.read() as connection:
            return (await connection.scalar(query)) or ""

    async def added(self) -> Sequence[str]:
        """The names of the sources that were added, whatever the configuration says."""
        query = select(sources.c.name).where(sources.c.added).order_by(sources.c.name)
        async with self._db.read() as connection:
            return (await connection.scalars(query)).all()

    async def remove_source(self, name: str) -> bool:
        """Look no more at a source that was added; its articles stay. Returns whether there was one."""
        added = (sources.c.name == name, sources.c.added)
        async with self._db.write() as connection:
            return (await connection.execute(update(sources).where(*added).values(added=False))).rowcount > 0

    async def hand(self, source: Source, entry: Entry, now: datetime) -> Job:
        """Announce one entry given by hand, and claim it; one that was given before is read again."""
        claimed = {"state": "new", "due_at": now + timedelta(seconds=_BY_HAND_S), "tries": 1, "reason": ""}
        async with self._db.write() as connection:
            await alone(connection, "sources")
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
        """Claim sources whose next check has come; a folder for less long than `lease_s`."""
        async with self._db.read() as connection:  # most ticks find nothing, and need no lock to know it
            if (await connection.execute(_ANY_DUE, {"now": now})).first() is None:
                return ()
        due = select(sources.c.id).where(WATCHED, sources.c.next_check_at <= now)
        folders_first = due.order_by(sources.c.kind != SourceKind.FOLDER, sources.c.next_check_at).limit(
            limit
        )
        async with self._db.write() as connection:
            free = folders_first.with_for_update(skip_locked=True)
            ids = list((await connection.execute(free)).scalars())
            longest, soon = (now + timedelta(seconds=some) for some in (lease_s, min(_FOLDER_S, lease_s)))
            kept = sources.c.next_check_at.type
            until = case(
                (sources.c.kind == SourceKind.FOLDER, literal(soon, kept)), else_=literal(longest, kept)
            )
            claimed = await connection.execute(
                update(sources).where(sources.c.id.in_(ids)).values(next_check_at=until).returning(sources)
            )
            due_now = [_watched(row) for row in claimed]
            recent = entries.c.published_at >= now - _RHYTHM_WINDOW
            dates = await connection.execute(
                select(entries.c.source_id, entries.c.published_at).where(
                    entries.c.source_id.in_(ids), recent
                )
            )
            published: dict[int, list[datetime]] = defaultdict(list)
            for row in dates:
                published[row.source_id].append(row.published_at)
        return [replace(watched, published=tuple(published[watched.id])) for watched in due_now]

    async def looked(
        self, watched: Watched, look: Look, now: datetime, next_check: datetime, keep: int | None
    ) -> int:
        """Store what is new or changed of a look, and return how much."""
        found = {entry.key: entry for entry in look.entries}
        async with self._db.write() as connection:
            await alone(connection, f"source {watched.id}")
            known = await _known(connection, watched.id, list(found))
            fresh = [entry for key, entry in found.items() if key not in known]
            fresh.sort(key=lambda entry: entry.published or now, reverse=True)
            rows = [_row(watched.id, entry, now, quiet=watched.first_look) for entry in fresh]
            for row in rows[keep:] if keep is not None else []:
                row |= {"state": "skipped", "due_at": None, "reason": "backlog of a new source"}
            if rows:
                await connection.execute(insert(entries), rows)
            changed = [
                entry for key, entry in found.items() if known.get(key, _print(entry)) != _print(entry)
            ]
            for entry in changed:
                await _announce_again(connection, watched.id, entry, now)
            await _check(connection, [Checked(watched, look, next_check)], now)
        return len(rows) + len(changed)

    async def unchanged(self, checked: Sequence[Checked], now: datetime) -> None:
        """Store that these looks found nothing new, all at once."""
        if checked:
            async with self._db.write() as connection:
                await _check(connection, checked, now)

    async def move(self, watched: Watched, address: str) -> None:
        """The source lives at another address for good."""
        values = {"address": address, "moved_to": "", "moved_since": None}
        async with self._db.write() as connection:
            await connection.execute(update(sources).where(sources.c.id == watched.id).values(values))

    async def look_failed(
        self,
        watched: Watched,
        reason: str,
        now: datetime,
        next_check: datetime | None,
        *,
        dead: bool,
        cause: Cause = Cause.OTHER,
    ) -> None:
        """Record why a look failed, and when to look again, if ever."""
        values = {
            "errors": sources.c.errors + 1,
            "reason": reason,
            "cause": cause,
            "checked_at": now,
            "failing_since": watched.failing_since or now,
            "dead": dead,
            "next_check_at": next_check,
        }
        async with self._db.write() as connection:
            await connection.execute(update(sources).where(sources.c.id == watched.id).values(values))

    async def postpone_look(self, watched: Watched, until: datetime) -> None:
        """Look later, without an error noted."""
        later = update(sources).where(sources.c.id == watched.id).values(next_check_at=until)
        async with self._db.write() as connection:
            await connection.execute(later)

    async def boilerplate(self, source: str, now: datetime) -> frozenset[str]:
        """The lines that stood in three or more documents of a source, not long ago, folded."""
        repeated = (source_lines.c.documents >= REPEATED_FROM, source_lines.c.seen_at >= now - REPEATED_KEPT)
        query = select(source_lines.c.line).where(source_lines.c.source == source, *repeated)
        async with self._db.read() as connection:
            return frozenset((await connection.execute(query)).scalars())

    async def note_lines(self, source: str, lines: Collection[str], now: datetime) -> None:
        """Count these lines, folded and each once, as seen in one more document of a source."""
        rows = [
            {"source": source, "line": line, "documents": 1, "seen_at": now} for line in sorted(set(lines))
        ]
        if rows:
            async with self._db.write() as connection:
                counted = insert_or(connection, source_lines).on_conflict_do_update(
                    index_elements=["source", "line"],
                    set_={"documents": source_lines.c.documents + 1, "seen_at": now},
                )
                await connection.execute(counted, rows)

    async def claim_entries(self, limit: int, now: datetime, lease_s: float) -> Sequence[Job]:
        """Claim entries to be read, of each source one before the second of any."""
        due = select(entries.c.id).where(entries.c.state == "new", entries.c.due_at <= now)
        async with self._db.read() as connection:
            if (await connection.execute(due.limit(1))).first() is None:
                return ()
        async with self._db.write() as connection:
            # News before the backlog of a new source: someone may be waiting for it. And one of each source
            # before the second of any: the host that has most to read must not keep the others waiting.
            first = (entries.c.quiet, entries.c.due_at, entries.c.id)
            rank = func.row_number().over(partition_by=(entries.c.source_id, entries.c.quiet), order_by=first)
            ranked = due.add_columns(rank.label("rank")).subquery()
            chosen = due.join(ranked, ranked.c.id == entries.c.id)
            free = chosen.order_by(entries.c.quiet, ranked.c.rank, *first).limit(limit)
            ids = list((await connection.scalars(free.with_for_update(of=entries, skip_locked=True))).all())
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

    async def give_back(self, jobs: Sequence[Job], now: datetime) -> None:
        """Read them as soon as may be: they were claimed, and nothing came of it."""
        ours = (entries.c.id.in_([job.id for job in jobs]), entries.c.state == "new")
        async with self._db.write() as connection:
            await connection.execute(update(entries).where(*ours).values(due_at=now))

    async def postpone_entry(self, job: Job, until: datetime) -> None:
        """Read it later; the try does not count."""
        later = update(entries).where(entries.c.id == job.id)
        async with self._db.write() as connection:
            await connection.execute(later.values(due_at=until, tries=entries.c.tries - 1))

    async def entry_failed(
        self, job: Job, reason: str, retry_at: datetime | None, cause: Cause = Cause.OTHER
    ) -> None:
        """Keep the entry with its reason."""
        values: dict[str, Any] = {"reason": reason, "cause": cause, "due_at": retry_at}
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

    async def failed(self) -> Sequence[tuple[Cause, int, str]]:
        """(cause, how many, the reason of the newest) of the entries that failed, the most first."""
        failed = select(entries.c.cause, func.count().label("number"), func.max(entries.c.id).label("newest"))
        groups = failed.where(entries.c.state == "failed").group_by(entries.c.cause).subquery()
        query = (
            select(groups.c.cause, groups.c.number, entries.c.reason)
            .join(entries, entries.c.id == groups.c.newest)
            .order_by(groups.c.number.desc(), groups.c.cause)
        )
        async with self._db.read() as connection:
            return [(Cause(row.cause), row.number, row.reason) for row in await connection.execute(query)]

    async def states(self, now: datetime) -> Sequence[SourceState]:
        """Every source that is watched, by name, for the operator."""
        query = select(sources).where(WATCHED).order_by(sources.c.name)
        async with self._db.read() as connection:
            return await states_of(connection, (await connection.execute(query)).all(), now)


async def _list(connection: AsyncConnection, source: Source, now: datetime | None, **more: bool) -> int:
    """Insert or refresh a source; without `now` it is never looked at by itself."""
    values: dict[str, Any] = {
        "kind": source.kind,
        "given_address": source.address,
        "language": source.language,
        "section": source.section,
        **({"listed": now is not None} | more),
    }
    same = sources.c.name == source.name
    known = (
        await connection.execute(select(sources.c.id, sources.c.given_address).where(same))
    ).one_or_none()
    if known is None:
        row = {"name": source.name, "address": source.address, "next_check_at": now, **values}
        return int(
            (await connection.execute(insert(sources).values(row).returning(sources.c.id))).scalar_one()
        )
    if known.given_address != source.address:  # what we knew of the old address says nothing of the new one
        values |= {"address": source.address, "etag": "", "last_modified": "", "moved_to": ""}
        values |= {"next_check_at": now, "succeeded_at": None}
    await connection.execute(update(sources).where(sources.c.id == known.id).values(values))
    return int(known.id)


async def _known(connection: AsyncConnection, source_id: int, keys: Sequence[str]) -> dict[str, str]:
    """Key -> fingerprint of those that we have."""
    known: dict[str, str] = {}
    for start in range(0, len(keys), 500):  # SQLite counts the parameters of a statement
        query = select(entries.c.key, entries.c.fingerprint).where(
            entries.c.source_id == source_id, entries.c.key.in_(keys[start : start + 500])
        )
        known |= {row.key: row.fingerprint for row in await connection.execute(query)}
    return known


async def _announce_again(connection: AsyncConnection, source_id: int, entry: Entry, now: datetime) -> None:
    """What the source says of an entry has changed: read it again, unless it was skipped."""
    same = (entries.c.source_id == source_id, entries.c.key == entry.key)
    values = _row(source_id, entry, now, quiet=False)
    said = {name: values[name] for name in ("address", "title", "published_at", "text", "fingerprint")}
    skipped = entries.c.state == "skipped"
    again = {
        "state": case((skipped, entries.c.state), else_="new"),
        "due_at": case((skipped, null()), else_=now),
        "tries": 0,
    }
    await connection.execute(update(entries).where(*same).values(said | again))


async def _check(connection: AsyncConnection, checked: Sequence[Checked], now: datetime) -> None:
    """Leave on their sources what looks that went well have learned."""
    rows = [_learned(one, now) for one in checked]
    of_source = sources.c.id == bindparam("of_source")
    await connection.execute(update(sources).where(of_source), rows)


def _learned(checked: Checked, now: datetime) -> dict[str, Any]:
    watched, look = checked.watched, checked.look
    moved_since = watched.moved_since if look.moved_to == watched.moved_to else now
    return {
        "of_source": watched.id,
        "etag": look.etag,
        "last_modified": look.last_modified,
        "checked_at": now,
        "succeeded_at": now,
        "next_check_at": checked.next_check,
        "failing_since": None,
        "dead": False,
        "errors": 0,
        "reason": "",
        "moved_to": look.moved_to,
        "moved_since": moved_since if look.moved_to else None,
    }


def _print(entry: Entry) -> str:
    """What a change of shows that there is news: the words, not the markup with its counters."""
    said = " ".join(_TAG.sub(" ", f"{entry.title} {entry.text}").split())
    return sha256(said.encode("utf-8", "replace")).hexdigest()


def _row(source_id: int, entry: Entry, now: datetime, *, quiet: bool) -> dict[str, Any]:
    return {
        "source_id": source_id,
        "key": entry.key,
        "address": entry.address,
        "title": entry.title,
        "published_at": entry.published,
        "text": entry.text,
        "author": entry.author,
        "image": entry.image,
        "fingerprint": _print(entry),
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
        failing_since=row.failing_since,
        dead=row.dead,
        moved_to=row.moved_to,
        moved_since=row.moved_since,
    )


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        source=Source(row.name, SourceKind(row.kind), row.source_address, row.language, row.section),
        entry=Entry(row.key, row.address, row.title, row.published_at, row.text, row.image, row.author),
        tries=row.tries,
        quiet=row.quiet,
    )
