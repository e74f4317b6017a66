"""Which story is told to whom, at once or in an edition: one story once."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, delete, exists, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model import FRONT_PAGE, Message, Mode, Pictures, SlotKind, Story, Topic, TopicKind
from bot.ports import Due, Follower, Kept, Pending, Queued, Slot, Taste, Telling, Untold, Waiting, Why
from bot.store.archive import load_stories
from bot.store.database import Database
from bot.store.index import tokens_of
from bot.store.outbox import hold, queue
from bot.store.portable import insert_or
from bot.store.readership import kinds_of, quiet_of
from bot.store.schema import (
    Utc,
    articles,
    editions,
    slots,
    stories,
    subscribers,
    subscriptions,
    summaries,
    tellings,
)

_BETWEEN = "|"
"""Stands between the tokens of two articles; no word is like it."""
_BATCH = 5000
_SERVED = [
    subscribers.c[name]
    for name in (
        "instant",
        "zone",
        "language",
        "quiet_start",
        "quiet_end",
        "alerts_max",
        "alerts_day",
        "alerts",
        "burst_at",
        "burst",
        "kinds",
        "pictures",
        "channel",
    )
]
"""How a subscriber is served."""
_WEIGHED = [tellings.c[name] for name in ("story_id", "topic", "salience", "version", "waiting", "opened")]
"""What an edition must know of a story that waits, or was had."""


class TellingStore:
    """Untold stories, their followers, and editions (`ports.Tellings`)."""

    _thread: int | None = None
    """Of a forum, of which `pending` and `week` speak; none: General, or a chat without threads."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def in_thread(self, thread: int | None) -> "TellingStore":
        """The same, in a thread: what waits is what its topics led to."""
        there = copy(self)
        there._thread = thread
        return there

    async def threads(self, chat_id: int) -> Sequence[int]:
        """The threads of a chat to which something goes that is followed there."""
        query = select(subscriptions.c.thread).where(
            subscriptions.c.chat_id == chat_id, subscriptions.c.thread.is_not(None)
        )
        async with self._db.read() as connection:
            return (await connection.scalars(query.distinct().order_by(subscriptions.c.thread))).all()

    async def untold(self, limit: int) -> Sequence[Untold]:
        """Summarised stories of which the newest version has not been matched with the subscribers."""
        summarised = select(articles.c.story_id).join(summaries)
        query = (
            select(stories.c.id, stories.c.lead_id, stories.c.version)
            .join(articles, articles.c.id == stories.c.lead_id)
            # A lead whose summary is still to come is worth the wait; one that will have none is not.
            .where(stories.c.told_at.is_(None), articles.c.summary_due_at.is_(None))
            .where(stories.c.hidden_at.is_(None))
            .where(stories.c.id.in_(summarised))
            .order_by(stories.c.id)
            .limit(limit)
        )
        async with self._db.read() as connection:
            leads = {row.id: row for row in await connection.execute(query)}
            loaded = await load_stories(connection, list(leads))
            known_by = await _known_by(connection, leads.values())
            had = await _had(connection, [row.id for row in leads.values() if row.version > 1])
        return [
            Untold(
                story,
                known_by[story.id],
                leads[story.id].version,
                had[story.id],
            )
            for story in loaded
        ]

    async def followers(self, index_terms: Collection[str]) -> Sequence[Follower]:
        """The subscriptions of active subscribers whose topic has one of these index terms."""
        editions_wanted = (slots.c.chat_id == subscriptions.c.chat_id, slots.c.kind == SlotKind.EDITION)
        slotted = exists().where(*editions_wanted).label("slotted")
        query = (
            select(subscriptions, *_SERVED, slotted)
            .join(subscribers)
            .where(subscribers.c.paused == "", subscriptions.c.index_term.in_(index_terms))
            .order_by(subscriptions.c.chat_id)
        )
        async with self._db.read() as connection:
            rows = await connection.execute(query)
            return [
                Follower(
                    chat_id=row.chat_id,
                    topic=Topic(row.topic, row.label),
                    mode=Mode(row.mode),
                    zone=row.zone,
                    instant=row.instant,
                    slotted=row.slotted,
                    quiet=quiet_of(row),
                    alerts_max=row.alerts_max,
                    kinds=kinds_of(row),
                    pictures=Pictures(row.pictures),
                    alerts=(row.alerts_day, row.alerts),
                    burst=(row.burst_at, row.burst),
                    language=row.language,
                    channel=row.channel,
                    thread=row.thread,
                )
                for row in rows
            ]

    async def tell(self, telling: Telling, now: datetime) -> None:
        """Queue what goes now, remember the rest for editions, mark the story told: one transaction.

        Nothing when another process was faster: alerts would be counted twice, and held back for it.
        """
        held = dict(telling.held)
        later = held.keys() | set(telling.next_edition)
        at_once = {queued.chat_id for queued in telling.now}
        told = later | at_once
        untold = update(stories).where(stories.c.id == telling.story_id, stories.c.told_at.is_(None))
        async with self._db.write() as connection:
            if not (await connection.execute(untold.values(told_at=now))).rowcount:
                return
            active = await _active(connection, told)  # who left since the followers were read hears nothing
            rows = [
                {
                    "chat_id": chat_id,
                    "story_id": telling.story_id,
                    "matched_at": now,
                    "waiting": chat_id in later,
                    "version": telling.version if chat_id in at_once else 0,
                    **_why(telling, chat_id),
                }
                for chat_id in sorted(active)
            ]
            if rows:
                await _had_or_waits(connection, rows)
            await queue(connection, [queued for queued in telling.now if queued.chat_id in active], now)
            await hold(
                connection, {chat_id: until for chat_id, until in held.items() if chat_id in active}, now
            )
            for day, chat_ids in telling.days:
                await _count_alerts(connection, day, chat_ids)
            await _count_burst(connection, sorted(at_once), telling.burst_since or now, now)

    async def slots_due(self, now: datetime, limit: int) -> Sequence[Slot]:
        """The slots of active subscribers to look at now, all those of a chat together, in a fair order."""
        due = slots.c.next_at <= now
        first = select(slots.c.chat_id).where(due).order_by(slots.c.next_at, slots.c.daily_order).limit(limit)
        in_threads = (subscriptions.c.chat_id == slots.c.chat_id, subscriptions.c.thread.is_not(None))
        threaded = exists().where(*in_threads).label("threaded")
        query = (
            select(slots, *_SERVED, subscribers.c.says_nothing_new, threaded)
            .join(subscribers)
            .where(due, slots.c.chat_id.in_(first), subscribers.c.paused == "")
            .order_by(slots.c.next_at, slots.c.daily_order)
        )
        async with self._db.read() as connection:
            return [
                Slot(
                    chat_id=row.chat_id,
                    zone=row.zone,
                    minute=row.minute,
                    since=row.since,
                    kind=SlotKind(row.kind),
                    days=row.days,
                    made=row.made,
                    says_nothing_new=row.says_nothing_new,
                    quiet=quiet_of(row),
                    language=row.language,
                    channel=row.channel,
                    threaded=row.threaded,
                )
                for row in await connection.execute(query)
            ]

    async def keep(self, kept: Sequence[Kept]) -> None:
        """What became of slots that were looked at."""
        async with self._db.write() as connection:
            await _keep(connection, kept)

    async def week(self, chat_id: int, since: datetime, limit: int) -> Sequence[Story]:
        """The stories told since then, those of the most articles first; in a forum those of the thread."""
        led = and_(subscriptions.c.chat_id == chat_id, subscriptions.c.topic == tellings.c.topic)
        query = (
            select(tellings.c.story_id)
            .join(articles, articles.c.story_id == tellings.c.story_id)
            .outerjoin(subscriptions, led)
            .where(tellings.c.chat_id == chat_id, tellings.c.matched_at >= since)
            .where(subscriptions.c.thread.is_not_distinct_from(self._thread))
            .group_by(tellings.c.story_id)
            .order_by(func.count().desc(), tellings.c.story_id.desc())
            .limit(limit)
        )
        async with self._db.read() as connection:
            ranked = list((await connection.execute(query)).scalars())
            loaded = {story.id: story for story in await load_stories(connection, ranked)}
        return [loaded[id_] for id_ in ranked if id_ in loaded]

    async def pending(self, chat_id: int, fresh_since: datetime, liked_since: datetime) -> Pending:
        """What waits for the chat's next edition, and what it is weighed by; the newest first."""
        fresh = tellings.c.matched_at >= fresh_since
        liked = and_(tellings.c.opened, tellings.c.matched_at >= liked_since)
        here = subscriptions.c.thread.is_not_distinct_from(self._thread)
        led = and_(subscriptions.c.chat_id == chat_id, subscriptions.c.topic == tellings.c.topic)
        query: Select[Any] = (
            select(*_WEIGHED, stories.c.version.label("newest"), fresh.label("fresh"), here.label("here"))
            .join(stories)
            .outerjoin(subscriptions, led)
            .where(tellings.c.chat_id == chat_id, or_(fresh, liked))
            .order_by(tellings.c.story_id.desc())
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
            taste = await _taste(connection, chat_id, self._thread)
        return Pending(
            waiting=tuple(_waiting(row) for row in rows if row.fresh and row.waiting and row.here),
            had=tuple(row.story_id for row in rows if row.fresh and not row.waiting),
            opened=Counter(row.topic for row in rows if row.opened),
            taste=taste,
        )

    async def had(self, chat_id: int, story_ids: Collection[int]) -> Mapping[int, int]:
        """Of these stories those that the reader has had, with the version; 0: it waits."""
        query = select(tellings.c.story_id, tellings.c.version).where(
            tellings.c.chat_id == chat_id, tellings.c.story_id.in_(story_ids)
        )
        async with self._db.read() as connection:
            return {row.story_id: row.version for row in await connection.execute(query)}

    async def open(self, chat_id: int, story_id: int) -> None:
        """The reader asked for more of this story."""
        same = (tellings.c.chat_id == chat_id, tellings.c.story_id == story_id)
        async with self._db.write() as connection:
            await connection.execute(update(tellings).where(*same).values(opened=True))

    async def shown(self, chat_id: int, versions: Mapping[int, int], now: datetime) -> None:
        """The reader has had these versions of these stories: they wait no more."""
        async with self._db.write() as connection:
            await _shown(connection, chat_id, versions, now)

    async def edition(
        self,
        due: Due,
        messages: Sequence[Message],
        now: datetime,
        kept: Sequence[Kept] = (),
        shown: Mapping[int, int] | None = None,
        in_threads: Mapping[int, Sequence[Message]] | None = None,
    ) -> None:
        """Mark the edition made, keep the slots, queue its messages; the stories shown wait no more."""
        key = f"{due.kind}:{due.chat_id}:{due.local_date}:{due.minute}"
        row = {"chat_id": due.chat_id, "local_date": due.local_date, "minute": due.minute, "kind": due.kind}
        async with self._db.write() as connection:
            if not await _active(connection, [due.chat_id]):
                return
            made = await connection.execute(
                insert_or(connection, editions)
                .values(made_at=now, **row)
                .on_conflict_do_nothing()
                .returning(editions.c.id)
            )
            await _keep(connection, kept)
            if made.first() is None:  # another process was faster
                return
            tells = await _changes(connection, due.chat_id, shown or {})
            parts: list[tuple[int | None, Message]] = [(None, one) for one in messages]
            parts += [(thread, one) for thread, told in (in_threads or {}).items() for one in told]
            queued = [
                Queued(f"{key}:{part}", due.chat_id, message, tells=tells, thread=thread)
                for part, (thread, message) in enumerate(parts)
            ]
            await queue(connection, queued, now)
            await _shown(connection, due.chat_id, shown or {}, now)


async def _taste(connection: AsyncConnection, chat_id: int, thread: int | None) -> Taste:
    query: Select[Any] = (
        select(subscribers.c.kinds, *(subscriptions.c[name] for name in ("topic", "label", "mode", "thread")))
        .outerjoin(subscriptions)
        .where(subscribers.c.chat_id == chat_id)
        .order_by(subscriptions.c.topic)
    )
    rows = (await connection.execute(query)).all()
    if not rows:
        return Taste()
    followed = [(Topic(row.topic, row.label), row.thread) for row in rows if row.mode == Mode.FOLLOW]
    fronted = [topic for topic, there in followed if topic.kind is TopicKind.FRONT and there == thread]
    return Taste(
        front_page=tuple(fronted if followed else [FRONT_PAGE]),
        muted=tuple(Topic(row.topic, row.label) for row in rows if row.mode == Mode.MUTE),
        kinds=kinds_of(rows[0]),
    )


def _waiting(row: Row[Any]) -> Waiting:
    suite = 1 <= row.version < row.newest
    return Waiting(row.story_id, row.topic, row.salience, row.newest, suite)


async def _changes(
    connection: AsyncConnection, chat_id: int, versions: Mapping[int, int]
) -> tuple[tuple[int, int, int], ...]:
    """Of each of these stories the version that was had (0: none), and the one that is shown."""
    had = select(tellings.c.story_id, tellings.c.version).where(
        tellings.c.chat_id == chat_id, tellings.c.story_id.in_(versions)
    )
    before = {row.story_id: row.version for row in await connection.execute(had)}
    return tuple((id_, before.get(id_, 0), shown) for id_, shown in sorted(versions.items()))


async def _shown(
    connection: AsyncConnection, chat_id: int, versions: Mapping[int, int], now: datetime
) -> None:
    """What waited waits no more; what came from the front page is noted as had."""
    rows = [
        {"chat_id": chat_id, "story_id": story_id, "matched_at": now, "waiting": False, "version": version}
        | {"topic": FRONT_PAGE.key}
        for story_id, version in sorted(versions.items())
    ]
    if rows:
        fresh = insert_or(connection, tellings)
        had = {"waiting": False, "version": fresh.excluded.version}
        key = ["chat_id", "story_id"]
        await connection.execute(fresh.on_conflict_do_update(index_elements=key, set_=had), rows)


def _why(telling: Telling, chat_id: int) -> dict[str, Any]:
    why = telling.why.get(chat_id, Why())
    return {"topic": why.topic, "salience": why.salience}


async def _had_or_waits(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> None:
    """Note who has had which version and who waits; who has had one before keeps the later of the two."""
    fresh = insert_or(connection, tellings)
    given, kept = fresh.excluded, tellings.c
    later = {
        "matched_at": given.matched_at,
        "topic": given.topic,
        "salience": given.salience,
        "waiting": or_(kept.waiting, given.waiting),
        "version": case((given.version > kept.version, given.version), else_=kept.version),
    }
    key = ["chat_id", "story_id"]
    await connection.execute(fresh.on_conflict_do_update(index_elements=key, set_=later), rows)


async def _known_by(connection: AsyncConnection, leads: Collection[Any]) -> dict[int, tuple[str, ...]]:
    """The tokens of each story's lead.

    Of a story told before, of all its articles: its readers may follow any.
    """
    again = [row.id for row in leads if row.version > 1]
    told = select(articles.c.id, articles.c.story_id).where(articles.c.story_id.in_(again))
    of_story = {row.lead_id: row.id for row in leads}
    of_story |= {row.id: row.story_id for row in await connection.execute(told)}
    tokens = await tokens_of(connection, of_story)
    known: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for article_id, story_id in of_story.items():  # no phrase goes from one article to the next
        known[story_id] += (*([_BETWEEN] if known[story_id] else []), *tokens.get(article_id, ()))
    return known


async def _had(connection: AsyncConnection, story_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """Story -> reader -> the version that they have had."""
    had: dict[int, dict[int, int]] = defaultdict(dict)
    query = select(tellings).where(tellings.c.story_id.in_(story_ids))
    for row in await connection.execute(query):
        had[row.story_id][row.chat_id] = row.version
    return had


async def _keep(connection: AsyncConnection, kept: Sequence[Kept]) -> None:
    for one in kept:
        slot = one.slot
        same = (slots.c.chat_id == slot.chat_id, slots.c.kind == slot.kind, slots.c.minute == slot.minute)
        if one.next_at is None:
            await connection.execute(delete(slots).where(*same))
        else:
            values = {"made": one.made, "next_at": one.next_at, "daily_order": one.daily_order}
            await connection.execute(update(slots).where(*same).values(values))


async def _count_alerts(connection: AsyncConnection, day: date, chat_ids: Sequence[int]) -> None:
    more = case((subscribers.c.alerts_day == day, subscribers.c.alerts + 1), else_=1)
    for some in _batches(chat_ids):
        await connection.execute(
            update(subscribers).where(subscribers.c.chat_id.in_(some)).values(alerts=more, alerts_day=day)
        )


async def _count_burst(
    connection: AsyncConnection, chat_ids: Sequence[int], since: datetime, now: datetime
) -> None:
    goes_on = subscribers.c.burst_at > since
    burst = {
        "burst": case((goes_on, subscribers.c.burst + 1), else_=1),
        "burst_at": case((goes_on, subscribers.c.burst_at), else_=literal(now, Utc())),
    }
    for some in _batches(chat_ids):
        told = update(subscribers).where(subscribers.c.chat_id.in_(some))
        await connection.execute(told.values(burst))


async def _active(connection: AsyncConnection, chat_ids: Collection[int]) -> frozenset[int]:
    """Those of the chats that are subscribers and not paused."""
    found: set[int] = set()
    for some in _batches(sorted(chat_ids)):
        query = select(subscribers.c.chat_id).where(
            subscribers.c.chat_id.in_(some), subscribers.c.paused == ""
        )
        found.update((await connection.execute(query)).scalars())
    return frozenset(found)


def _batches(chat_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """So many that a statement bears them."""
    return (chat_ids[start : start + _BATCH] for start in range(0, len(chat_ids), _BATCH))
