"""One pass, from sources to summarised stories. Each pass is idempotent and can be run by hand.

    look        sources that are due -> new entries
    read        entries -> articles, with their topics and their story
    summarise   articles -> summaries

What fails is kept with its reason; what was interrupted is claimed again when its lease has run out, or by
the same process as soon as the database is back.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import random
from time import monotonic
from typing import Any

import structlog

from bot.assignment import StoryAssigner
from bot.errors import (
    ArticleError,
    DatabaseError,
    Disallowed,
    Forbidden,
    Gone,
    LaconiqueError,
    Missing,
    NotAnArticle,
    Postponed,
    SourceError,
    SummaryError,
    TooLarge,
    TooShort,
    WorkerCrashed,
    WorkerError,
)
from bot.model import Article, Entry, Form, Raw, Source, SourceKind, Story, Summary
from bot.ports import (
    Archive,
    Checked,
    Event,
    Events,
    Intake,
    Job,
    Look,
    NewArticle,
    Reader,
    Stored,
    Unsummarised,
    Watched,
    What,
)
from bot.settings import Ingest
from bot.sources.rhythm import Polling, Visit, entries_per_h, has_moved, next_check
from bot.study import study
from bot.summaries import Summariser
from bot.summaries.described import announced
from bot.summaries.extractive import whole

AT_ONCE = 16
"""Sources looked at at the same time: to wait for servers costs little."""
_TRIES = 4
_RETRY_S = 600
_ELSEWHERE_S = 10
"""What is not on this machine may be on that of another process, which shall come by as soon as it can."""
_NAMED = 3
_GIVEN_UP = "given up: every try ended without a word"
_FEED_TEXT_ENOUGH = 1500  # characters of HTML: a feed that carries this much carries the article
# The same bytes will fail the same way tomorrow.
_LASTING = (ArticleError, Disallowed, Forbidden, Gone, TooLarge)

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of one look; `unchanged` is still to be stored."""

    watched: Watched
    new: int = 0
    unchanged: Checked | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The passes, and the edges they work with; `run` runs a pure function in a worker process."""

    reader: Reader
    intake: Intake
    archive: Archive
    assigner: StoryAssigner
    events: Events
    summariser: Summariser
    on_demand: Summariser
    """The same, for a person who waits."""
    catalogue: bytes
    """As `packed` makes it."""
    run: Callable[..., Awaitable[Any]]
    settings: Ingest
    zone: str
    lease_s: float
    batch: int
    """Articles to summarise at a time."""
    _unread: list[tuple[datetime, Job]] = field(default_factory=list)
    _untold: list[tuple[datetime, Unsummarised]] = field(default_factory=list)
    """What we claimed, and when, and could not bring to an end since the database went away."""

    async def look(self, now: datetime) -> int:
        """Look at every source that is due; returns how many new entries were announced."""
        due = await self.intake.due_sources(AT_ONCE, now, self.lease_s)
        found: list[_Found] = await _each(self._look, due, now)
        # Most looks find nothing new: a transaction for each would take longer than to ask.
        await self.intake.unchanged([one.unchanged for one in found if one.unchanged], now)
        failed = [one.watched for one in found if one.failed and not one.watched.errors]
        if failed:  # the first time in a row: told once, and in one line; the reasons are with the sources
            names = ", ".join(watched.source.name for watched in failed[:_NAMED])
            log.warning("sources failed", number=len(failed), first=names, see="laconique doctor")
        return sum(one.new for one in found)

    async def read(self, now: datetime) -> int:
        """Turn the entries that wait into articles; returns how many were tried."""
        await self._give_back(self._unread, self.intake.give_back, now)
        jobs = await self.intake.claim_entries(self.settings.parallel, now, self.lease_s)
        return len(await _each(self._read, jobs, now, self._unread))

    async def summarise(self, now: datetime) -> int:
        """Summarise the articles that have no summary; returns how many were tried."""
        await self._give_back(self._untold, self.archive.give_back, now)
        waiting = await self.archive.claim_unsummarised(self.batch, now, self.lease_s)
        return len(await _each(self._summarise, waiting, now, self._untold))

    async def store(
        self, raw: Raw, source: str, now: datetime, job: Job | None = None
    ) -> tuple[Article, Stored]:
        """Read one raw text into the archive; one that is there already is kept, or becomes a new version.

        Raises: ArticleError, WorkerError.
        """
        repeated = await self.intake.boilerplate(source, now)
        new: NewArticle = await self.run(study, raw, source, now, self.zone, self.catalogue, repeated)
        stored, opened = await self.assigner.store(new, now, job)
        # Copies of one text repeat its lines too, and those are no boilerplate: only a new story counts.
        lines = new.lines if opened else frozenset()
        if new.described and not stored.known:  # of other articles, those of one story too
            lines |= {new.described}
        if lines:
            await self.intake.note_lines(source, lines, now)
        return new.article, stored

    async def digest(self, raw: Raw, source: str, now: datetime) -> Story:
        """Read and summarise a text for the person who gave it, and keep nothing of it.

        Raises: ArticleError, SummaryError, WorkerError.
        """
        new: NewArticle = await self.run(study, raw, source, now, self.zone, self.catalogue, frozenset())
        topics = tuple(topic.key for topic in new.indexed.topics)
        return Story(0, new.article, await _summary(self.on_demand, new.article), topics=topics)

    async def _give_back(
        self, unended: list[Any], how: Callable[..., Awaitable[None]], now: datetime
    ) -> None:
        """Let it be claimed anew, but for what others may have by now. Raises: DatabaseError; then later."""
        lease = timedelta(seconds=self.lease_s)
        if ours := [item for claimed_at, item in unended if now < claimed_at + lease]:
            await how(ours, now)
        unended.clear()

    async def _look(self, watched: Watched, now: datetime) -> _Found:
        try:
            look = await self.reader.look(watched)
        except Postponed as err:
            await self.intake.postpone_look(watched, now + timedelta(seconds=err.retry_after_s or 0.0))
            return _Found(watched)
        except (SourceError, WorkerError) as err:
            await self._look_failed(watched, err, now)
            return _Found(watched, failed=True)
        source = watched.source
        again = next_check(_visit(watched, look, now), self._polling)
        new = 0
        if look.entries:
            backlog = watched.first_look and source.kind is not SourceKind.FOLDER
            keep = self.settings.first_look_entries if backlog else None
            new = await self.intake.looked(watched, look, now, again, keep)
        if watched.dead:
            await self.events.record(Event(What.SOURCE_ANSWERS, source.name), now)
        if has_moved(watched, look, now, timedelta(days=self.settings.moved_after_days)):
            await self.intake.move(watched, look.moved_to)
            moved = Event(What.SOURCE_MOVED, source.name, fields={"address": look.moved_to})
            await self.events.record(moved, now)
        if new:
            log.info("new entries", source=source.name, entries=new)
        return _Found(watched, new, None if look.entries else Checked(watched, look, again))

    async def _look_failed(self, watched: Watched, err: LaconiqueError, now: datetime) -> None:
        """Record why, look again later, and tell the operator once when it lasts."""
        since = watched.failing_since or now
        gone = isinstance(err, Gone)
        dead = gone or watched.dead or now - since >= timedelta(days=self.settings.dead_after_days)
        visit = Visit(
            watched.source.kind,
            now,
            errors=watched.errors + 1,
            retry_after_s=getattr(err, "retry_after_s", None),
            chance=_chance(),
        )
        again = None if gone else next_check(visit, self._polling)
        await self.intake.look_failed(watched, str(err), now, again, dead=dead, cause=err.cause)
        fails = Event(What.SOURCE_FAILS, watched.source.name, str(err), err.cause)
        if dead and not watched.dead:
            fields = {} if gone else {"since": since.isoformat()}
            fails = replace(fails, what=What.SOURCE_RETIRED if gone else What.SOURCE_DEAD, fields=fields)
            log.warning(fails.what, source=watched.source.name, reason=str(err), **fields)
        if fails.what is not What.SOURCE_FAILS or not watched.errors:
            await self.events.record(fails, now)

    @property
    def _polling(self) -> Polling:
        settings = self.settings
        return Polling(
            settings.folder_check_s,
            settings.feed_check_s,
            settings.feed_check_max_s,
            settings.feed_check_min_s,
        )

    async def _read(self, job: Job, now: datetime) -> None:
        try:
            if job.tries > _TRIES:  # it took the whole process down, each time
                raise WorkerCrashed(_GIVEN_UP)
            article, stored = await self._article(job, now)
        except Postponed as err:
            await self.intake.postpone_entry(job, now + timedelta(seconds=err.retry_after_s or 0.0))
        except LaconiqueError as err:
            lasting = _is_lasting(err, job)
            wait_s = _ELSEWHERE_S if isinstance(err, Missing) else _RETRY_S
            retry_at = None if lasting else now + timedelta(seconds=wait_s)
            await self.intake.entry_failed(job, str(err), retry_at, err.cause)
            log.warning("entry not read", source=job.source.name, reason=str(err), again=not lasting)
        else:
            log.info(
                "article",
                id=stored.article_id,
                story=stored.story_id,
                source=job.source.name,
                title=article.title or job.entry.address,
                known=stored.known,
                revised=stored.revised,
            )

    async def _article(self, job: Job, now: datetime) -> tuple[Article, Stored]:
        """The entry's article: from the feed's own text when that is the whole of it, else from page or file.

        A page that never answers, or can't be read, leaves what the feed says: better than nothing.
        """
        entry, source = job.entry, job.source.name
        if not entry.address and not entry.text:
            msg = f"{entry.title or entry.key}: neither a link nor a text was announced"
            raise NotAnArticle(msg)
        carried = Raw(entry.address, entry.text.encode(), "text/html", "utf-8", entry.title, entry.published)
        if carries_article(entry):
            return await self.store(carried, source, now, job)
        try:
            return await self.store(await self._fetched(entry, job.source), source, now, job)
        except Postponed:
            raise
        except (SourceError, ArticleError) as err:
            if not entry.text or not _is_lasting(err, job):
                raise
            try:
                unread = replace(carried, description=entry.text, announced=True)
                return await self.store(unread, source, now, job)
            except ArticleError:
                raise err from None

    async def _fetched(self, entry: Entry, source: Source) -> Raw:
        """The bytes of the entry's page or file, under what the entry announced."""
        remote = entry.address.startswith(("http://", "https://"))
        opened = self.reader.fetch if remote else self.reader.load
        raw = await opened(entry.address, source.address)
        return replace(raw, title=entry.title, published=entry.published, description=entry.text)

    async def _summarise(self, waiting: Unsummarised, now: datetime) -> None:
        started = monotonic()
        try:
            if waiting.tries > _TRIES:
                raise WorkerCrashed(_GIVEN_UP)
            summary = await _summary(self.summariser, waiting.article)
        except (SummaryError, WorkerError) as err:
            log.warning("article not summarised", id=waiting.article_id, reason=str(err))
            if (
                isinstance(err, SummaryError) or waiting.tries >= _TRIES
            ):  # else again, when the lease runs out
                await self.archive.summary_failed(waiting.article_id, str(err), now)
        else:
            await self.archive.add_summary(waiting.article_id, summary, now, monotonic() - started)
            if summary.note:
                log.info("summary", id=waiting.article_id, note=summary.note)


def carries_article(entry: Entry) -> bool:
    """Whether what the source itself says of it is read, and no page."""
    return len(entry.text) >= _FEED_TEXT_ENOUGH or bool(entry.text and not entry.address)


def _is_lasting(err: LaconiqueError, job: Job) -> bool:
    """Whether another try would end the same way, or has been made often enough."""
    return (isinstance(err, _LASTING) and not isinstance(err, Missing)) or job.tries >= _TRIES


async def _summary(summariser: Summariser, article: Article) -> Summary:
    """A summary; of a text too short to be shortened, the text itself.

    Of what is no prose what its publisher says, else under pictures the few words that stand there; and of a
    text that is not French its title: our readers read French, and so do our models.
    """
    if article.language != "fr":
        return replace(announced(article), sentences=(), note=f"not French: {article.language}")
    if not article.is_prose:
        told = announced(article)
        told = whole(article) if article.form is Form.PHOTOS and not told.sentences else told
        return replace(told, note=f"not prose: {article.form}")
    try:
        return await summariser.summarise(article)
    except TooShort:
        return whole(article)


def _visit(watched: Watched, look: Look, now: datetime) -> Visit:
    """What the rhythm must know of a look that went well."""
    published = [entry.published for entry in look.entries] if look.entries else watched.published
    return Visit(
        watched.source.kind,
        now,
        entries_per_h=entries_per_h(published, now) if watched.source.kind is not SourceKind.FOLDER else None,
        fresh_s=look.fresh_s,
        ttl_s=look.ttl_s,
        skip_hours=look.skip_hours,
        skip_days=look.skip_days,
        chance=_chance(),
    )


def _chance() -> float:
    return random()  # noqa: S311 - spreads requests, guards nothing


async def _each(
    work: Callable[..., Awaitable[Any]],
    items: Sequence[Any],
    now: datetime,
    unended: list[Any] | None = None,
) -> list[Any]:
    """`work(item, now)` for all at the same time; an unforeseen failure of one spares the rest.

    What the database failed is noted in `unended`, with the moment.
    """
    results = await asyncio.gather(*(work(item, now) for item in items), return_exceptions=True)
    failed = [one for one, result in zip(items, results, strict=True) if isinstance(result, DatabaseError)]
    if unended is not None:
        unended += [(now, one) for one in failed]
    for failure in (result for result in results if isinstance(result, BaseException)):
        log.error("a pass stumbled", exc_info=failure)
    return [result for result in results if not isinstance(result, BaseException)]
