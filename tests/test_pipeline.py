"""One pass, from sources to summarised stories: each thing once, whatever fails, whenever it is stopped."""

import asyncio
import tomllib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.errors import (
    DeadlineExceeded,
    Forbidden,
    LaconiqueError,
    Missing,
    ModelFailed,
    NotAFeed,
    NotAnArticle,
    TooLarge,
    TooShort,
    Unfetchable,
    Unreadable,
    WorkerCrashed,
)
from bot.model import DateOrigin, Entry, Raw, Source, SourceKind
from bot.pipeline import Pipeline
from bot.ports import Look
from bot.settings import Ingest
from bot.store.archive import ArchiveStore
from bot.store.database import Database
from bot.store.events import EventStore
from bot.store.intake import IntakeStore
from bot.store.outbox import PostStore
from bot.store.tables import entries
from bot.topics.catalogue import Catalogue
from bot.topics.stems import stems
from tests.fakes import FakeReader, FakeSummariser, directly

CONFIG = Path(__file__).parent.parent / "config"
GAZETTE = Source("La Gazette", SourceKind.FEED, "https://gazette.example/flux")
COURRIER = Source("Le Courrier", SourceKind.FEED, "https://courrier.example/flux")
INBOX = Source("Dossier", SourceKind.FOLDER, "/srv/inbox")
HOUR = timedelta(hours=1)

LIGHTHOUSE = (
    "Dimanche, la maire de Morlann, Solène Guivarch, a rallumé le phare de Kervannec, éteint deux ans.",
    "Trois cents habitants de Morlann ont assisté à la cérémonie, malgré la pluie et un vent violent.",
    "Des artisans de la région ont remplacé la lanterne et consolidé l’escalier de granit.",
)
SAME_EVENT = (
    "Le phare de Kervannec, éteint depuis deux ans, a été rallumé dimanche par la maire, Solène Guivarch.",
    "Malgré la pluie, trois cents habitants de Morlann étaient venus assister à la cérémonie.",
    "La lanterne est neuve et l’escalier consolidé, grâce à des artisans de la région, précise la mairie.",
)
OTHER_EVENT = (
    "L’Italie et la Grèce ont signé mardi à Rome un accord sur la pêche au thon rouge en mer Ionienne.",
    "Le texte limite à deux cents le nombre de navires italiens autorisés entre mai et septembre.",
    "La Grèce demandait depuis dix ans une règle commune ; l’Italie s’y refusait jusqu’à présent.",
)


def page(url: str, title: str, paragraphs: tuple[str, ...]) -> Raw:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>"
    return Raw(url, html.encode(), "text/html", "utf-8")


def dump(path: str, paragraphs: tuple[str, ...]) -> Raw:
    return Raw(path, "\n".join(paragraphs).encode(), "text/plain")


def carried(paragraphs: tuple[str, ...]) -> str:
    """What a feed carries of an article: a part."""
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def in_full(paragraphs: tuple[str, ...]) -> str:
    """What a feed carries of an article: so much that it must be all of it."""
    return "".join(f"<p>{paragraph} ({n}.)</p>" for n in range(6) for paragraph in paragraphs)


class House:
    """A pipeline with a real database, an outside world of a test's making, and no worker process."""

    def __init__(self, database: Database, catalogue: Catalogue, now: datetime) -> None:
        self.database = database
        self.now = now
        self.reader = FakeReader()
        self.summariser = FakeSummariser()
        self.intake, self.archive = IntakeStore(database), ArchiveStore(database)
        self.events, self.post = EventStore(database), PostStore(database, "one")
        self.catalogue = catalogue

    def pipeline(
        self, run: Callable[..., Awaitable[object]] = directly, pace: Ingest | None = None
    ) -> Pipeline:
        return Pipeline(
            reader=self.reader,
            intake=self.intake,
            archive=self.archive,
            events=self.events,
            summariser=self.summariser,
            catalogue=self.catalogue,
            run=run,
            pace=pace or Ingest(),
            zone="Europe/Paris",
        )

    async def known(self, *sources: Source) -> None:
        """These sources are listed, and their first look is behind us."""
        await self.intake.list_sources(sources, self.now)
        for watched in await self.intake.due_sources(self.now, 0):
            await self.intake.looked(watched, Look(), self.now, self.now, keep=None)

    def announce(self, source: Source, *announced: Entry) -> None:
        self.reader.feeds[source.name] = Look(announced)

    async def everything(self, pipeline: Pipeline | None = None) -> tuple[int, int, int]:
        """The three passes, each until it finds no more; returns how much each did."""
        chosen = pipeline or self.pipeline()
        found = await chosen.look(self.now)
        return found, await self._all(chosen.read), await self._all(chosen.summarise)

    async def _all(self, work: Callable[[datetime], Awaitable[int]]) -> int:
        total = 0
        while done := await work(self.now):
            total += done
        return total

    async def later(self, by: timedelta = HOUR) -> None:
        self.now += by

    async def stories(self) -> list[str]:
        return [story.lead.title for story in await self.archive.stories(limit=50)]

    async def entry(self) -> tuple[str, str, float | None]:
        """State, reason and wait in seconds of the only entry."""
        async with self.database.read() as connection:
            row = (await connection.execute(select(entries))).one()
        return row.state, row.reason, row.due_at and (row.due_at - self.now).total_seconds()

    async def reasons(self) -> dict[str, str]:
        return {row.name: row.reason for row in await self.intake.states()}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.from_toml(tomllib.loads((CONFIG / "topics.toml").read_text("utf-8")), "topics.toml")


@pytest.fixture
def house(database, catalogue, now) -> House:
    return House(database, catalogue, now)


def an_entry(house: House, number: int = 1, text: str = "") -> Entry:
    url = f"https://gazette.example/{number}"
    return Entry(str(number), url, f"Annonce {number}", house.now - timedelta(minutes=number), text)


# A whole pass


async def test_articles_of_feeds_and_folders_become_summarised_stories_and_a_second_pass_does_nothing(house):
    await house.known(GAZETTE, INBOX)
    entry = an_entry(house)
    house.announce(GAZETTE, entry)
    house.announce(INBOX, Entry("thon.txt:1:1", "/srv/inbox/thon.txt"))
    house.reader.pages[entry.address] = page(entry.address, "Le phare rallumé", LIGHTHOUSE)
    house.reader.files["/srv/inbox/thon.txt"] = dump("/srv/inbox/thon.txt", OTHER_EVENT)
    assert await house.everything() == (2, 2, 2)
    assert len(await house.stories()) == 2
    await house.later()
    assert await house.everything() == (0, 0, 0)
    assert (len(house.reader.fetched), len(house.summariser.asked)) == (1, 2)


async def test_what_is_stored_is_found_by_its_topics_and_its_words(house):
    await house.known(INBOX)
    house.announce(INBOX, Entry("k", "/srv/inbox/thon.txt"))
    house.reader.files["/srv/inbox/thon.txt"] = dump("/srv/inbox/thon.txt", OTHER_EVENT)
    await house.everything()
    assert len(await house.archive.stories(topic="pays:it", limit=9)) == 1
    assert len(await house.archive.stories(stems=stems("thons rouges"), limit=9)) == 1
    (untold,) = await house.post.untold(9)
    assert {"pays:it", "pays:gr"} <= set(untold.story.topics)
    assert set(stems("thon rouge")) <= untold.stems


# Looking at sources


@pytest.mark.parametrize(
    "failure",
    [
        pytest.param(Unfetchable(GAZETTE.address, "no answer"), id="no answer"),
        pytest.param(Forbidden("a private network"), id="an address where we never go"),
        pytest.param(TooLarge("9 GB"), id="too large"),
        pytest.param(NotAFeed("a page of the site"), id="not a feed"),
        pytest.param(DeadlineExceeded("parse was stopped"), id="the parser took too long"),
        pytest.param(WorkerCrashed("out of memory"), id="the parser died"),
    ],
)
async def test_a_source_that_fails_keeps_its_reason_and_stops_no_other(house, failure):
    await house.known(GAZETTE, INBOX, COURRIER)
    house.reader.feeds[GAZETTE.name] = failure
    house.announce(COURRIER, an_entry(house))
    assert await house.pipeline().look(house.now) == 1
    assert await house.reasons() == {GAZETTE.name: str(failure), COURRIER.name: "", INBOX.name: ""}
    assert await house.events.latest(9) == [(house.now, f"source {GAZETTE.name}", str(failure))]


async def test_sources_that_keep_failing_are_told_once(house):
    await house.known(GAZETTE, COURRIER)
    for source in (GAZETTE, COURRIER):
        house.reader.feeds[source.name] = Unfetchable(source.address, "no answer")
    with capture_logs() as logs:
        for _ in range(3):
            await house.pipeline().look(house.now)
            await house.later(2 * timedelta(days=1))
    told = [log for log in logs if log["log_level"] == "warning"]
    assert [(log["event"], log["number"]) for log in told] == [("sources failed", 2)]
    assert len(await house.events.latest(9)) == 2


async def test_what_nobody_had_foreseen_in_one_source_stops_no_other_and_is_tried_again(house):
    await house.known(GAZETTE, COURRIER)
    house.reader.feeds[GAZETTE.name] = ZeroDivisionError("a bug")
    house.announce(COURRIER, an_entry(house))
    with capture_logs() as logs:
        assert await house.pipeline().look(house.now) == 1
    assert "a pass stumbled" in [log["event"] for log in logs]
    house.announce(GAZETTE, an_entry(house, 2))
    await house.later()
    assert await house.pipeline().look(house.now) == 1


async def test_a_feed_is_asked_again_at_its_rhythm(house):
    await house.known(GAZETTE)
    await house.pipeline().look(house.now)
    await house.later(timedelta(seconds=Ingest().feed_check_s - 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 1
    await house.later(timedelta(seconds=Ingest().feed_check_s * 0.1 + 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 2


@pytest.mark.parametrize(
    ("failure", "wait_s"),
    [
        pytest.param(Unfetchable(GAZETTE.address, "no answer"), 1800, id="no answer: twice the usual wait"),
        pytest.param(
            Unfetchable(GAZETTE.address, "429", retry_after_s=7200), 7200, id="as long as the server asks for"
        ),
    ],
)
async def test_a_feed_that_fails_is_left_in_peace_for_a_while(house, failure, wait_s):
    await house.known(GAZETTE)
    house.reader.feeds[GAZETTE.name] = failure
    await house.pipeline().look(house.now)
    await house.later(timedelta(seconds=wait_s - 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 1
    await house.later(timedelta(seconds=wait_s * 0.1 + 1))
    await house.pipeline().look(house.now)
    assert len(house.reader.looked) == 2


async def test_what_was_there_before_us_is_found_but_pushed_to_nobody(house):
    await house.intake.list_sources([GAZETTE], house.now)
    long = [an_entry(house, n, in_full((f"Nouvelle numéro {n} du port.", *LIGHTHOUSE))) for n in range(1, 5)]
    house.announce(GAZETTE, *long)
    pipeline = house.pipeline(pace=Ingest(first_look_entries=2))
    assert await house.everything(pipeline) == (4, 2, 2)
    assert len(await house.stories()) >= 1
    assert await house.post.untold(9) == []
    fresh = an_entry(house, 9, in_full(OTHER_EVENT))
    house.announce(GAZETTE, *long, fresh)
    await house.later()
    assert await house.everything(pipeline) == (1, 1, 1)
    assert [untold.story.lead.url for untold in await house.post.untold(9)] == [fresh.address]


# Reading entries


async def test_the_page_is_read_and_what_the_entry_announced_wins(house):
    await house.known(GAZETTE)
    entry = an_entry(house, text=carried(LIGHTHOUSE[:1]))
    house.announce(GAZETTE, entry)
    house.reader.pages[entry.address] = page(entry.address, "Un autre titre", LIGHTHOUSE)
    await house.everything()
    (story,) = await house.archive.stories(limit=9)
    lead = story.lead
    assert (lead.title, lead.url, lead.source) == (entry.title, entry.address, GAZETTE.name)
    assert (lead.dating.moment, lead.dating.origin) == (entry.published, DateOrigin.STATED)
    assert len(lead.paragraphs) == len(LIGHTHOUSE)


async def test_a_feed_that_carries_the_whole_article_saves_the_page(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    assert await house.everything() == (1, 1, 1)
    assert house.reader.fetched == []
    assert await house.stories() == ["Annonce 1"]


async def test_an_entry_without_an_address_is_its_text(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, Entry("k", "", "Le phare", house.now, carried(LIGHTHOUSE)))
    await house.everything()
    assert await house.stories() == ["Le phare"]


async def test_when_the_page_never_answers_the_text_of_the_feed_stands_in_at_last(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=carried(LIGHTHOUSE)))
    for _ in range(3):
        await house.everything()
        assert await house.stories() == []
        await house.later()
    await house.everything()
    assert await house.stories() == ["Annonce 1"]


@pytest.mark.parametrize(
    ("failure", "state", "again_in_s"),
    [
        pytest.param(Unfetchable("https://gazette.example/1", "503"), "new", 600, id="no answer: later"),
        pytest.param(DeadlineExceeded("read was stopped"), "new", 600, id="it took too long: later"),
        pytest.param(WorkerCrashed("out of memory"), "new", 600, id="a worker died: later"),
        pytest.param(Forbidden("a private network"), "failed", None, id="where we never go: no more"),
        pytest.param(TooLarge("9 GB"), "failed", None, id="too large: no more"),
        pytest.param(Unreadable("a picture"), "failed", None, id="no text: no more"),
        pytest.param(NotAnArticle("a list of links"), "failed", None, id="no article: no more"),
        pytest.param(Missing("no such file"), "failed", None, id="no such file: no more"),
    ],
)
async def test_an_entry_that_cannot_be_read(house, failure: LaconiqueError, state, again_in_s):
    """What will fail the same way tomorrow is not tried again; either way the reason is kept."""
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house))
    house.reader.pages["https://gazette.example/1"] = failure
    await house.everything()
    assert await house.entry() == (state, str(failure), again_in_s)


async def test_a_page_without_an_article_is_kept_as_failed_and_stops_no_other(house):
    await house.known(GAZETTE)
    first, second = an_entry(house), an_entry(house, 2)
    house.announce(GAZETTE, first, second)
    house.reader.pages[first.address] = Raw(first.address, b"<html><body>404</body></html>", "text/html")
    house.reader.pages[second.address] = page(second.address, "Le phare", LIGHTHOUSE)
    assert await house.everything() == (2, 2, 1)
    assert await house.stories() == ["Annonce 2"]


async def test_an_entry_that_fails_again_and_again_is_given_up_with_its_reason(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house))
    for _ in range(6):
        await house.everything()
        await house.later()
    assert len(house.reader.fetched) == 4
    state, reason, due_in = await house.entry()
    assert (state, due_in) == ("failed", None)
    assert "nobody there" in reason


async def test_an_entry_whose_every_try_took_the_process_down_is_given_up_unread(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house))
    await house.pipeline().look(house.now)
    for _ in range(4):
        assert len(await house.intake.claim_entries(9, house.now, 180)) == 1
        await house.later()
    await house.everything()
    assert house.reader.fetched == []
    assert (await house.entry())[:2] == ("failed", "given up: every try ended without a word")


# The same article, the same story


async def test_the_same_article_announced_by_two_sources_is_stored_once_and_both_entries_are_done(house):
    await house.known(GAZETTE, COURRIER)
    for source in (GAZETTE, COURRIER):
        house.announce(source, an_entry(house, text=in_full(LIGHTHOUSE)))
    assert await house.everything() == (2, 2, 1)
    await house.later()
    assert await house.everything() == (0, 0, 0)
    (story,) = await house.archive.stories(limit=9)
    assert story.others == ()


async def announce_one_event(house: House) -> None:
    """Two articles on one event from two sources, and one on another."""
    await house.known(GAZETTE, COURRIER, INBOX)
    for number, (source, paragraphs) in enumerate([(GAZETTE, LIGHTHOUSE), (COURRIER, SAME_EVENT)], 1):
        url = f"https://presse.example/{number}"
        house.announce(source, Entry(url, url, f"Le phare de Kervannec, {number}", house.now))
        house.reader.pages[url] = page(url, "", paragraphs)
    house.announce(INBOX, Entry("k", "/srv/inbox/thon.txt"))
    house.reader.files["/srv/inbox/thon.txt"] = dump("/srv/inbox/thon.txt", OTHER_EVENT)


@pytest.mark.parametrize("parallel", [1, 4], ids=["one after the other", "read at the same moment"])
async def test_two_articles_on_one_event_become_one_story(house, parallel):
    await announce_one_event(house)
    assert await house.everything(house.pipeline(pace=Ingest(parallel=parallel))) == (3, 3, 3)
    stories = await house.archive.stories(limit=9)
    assert sorted(len(story.others) for story in stories) == [0, 1]
    assert len(await house.post.untold(9)) == 2


async def test_an_event_of_last_week_takes_no_article_of_today_in(house):
    await announce_one_event(house)
    house.reader.feeds[COURRIER.name], today = Look(), house.reader.feeds[COURRIER.name]
    await house.everything()
    await house.later(timedelta(days=7))
    house.reader.feeds[COURRIER.name] = today
    await house.everything()
    assert len(await house.stories()) == 3


# Summaries


async def waiting_article(house: House) -> None:
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    pipeline = house.pipeline()
    await pipeline.look(house.now)
    await pipeline.read(house.now)


async def test_a_text_too_short_to_be_shortened_is_shown_itself(house):
    await waiting_article(house)
    house.summariser.failures = [TooShort("two sentences")]
    assert await house.pipeline().summarise(house.now) == 1
    (story,) = await house.archive.stories(limit=9)
    assert "phare de Kervannec" in story.summary.sentences[0]


async def test_why_a_summary_is_not_what_was_asked_for_is_kept_with_it(house):
    await waiting_article(house)
    house.summariser.note = "the model failed"
    await house.pipeline().summarise(house.now)
    (story,) = await house.archive.stories(limit=9)
    assert story.summary.note == "the model failed"


async def test_a_summariser_that_cannot_is_not_asked_again_and_the_operator_is_told(house):
    await waiting_article(house)
    house.summariser.failures = [ModelFailed("no such directory")]
    await house.pipeline().summarise(house.now)
    await house.later()
    assert await house.pipeline().summarise(house.now) == 0
    assert [event for _, *event in await house.events.latest(9)] == [
        ["summary of article 1", "no such directory"]
    ]


async def test_a_worker_that_died_is_one_try_and_the_next_makes_the_summary(house):
    await waiting_article(house)
    house.summariser.failures = [WorkerCrashed("killed"), DeadlineExceeded("too long")]
    for expected in ([], [], ["Annonce 1"]):
        await house.pipeline().summarise(house.now)
        assert await house.pipeline().summarise(house.now) == 0, "not before the lease has run out"
        assert await house.stories() == expected
        await house.later()


@pytest.mark.parametrize(
    ("silently", "reason"),
    [
        pytest.param(False, "killed", id="with a word"),
        pytest.param(True, "given up: every try ended without a word", id="the whole process each time"),
    ],
)
async def test_a_summary_that_fails_again_and_again_is_given_up(house, silently, reason):
    await waiting_article(house)
    house.summariser.failures = [WorkerCrashed("killed")] * 9
    for _ in range(4):
        if silently:
            await house.archive.claim_unsummarised(9, house.now, 180)
        else:
            await house.pipeline().summarise(house.now)
        await house.later()
    await house.pipeline().summarise(house.now)
    await house.later()
    assert await house.pipeline().summarise(house.now) == 0
    assert [told for _, _, told in await house.events.latest(9)] == [reason]


# Killed at any instant


class Killed(BaseException):
    """The process is gone: nothing after this line runs."""


async def killed(_work: Callable[..., object], *_args: object) -> object:
    """A worker during whose work the whole bot dies."""
    raise Killed


async def test_what_a_killed_process_was_reading_is_read_by_the_next_once_its_lease_has_run_out(house):
    await house.known(GAZETTE)
    house.announce(GAZETTE, an_entry(house, text=in_full(LIGHTHOUSE)))
    with capture_logs():
        assert await house.everything(house.pipeline(run=killed)) == (1, 0, 0)
    assert await house.everything() == (0, 0, 0), "the lease protects a process that is only slow"
    await house.later()
    assert await house.everything() == (0, 1, 1)
    await house.later()
    assert await house.everything() == (0, 0, 0)
    assert await house.stories() == ["Annonce 1"]


async def test_what_a_killed_process_was_summarising_is_summarised_once(house):
    await waiting_article(house)
    house.summariser.failures = [Killed()]
    with capture_logs():
        await house.pipeline().summarise(house.now)
    await house.later()
    assert await house.everything() == (0, 0, 1)
    assert await house.stories() == ["Annonce 1"]
    assert len(await house.post.untold(9)) == 1


async def test_two_processes_share_the_work_and_nothing_is_done_twice(house):
    await house.known(GAZETTE)
    long = [an_entry(house, n, in_full((f"Numéro {n}.", *LIGHTHOUSE))) for n in range(1, 7)]
    house.announce(GAZETTE, *long)
    both = await asyncio.gather(*(house.everything(house.pipeline()) for _ in range(2)))
    assert sum(found for found, _, _ in both) == 6
    await house.everything()
    assert len(house.summariser.asked) == 6


# For the person who gave a text


async def test_a_text_given_in_the_chat_is_summarised_and_nothing_of_it_is_kept(house):
    story = await house.pipeline().digest(dump("texte", OTHER_EVENT), "Votre texte", house.now)
    assert (story.lead.source, story.summary.sentences) == ("Votre texte", OTHER_EVENT[:1])
    assert "pays:it" in story.topics
    assert (await house.stories(), await house.post.untold(9)) == ([], [])


async def test_a_text_without_an_article_is_refused_to_the_person_who_gave_it(house):
    with pytest.raises(NotAnArticle):
        await house.pipeline().digest(Raw("texte", b"Bonjour !", "text/plain"), "Votre texte", house.now)
