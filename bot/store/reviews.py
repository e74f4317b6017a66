"""What readers report as wrong, and what an operator does about it: each deed leaves an event."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Update, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StoryError
from bot.model import Complaint, OutboxState, Quiet, Summary
from bot.ports import Event, Outcome, Queued, What
from bot.store.archive import put_summary
from bot.store.database import Database
from bot.store.events import record
from bot.store.outbox import queue
from bot.store.portable import alone
from bot.store.readership import quiet_of
from bot.store.schema import articles, feedback, outbox, stories, subscribers, tellings
from bot.wording import Remark


@dataclass(frozen=True, slots=True)
class Reported:
    """A story that readers say is told wrongly: how many, when the last one did, and what they say."""

    story_id: int
    reports: int
    last: datetime
    hidden: bool
    kinds: Mapping[Complaint, int] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """Of those who wrote some, the newest first."""


async def open_reports(database: Database, limit: int) -> tuple[Sequence[Reported], int]:
    """The stories whose reports nobody has settled, those of the most readers first; and how many in all."""
    number, last = func.count().label("reports"), func.max(feedback.c.given_at).label("last")
    unsettled = (
        select(feedback.c.story_id, number, last)
        .where(feedback.c.settled_at.is_(None))
        .group_by(feedback.c.story_id)
        .subquery()
    )
    query = (
        select(unsettled, stories.c.hidden_at)
        .join(stories, stories.c.id == unsettled.c.story_id)
        .order_by(unsettled.c.reports.desc(), unsettled.c.last.desc(), unsettled.c.story_id)
        .limit(limit)
    )
    async with database.read() as connection:
        rows = (await connection.execute(query)).all()
        total = (await connection.execute(select(func.count()).select_from(unsettled))).scalar_one()
        kinds, words = await _said(connection, [row.story_id for row in rows])
    found = [
        Reported(
            row.story_id,
            row.reports,
            row.last,
            row.hidden_at is not None,
            kinds[row.story_id],
            tuple(words[row.story_id]),
        )
        for row in rows
    ]
    return found, total


async def _said(
    connection: AsyncConnection, story_ids: Collection[int]
) -> tuple[Mapping[int, Counter[Complaint]], Mapping[int, list[str]]]:
    """What readers say is wrong with these stories: of each how many say what, and in their own words."""
    open_ = (feedback.c.story_id.in_(story_ids), feedback.c.settled_at.is_(None))
    newest = select(feedback).where(*open_).order_by(feedback.c.given_at.desc(), feedback.c.id.desc())
    kinds: dict[int, Counter[Complaint]] = defaultdict(Counter)
    words: dict[int, list[str]] = defaultdict(list)
    for row in await connection.execute(newest):
        kinds[row.story_id][Complaint(row.kind)] += 1
        words[row.story_id] += [row.words] if row.words else []
    return kinds, words


async def hide(database: Database, story_id: int, now: datetime) -> None:
    """Tell this story to nobody from now on, and find it for nobody; what waits to be sent stays here.

    Raises: StoryError.
    """
    async with database.write() as connection:
        await _lead(connection, story_id)
        await connection.execute(_of(story_id).values(hidden_at=now, told_at=now))
        waiting = (
            outbox.c.dedup_key.startswith(f"story:{story_id}:"),
            outbox.c.state == OutboxState.DUE,
        )
        for_edition = update(tellings).where(tellings.c.story_id == story_id, tellings.c.waiting)
        await connection.execute(for_edition.values(waiting=False))
        unsent = {"state": OutboxState.EXPIRED, "due_at": None, "reason": "hidden by the operator"}
        await connection.execute(update(outbox).where(*waiting).values(unsent))
        await settle(connection, story_id, Outcome.HIDDEN, now)
        await record(connection, Event(What.STORY_HIDDEN, str(story_id)), now)


async def show(database: Database, story_id: int, now: datetime) -> None:
    """Let a hidden story be found again; it is not told again. Raises: StoryError."""
    async with database.write() as connection:
        await _lead(connection, story_id)
        await connection.execute(_of(story_id).values(hidden_at=None))
        await record(connection, Event(What.STORY_SHOWN, str(story_id)), now)


async def dismiss(database: Database, story_id: int, now: datetime) -> None:
    """The summary is right: nothing changes. Raises: StoryError."""
    async with database.write() as connection:
        await _lead(connection, story_id)
        await settle(connection, story_id, Outcome.DISMISSED, now)
        await record(connection, Event(What.STORY_DISMISSED, str(story_id)), now)


async def again(database: Database, story_id: int, now: datetime) -> None:
    """Summarise its leading article once more; the summary that is there stays until then.

    Raises: StoryError.
    """
    async with database.write() as connection:
        lead_id = await _lead(connection, story_id)
        due = {"summary_due_at": now, "summary_tries": 0}
        await connection.execute(update(articles).where(articles.c.id == lead_id).values(due))
        await settle(connection, story_id, Outcome.AGAIN, now)
        await record(connection, Event(What.STORY_AGAIN, str(story_id)), now)


@dataclass(frozen=True, slots=True)
class Had:
    """A subscriber who has had a story, and how it is served."""

    chat_id: int
    zone: str
    language: str
    quiet: Quiet | None


async def had_by(database: Database, story_id: int) -> Sequence[Had]:
    """The subscribers who have had this story and are not paused."""
    query = (
        select(subscribers)
        .join(tellings, tellings.c.chat_id == subscribers.c.chat_id)
        .where(tellings.c.story_id == story_id, tellings.c.version >= 1, subscribers.c.paused == "")
        .order_by(subscribers.c.chat_id)
    )
    async with database.read() as connection:
        rows = await connection.execute(query)
        return [Had(row.chat_id, row.zone, row.language, quiet_of(row)) for row in rows]


async def correct(
    database: Database, story_id: int, summary: Summary, told: Sequence[Queued], now: datetime
) -> None:
    """Let the leading article be told by this summary, and queue what its readers are told: all or nothing.

    Raises: StoryError.
    """
    async with database.write() as connection:
        lead_id = await _lead(connection, story_id)
        await put_summary(connection, lead_id, summary, now)
        await queue(connection, told, now)
        await settle(connection, story_id, Outcome.CORRECTED, now, {one.chat_id for one in told})
        corrected = Event(What.STORY_CORRECTED, str(story_id), fields={"readers": len(told)})
        await record(connection, corrected, now)


async def _lead(connection: AsyncConnection, story_id: int) -> int:
    """The leading article of a story, which is ours to the end of the transaction."""
    await alone(connection, f"story {story_id}")
    query = select(stories.c.lead_id).where(stories.c.id == story_id)
    lead_id = (await connection.execute(query)).scalar()
    if lead_id is None:
        raise StoryError(Remark("il n'y a pas d'histoire {story}", story=story_id))
    return int(lead_id)


async def settle(
    connection: AsyncConnection,
    story_id: int,
    outcome: Outcome,
    now: datetime,
    told: Collection[int] = (),
    kinds: Collection[Complaint] = tuple(Complaint),
) -> None:
    """An operator has seen to the reports of these kinds: their readers are to hear of it, but those `told`.

    The transaction is open.
    """
    open_ = (
        feedback.c.story_id == story_id,
        feedback.c.settled_at.is_(None),
        feedback.c.kind.in_(kinds),
    )
    heard = case((feedback.c.chat_id.in_(told), ""), else_=outcome)
    await connection.execute(update(feedback).where(*open_).values(settled_at=now, outcome=heard))


def _of(story_id: int) -> Update:
    return update(stories).where(stories.c.id == story_id)
