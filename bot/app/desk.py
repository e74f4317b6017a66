"""The operator's desk: what the pages of /dashboard show, put into words, and what their buttons do."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from bot.app import reloading
from bot.app.adding import Offered, keep, offered
from bot.app.ballots import ballots
from bot.app.causes import WORDS
from bot.app.clock import clock
from bot.app.condition import QUEUES, Trouble, counted, of_sources
from bot.app.core import Core
from bot.app.event_words import worded
from bot.app.recent_events import Recent, together
from bot.chat.failures import explained, in_full
from bot.chat.listening import COMPLAINTS
from bot.editions import render, slots
from bot.errors import SettingsError, SourceError, StoryError, WorkerError
from bot.french.fold import fold
from bot.french.typography import french
from bot.model import KeyPoints, Method, SourceKind, Story, Summary
from bot.ports import Event, Queued, SourceState, What
from bot.ports.dashboard import (
    Announced,
    ArticleRow,
    Note,
    Offer,
    Overview,
    ReportRow,
    Series,
    SourceRow,
    StoryRow,
    Votes,
)
from bot.sources.clean import line as on_one_line
from bot.store import activity, overview, reviews, story_edits
from bot.store.activity import Hour
from bot.store.checks import overdue
from bot.store.overview import Gathered, Told
from bot.store.source_states import DAYS
from bot.store.status import supply
from bot.store.votes import Ballot, of_stories
from bot.stories.shared import nearest, shared
from bot.wording import Remark, _, speaking

_HOURS, _DAYS = 48, 30
_EVENTS, _LOOKED_THROUGH = 12, 60
_STORIES, _REPORTS = 30, 20
_TODAY = timedelta(hours=24)
_HEADLINE_MAX, _TEXT_MAX = 200, 1500
"""Letters of a correction: it fits one message with all that stands around it."""
_CORRECTED = "operator"
_KINDS = {SourceKind.FEED: _("flux"), SourceKind.SITEMAP: _("plan du site"), SourceKind.PAGE: _("page")}
"""What an address leads to."""


class Desk:
    """The pages' side of the house (`ports.dashboard.Dashboard`); `troubles` says what is not well now."""

    def __init__(
        self,
        built: Core,
        troubles: Callable[[], Awaitable[Sequence[Trouble]]],
        now: Callable[[], datetime] = clock,
    ) -> None:
        self._built = built
        self._database = built.database
        self._troubles = troubles
        self._now = now
        self._zone = ZoneInfo(built.settings.readers.zone)

    async def overview(self) -> Overview:
        """The first page."""
        now = self._now()
        async with self._database.read() as connection:
            late = await overdue(connection, now)
        supplied = await supply(self._database)
        reported = await reviews.open_reports(self._database, 0)
        found = await activity.by_hour(self._database, now - timedelta(hours=_HOURS))
        readers = await activity.subscribers_by_day(self._database, now - timedelta(days=_DAYS))
        events = together(await self._built.events.latest(_LOOKED_THROUGH))
        return Overview(
            troubles=tuple((trouble.told, trouble.remedy) for trouble in await self._troubles()),
            failing=tuple((group.told, group.remedy) for group in of_sources(supplied)),
            charts=(*self._charts(found, now), self._subscribers(readers, now)),
            queues=tuple((QUEUES[one.what].told, one.number, _lasting(now - one.since)) for one in late),
            events=tuple(self._note(one) for one in islice(events, _EVENTS)),
            reports=reported[1],
        )

    async def sources(self, limit: int, offset: int) -> tuple[Sequence[SourceRow], int]:
        """Some of the sources, those that fail first."""
        now = self._now()
        found, total = await overview.some_sources(self._database, limit, offset, now)
        return [self._source(state, now) for state in found], total

    async def stories(self) -> Sequence[StoryRow]:
        """Today's stories of several articles."""
        found = await overview.gathered(self._database, self._now() - _TODAY, _STORIES)
        voted = await of_stories(self._database, [one.id for one in found])
        return [self._story(one, voted.get(one.id, Ballot())) for one in found]

    async def votes(self) -> Votes:
        """What readers like."""
        return await ballots(self._built, self._now())

    async def reports(self) -> tuple[Sequence[ReportRow], int]:
        """What readers report."""
        found, total = await reviews.open_reports(self._database, _REPORTS)
        loaded = await self._built.archive.all_of([one.story_id for one in found])
        stories = {story.id: story for story in loaded}
        return [self._report(one, stories[one.story_id]) for one in found if one.story_id in stories], total

    async def offer(self, address: str) -> Offer:
        """What an address would bring as a source."""
        return await self._look_at(address, "", add=False)

    async def add(self, address: str, name: str) -> Offer:
        """Watch it, if it can be."""
        return await self._look_at(address, on_one_line(name), add=True)

    async def added(self, name: str) -> str:
        """The source that was added under this name."""
        names = await self._built.intake.added()
        return next((one for one in names if fold(one) == fold(on_one_line(name))), "")

    async def remove(self, name: str) -> bool:
        """Look no more at a source that was added."""
        removed = await self._built.intake.remove_source(name)
        if removed:
            await self._built.events.record(Event(What.SOURCE_REMOVED, name), self._now())
        return removed

    async def _look_at(self, address: str, name: str, *, add: bool) -> Offer:
        try:
            found = await offered(self._built, address, name)
        except (SourceError, WorkerError) as err:
            return Offer(address, name, refused=explained(err), detail=in_full(err))
        offer = self._offer(address, found)
        if add:
            try:
                await keep(self._database, self._built.settings, found.source, self._now())
            except SettingsError as err:
                return replace(offer, refused=err.told)
        return offer

    async def reload(self) -> None:
        """Let every process of this database read its configuration again."""
        await reloading.ask(self._built)

    async def do(self, deed: str, story_id: int, given: Mapping[str, str]) -> None:
        """Do what a button says. Raises: StoryError."""
        database, now = self._database, self._now()
        simple = {
            "hide": reviews.hide,
            "show": reviews.show,
            "dismiss": reviews.dismiss,
            "again": reviews.again,
        }
        if deed in simple:
            await simple[deed](database, story_id, now)
        elif deed == "correct":
            await self._correct(story_id, given, now)
        elif deed == "split":
            article = _number(given, "article")
            made = await story_edits.split(database, story_id, [article], now)
            fields = {"article": article, "other": made}
            await self._built.events.record(Event(What.STORY_SPLIT, str(story_id), fields=fields), now)
        elif deed == "merge":
            other = _number(given, "other")
            await story_edits.merge(database, story_id, other, now)
            await self._built.events.record(
                Event(What.STORY_MERGED, str(story_id), fields={"other": other}), now
            )
        else:
            raise StoryError(Remark("personne ne sait faire cela d'une histoire : {deed}", deed=deed))

    async def _correct(self, story_id: int, given: Mapping[str, str], now: datetime) -> None:
        """The operator's own words instead of the summary; whoever had it is told, outside of quiet hours."""
        told = await self._built.archive.all_of([story_id])
        if not told:
            raise StoryError(Remark("Cette histoire n'a pas encore de résumé."))
        corrected = replace(told[0], summary=_written(given))
        readers = await reviews.had_by(self._database, story_id)
        queued = [_told_to(corrected, reader, now) for reader in readers]
        await reviews.correct(self._database, story_id, corrected.summary, queued, now)

    def _offer(self, address: str, found: Offered) -> Offer:
        source = found.source
        newest = tuple(
            Announced(
                at=self._at(entry.published) if entry.published else _("sans date"),
                title=entry.title or entry.address,
                url=entry.address,
                refused=WORDS[refusal.cause].told if refusal else "",
                detail=str(refusal or ""),
            )
            for entry, refusal in found.newest
        )
        return Offer(address, source.name, _KINDS[source.kind], source.address, newest, found.more)

    def _note(self, one: Recent) -> Note:
        told = worded(one.event, self._zone)
        more = f" (+{one.more})" if one.more else ""
        return Note(self._at(one.at), told.subject + more, told.told, told.detail)

    def _charts(self, found: Mapping[str, Mapping[int, Hour]], now: datetime) -> Iterator[Series]:
        summaries = [hours for name, hours in found.items() if name.startswith(activity.SUMMARIES)]
        by_model = found.get(activity.SUMMARIES + Method.MODEL, {})
        yield self._hourly(_("Articles par heure"), [found.get(activity.ARTICLES, {})], now)
        yield self._hourly(_("Résumés par heure"), summaries, now)
        yield self._hourly(_("Messages arrivés par heure"), [found.get(activity.SENT, {})], now)
        yield self._hourly(_("Pauses demandées par Telegram (429)"), [found.get(activity.THROTTLED, {})], now)
        if by_model:
            yield self._latency(by_model, now)

    def _hourly(self, title: str, several: Sequence[Mapping[int, Hour]], now: datetime) -> Series:
        hours = self._hours(now)
        values = tuple(float(sum(one[at].number for one in several if at in one)) for at in hours)
        told = _("{sum} en {hours} heures, {last} depuis le début de celle-ci")
        told = told.format(sum=_grouped(sum(values)), hours=_HOURS, last=_grouped(values[-1]))
        return Series(title, values, tuple(self._hour(at) for at in hours), told)

    def _latency(self, by_model: Mapping[int, Hour], now: datetime) -> Series:
        """What a summary of the model took, its wait for the others of its batch included."""
        hours = self._hours(now)
        made = [by_model.get(at, Hour()) for at in hours]
        values = tuple(one.seconds / one.number if one.number else 0.0 for one in made)
        number = sum(one.number for one in made)
        mean = sum(one.seconds for one in made) / number if number else 0.0
        told = _("{mean} s en moyenne, sur {number} résumés")
        told = told.format(mean=f"{mean:.1f}".replace(".", ","), number=_grouped(number))
        return Series(_("Durée d'un résumé du modèle"), values, tuple(map(self._hour, hours)), told, "s")

    def _subscribers(self, hours: Mapping[int, int], now: datetime) -> Series:
        """How many there were at the end of each day; days of which nobody knows are as the one before."""
        days = [now.astimezone(self._zone).date() - timedelta(days=back) for back in range(_DAYS)][::-1]
        ended: dict[object, float] = {}
        for hour in sorted(hours):
            at = datetime.fromtimestamp(hour * 3600, self._zone)
            ended[at.date()] = hours[hour]
        values, last = [], 0.0
        for day in days:
            last = ended.get(day, last)
            values.append(last)
        told = _("{number} aujourd'hui, {before} il y a {days} jours")
        told = told.format(number=_grouped(values[-1]), before=_grouped(values[0]), days=_DAYS)
        return Series(_("Abonnés"), tuple(values), tuple(f"{day:%d/%m}" for day in days), told)

    def _source(self, one: SourceState, now: datetime) -> SourceRow:
        words = WORDS[one.cause]
        state = words.told if one.errors else ""
        if one.next_check_at is None:
            state = _("retirée : {why}").format(why=words.told)
        elif one.dead:
            state = _("morte : {why}").format(why=words.told)
        days = tuple(f"{now - timedelta(days=back):%d/%m}" for back in range(DAYS))[::-1]
        told = _("{number} articles en {days} jours").format(number=sum(one.days), days=DAYS)
        return SourceRow(
            name=one.source.name,
            address=one.source.address,
            state=state,
            reason=one.reason,
            grave=one.dead or (bool(one.errors) and words.lasts),
            succeeded=self._at(one.succeeded_at) if one.succeeded_at else _("jamais"),
            next_check=self._at(one.next_check_at) if one.next_check_at else _("plus jamais"),
            days=Series(one.source.name, tuple(map(float, one.days)), days, told),
        )

    def _story(self, one: Gathered, voted: Ballot) -> StoryRow:
        lead = next((told for told in one.articles if told.id == one.lead_id), one.articles[0])
        rows = tuple(
            ArticleRow(
                id=told.id,
                source=told.article.source,
                title=told.title or _("sans titre"),
                url=told.article.url,
                at=self._at(told.article.dating.moment),
                why=_why(told, one.articles[:place]),
            )
            for place, told in enumerate(one.articles)
        )
        return StoryRow(one.id, lead.title or _("sans titre"), one.hidden, rows, voted.up, voted.down)

    def _report(self, one: reviews.Reported, story: Story) -> ReportRow:
        return ReportRow(
            id=one.story_id,
            reports=counted(one.reports, _("signalement")),
            last=self._at(one.last),
            hidden=one.hidden,
            source=story.lead.source,
            title=story.lead.title or story.summary.headline or _("sans titre"),
            url=story.lead.url,
            paragraphs=story.lead.paragraphs,
            headline=story.summary.headline,
            sentences=story.summary.sentences,
            method=render.method(story.summary.method),
            kinds=tuple(f"{COMPLAINTS[kind]} ({number})" for kind, number in one.kinds.items()),
            words=one.words,
        )

    def _at(self, moment: datetime) -> str:
        return f"{moment.astimezone(self._zone):%d/%m %H:%M}"

    def _hours(self, now: datetime) -> Sequence[int]:
        last = activity.hour_of(now)
        return range(last - _HOURS + 1, last + 1)

    def _hour(self, hour: int) -> str:
        return f"{datetime.fromtimestamp(hour * 3600, self._zone):%d/%m %H}\u00a0h"


def _why(told: Told, before: Sequence[Told]) -> str:
    """Why an article was put to those that came before it; the first one opens the story."""
    if not before:
        return _("ouvre l'histoire")
    like = before[nearest(told.signature, [one.signature for one in before])]
    common = shared(told.article, told.signature, like.signature)
    if common.copy:
        return _("copie presque mot pour mot de {source}").format(source=like.article.source)
    if not common.words:
        return _("réunie à la main, ou parce que d'autres articles lui ressemblent")
    words = ", ".join(common.words)
    return _("comme {source} : {words}").format(source=like.article.source, words=words)


def _written(given: Mapping[str, str]) -> Summary:
    """What the operator wrote instead. Raises: StoryError."""
    headline = french(" ".join(given.get("headline", "").split()))
    lines = [" ".join(line.split()) for line in given.get("text", "").splitlines()]
    sentences = tuple(french(line) for line in lines if line)
    if not headline or not sentences:
        raise StoryError(Remark("Il faut un titre et au moins une phrase."))
    if len(headline) > _HEADLINE_MAX or sum(map(len, sentences)) > _TEXT_MAX:
        told = Remark(
            "Trop long : {title} signes au plus pour le titre, {text} pour le texte.",
            title=_HEADLINE_MAX,
            text=_TEXT_MAX,
        )
        raise StoryError(told)
    return Summary(
        headline=headline,
        sentences=sentences,
        method=Method.CORRECTED,
        version=_CORRECTED,
        points=KeyPoints(),
    )


def _told_to(story: Story, reader: reviews.Had, now: datetime) -> Queued:
    with speaking(reader.language):
        message = render.correction(story, now, reader.zone)
    return Queued(
        dedup_key=f"correction:{story.id}:{reader.chat_id}:{int(now.timestamp())}",
        chat_id=reader.chat_id,
        message=message,
        reply_to=f"story:{story.id}:{reader.chat_id}",
        due_at=slots.quiet_end(reader.quiet, reader.zone, now),
    )


def _number(given: Mapping[str, str], name: str) -> int:
    """Raises: StoryError when there is none."""
    value = given.get(name, "").strip()
    if not value.isascii() or not value.isdecimal() or len(value) > 9:
        raise StoryError(Remark("Il faut un numéro."))
    return int(value)


def _grouped(number: float) -> str:
    return f"{number:,.0f}".replace(",", "\u202f")


def _lasting(span: timedelta) -> str:
    """«3 min», «2 h 5 min»."""
    minutes = max(0, int(span.total_seconds() // 60))
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h {rest}\u00a0min" if hours else f"{rest}\u00a0min"
